"""Time counted a second time, by hand: day by day through a calendar's opening hours, nothing compiled."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from scheduler.settings import AnswerPolicy, AnswerRules
from scheduler.working_calendar import WorkingCalendar

DAY = timedelta(days=1)
NONE = timedelta(0)
Outages = Sequence[tuple[datetime, datetime]]
"""When nothing ran."""


def answer_time(received: datetime, rules: AnswerRules, calendar: WorkingCalendar) -> datetime:
    """When an answer is due, as the unit's rule is written."""
    match rules.policy:
        case AnswerPolicy.GUIDELINE:
            return _guideline(received.astimezone(UTC), rules, calendar)
        case AnswerPolicy.PAUSED:
            return _paused(received.astimezone(UTC), rules.hours, calendar)
        case AnswerPolicy.OFFICE_HOURS:
            return after(received, rules.working_hours, calendar)


def last_moment(at: datetime, calendar: WorkingCalendar) -> datetime:
    """The latest instant at or before `at` at which somebody is at work; closing counts."""
    day = at.astimezone(calendar.zone).date()
    while True:
        for opens, closes in reversed(calendar.intervals(day)):
            if opens < at:
                return min(at, closes)
            if opens == at:
                return at
        day -= DAY


def before(at: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """So much working time earlier."""
    day = at.astimezone(calendar.zone).date()
    left = amount
    while True:
        for opens, closes in reversed(calendar.intervals(day)):
            worked = min(at, closes) - opens
            if worked <= NONE:
                continue
            if worked >= left:
                return min(at, closes) - left
            left -= worked
        day -= DAY


def after(at: datetime, amount: timedelta, calendar: WorkingCalendar) -> datetime:
    """So much working time later; nothing at all later: the next moment of work."""
    day = at.astimezone(calendar.zone).date()
    left = amount
    while True:
        for opens, closes in calendar.intervals(day):
            if closes <= at:
                continue
            begins = max(at, opens)
            if closes - begins > left or (closes - begins == left and left > NONE):
                return begins + left
            left -= closes - begins
        day += DAY


def awake(at: datetime, outages: Outages) -> datetime:
    """`at`, or when the machine woke if it slept then."""
    for begins, ends in outages:
        if begins <= at < ends:
            return ends
    return at


def allowed(at: datetime, amount: timedelta, calendar: WorkingCalendar, outages: Outages) -> datetime:
    """By when something that was to happen at `at` has happened: so much working time awake later."""
    by = after(awake(at, outages), amount, calendar)
    for begins, ends in outages:
        if awake(at, outages) < ends and begins < by:
            by = after(ends, amount, calendar)
    return by


def is_working(at: datetime, calendar: WorkingCalendar) -> bool:
    """Somebody is at work: opening counts, close does not."""
    day = at.astimezone(calendar.zone).date()
    return any(opens <= at < closes for opens, closes in calendar.intervals(day))


def _guideline(received: datetime, rules: AnswerRules, calendar: WorkingCalendar) -> datetime:
    """24 hours; over days off, the next working day's morning."""
    x = received + rules.hours
    day = x.astimezone(calendar.zone).date()
    if not calendar.intervals(day):
        return _morning(_next_working(day, calendar), rules.after_opening, calendar)
    if not calendar.intervals(day - DAY):
        return max(x, _morning(day, rules.after_opening, calendar))
    return x


def _paused(received: datetime, left: timedelta, calendar: WorkingCalendar) -> datetime:
    """Hours that run around the clock, but on working days only."""
    at = received
    while True:
        day = at.astimezone(calendar.zone).date()
        ends = calendar.midnight(day + DAY)
        if calendar.intervals(day):
            if left <= ends - at:
                return at + left
            left -= ends - at
        at = ends


def _morning(day: date, after_opening: timedelta, calendar: WorkingCalendar) -> datetime:
    """So long after opening, or what comes first: close, or a gap."""
    limit = calendar.intervals(day)[0][0] + after_opening
    inside = any(opens < limit <= closes for opens, closes in calendar.intervals(day))
    return limit if inside else [closes for opens, closes in calendar.intervals(day) if opens < limit][-1]


def _next_working(day: date, calendar: WorkingCalendar) -> date:
    day += DAY
    while not calendar.intervals(day):
        day += DAY
    return day
