"""The values that a configuration is written in: hours, times, days, words. Each refuses with its fault."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from bot.config.faults import FaultKind
from scheduler.opening_hours import END_OF_DAY
from scheduler.settings import Hours

LONGEST_SPAN = 400
TEAMS_CHANNEL = "19:"
"""How every id of a channel in Teams begins, and none in Slack."""
"""Days in one span of closed days; a longer one is a slip of the pen."""


def refuse(kind: FaultKind, **facts: Any) -> PydanticCustomError:
    """A fault, in the shape that pydantic gathers."""
    return PydanticCustomError(kind.value, "{kind}", {"kind": kind.value, **facts})


def nearest(word: str, choices: list[str]) -> str:
    """The most alike of the choices, or nothing."""
    return next(iter(get_close_matches(word.lower(), choices, n=1, cutoff=0.6)), "")


def one_of(kind: type[StrEnum]) -> Any:
    """A word of an enum."""

    def read(value: object) -> StrEnum:
        choices = [member.value for member in kind]
        if value not in choices:
            raise refuse(FaultKind.NOT_ONE_OF, choices=choices, suggestion=nearest(str(value), choices))
        return kind(value)

    return PlainValidator(read)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise refuse(FaultKind.NOT_TEXT)
    if not value.strip():
        raise refuse(FaultKind.EMPTY_TEXT)
    return value.strip()


def _matching(pattern: str, kind: FaultKind) -> Callable[[object], str]:
    compiled = re.compile(pattern)

    def read(value: object) -> str:
        text = _text(value)
        if not compiled.fullmatch(text):
            raise refuse(kind)
        return text

    return read


def _time(value: object) -> time:
    if isinstance(value, time) and value.second == 0 and value.microsecond == 0:
        return value
    if isinstance(value, str) and (match := re.fullmatch(r"\s*(\d{1,2})[:.](\d{2})\s*", value)):
        hour, minute = int(match[1]), int(match[2])
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise refuse(FaultKind.NOT_TIME)


def _interval(value: object) -> tuple[time, time]:
    if not isinstance(value, str) or value.count("-") + value.count("–") != 1:
        raise refuse(FaultKind.NOT_HOURS)
    opens, closes = re.split("[-–]", value)
    try:
        closing = END_OF_DAY if _ends_the_day(closes) else _time(closes)
        interval = (_time(opens), closing)
    except PydanticCustomError:
        raise refuse(FaultKind.NOT_HOURS) from None
    if interval[0] >= closing and not _ends_the_day(closes):
        raise refuse(FaultKind.HOURS_BACKWARDS)
    return interval


def _ends_the_day(closes: str) -> bool:
    """24:00 is no time of day, but a day's last close."""
    return closes.strip() in {"24:00", "24.00"}


def _hours(value: object) -> Hours:
    if value in ("closed", []):
        return ()
    intervals = tuple(_interval(each) for each in (value if isinstance(value, list) else [value]))
    if any(earlier[1] == END_OF_DAY or earlier[1] >= later[0] for earlier, later in pairwise(intervals)):
        raise refuse(FaultKind.HOURS_OVERLAP)
    return intervals


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Week:
    """Hours by weekday as written: only the days that were named."""

    days: tuple[tuple[int, Hours], ...]


def _week(value: object) -> Week:
    """One day's hours, for Monday to Friday, or a table by weekday."""
    if not isinstance(value, dict):
        hours = _hours(value)
        return Week((*((day, hours) for day in range(5)), (5, ()), (6, ())))
    for name in value:
        if name not in WEEKDAYS:
            raise refuse(
                FaultKind.NOT_ONE_OF,
                choices=list(WEEKDAYS),
                suggestion=nearest(name, list(WEEKDAYS)),
                found=name,
            )
    return Week(tuple((WEEKDAYS.index(name), _hours(hours)) for name, hours in value.items()))


def _date(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value.strip())
        except ValueError:
            pass
    raise refuse(FaultKind.NOT_DATE)


def _span(value: object) -> tuple[date, ...]:
    """One day, or every day of "2026-07-13..2026-07-24"."""
    if not isinstance(value, str) or ".." not in value:
        return (_date(value),)
    first, _, last = value.partition("..")
    days = (_date(last) - _date(first)).days
    if not 0 <= days <= LONGEST_SPAN:
        raise refuse(FaultKind.NOT_DATE)
    return tuple(_date(first) + timedelta(days=each) for each in range(days + 1))


def _day_of_year(value: object) -> tuple[int, int]:
    if isinstance(value, str) and (match := re.fullmatch(r"(\d{1,2})-(\d{1,2})", value.strip())):
        try:
            day = date(2024, int(match[1]), int(match[2]))  # a leap year: 02-29 is a day
        except ValueError:
            pass
        else:
            return day.month, day.day
    raise refuse(FaultKind.NOT_DAY_OF_YEAR)


def _instant(value: object) -> datetime:
    """A date (its midnight) or a time with date; without offset it is local, in the zone known later."""
    if isinstance(value, str):
        try:
            return datetime.fromisoformat(value.strip())
        except ValueError:
            raise refuse(FaultKind.NOT_INSTANT) from None
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    raise refuse(FaultKind.NOT_INSTANT)


def _zone(value: object) -> str:
    try:
        return ZoneInfo(_text(value)).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refuse(FaultKind.NOT_ZONE) from None


def _link(value: object) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        raise refuse(FaultKind.NOT_LINK) from None
    if parts.scheme not in {"http", "https"} or not parts.hostname or re.search(r"\s", text):
        raise refuse(FaultKind.NOT_LINK)
    return text


def _at_most(most: int) -> AfterValidator:
    """As long as the store's column."""

    def read(value: str) -> str:
        if len(value) > most:
            raise refuse(FaultKind.TOO_LONG, most=most)
        return value

    return AfterValidator(read)


Text = Annotated[str, BeforeValidator(_text), _at_most(200)]
Name = Annotated[str, BeforeValidator(_text), _at_most(80)]
Slug = Annotated[str, BeforeValidator(_matching(r"[a-z0-9][a-z0-9-]{0,79}", FaultKind.NOT_SLUG))]
Channel = Annotated[
    str,
    BeforeValidator(
        _matching(rf"[CG][A-Z0-9-]+|#[^\s#]{{1,80}}|{TEAMS_CHANNEL}[^\s;]{{1,197}}", FaultKind.NOT_CHANNEL)
    ),
]
User = Annotated[str, BeforeValidator(_matching(r"[UW][A-Z0-9-]+", FaultKind.NOT_USER))]
Guid = Annotated[
    str,
    BeforeValidator(_matching(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", FaultKind.NOT_GUID)),
]
Email = Annotated[
    str, BeforeValidator(_matching(r"[^\s@<>,;]+@[^\s@<>,;]+", FaultKind.NOT_EMAIL)), _at_most(200)
]
Platform = Annotated[str, BeforeValidator(_matching(r"[a-z0-9][a-z0-9-]{0,31}", FaultKind.NOT_SLUG))]
Zone = Annotated[str, BeforeValidator(_zone)]
Link = Annotated[str, BeforeValidator(_link)]
Clock = Annotated[time, PlainValidator(_time)]
DayHours = Annotated[Hours, PlainValidator(_hours)]
WeekHours = Annotated[Week, PlainValidator(_week)]
Day = Annotated[date, PlainValidator(_date)]
DaySpan = Annotated[tuple[date, ...], PlainValidator(_span)]
DayOfYear = Annotated[tuple[int, int], PlainValidator(_day_of_year)]
Instant = Annotated[datetime, PlainValidator(_instant)]
