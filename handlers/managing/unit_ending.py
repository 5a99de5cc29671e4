"""A unit ends: never the last one, nor one where somebody still waits for an answer (M34, U07)."""

from dataclasses import dataclass

from db import accounts, crises, duty, managed_units, places
from db import managed_accounts as managed
from db.rows import Account, Person, Unit
from db.words import ChangeAction
from handlers.access import refuse
from handlers.managing import people as managing
from handlers.managing.actor import Actor
from handlers.managing.form import Ending
from handlers.outcome import Outcome, Said, Say


@dataclass(frozen=True, kw_only=True)
class _Within:
    """What is in the unit, and who of its people are nowhere else."""

    accounts: tuple[Account, ...]
    people: tuple[Person, ...]
    only_here: tuple[Person, ...]


def end(actor: Actor, unit: Unit, *, why: str = "") -> Outcome:
    """Its accounts are no longer watched, its people leave it; what was written and done there stays."""
    if not actor.may(unit.id):
        return refuse(Said.NOT_ALLOWED)
    places.take_turns(actor.tx)
    no = refused(actor, unit)
    if no is not None:
        return no
    there = _within(actor, unit)
    for account in there.accounts:
        managed.end(actor.tx, account.id)
        actor.note(ChangeAction.ACCOUNT_ENDED, unit_id=unit.id, account_id=account.id)
    for person in there.people:
        managing.leave(actor, unit, person, ChangeAction.PERSON_ENDED)
    managed_units.end(actor.tx, unit.id)
    actor.note(ChangeAction.UNIT_ENDED, unit_id=unit.id, why=why)
    return Outcome(say=Say(said=Said.UNIT_ENDED, text=unit.name), changed=True)


def refused(actor: Actor, unit: Unit) -> Outcome | None:
    """Why it cannot end now: it is the only one, somebody waits for an answer, or a crisis runs."""
    if len(accounts.units(actor.tx)) == 1:
        return refuse(Said.LAST_UNIT, text=unit.name)
    waiting = managed_units.still_open(actor.tx, unit.id)
    if waiting:
        return refuse(Said.UNIT_HAS_OPEN, text=unit.name, count=waiting)
    if unit.id in crises.running(actor.tx, [unit.id]):
        return refuse(Said.UNIT_IN_CRISIS, text=unit.name)
    return None


def ahead(actor: Actor, unit: Unit) -> Ending:
    """What it means, told before it is done."""
    there = _within(actor, unit)
    today = actor.book.calendar(unit.slug).local_day(actor.now)
    gone = {one.id for one in there.only_here}
    return Ending(
        accounts=tuple(one.name for one in there.accounts),
        leaving=tuple(one.full_name or one.first_name for one in there.only_here),
        staying=tuple(one.full_name or one.first_name for one in there.people if one.id not in gone),
        swaps=len(duty.open_swaps(actor.tx, [unit.id], today)),
        without_number=managed_units.without_number(actor.tx, unit.id),
    )


def _within(actor: Actor, unit: Unit) -> _Within:
    members = tuple(managing.members(actor.tx, unit.id))
    return _Within(
        accounts=accounts.accounts(actor.tx, unit.id),
        people=members,
        only_here=tuple(one for one in members if places.units_of(actor.tx, one.id) == {unit.id}),
    )
