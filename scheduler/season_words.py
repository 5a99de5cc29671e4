"""Seasons as people write them: other hours for a part of each year, read and written. Pure."""

import re
from datetime import date

from scheduler.rule_values import read_clock, read_week, write_week
from scheduler.settings import Season

NONE = frozenset({"", "no", "nej", "inga", "none"})
MOST = 6
_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_ENGLISH = {"may": "maj", "oct": "okt"}
_WRITTEN = re.compile(r"(\d{1,2})-(\d{1,2})")
_SLASH = re.compile(r"(\d{1,2})\s*/\s*(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})\s*([a-zåäö]+)\.?")
_A_SEASON = re.compile(
    r"(?P<first>\d{1,2}-\d{1,2}|\d{1,2}\s*/\s*\d{1,2}|\d{1,2}\s*[a-zåäö]+\.?)\s*(?:\.\.|till|to|-|–)\s*"
    r"(?P<last>\d{1,2}-\d{1,2}|\d{1,2}\s*/\s*\d{1,2}|\d{1,2}\s*[a-zåäö]+\.?)\s*:?\s+"
    r"(?P<week>.*?)\s*(?:(?:closes|stänger|close)\s+(?P<close>\S+))?"
)


def read_day_of_year(text: str) -> tuple[int, int]:
    """`15 maj`, `15/5`, `05-15`: month and day. Raises ValueError; 29 February is a day."""
    said = text.strip().lower()
    if match := _WRITTEN.fullmatch(said):
        month, day = int(match[1]), int(match[2])
    elif match := _SLASH.fullmatch(said):
        day, month = int(match[1]), int(match[2])
    elif match := _NAMED.fullmatch(said):
        name = match[2][:3]
        day, month = int(match[1]), _MONTHS.index(_ENGLISH.get(name, name)) + 1
    else:
        raise ValueError(text)
    date(2024, month, day)
    return month, day


def write_day_of_year(at: tuple[int, int]) -> str:
    """`05-15`."""
    return f"{at[0]:02d}-{at[1]:02d}"


def span(season: Season) -> str:
    """`05-15..09-15`: what a season is told by; no two of a unit's have the same."""
    return f"{write_day_of_year(season.first)}..{write_day_of_year(season.last)}"


def read_seasons(text: str) -> tuple[Season, ...]:
    """`15 maj-15 september 08:00-16:00`, several with `|` between them; `no`: none. Raises ValueError.

    The hours are those of a weekday, or of seven days from Monday with `;` between them; `closes 15:00` lets
    every day close then at the latest.
    """
    if text.strip().lower() in NONE:
        return ()
    found = tuple(_season(part) for part in text.split("|"))
    if len(found) > MOST or len({span(each) for each in found}) < len(found):
        raise ValueError(text)
    return found


def write_seasons(value: tuple[Season, ...]) -> str:
    """`05-15..09-15 08:00-16:00; ...`; `no` when there are none."""
    return " | ".join(_written(each) for each in value) or "no"


def _season(text: str) -> Season:
    match = _A_SEASON.fullmatch(" ".join(text.lower().split()))
    if match is None or not (match["week"] or match["close"]):
        raise ValueError(text)
    return Season(
        first=read_day_of_year(match["first"]),
        last=read_day_of_year(match["last"]),
        week=read_week(match["week"]) if match["week"] else None,
        close=read_clock(match["close"]) if match["close"] else None,
    )


def _written(season: Season) -> str:
    parts = [span(season)]
    if season.week is not None:
        parts.append(write_week(season.week))
    if season.close is not None:
        parts.append(f"closes {season.close:%H:%M}")
    return " ".join(parts)
