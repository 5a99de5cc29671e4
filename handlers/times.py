"""A moment as people write it: ISO, or a day and a clock time; a time without its zone is local."""

import re
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from handlers.days import YEARS, read_day
from scheduler.local_time import from_local, read_time

_CLOCK = re.compile(r"(?:(?:kl(?:ockan)?|at)\.?\s*)?(\d{1,2})[.:](\d{2})(?:[.:]\d{2})?\s*$", re.IGNORECASE)


def read_moment(text: str, zone: ZoneInfo, today: date) -> datetime | None:
    """ "2026-11-27 15.02", "i fredags" not, "27/11 kl 15:02", "15.02"; none: it is no time of these `YEARS`.

    Raises NonexistentTime for a local time that the clocks jumped over.
    """
    try:
        moment = _read(text.strip(), zone, today)
    except OverflowError:
        return None
    return moment if moment is not None and moment.year in YEARS else None


def _read(said: str, zone: ZoneInfo, today: date) -> datetime | None:
    clock = _CLOCK.search(said)
    if clock is None:
        return _iso(said, zone)
    if int(clock[1]) > 23 or int(clock[2]) > 59:
        return None
    before = said[: clock.start()].strip(" ,T")
    day = read_day(before, today) if before else today
    if day is None:
        return _iso(said, zone)
    return from_local(datetime.combine(day, time(int(clock[1]), int(clock[2]))), zone)


def _iso(text: str, zone: ZoneInfo) -> datetime | None:
    try:
        return read_time(text, zone)
    except ValueError:
        return None
