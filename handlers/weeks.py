"""ISO weeks as people write them and as they are stored: `2026-W47`."""

import re
from datetime import date, timedelta

_WEEK = re.compile(r"(?:(?P<year>\d{4})\s*-?\s*)?(?:v(?:ecka)?|w(?:eek)?)?\s*\.?\s*(?P<number>\d{1,2})", re.I)
_LAST = frozenset({"förra", "förra veckan", "forra", "forra veckan", "last", "last week"})
_THIS = frozenset({"", "denna", "den här", "den här veckan", "denna vecka", "this", "this week", "nu", "now"})


def iso_week(day: date) -> str:
    """The ISO week of a local day."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def monday(week: str) -> date:
    """The first day of a stored week."""
    return date.fromisocalendar(int(week[:4]), int(week[6:]), 1)


def sunday(week: str) -> date:
    """The last day of a stored week."""
    return monday(week) + timedelta(days=6)


def before(week: str, count: int = 1) -> str:
    """The week so many weeks before."""
    return iso_week(monday(week) - timedelta(weeks=count))


def read_week(text: str, today: date) -> str | None:
    """The week that is meant: `47`, `v. 47`, `2026-W47`, `förra`; none: it is no week.

    A bare number is this year's week, or last year's if this year's lies far ahead: `52` in January.
    """
    wanted = " ".join(text.lower().split())
    if wanted in _THIS:
        return iso_week(today)
    if wanted in _LAST:
        return before(iso_week(today))
    found = _WEEK.fullmatch(wanted)
    if found is None:
        return None
    number = int(found["number"])
    if found["year"]:
        return _week(int(found["year"]), number)
    year = today.isocalendar().year
    if number - today.isocalendar().week > 26:
        year -= 1
    return _week(year, number)


def _week(year: int, number: int) -> str | None:
    try:
        date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return f"{year:04}-W{number:02}"
