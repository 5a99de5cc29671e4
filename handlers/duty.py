"""The words `jour` and `byt`: who is on duty, where somebody is missing, a day to take or to swap."""

import re
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts
from db.rows import Person, Unit
from handlers import mentions
from handlers.access import refuse, standing
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.days import read_day
from handlers.outcome import FormKind, Outcome, Said, Say
from handlers.showing.duty_week import duty_gaps, duty_week
from handlers.swapping import Fault, Room, ask
from handlers.swapping import take as take_day
from handlers.weeks import monday, read_week
from scheduler.rulebook import RuleBook

NEXT = frozenset({"nasta vecka", "nasta", "next week", "next"})
GAPS = frozenset({"luckor", "lucka", "gaps", "gap", "luckorna"})
TAKE = frozenset({"ta", "take", "tar", "jag tar"})
_FOR = re.compile(r"\s+(?:mot|för|for|against)\s+", re.IGNORECASE)
PER_WEEK = timedelta(weeks=1)
YEARS_EACH_WAY = 20
LONG_AGO = 26
"""A week number further behind than this is next year's."""


def duty(asked: Asked) -> Outcome:
    """A week day by day, or the gaps ahead: `jour`, `jour nästa vecka`, `jour 20`, `jour luckor`."""
    wanted = plain(asked.rest)
    unit = asked.unit()
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    if wanted in GAPS:
        gaps = duty_gaps(asked.tx, asked.book, unit, reader=asked.person, now=asked.now)
        return Outcome(content=gaps)
    if takes(asked.rest):
        return _take(asked, unit, " ".join(asked.rest.split()[1:]))
    start = week_meant(asked.rest, asked.book.calendar(unit.slug).local_day(asked.now))
    if start is None or _beyond(start, asked.now):
        return refuse(Said.DUTY_WHEN_UNCLEAR, text=asked.rest.strip()[:40])
    shown = duty_week(asked.tx, asked.book, unit, start, reader=asked.person, now=asked.now)
    return Outcome(content=shown)


def takes(rest: str) -> bool:
    """Whether what follows `jour` takes a day: the only thing there that changes anything."""
    first, *_ = rest.split(maxsplit=1) or [""]
    return plain(first) in TAKE


def swap(asked: Asked) -> Outcome:
    """Ask for a swap: `byt 15 maj`, `byt 15 maj @Bo`, `byt 15 maj @Bo mot 22 maj`; alone, a form asks."""
    unit = asked.unit()
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    if not asked.rest.strip():
        return asked.form(FormKind.SWAP, number=unit.id)
    named = re.search(r"@\S+", asked.rest)
    said = asked.rest.replace(named[0], " ") if named else asked.rest
    whom = None
    if named:
        whom = mentions.person(asked.tx, asked.chat, named[0], near=asked.where)
        if whom is None:
            return refuse(Said.PERSON_UNKNOWN, text=named[0].lstrip("@")[:40])
    room = Room.of(asked.tx, asked.book, unit, asked.now)
    first, *rest = _FOR.split(f"{said} ")
    day = read_day(first, room.today)
    back = read_day(rest[0], room.today) if rest else None
    if day is None or (rest and back is None):
        return refuse(Said.DATE_UNCLEAR, text=(rest[0] if rest and day else first).strip()[:40])
    return told(ask(room, asked.person, day, whom=whom, back=back))


def look(
    tx: Connection, book: RuleBook, *, person: Person | None, unit_id: int, monday: date, now: datetime
) -> Outcome:
    """The week that begins with this Monday, of a unit that she is in."""
    unit = _unit(tx, person, unit_id)
    if isinstance(unit, Outcome):
        return unit
    if _beyond(monday, now):
        return refuse(Said.WEEK_UNCLEAR, text=monday.isoformat())
    return Outcome(content=duty_week(tx, book, unit, monday_of(monday), reader=person, now=now))


def take(
    tx: Connection, book: RuleBook, *, person: Person | None, unit_id: int, day: date, now: datetime
) -> Outcome:
    """She takes a day with one click."""
    unit = _unit(tx, person, unit_id)
    if isinstance(unit, Outcome) or person is None:
        return unit if isinstance(unit, Outcome) else refuse(Said.NOT_KNOWN)
    return told(take_day(Room.of(tx, book, unit, now), person, day))


def ask_channel(
    tx: Connection, book: RuleBook, *, person: Person | None, unit_id: int, day: date, now: datetime
) -> Outcome:
    """A supervisor asks the unit's channel, with one click, who can take a day that nobody has."""
    unit = _unit(tx, person, unit_id)
    if isinstance(unit, Outcome) or person is None:
        return unit if isinstance(unit, Outcome) else refuse(Said.NOT_KNOWN)
    room = Room.of(tx, book, unit, now)
    if not room.supervises(person):
        return refuse(Said.NOT_ALLOWED)
    return told(ask(room, person, day, whom=None, back=None))


def _take(asked: Asked, unit: Unit, rest: str) -> Outcome:
    room = Room.of(asked.tx, asked.book, unit, asked.now)
    if not rest:
        return refuse(Said.DUTY_DAY_MISSING, text="jour ta 15/5")
    day = read_day(rest, room.today)
    if day is None:
        return refuse(Said.DATE_UNCLEAR, text=rest[:40])
    return told(take_day(room, asked.person, day))


def told(outcome: Outcome | Fault) -> Outcome:
    """What came of it; a fault that a form would show beside its field is the answer."""
    return outcome if isinstance(outcome, Outcome) else Outcome(say=outcome[1], refused=True)


def _unit(tx: Connection, person: Person | None, unit_id: int) -> Unit | Outcome:
    if person is None:
        return refuse(Said.NOT_KNOWN)
    unit = accounts.unit(tx, unit_id)
    if unit is None or unit_id not in standing(tx, person).units:
        return refuse(Said.NOT_ALLOWED)
    return unit


def week_meant(text: str, today: date) -> date | None:
    """The Monday of the week that is meant, by its number, a day in it, or "nästa vecka"; none: no week."""
    wanted = plain(text)
    if wanted in NEXT:
        return monday_of(today + PER_WEEK)
    week = read_week(text, today)
    if week is None:
        day = read_day(text, today)
        return None if day is None else monday_of(day)
    start = monday(week)
    bare = not any(len(piece) == 4 and piece.isdecimal() for piece in wanted.split())
    if bare and today.isocalendar().week - start.isocalendar().week > LONG_AGO:
        ahead = read_week(f"{today.isocalendar().year + 1}-{start.isocalendar().week}", today)
        return monday(ahead) if ahead else start
    return start


def _beyond(day: date, now: datetime) -> bool:
    """So many years away that nobody means it, and calendars end."""
    return abs(day.year - now.year) > YEARS_EACH_WAY


def monday_of(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())
