"""Some years of a calendar, worked out: each day's first instant and working time, and the spans over all."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from scheduler.intervals import Intervals
from scheduler.local_time import reached
from scheduler.opening_hours import END_OF_DAY, hours_of
from scheduler.settings import CalendarRules

Spans = tuple[tuple[datetime, datetime], ...]
"""A day's working time: opening to close in UTC, in order; empty on a day off."""
Year = tuple[tuple[datetime, Spans], ...]
"""For each day of a local year its first instant and its working time."""

DAY = timedelta(days=1)


class CompiledYears:
    """Whole local years from `first` up to `after`, never changed once made.

    Instants from `safe_from` to `safe_to` have at least a year on both sides.
    """

    __slots__ = (
        "_rules",
        "_years",
        "_zone",
        "after",
        "days",
        "first",
        "midnights",
        "mornings",
        "safe_from",
        "safe_to",
        "working",
        "working_days",
    )

    def __init__(self, rules: CalendarRules, zone: ZoneInfo, years: dict[int, Year]) -> None:
        self._rules, self._zone, self._years = rules, zone, years
        self.mornings: dict[timedelta, tuple[list[datetime], list[datetime]]] = {}
        self.midnights = [midnight for year in years.values() for midnight, _ in year]
        self.days = [spans for year in years.values() for _, spans in year]
        self.working = Intervals([span for spans in self.days for span in spans])
        never = datetime(1, 1, 1, tzinfo=UTC)
        if not years:
            self.first = self.after = date(1, 1, 1)
            self.working_days = Intervals([])
            self.safe_from = self.safe_to = never
            return
        first, last = min(years), max(years)
        self.first, self.after = date(first, 1, 1), date(last + 1, 1, 1)
        ends = [*self.midnights[1:], _midnight(self.after, zone)]
        self.working_days = Intervals(
            [
                (midnight, end)
                for midnight, end, spans in zip(self.midnights, ends, self.days, strict=True)
                if spans
            ]
        )
        self.safe_from, self.safe_to = never, never
        if last - first >= 2:
            self.safe_from = self.midnights[(date(first + 1, 1, 1) - self.first).days]
            self.safe_to = self.midnights[(date(last, 1, 1) - self.first).days]

    def reaching(self, first: int, last: int) -> "CompiledYears":
        """These years and all from `first` to `last`, without a gap; what is worked out already is kept."""
        if self._years:
            first, last = min(first, *self._years), max(last, *self._years)
        years = {
            year: self._years.get(year) or _compile(year, self._rules, self._zone)
            for year in range(first, last + 1)
        }
        return CompiledYears(self._rules, self._zone, years)


def morning_limit(spans: Spans, after_opening: timedelta) -> datetime:
    """`after_opening` past the opening of a working day; at most its close; in a gap, the gap's start."""
    limit = min(spans[0][0] + after_opening, spans[-1][1])
    return max(min(limit, end) for start, end in spans if start <= limit)


def _compile(year: int, rules: CalendarRules, zone: ZoneInfo) -> Year:
    midnights = _midnights(year, zone)
    days = (date(year, 1, 1) + n * DAY for n in range(len(midnights) - 1))
    return tuple(
        (midnight, _spans(day, rules, zone, after))
        for day, midnight, after in zip(days, midnights, midnights[1:], strict=False)
    )


@lru_cache(maxsize=64)
def _midnights(year: int, zone: ZoneInfo) -> tuple[datetime, ...]:
    """Of each day of the year, and of the day after it: the same for every calendar."""
    first, after = date(year, 1, 1), date(year + 1, 1, 1)
    return tuple(_midnight(first + n * DAY, zone) for n in range((after - first).days + 1))


def _spans(day: date, rules: CalendarRules, zone: ZoneInfo, after: datetime) -> Spans:
    spans = (
        (
            reached(datetime.combine(day, opens), zone),
            after if closes == END_OF_DAY else reached(datetime.combine(day, closes), zone),
        )
        for opens, closes in hours_of(day, rules)
    )
    # A span that lies wholly in the hour a spring night skips is no time at all.
    return tuple((start, end) for start, end in spans if start < end)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return reached(datetime.combine(day, time()), zone)
