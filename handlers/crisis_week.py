"""What a week had of crises: each with its extra looks and the comments that came meanwhile (M18)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import crises
from db.rows import Round, Unit
from db.words import RoundState
from handlers.weeks import monday, sunday
from scheduler.working_calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class WeekCrisis:
    """One crisis's part of a week."""

    why: str
    first_day: date
    last_day: date
    looks: int
    planned: int
    comments: int


def week_crises(
    tx: Connection, unit: Unit, week: str, *, held: Iterable[Round], calendar: WorkingCalendar, now: datetime
) -> tuple[WeekCrisis, ...]:
    """The crises that ran in an ISO week; `held` are its rounds that are over."""
    begins = calendar.midnight(monday(week))
    ends = min(calendar.midnight(sunday(week) + timedelta(days=1)), now)
    found = []
    for crisis in crises.during(tx, unit.id, begins, ends):
        since = max(begins, crisis.started_at or begins)
        until = min(crisis.over_at or crisis.ends_at, ends)
        looks = [
            row
            for row in held
            if row.crisis_id == crisis.id
            and monday(week) <= row.day <= sunday(week)
            and (row.state is RoundState.DONE or row.ends_at <= until)
        ]
        found.append(
            WeekCrisis(
                why=crisis.why,
                first_day=calendar.local_day(since),
                last_day=calendar.local_day(max(since, until - timedelta(seconds=1))),
                looks=sum(row.state is RoundState.DONE for row in looks),
                planned=len(looks),
                comments=crises.received(tx, crisis.account_ids, since, until),
            )
        )
    return tuple(found)
