"""Which local hours a unit has on a day, or why it has none."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from scheduler.settings import CalendarRules, Hours, Season, ShortDay
from scheduler.swedish_days import holiday_names, is_bridge_day, short_days

END_OF_DAY = time(0)
"""A close at 00:00 is the day's end, 24:00."""


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
    SHORT_DAY = "short_day"
    """It would open after the short day has closed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayOff:
    """A day that is not a working day, and why; `name` is the holiday's Swedish name."""

    day: date
    reason: OffReason
    name: str | None = None


def check(rules: CalendarRules) -> None:
    """Raise ValueError when hours are out of order, or no day of the year has any."""
    weeks = [rules.week, *(season.week for season in rules.seasons if season.week is not None)]
    for week in weeks:
        if len(week) != 7:
            raise ValueError(f"a week has seven days' hours, not {len(week)}")
    for hours in [*(hours for week in weeks for hours in week), *rules.open_days.values()]:
        edges = [
            edge for opens, closes in hours for edge in (_minutes(opens), _minutes(closes, closing=True))
        ]
        if any(later <= earlier for earlier, later in zip(edges[::2], edges[1::2], strict=True)):
            raise ValueError("a day's hours close after they open, the same day")
        if edges != sorted(edges):
            raise ValueError("a day's hours come in order and do not overlap")
    leap_year = (date(2024, 1, 1) + timedelta(days=n) for n in range(366))
    if not any(_usual_hours(day, rules) for day in leap_year):
        raise ValueError("no day of the year has working hours")


def day_off(day: date, rules: CalendarRules) -> DayOff | None:
    """Why the day is off, or none for a working day; what is set for the very day goes first."""
    if (stated := rules.open_days.get(day)) is not None:
        return None if stated else DayOff(day=day, reason=OffReason.CLOSURE)
    if rules.holidays_off and (name := holiday_names(day.year).get(day)):
        return DayOff(day=day, reason=OffReason.HOLIDAY, name=name)
    usual = _usual_hours(day, rules)
    if not usual:
        return DayOff(day=day, reason=OffReason.WEEKEND)
    if day in rules.closures:
        return DayOff(day=day, reason=OffReason.CLOSURE)
    if rules.bridge_days_closed and is_bridge_day(day):
        return DayOff(day=day, reason=OffReason.BRIDGE)
    return None if _shortened(usual, day, rules) else DayOff(day=day, reason=OffReason.SHORT_DAY)


def hours_of(day: date, rules: CalendarRules) -> Hours:
    """The day's local working hours; empty on a day off."""
    if day_off(day, rules) is not None:
        return ()
    stated = rules.open_days.get(day)
    return stated if stated is not None else _shortened(_usual_hours(day, rules), day, rules)


def short_day(day: date, rules: CalendarRules) -> ShortDay | None:
    """Which short day it is, when that closes a working day earlier than usual."""
    if day in rules.open_days or day_off(day, rules) is not None:
        return None
    usual = _usual_hours(day, rules)
    if _shortened(usual, day, rules) == usual:
        return None
    return min(_short_kinds(day, rules), key=lambda kind: _minutes(rules.short_days[kind], closing=True))


def _usual_hours(day: date, rules: CalendarRules) -> Hours:
    hours = rules.week[day.weekday()]
    for season in rules.seasons:
        if _in_season(day, season):
            if season.week is not None:
                hours = season.week[day.weekday()]
            if season.close is not None:
                hours = closing_at(hours, season.close)
    return hours


def _in_season(day: date, season: Season) -> bool:
    at = (day.month, day.day)
    if season.first <= season.last:
        return season.first <= at <= season.last
    return at >= season.first or at <= season.last


def _short_kinds(day: date, rules: CalendarRules) -> list[ShortDay]:
    return [kind for kind in short_days(day.year).get(day, ()) if kind in rules.short_days]


def _shortened(hours: Hours, day: date, rules: CalendarRules) -> Hours:
    for kind in _short_kinds(day, rules):
        hours = closing_at(hours, rules.short_days[kind])
    return hours


def closing_at(hours: Hours, close: time) -> Hours:
    """The day's hours, if it closes then at the latest."""
    limit = _minutes(close, closing=True)
    return tuple(
        (opens, closes if _minutes(closes, closing=True) <= limit else close)
        for opens, closes in hours
        if _minutes(opens) < limit
    )


def _minutes(clock: time, *, closing: bool = False) -> float:
    if closing and clock == END_OF_DAY:
        return 24 * 60
    return clock.hour * 60 + clock.minute + clock.second / 60 + clock.microsecond / 60e6
