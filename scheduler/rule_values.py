"""The values of rules as people write them, read and written: hours, times, weeks, yes or no. Pure.

Each reader takes a text in Swedish or English and raises ValueError for what it cannot understand.
"""

import re
from datetime import time, timedelta
from itertools import pairwise

from scheduler.opening_hours import END_OF_DAY
from scheduler.settings import Hours

CLOSED = "closed"
_CLOSED = frozenset({"", CLOSED, "stängt", "stangt", "-"})
_YES = frozenset({"yes", "ja", "true", "on", "på"})
_NO = frozenset({"no", "nej", "false", "off", "av"})
_TIME = re.compile(r"(?:kl\.? ?)?(\d{1,2})(?:[:.](\d{2}))?")
A_MONTH = timedelta(days=31)
NOTHING = frozenset({"no", "nej", "inga", "inget", "none"})
"""For whatever is a list: it is empty."""
MOST_WORDS, LONGEST_WORD = 100, 80
_LISTED = re.compile(r'["”“]([^"”“]*)["”“]|([^,;\n"”“]+)')


def read_yes(text: str) -> bool:
    """`ja`, `nej`, `yes`, `no`."""
    said = text.strip().lower()
    if said not in _YES | _NO:
        raise ValueError(text)
    return said in _YES


def write_yes(value: bool) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def read_clock(text: str) -> time:
    """`08:30`, `8.30`, `8`."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        raise ValueError(text)
    return time(int(match[1]), int(match[2] or 0))


def read_clocks(text: str) -> tuple[time, ...]:
    """`08:30, 12:30 15:00`, in order, none twice."""
    found = tuple(read_clock(each) for each in re.split(r"[,;\s]+", text.strip()) if each)
    if any(later <= earlier for earlier, later in pairwise(found)) or not 1 <= len(found) <= 12:
        raise ValueError(text)
    return found


def write_clocks(value: tuple[time, ...]) -> str:
    """`08:30, 12:30, 15:00`."""
    return ", ".join(f"{each:%H:%M}" for each in value)


def read_day_hours(text: str) -> Hours:
    """`08:00-16:30`, `8-12, 13-16.30`, `closed`."""
    said = text.strip().lower()
    if said in _CLOSED:
        return ()
    found = tuple(_interval(each) for each in re.split(r"\s*(?:,|och|and)\s*", said))
    if any(end == END_OF_DAY or end >= start for (_, end), (start, _) in pairwise(found)):
        raise ValueError(text)
    return found


def _interval(text: str) -> tuple[time, time]:
    opens, dash, closes = re.sub(r"\s*[-–—]\s*", "-", text.strip()).partition("-")
    if not dash:
        raise ValueError(text)
    ends_the_day = closes.strip() in {"24", "24:00", "24.00"}
    interval = (read_clock(opens), END_OF_DAY if ends_the_day else read_clock(closes))
    if interval[0] >= interval[1] and not ends_the_day:
        raise ValueError(text)
    return interval


def write_day_hours(value: Hours) -> str:
    """`08:00-12:00, 13:00-16:30`; `closed` for a day off."""
    return ", ".join(f"{_clock(start)}-{_end(end)}" for start, end in value) or CLOSED


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _end(at: time) -> str:
    return "24:00" if at == END_OF_DAY else _clock(at)


def read_week(text: str) -> tuple[Hours, ...]:
    """Seven days from Monday with `;` between them, or one day's hours for Monday to Friday."""
    days = text.split(";")
    if len(days) == 1:
        hours = read_day_hours(text)
        return (hours,) * 5 + ((),) * 2
    if len(days) != 7:
        raise ValueError(text)
    return tuple(read_day_hours(day) for day in days)


def write_week(value: tuple[Hours, ...]) -> str:
    """`08:00-16:30; 08:00-16:30; ...; closed; closed`."""
    return "; ".join(write_day_hours(hours) for hours in value)


def read_hours(text: str, *, least: float = 0, most: float = 24 * 31) -> timedelta:
    """A number of hours, more than `least`: `24`, `1,5`, `24 h`, `24 timmar`."""
    match = re.fullmatch(
        r"(\d{1,4}(?:[.,]\d{1,2})?)\s*(?:h|tim|timmar|timme|hours?)?\.?", text.strip().lower()
    )
    hours = float(match[1].replace(",", ".")) if match else -1
    if match is None or not least < hours <= most:
        raise ValueError(text)
    return timedelta(hours=hours)


def write_hours(value: timedelta) -> str:
    """`24`, `1.5`."""
    return f"{value.total_seconds() / 3600:g}"


def read_falling_hours(text: str) -> tuple[timedelta, ...]:
    """Three numbers of hours, each less than the one before: `4, 2, 1`."""
    found = tuple(read_hours(each) for each in re.split(r"\s*[,;]\s*|\s+", text.strip()) if each)
    if len(found) != 3 or any(later >= earlier for earlier, later in pairwise(found)):
        raise ValueError(text)
    return found


def write_falling_hours(value: tuple[timedelta, ...]) -> str:
    """`4, 2, 1`."""
    return ", ".join(write_hours(each) for each in value)


def read_days(text: str) -> int:
    """A number of days, 1 to 30."""
    match = re.fullmatch(r"(\d{1,2})\s*(?:dagar|dag|arbetsdagar|arbetsdag|days?)?", text.strip().lower())
    if match is None or not 1 <= int(match[1]) <= 30:
        raise ValueError(text)
    return int(match[1])


def read_words(text: str) -> tuple[str, ...]:
    """`rektorn ska få*, rum ##`; one with a comma in it stands in quotes; `nej`: none."""
    if text.strip().lower() in NOTHING:
        return ()
    found = [" ".join((quoted or bare).split()) for quoted, bare in _LISTED.findall(text)]
    words = tuple(dict.fromkeys(each for each in found if each))
    if not words or len(words) > MOST_WORDS or any(len(each) > LONGEST_WORD for each in words):
        raise ValueError(text)
    if not all(each.strip(" *#") for each in words):  # it would be in every comment
        raise ValueError(text)
    return words


def write_words(value: tuple[str, ...]) -> str:
    """`rektorn ska få*, "bomb, typ"`."""
    return ", ".join(f'"{each}"' if re.search(r"[,;]", each) else each for each in value) or "no"
