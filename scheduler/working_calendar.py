"""When a unit works: local hours compiled once to sorted UTC spans, asked by bisection."""

from bisect import bisect_right
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from scheduler import opening_hours
from scheduler.compiled_years import CompiledYears, morning_limit
from scheduler.intervals import OutOfSpan
from scheduler.local_time import reached
from scheduler.opening_hours import DayOff, OffReason
from scheduler.settings import CalendarRules, ShortDay
from scheduler.swedish_days import FIRST_YEAR, LAST_YEAR

__all__ = ["DayOff", "NoWorkingTime", "OffReason", "OutsideCalendar", "WorkingCalendar"]

DAY = timedelta(days=1)


class OutsideCalendar(ValueError):  # noqa: N818 - says where the value is
    """The time lies outside the years for which Swedish holidays are known."""


class NoWorkingTime(ValueError):  # noqa: N818 - says what is missing
    """The unit does not work on any day in the years that are known."""


class WorkingCalendar:
    """A unit's working time. Instants are aware (any zone goes in, UTC comes out); days are the zone's own.

    Opening is a day's first instant and close its last. Years are compiled once, when first asked for, with
    a year to spare on both sides; `_years` is replaced whole, so threads may share a calendar.
    Raises ValueError for hours that are out of order or never come.
    """

    def __init__(self, rules: CalendarRules) -> None:
        opening_hours.check(rules)
        self.rules = rules
        self.zone = ZoneInfo(rules.zone)
        self._years = CompiledYears(rules, self.zone, {})

    # -- days --

    def local_day(self, at: datetime) -> date:
        """The day it is in the calendar's zone; a later instant never has an earlier day."""
        at = at.astimezone(UTC)
        years = self._around(at)
        return years.first + timedelta(days=bisect_right(years.midnights, at) - 1)

    def is_working_day(self, day: date) -> bool:
        """Whether the unit works at any time that day."""
        return bool(self.intervals(day))

    def intervals(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        """The day's working time in UTC, in order; empty on a day off."""
        years = self._years
        if not years.first <= day < years.after:
            years = self._compile(day.year, day.year)
        return years.days[(day - years.first).days]

    def midnight(self, day: date) -> datetime:
        """The day's first instant."""
        return reached(datetime.combine(day, time()), self.zone)

    def opening(self, day: date) -> datetime:
        """The first instant of a working day; raises ValueError on a day off."""
        return self._working(day)[0][0]

    def close(self, day: date) -> datetime:
        """The last instant of a working day; raises ValueError on a day off."""
        return self._working(day)[-1][1]

    def next_working_day(self, day: date) -> date:
        """The first working day after `day`."""
        return self._search(day, DAY)

    def previous_working_day(self, day: date) -> date:
        """The last working day before `day`."""
        return self._search(day, -DAY)

    def day_off(self, day: date) -> DayOff | None:
        """Why the day is off, with the holiday's Swedish name; none for a working day."""
        return opening_hours.day_off(day, self.rules)

    def short_day(self, day: date) -> ShortDay | None:
        """Which short day it is, when that closes a working day early."""
        return opening_hours.short_day(day, self.rules)

    def morning_limit(self, day: date, after_opening: timedelta) -> datetime:
        """`after_opening` past a working day's opening; at most its close; in a gap, the gap's start."""
        return morning_limit(self._working(day), after_opening)

    # -- instants --

    def is_working(self, at: datetime) -> bool:
        """Whether somebody is at work: opening counts, close does not."""
        at = at.astimezone(UTC)
        return self._around(at).working.holds(at)

    def next_moment(self, at: datetime) -> datetime:
        """`at` itself in working time, else the next opening."""
        at = at.astimezone(UTC)
        years = self._around(at)
        while True:
            try:
                return years.working.next(at)
            except OutOfSpan:
                years = self._later(years, at)

    def last_moment(self, at: datetime) -> datetime:
        """The latest instant at or before `at` in working time; a closing instant counts."""
        at = at.astimezone(UTC)
        years = self._around(at)
        while True:
            try:
                return years.working.last(at)
            except OutOfSpan:
                years = self._earlier(years, at)

    def working_time(self, start: datetime, end: datetime) -> timedelta:
        """The working time between two instants; negative when `end` comes first."""
        start, end = start.astimezone(UTC), end.astimezone(UTC)
        self._around(start)
        self._around(end)
        working = self._years.working
        return working.run(end) - working.run(start)

    def add(self, start: datetime, amount: timedelta) -> datetime:
        """The earliest instant at which `amount` of working time has passed since `start`."""
        return self._add(start, amount, whole_days=False)

    def add_day_time(self, start: datetime, amount: timedelta) -> datetime:
        """The same, with time that runs around the clock on working days (midnight to midnight)."""
        return self._add(start, amount, whole_days=True)

    def subtract(self, end: datetime, amount: timedelta) -> datetime:
        """The latest instant from which `amount` of working time passes until `end`."""
        end = end.astimezone(UTC)
        years = self._around(end)
        while True:
            try:
                return years.working.subtract(end, amount)
            except OutOfSpan:
                years = self._earlier(years, end)

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """The same clock time that many working days on, moved into that day's working time."""
        wall = at.astimezone(self.zone).time()
        day = self.local_day(at)
        for _ in range(days):
            day = self.next_working_day(day)
        if not self.is_working_day(day):
            day = self.next_working_day(day)
        return max(self.opening(day), self.last_moment(reached(datetime.combine(day, wall), self.zone)))

    def morning_limit_begun(self, at: datetime, after_opening: timedelta) -> datetime | None:
        """The morning limit of the working day that ends the latest days off begun by `at` (in UTC).

        It lies ahead on days off and in the first morning after them, else in the past. None: none has begun.
        """
        years = self._around(at)
        begun, limits = years.mornings.get(after_opening) or self._mornings(years, after_opening)
        index = bisect_right(begun, at) - 1
        return limits[index] if index >= 0 else None

    # -- compiling --

    def _around(self, at: datetime) -> CompiledYears:
        years = self._years
        if years.safe_from <= at < years.safe_to:
            return years
        local = at.astimezone(self.zone).year
        if not FIRST_YEAR < local < LAST_YEAR:
            raise OutsideCalendar(
                f"the calendar knows the years {FIRST_YEAR + 1} to {LAST_YEAR - 1}, not {local}"
            )
        return self._compile(local - 1, local + 1)

    def _compile(self, first: int, last: int) -> CompiledYears:
        if first < FIRST_YEAR or last > LAST_YEAR:
            raise OutsideCalendar(
                f"the calendar knows the years {FIRST_YEAR} to {LAST_YEAR}, not {first} to {last}"
            )
        self._years = years = self._years.reaching(first, last)
        return years

    def _later(self, years: CompiledYears, at: datetime) -> CompiledYears:
        if years.after.year > LAST_YEAR:
            raise NoWorkingTime(f"no working time after {at.isoformat()}")
        return self._compile(years.first.year, years.after.year)

    def _earlier(self, years: CompiledYears, at: datetime) -> CompiledYears:
        if years.first.year <= FIRST_YEAR:
            raise NoWorkingTime(f"no working time before {at.isoformat()}")
        return self._compile(years.first.year - 1, years.after.year - 1)

    def _working(self, day: date) -> tuple[tuple[datetime, datetime], ...]:
        spans = self.intervals(day)
        if not spans:
            raise ValueError(f"{day.isoformat()} is a day off")
        return spans

    def _search(self, day: date, step: timedelta) -> date:
        while FIRST_YEAR < day.year < LAST_YEAR:
            day += step
            if self.intervals(day):
                return day
        raise NoWorkingTime(f"no working day up to {day.isoformat()}")

    def _add(self, start: datetime, amount: timedelta, *, whole_days: bool) -> datetime:
        start = start.astimezone(UTC)
        years = self._around(start)
        while True:
            try:
                return (years.working_days if whole_days else years.working).add(start, amount)
            except OutOfSpan:
                years = self._later(years, start)

    def _mornings(
        self, years: CompiledYears, after_opening: timedelta
    ) -> tuple[list[datetime], list[datetime]]:
        begun, limits = [], []
        works = True
        for index, (midnight, spans) in enumerate(zip(years.midnights, years.days, strict=True)):
            if works and not spans:
                back = next(filter(None, islice(years.days, index, None)), None)
                if back is None and midnight >= years.safe_to:
                    break  # nobody asks here: a year to spare; looking further would compile more years
                begun.append(midnight)
                limits.append(
                    morning_limit(back, after_opening)
                    if back
                    else self.morning_limit(
                        self.next_working_day(years.first + timedelta(days=index)), after_opening
                    )
                )
            works = bool(spans)
        years.mornings[after_opening] = (begun, limits)
        return begun, limits
