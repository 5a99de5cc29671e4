"""When the public's answer is due, and why: the three policies of answer time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from scheduler.settings import AnswerPolicy, ShortDay
from scheduler.working_calendar import DayOff


class Reason(StrEnum):
    """What decided the answer time."""

    PLAIN = "plain"
    """The hours end on an ordinary working day: that is when."""
    DAY_OFF = "day_off"
    """The hours end on a day off: the next working day's morning."""
    FIRST_DAY_MORNING = "first_day_morning"
    """The hours end early on the first working day after days off: that day's morning limit."""
    FIRST_DAY_LATER = "first_day_later"
    """The hours end after the morning limit of the first working day after days off: that is when."""
    PAUSED = "paused"
    """The hours only run on working days, midnight to midnight."""
    OFFICE_HOURS = "office_hours"
    """A number of working hours."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why an answer is due when it is; instants are UTC, `zone` names the calendar's zone for showing them."""

    kind: Reason
    policy: AnswerPolicy
    zone: str
    received: datetime
    hours: timedelta  # the policy's hours: elapsed, running on working days, or worked
    elapsed: datetime  # x: received + hours, whatever the calendar says
    due: datetime
    last_working_moment: datetime
    after_opening: timedelta | None = None  # day_off, first_day_morning: the morning limit counts from opening
    opening: datetime | None = None  # the opening it counts from
    at_close: bool = False  # opening + after_opening lies past close (or in a gap): close (the gap's start) holds
    working_day: date | None = None  # the working day whose morning holds
    days_off: tuple[DayOff, ...] = ()  # days off from the day the comment came to the day it is due, in order
    short_day: ShortDay | None = None  # the day of the last working moment closes early
    clock_shift: timedelta = timedelta(0)  # +1 h: clocks went forward between receipt and due
