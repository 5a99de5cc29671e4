"""When a unit works: local hours compiled to sorted UTC intervals, asked by bisection."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from scheduler.settings import CalendarRules, ShortDay


class OffReason(StrEnum):
    """Why a day is not a working day."""

    WEEKEND = "weekend"
    """The unit has no hours on that weekday."""
    HOLIDAY = "holiday"
    """A public holiday or one of the three eves (`name` says which)."""
    BRIDGE = "bridge"
    """A klämdag, and the unit closes on those."""
    CLOSURE = "closure"
    """The unit is closed that day."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOff:
    """A day that is not a working day, and why; `name` is the holiday's Swedish name."""

    day: date
    reason: OffReason
    name: str | None = None


class WorkingCalendar:
    """A unit's working time. Instants are aware UTC; days are local to the calendar's zone."""

    def __init__(self, rules: CalendarRules) -> None:
        self.rules = rules
        self.zone = ZoneInfo(rules.zone)
