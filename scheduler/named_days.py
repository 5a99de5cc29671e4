"""The days that people know by name: holidays, klämdagar, short days, the weeks of summer holidays. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.opening_hours import OffReason
from scheduler.settings import ShortDay
from scheduler.swedish_days import FIRST_YEAR, LAST_YEAR, holiday_names, is_bridge_day
from scheduler.working_calendar import WorkingCalendar

SUMMER_WEEKS = range(25, 34)
"""ISO weeks in which most of Sweden takes its summer holiday: from Midsummer to the middle of August."""


class DayKind(StrEnum):
    """What makes a day unlike others."""

    HOLIDAY = "holiday"
    """A public holiday or one of the three eves."""
    CLOSED = "closed"
    """The unit is closed that day."""
    WEEKEND = "weekend"
    """It has no hours on that weekday."""
    BRIDGE = "bridge"
    """A klämdag: a single working day between days off."""
    SHORT = "short"
    """The office closes early."""
    SUMMER = "summer"
    """A working day in the weeks of summer holidays."""
    ORDINARY = "ordinary"
    """None of these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedDay:
    """A local day, what kind it is, and the name that says so."""

    day: date
    kind: DayKind
    name: str | None = None  # the holiday's, in Swedish; a klämdag's is the holiday that it lies beside
    short: ShortDay | None = None

    @property
    def off(self) -> bool:
        """Nobody works."""
        return self.kind in {DayKind.HOLIDAY, DayKind.CLOSED, DayKind.WEEKEND}


def named_day(day: date, calendar: WorkingCalendar) -> NamedDay:
    """What this day is in the unit's calendar. Days outside the calendar's years are ordinary."""
    if not FIRST_YEAR < day.year < LAST_YEAR:
        return NamedDay(day=day, kind=DayKind.ORDINARY)
    off = calendar.day_off(day)
    if off is not None:
        if off.reason is OffReason.HOLIDAY:
            return NamedDay(day=day, kind=DayKind.HOLIDAY, name=off.name)
        weekend = off.reason is OffReason.WEEKEND
        return NamedDay(day=day, kind=DayKind.WEEKEND if weekend else DayKind.CLOSED)
    if is_bridge_day(day):
        return NamedDay(day=day, kind=DayKind.BRIDGE, name=_holiday_beside(day))
    short = calendar.short_day(day)
    if short is not None:
        return NamedDay(day=day, kind=DayKind.SHORT, short=short)
    if day.isocalendar().week in SUMMER_WEEKS:
        return NamedDay(day=day, kind=DayKind.SUMMER)
    return NamedDay(day=day, kind=DayKind.ORDINARY)


def _holiday_beside(day: date) -> str | None:
    """The holiday that makes it a klämdag: the day before, else the day after."""
    for other in (day - timedelta(days=1), day + timedelta(days=1)):
        if (name := holiday_names(other.year).get(other)) is not None:
            return name
    return None
