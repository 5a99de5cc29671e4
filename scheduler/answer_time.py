"""When the public's answer is due, and why: the three policies of answer time."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from scheduler.settings import AnswerPolicy, AnswerRules, ShortDay
from scheduler.working_calendar import DayOff, WorkingCalendar


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
    """Why an answer is due when it is. Instants are UTC; `zone` is the one to show them in."""

    kind: Reason
    policy: AnswerPolicy
    zone: str
    received: datetime
    hours: timedelta  # the policy's hours: elapsed, running on working days, or worked
    elapsed: datetime  # x: received + hours, whatever the calendar says
    due: datetime
    last_working_moment: datetime
    after_opening: timedelta | None = (
        None  # day_off, first_day_morning: the morning limit counts from opening
    )
    opening: datetime | None = None  # the opening it counts from
    at_close: bool = (
        False  # opening + after_opening lies past close (or in a gap): close (the gap's start) holds
    )
    working_day: date | None = None  # the working day whose morning holds
    days_off: tuple[DayOff, ...] = ()  # days off from the day the comment came to the day it is due, in order
    short_day: ShortDay | None = None  # the day of the last working moment closes early
    clock_shift: timedelta = timedelta(0)  # +1 h: clocks went forward between receipt and due


def due(received: datetime, answer: AnswerRules, calendar: WorkingCalendar) -> datetime:
    """When the answer to a comment that the public wrote at `received` is due, in UTC.

    A later comment is never due earlier, whatever the calendar. Policy `guideline` (M12, M13), x being
    `received` + 24 elapsed hours:

    1. x falls on a day off: the next working day's morning limit, min(opening + 4 h, close).
    2. x falls on the first working day after days off: the later of x and that day's morning limit.
    3. otherwise: x.

    All three are the later of x and the morning limit that ends the latest days off begun by x:
    in 1 that limit lies ahead, in 3 it has passed.
    """
    received = received.astimezone(UTC)  # adding 24 h to a local time over a DST weekend is not 24 real hours
    if answer.policy is AnswerPolicy.GUIDELINE:
        elapsed = received + answer.hours
        limit = calendar.morning_limit_begun(elapsed, answer.after_opening)
        return elapsed if limit is None or limit <= elapsed else limit
    if answer.policy is AnswerPolicy.PAUSED:
        return calendar.add_day_time(received, answer.hours)
    return calendar.add(received, answer.working_hours)


def explain(received: datetime, answer: AnswerRules, calendar: WorkingCalendar) -> Explanation:
    """Why the answer is due when `due` says."""
    received = received.astimezone(UTC)
    until = due(received, answer, calendar)
    last_moment = calendar.last_moment(until)
    hours = answer.working_hours if answer.policy is AnswerPolicy.OFFICE_HOURS else answer.hours
    elapsed = received + hours
    kind = _reason(elapsed, until, answer, calendar)
    morning = calendar.local_day(until) if kind in {Reason.DAY_OFF, Reason.FIRST_DAY_MORNING} else None
    opening = calendar.opening(morning) if morning else None
    return Explanation(
        kind=kind,
        policy=answer.policy,
        zone=calendar.rules.zone,
        received=received,
        hours=hours,
        elapsed=elapsed,
        due=until,
        last_working_moment=last_moment,
        after_opening=answer.after_opening if morning else None,
        opening=opening,
        at_close=opening is not None and until < opening + answer.after_opening,
        working_day=morning,
        days_off=_days_off(calendar.local_day(received), calendar.local_day(until), calendar),
        short_day=calendar.short_day(calendar.local_day(last_moment)),
        clock_shift=_offset(until, calendar) - _offset(received, calendar),
    )


def _reason(elapsed: datetime, until: datetime, answer: AnswerRules, calendar: WorkingCalendar) -> Reason:
    if answer.policy is AnswerPolicy.PAUSED:
        return Reason.PAUSED
    if answer.policy is AnswerPolicy.OFFICE_HOURS:
        return Reason.OFFICE_HOURS
    day = calendar.local_day(elapsed)
    if not calendar.is_working_day(day):
        return Reason.DAY_OFF
    if calendar.is_working_day(day - timedelta(days=1)):
        return Reason.PLAIN
    return Reason.FIRST_DAY_MORNING if elapsed < until else Reason.FIRST_DAY_LATER


def _days_off(first: date, last: date, calendar: WorkingCalendar) -> tuple[DayOff, ...]:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return tuple(off for day in days if (off := calendar.day_off(day)) is not None)


def _offset(at: datetime, calendar: WorkingCalendar) -> timedelta:
    return at.astimezone(calendar.zone).utcoffset() or timedelta(0)
