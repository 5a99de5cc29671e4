"""The days on duty that are written down, so that what has passed stays as it was. Pure."""

from collections.abc import Sequence
from datetime import date, datetime

from db.duty_days import NotedDay
from db.people import Team
from db.rows import Account, Unit
from scheduler.duty_days import duty_days
from scheduler.plan_rounds import days_between
from scheduler.working_calendar import WorkingCalendar


def noted_days(
    unit: Unit,
    *,
    last: date | None,
    accounts: Sequence[Account],
    team: Team,
    calendar: WorkingCalendar,
    now: datetime,
) -> list[NotedDay]:
    """Today as it is now, and the days since `last` (the one written down last) that nobody looked at.

    Called when the unit is at work and whenever somebody's duty changes: what changes after close is about
    the days to come.
    """
    today = calendar.local_day(now)
    return [
        NotedDay(
            unit_id=unit.id,
            day=each.day,
            off=each.named.off,
            people=[one.id for one in each.people],
            uncovered=[(one.account.id, one.deputy.id if one.deputy else None) for one in each.uncovered],
            noted_at=now,
        )
        for each in duty_days(
            [*days_between(last, today), today], accounts=accounts, team=team, calendar=calendar
        )
    ]
