"""Days as people write them, in Swedish and English: "imorgon", "fredag", "24/12", "24-27 december"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from handlers.command_words import plain
from handlers.weeks import monday, read_week

_TODAY = {"idag", "i dag", "today", "nu", "now"}
_TOMORROW = {"imorgon", "i morgon", "imorn", "i morn", "imorron", "tomorrow"}
_DAY_AFTER = {"i overmorgon", "overmorgon", "day after tomorrow", "the day after tomorrow"}
_OPEN = {"tills vidare", "until further notice", "vidare", "framover"}
_WEEKDAYS = (
    ("mandag", "man", "monday", "mon", "mandagen"),
    ("tisdag", "tis", "tuesday", "tue", "tues", "tisdagen"),
    ("onsdag", "ons", "wednesday", "wed", "onsdagen"),
    ("torsdag", "tor", "tors", "thursday", "thu", "thur", "thurs", "torsdagen"),
    ("fredag", "fre", "friday", "fri", "fredagen"),
    ("lordag", "lor", "saturday", "sat", "lordagen"),
    ("sondag", "son", "sunday", "sun", "sondagen"),
)
_MONTHS = (
    ("januari", "jan", "january"),
    ("februari", "feb", "february"),
    ("mars", "mar", "march"),
    ("april", "apr"),
    ("maj", "may"),
    ("juni", "jun", "june"),
    ("juli", "jul", "july"),
    ("augusti", "aug", "august"),
    ("september", "sep", "sept"),
    ("oktober", "okt", "october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_WEEKDAY = {word: number for number, words in enumerate(_WEEKDAYS) for word in words}
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_ISO = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_SLASH = re.compile(r"(\d{1,2})\s?[/.]\s?(\d{1,2})\.?(?:\s?[-/. ]\s?(\d{4}))?")
_DAY_MONTH = re.compile(r"(?:den |the )?(\d{1,2})(?:\.|:?[ae]|st|nd|rd|th)?(?: of)? ([a-z]+)\.?(?: (\d{4}))?")
_MONTH_DAY = re.compile(r"([a-z]+) (\d{1,2})(?:st|nd|rd|th)?,?(?: (\d{4}))?")
_DAY = re.compile(r"(?:den |the )?(\d{1,2})(?:st|nd|rd|th|:?[ae])?")
_BETWEEN = re.compile(
    r"\s+(?:till och med|till o med|t\.?\s?o\.?\s?m\.?|till|to|until|through|thru|tills|och|and)\s+"
    r"|\s*[–—]\s*|\s+-\s+"
)
_DASH = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_LEAD = re.compile(r"^(?:fran och med|fr\.?\s?o\.?\s?m\.?|fran|from|pa|on|den|sedan|since|starting)\s+")
YEARS = range(2000, 3000)
"""Of other years nobody speaks here; at the calendar's ends there is no day before, and no clock."""
LONG_AGO = timedelta(days=60)
"""A day without a year that is longer past than this is next year's."""


@dataclass(frozen=True, kw_only=True)
class Days:
    """From a day, to a day or until further notice."""

    first: date
    last: date | None


def read_day(text: str, today: date) -> date | None:
    """One day; none: it is no day."""
    return _day(_lower(text), today)


def read_days(text: str, today: date) -> Days | None:
    """One day (and from then on), or a first and a last; none: it cannot be understood.

    The last of two is looked for after the first, so that "fredag till tisdag" ends next week. That the last
    comes before the first is the caller's to say: only a day with its year can.
    """
    wanted = _lower(text)
    if wanted in _OPEN:
        return Days(first=today, last=None)
    whole = _week_or_rest(wanted, today)
    if whole is not None:
        return whole
    if wanted.startswith(("till ", "tills ", "until ", "t.o.m ", "tom ", "t o m ")):
        last = _day(_LEAD.sub("", wanted.split(" ", 1)[1]), today)
        return Days(first=today, last=last) if last else None
    first = _day(wanted, today)
    if first is not None:
        return Days(first=first, last=None)
    for left, right in _splits(wanted):
        found = _pair(left, right, today)
        if found is not None:
            return found
    return None


def _lower(text: str) -> str:
    """Case and diacritics away; hyphens stay, they are parts of dates."""
    pieces = re.split(r"([-–—])", text)
    joined = "".join(piece if piece in "-–—" else _spaced(piece) for piece in pieces if piece)
    return " ".join(joined.replace(",", " ").split())


def _spaced(piece: str) -> str:
    core = plain(piece)
    lead = " " if piece[:1].isspace() else ""
    return f"{lead}{core}{' ' if piece[-1:].isspace() else ''}" if core else " "


def _splits(wanted: str) -> list[tuple[str, str]]:
    """Every way in which the text may be a first and a last day, the plainest first."""
    found = [(wanted[: one.start()], wanted[one.end() :]) for one in _BETWEEN.finditer(wanted)]
    found += [(wanted[: one.start()], wanted[one.end() :]) for one in _DASH.finditer(wanted)]
    words = wanted.split()
    found += [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return [(left.strip(), right.strip()) for left, right in found if left.strip() and right.strip()]


def _pair(left: str, right: str, today: date) -> Days | None:
    if right in _OPEN:
        first = _day(left, today)
        return Days(first=first, last=None) if first else None
    first = _day(left, today)
    if first is not None:
        last = _day(right, first) or _in_month_of(right, first)
        return Days(first=first, last=last) if last else None
    last = _day(right, today)
    bare = _DAY.fullmatch(_LEAD.sub("", left))
    if last is None or bare is None:
        return None
    first = _made(last.year, last.month, int(bare[1]))  # "24-27 december"
    return Days(first=first, last=last) if first else None


def _in_month_of(text: str, first: date) -> date | None:
    """ "24 december till 27": the same month."""
    bare = _DAY.fullmatch(text)
    return _made(first.year, first.month, int(bare[1])) if bare else None


def _week_or_rest(wanted: str, today: date) -> Days | None:
    if wanted in {"resten av veckan", "rest of the week", "the rest of the week", "veckan ut"}:
        return Days(first=today, last=today + timedelta(days=6 - today.weekday()))
    if wanted in {"nasta vecka", "next week"}:
        start = today + timedelta(days=7 - today.weekday())
        return Days(first=start, last=start + timedelta(days=6))
    if re.fullmatch(r"(?:vecka|v|week|w)\.? ?\d{1,2}", wanted):
        week = read_week(wanted, today)
        if week is None:
            return None
        start = monday(week)
        if start + timedelta(days=6) < today - LONG_AGO:
            later = read_week(f"{start.isocalendar().year + 1}-{start.isocalendar().week}", today)
            start = monday(later) if later else start
        return Days(first=start, last=start + timedelta(days=6))
    return None


def _day(wanted: str, today: date) -> date | None:
    wanted = _LEAD.sub("", wanted).strip(" .")
    if wanted in _TODAY:
        return today
    if wanted in _TOMORROW:
        return today + timedelta(days=1)
    if wanted in _DAY_AFTER:
        return today + timedelta(days=2)
    return _weekday(wanted, today) or _dated(wanted, today)


def _weekday(wanted: str, today: date) -> date | None:
    later = re.match(r"(?:nasta|next)\s+(?=\S)", wanted)
    name = wanted[later.end() :] if later else wanted
    if name not in _WEEKDAY:
        return None
    if later:
        return today + timedelta(days=7 - today.weekday() + _WEEKDAY[name])
    return today + timedelta(days=(_WEEKDAY[name] - today.weekday()) % 7)


def _dated(wanted: str, today: date) -> date | None:
    if found := _ISO.fullmatch(wanted):
        return _made(int(found[1]), int(found[2]), int(found[3]))
    if found := _SLASH.fullmatch(wanted):
        return _near(int(found[2]), int(found[1]), found[3], today)
    if (found := _DAY_MONTH.fullmatch(wanted)) and found[2] in _MONTH:
        return _near(_MONTH[found[2]], int(found[1]), found[3], today)
    if (found := _MONTH_DAY.fullmatch(wanted)) and found[1] in _MONTH:
        return _near(_MONTH[found[1]], int(found[2]), found[3], today)
    return None


def _near(month: int, day: int, year: str | None, today: date) -> date | None:
    if year is not None:
        return _made(int(year), month, day)
    for candidate in range(today.year, today.year + 9):  # 29 February may be years away
        found = _made(candidate, month, day)
        if found is not None and found >= today - LONG_AGO:
            return found
    return None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year in YEARS else None
    except ValueError:
        return None
