"""The ladder of warnings before an answer time, timed so that each reaches somebody at work. Pure."""

from dataclasses import dataclass
from datetime import datetime

from scheduler.settings import LadderRules
from scheduler.working_calendar import WorkingCalendar

OVERDUE = "overdue"


@dataclass(frozen=True, kw_only=True, slots=True)
class RungTime:
    """One step of the ladder: `1`, `2`, `3` or `overdue`, and the instant (UTC) it stands at."""

    name: str
    at: datetime


def rung_times(due: datetime, calendar: WorkingCalendar, ladder: LadderRules) -> tuple[RungTime, ...]:
    """Where the rungs stand, in order: hours of working time before the last working moment, then overdue.

    Not clamped: for a comment seen late they may lie in the past. Overdue stands at `due`, or at the next
    opening when `due` is outside hours; a closing instant is within them.
    """
    last = calendar.last_moment(due)
    warnings = (
        RungTime(name=str(number), at=calendar.subtract(last, before))
        for number, before in enumerate(ladder.before, start=1)
    )
    overdue = last if last == due else calendar.next_moment(due)
    return (*warnings, RungTime(name=OVERDUE, at=overdue))


def rung_for(
    *,
    due: datetime,
    shown_at: datetime | None,
    received: datetime,
    calendar: WorkingCalendar,
    ladder: LadderRules,
    now: datetime,
) -> str | None:
    """The highest rung reached at `now`, or None.

    None but the last rung and overdue comes sooner than one working hour after the comment was first shown,
    or at all before it was. Where no working time was left at `received`, the last rung stands at once.
    """
    reached = None
    for at, rung in _standing(due, shown_at, received, calendar, ladder):
        if at is not None and at <= now:
            reached = rung
    return reached


def next_attention(
    *,
    due: datetime,
    shown_at: datetime | None,
    received: datetime,
    calendar: WorkingCalendar,
    ladder: LadderRules,
    rung: int,
    now: datetime,
) -> datetime | None:
    """When the ladder next stands higher than `rung` (0 none, the rungs' numbers, one above them overdue).

    Never too late; too early for a comment that has not been shown yet. At least `now`. None: it is climbed.
    """
    above = list(_standing(due, shown_at, received, calendar, ladder))[rung:]
    raw = rung_times(due, calendar, ladder)[rung:]
    times = [at if at is not None else unheld.at for (at, _), unheld in zip(above, raw, strict=True)]
    return max(now, min(times)) if times else None


def _standing(
    due: datetime,
    shown_at: datetime | None,
    received: datetime,
    calendar: WorkingCalendar,
    ladder: LadderRules,
) -> list[tuple[datetime | None, str]]:
    """Each rung with the instant it may be told at; None: not before the comment is shown."""
    rungs = rung_times(due, calendar, ladder)
    shown = None if shown_at is None else calendar.add(max(shown_at, received), ladder.not_sooner_than)
    urgent = len(rungs) - 2  # the last rung and overdue wait for nothing

    def told_at(index: int, rung: RungTime) -> datetime | None:
        if index >= urgent:
            return max(rung.at, received)
        return None if shown is None else max(rung.at, shown)

    return [(told_at(index, rung), rung.name) for index, rung in enumerate(rungs)]
