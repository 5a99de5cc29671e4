"""The form for a day that somebody else is to take; about the unit whose number it carries."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, people
from db.rows import Person, Unit
from handlers.access import Standing, standing
from handlers.days import read_day
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say
from handlers.sent import Sent, faulty
from handlers.swapping import Room, ask
from scheduler.rulebook import RuleBook


def swap_form(
    tx: Connection,
    book: RuleBook,
    person: Person,
    where: Standing,
    *,
    unit_id: int | None,
    now: datetime,
) -> Outcome:
    """The form with the unit's other editors to choose from."""
    unit = unit_of(tx, where, unit_id)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    room = Room.of(tx, book, unit, now)
    choices = tuple(
        Choice(value=str(one.id), label=one.full_name or one.first_name)
        for one in room.members
        if one.id != person.id
    )
    zone = room.calendar.rules.zone
    return Outcome(form=Form(kind=FormKind.SWAP, number=unit.id, choices=choices, at=now, zone=zone))


def swap_sent(sent: Sent) -> Outcome:
    """Ask, or say beside its field what is wrong."""
    unit = unit_of(sent.tx, standing(sent.tx, sent.person), sent.number)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    room = Room.of(sent.tx, sent.book, unit, sent.now)
    day = read_day(sent.get("day"), room.today)
    back = read_day(sent.get("back_day"), room.today) if sent.get("back_day") else None
    chosen = sent.get("person")
    whom = people.get(sent.tx, int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    faults = []
    if day is None:
        faults.append(("day", Say(said=Said.DATE_UNCLEAR, text=sent.get("day")[:40])))
    if sent.get("back_day") and back is None:
        faults.append(("back_day", Say(said=Said.DATE_UNCLEAR, text=sent.get("back_day")[:40])))
    if chosen and whom is None:
        faults.append(("person", Say(said=Said.PERSON_UNKNOWN, text=chosen[:40])))
    if faults or day is None:
        return faulty(*faults)
    outcome = ask(room, sent.person, day, whom=whom, back=back)
    return outcome if isinstance(outcome, Outcome) else faulty(outcome)


def unit_of(tx: Connection, where: Standing, unit_id: int | None) -> Unit | Say:
    """The unit that a form is about, of those that she is in; without a number her only one."""
    mine = {unit.id: unit for unit in accounts.units_named(tx, where.units).values() if unit.active}
    if not mine:
        return Say(said=Said.NO_UNIT)
    if unit_id is not None:
        return mine.get(unit_id, Say(said=Said.NOT_ALLOWED))
    if len(mine) == 1:
        return next(iter(mine.values()))
    return Say(said=Said.WHICH_UNIT, text=", ".join(unit.name for unit in mine.values()))
