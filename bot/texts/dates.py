"""Days, times and lengths of time as people say them, always in the unit's own zone."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_skeleton, get_day_names

from bot.texts.language import Language


class Dates:
    """`måndag 30 november kl. 12.00`, `Monday 30 November at 12:00`."""

    def __init__(self, language: Language) -> None:
        self._l = language
        self._clock = "HH.mm" if language.code == "sv" else "HH:mm"

    def at(self, moment: datetime, zone: ZoneInfo) -> str:
        """`måndag 30 november kl. 12.00`."""
        return self._l.text(
            "{day} at {clock}", day=self.day(moment.astimezone(zone).date()), clock=self.clock(moment, zone)
        )

    def at_short(self, moment: datetime, zone: ZoneInfo) -> str:
        """`mån 30 nov 12.00`: for lists and tables."""
        local = moment.astimezone(zone)
        return str(format_datetime(local, f"EEE d MMM {self._clock}", locale=self._l.locale)).replace(
            ".,", ","
        )

    def clock(self, moment: datetime, zone: ZoneInfo) -> str:
        """`12.00`."""
        return str(format_datetime(moment.astimezone(zone), self._clock, locale=self._l.locale))

    def day(self, day: date) -> str:
        """`måndag 30 november`."""
        return str(format_date(day, "EEEE d MMMM", locale=self._l.locale))

    def day_and_year(self, day: date) -> str:
        """`måndag 30 november 2026`."""
        return str(format_date(day, "EEEE d MMMM y", locale=self._l.locale))

    def days(self, first: date, last: date | None) -> str:
        """`16–22 november`, `30 november – 6 december`, `från 30 november` when there is no last day."""
        if last is None:
            return self._l.text("from {day} on", day=self._plain(first))
        if first == last:
            return self._plain(first)
        if (first.year, first.month) == (last.year, last.month):
            return f"{first.day}–{self._plain(last)}"
        return f"{self._plain(first)} – {self._plain(last)}"

    def weekday(self, number: int) -> str:
        """`måndag` for 0."""
        return str(get_day_names("wide", locale=self._l.locale)[number])

    def weekdays(self, numbers: Sequence[int]) -> str:
        """`måndag, tisdag och fredag`; `måndag–fredag` when they are all the ordinary ones; `varje dag`."""
        days = sorted(set(numbers))
        if days == list(range(7)):
            return self._l.text("every day")
        if len(days) > 2 and days == list(range(days[0], days[-1] + 1)):
            return f"{self.weekday(days[0])}–{self.weekday(days[-1])}"
        return self._l.all_of([self.weekday(day) for day in days])

    def month(self, day: date) -> str:
        """`november 2026`."""
        return str(format_skeleton("yMMMM", day, locale=self._l.locale))

    def week(self, iso_week: str) -> str:
        """`vecka 47` for 2026-W47."""
        return self._l.text("week {number}", number=int(iso_week[-2:]))

    def length(self, amount: timedelta) -> str:
        """`2 timmar`, `1 timme och 30 minuter`, `45 minuter`; never less than a minute."""
        minutes = max(round(amount.total_seconds() / 60), 1)
        hours, rest = divmod(minutes, 60)
        parts = []
        if hours:
            parts.append(self._l.plural("{count} hour", "{count} hours", hours))
        if rest:
            parts.append(self._l.plural("{count} minute", "{count} minutes", rest))
        return self._l.all_of(parts)

    def working_length(self, minutes: int) -> str:
        """`5 arbetstimmar`, `30 arbetsminuter`: working time, in whole hours when it is more than one."""
        if minutes < 60:
            return self._l.plural("{count} working minute", "{count} working minutes", max(minutes, 1))
        return self._l.plural("{count} working hour", "{count} working hours", -(-minutes // 60))

    def _plain(self, day: date) -> str:
        return str(format_date(day, "d MMMM", locale=self._l.locale))
