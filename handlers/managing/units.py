"""A new unit: its name, channel, hours and first people. Whoever runs all units may add one (M01, U11)."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from db import accounts, managed_units, people, places
from db.rows import Person, Unit
from db.words import ChangeAction, Role
from handlers.access import refuse
from handlers.command_words import plain
from handlers.managing import people as managing
from handlers.managing import rules, unit_faults
from handlers.managing.actor import Actor
from handlers.managing.people import Newcomer
from handlers.outcome import Outcome, Said, Say
from scheduler.rule_words import NeverOpen, Rule, changed
from scheduler.rules_in_force import note_set


@dataclass(frozen=True, kw_only=True)
class NewUnit:
    """What is said of it. `hours` empty: the organisation's; whoever adds it in chat runs it too.

    `supervisor` may be somebody new; `supervisors` and `editors` are known, by id.
    """

    name: str
    channel: str
    hours: str = ""
    supervisor: Newcomer | None = None
    supervisors: frozenset[int] = frozenset()
    editors: frozenset[int] = frozenset()


def may_add(actor: Actor) -> bool:
    """Whoever sits at the command line, or runs every unit that there is."""
    there = accounts.units(actor.tx)
    return actor.where is None or (bool(there) and all(actor.may(unit.id) for unit in there))


def add(actor: Actor, new: NewUnit) -> Outcome:
    """It is there from now on; whoever adds it runs it, so that somebody does."""
    if not may_add(actor):
        return refuse(Said.NOT_ALL_UNITS)
    wrong = faults(actor, new)
    if wrong is not None:
        return Outcome(say=wrong[1], refused=True)
    places.take_turns(actor.tx)
    number = managed_units.add(
        actor.tx, slug=_free_slug(actor, new.name), name=new.name, chat=actor.chat, channel=new.channel
    )
    unit = accounts.unit(actor.tx, number)
    assert unit is not None
    noted = actor.note(ChangeAction.UNIT_ADDED, unit_id=unit.id, what="channel", after=new.channel)
    note_set(actor.tx, noted, actor.now)  # every machine's book has a place for it
    if actor.person is not None:
        _joins(actor, unit, actor.person, Role.SUPERVISOR)
    runs = replace(actor)  # as she stands now: in the new unit too
    if new.supervisor is not None:
        managing.add(runs, unit, new.supervisor)
    for role, ids in ((Role.SUPERVISOR, new.supervisors), (Role.EDITOR, new.editors)):
        for one in people.named(actor.tx, ids).values():
            _joins(actor, unit, one, role)
    if new.hours:
        rules.put(runs, Rule.HOURS, new.hours, unit=unit)
    runners = people.unit_team(actor.tx, unit.id).supervisors if actor.person is None else ()
    say = Say(
        said=Said.UNIT_ADDED,
        text=new.name,
        people=tuple(one.first_name for one in runners),
        suggestion=unit.slug,
    )
    return Outcome(say=say, changed=True, rules_set=True)


def faults(actor: Actor, new: NewUnit) -> tuple[str, Say] | None:
    """The first field that cannot stand, and why."""
    for wrong in (unit_faults.name(actor, new.name), unit_faults.channel(actor, new.channel)):
        if wrong is not None:
            return wrong
    if actor.person is None and new.supervisor is None and not new.supervisors:
        return "user", Say(said=Said.UNIT_NEEDS_SUPERVISOR, text=new.name)
    if new.hours:
        try:
            changed(actor.book.organisation, Rule.HOURS, new.hours)
        except NeverOpen:
            return "hours", Say(said=Said.NEVER_OPEN)
        except ValueError:
            return "hours", Say(said=Said.RULE_UNCLEAR, text=new.hours[:80], rule=Rule.HOURS)
    if new.supervisor is not None and not new.supervisor.first_name:
        known = places.anybody_by_chat(actor.tx, actor.chat, new.supervisor.chat_id)
        if known is None:
            return "first_name", Say(said=Said.NAME_MISSING)
    if new.editors - {one.id for one in everybody(actor)}:
        return "editors", Say(said=Said.PERSON_UNKNOWN, text="")
    return None


def everybody(actor: Actor) -> list[Person]:
    """All who are in some unit, by name."""
    teams = people.teams(actor.tx, [unit.id for unit in accounts.units(actor.tx)]).values()
    found = {one.id: one for team in teams for one in (*team.editors, *team.supervisors)}
    return sorted(found.values(), key=lambda one: (one.first_name, one.id))


def _joins(actor: Actor, unit: Unit, person: Person, role: Role) -> None:
    before: Collection[Role] = places.roles(actor.tx, person.id, unit.id)
    places.set_roles(actor.tx, person.id, unit.id, {*before, role})
    actor.note(
        ChangeAction.PERSON_ADDED,
        unit_id=unit.id,
        person_id=person.id,
        after=",".join(sorted({*before, role})),
    )


def _free_slug(actor: Actor, name: str) -> str:
    """`badhusen`: readable, of the configuration's letters, and no other unit's."""
    wanted = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:70] or "enhet"
    taken, slug, number = managed_units.slugs(actor.tx), wanted, 1
    while slug in taken:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
