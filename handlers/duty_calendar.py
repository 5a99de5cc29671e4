"""A person's own calendar: the days on which she is on duty, the rounds of those days, the days off (U21)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, duty_days
from db.rows import Person, Unit
from handlers.access import standing
from handlers.people import calendar_of
from handlers.showing.past_days import named_then
from handlers.swapping import Room
from scheduler.named_days import DayKind, NamedDay, named_day
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds

BACK = timedelta(days=14)
DUTY_AHEAD = timedelta(weeks=26)
ROUNDS_AHEAD = timedelta(weeks=4)
DAYS_OFF_AHEAD = timedelta(days=365)
A_LOOK = timedelta(minutes=15)
"""How long a round stands in a calendar."""


class EntryKind(StrEnum):
    """What a calendar's entry is about."""

    DUTY = "duty"
    """She is on duty in a unit that (local) day."""
    ROUND = "round"
    """A round of a day on which she is on duty."""
    DAY_OFF = "day_off"
    """A holiday, or a day on which the unit is closed."""
    SHORT_DAY = "short_day"
    """The office closes early; `ends` says when."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """One entry. A whole day unless `begins` is given (UTC)."""

    kind: EntryKind
    named: NamedDay
    unit: str
    unit_id: int
    accounts: tuple[str, ...] = ()
    begins: datetime | None = None
    ends: datetime | None = None
    number: int = 0

    @property
    def key(self) -> str:
        """Names the entry for as long as it is the same thing."""
        return f"{self.kind.value}-{self.unit_id}-{self.named.day.isoformat()}-{self.number}"


@dataclass(frozen=True, kw_only=True)
class PersonCalendar:
    """All entries of one person, in order."""

    person: Person
    today: date
    zone: ZoneInfo
    entries: tuple[Entry, ...]


def person_calendar(tx: Connection, book: RuleBook, person: Person, now: datetime) -> PersonCalendar:
    """What stands in this person's calendar right now; nothing of anybody else."""
    calendar = calendar_of(tx, book, person)
    today = calendar.local_day(now)
    where = standing(tx, person)
    units = [unit for unit in accounts.units_named(tx, where.units).values() if unit.active]
    entries = [*_past(tx, book, person, today)]
    entries += [entry for unit in units for entry in _unit(tx, book, unit, person, now)]
    first = units[0] if units else None
    entries += _days_off(book, first, today)
    return PersonCalendar(
        person=person,
        today=today,
        zone=calendar.zone,
        entries=tuple(sorted(entries, key=lambda one: (one.named.day, one.kind.value, one.key))),
    )


def _past(tx: Connection, book: RuleBook, person: Person, today: date) -> Iterator[Entry]:
    """The days that were hers, also in a unit that she has left since."""
    noted = duty_days.everywhere(tx, today - BACK, today - timedelta(days=1))
    hers = [row for row in noted if person.id in row.people]
    units = accounts.units_named(tx, {row.unit_id for row in hers})
    for row in hers:
        unit = units[row.unit_id]
        named = named_then(row, book.calendar(unit.slug))
        yield Entry(kind=EntryKind.DUTY, named=named, unit=unit.name, unit_id=unit.id)


def _unit(tx: Connection, book: RuleBook, unit: Unit, person: Person, now: datetime) -> Iterator[Entry]:
    room = Room.of(tx, book, unit, now)
    noted = duty_days.between(tx, unit.id, room.today - BACK, room.today - timedelta(days=1))
    watched = accounts.accounts(tx, unit.id)
    rules = book.rules(unit.slug).rounds
    names = tuple(sorted(account.name for account in watched))
    for number in range(-BACK.days, DUTY_AHEAD.days):
        day = room.today + timedelta(days=number)
        named = named_day(day, room.calendar)
        if day in noted or named.off or not room.has(person, day):
            continue
        yield Entry(kind=EntryKind.DUTY, named=named, unit=unit.name, unit_id=unit.id, accounts=names)
        if watched and 0 <= number <= ROUNDS_AHEAD.days:
            for planned in day_rounds(day, room.calendar, rules):
                yield Entry(
                    kind=EntryKind.ROUND,
                    named=named,
                    unit=unit.name,
                    unit_id=unit.id,
                    accounts=names,
                    begins=planned.at,
                    ends=planned.at + A_LOOK,
                    number=planned.number,
                )


def _days_off(book: RuleBook, unit: Unit | None, today: date) -> Iterator[Entry]:
    """Days off that no weekday says, by her first unit's calendar; short days with their close."""
    calendar = book.calendar(unit.slug if unit else "")
    kinds = {
        DayKind.HOLIDAY: EntryKind.DAY_OFF,
        DayKind.CLOSED: EntryKind.DAY_OFF,
        DayKind.SHORT: EntryKind.SHORT_DAY,
    }
    for number in range(-BACK.days, DAYS_OFF_AHEAD.days):
        named = named_day(today + timedelta(days=number), calendar)
        if named.kind in kinds:
            short = named.kind is DayKind.SHORT
            yield Entry(
                kind=kinds[named.kind],
                named=named,
                unit=unit.name if unit else "",
                unit_id=unit.id if unit else 0,
                ends=calendar.close(named.day) if short else None,
            )
