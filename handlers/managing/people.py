"""People come into a unit, change, move and leave it; a unit never loses its last supervisor (U21)."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from db import people, places
from db.rows import Person, Unit
from db.words import ChangeAction, Role
from handlers import swapping
from handlers.access import refuse
from handlers.command_words import plain
from handlers.leaving import release_in_unit
from handlers.managing import practice
from handlers.managing.actor import Actor
from handlers.outcome import Outcome, Said, Say

LONGEST_NAME = 80


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """Somebody who comes into a unit, by the chat's own id of her."""

    chat: str
    chat_id: str
    first_name: str
    role: Role
    full_name: str | None = None


def members(tx: Connection, unit_id: int) -> list[Person]:
    """Everybody in the unit, by first name."""
    team = people.unit_team(tx, unit_id)
    everybody = {one.id: one for one in (*team.editors, *team.supervisors)}
    return sorted(everybody.values(), key=lambda one: (one.first_name, one.id))


def add(actor: Actor, unit: Unit, new: Newcomer) -> Outcome:
    """She is in the unit from now on; somebody who is there already gets the role as one more."""
    if not actor.may(unit.id):
        return refuse(Said.NOT_ALLOWED)
    places.take_turns(actor.tx)
    there = places.anybody_by_chat(actor.tx, new.chat, new.chat_id)
    if there is None and not new.first_name:
        return refuse(Said.NAME_MISSING, text="person @bo redaktör Bo")
    if len(new.first_name) > LONGEST_NAME:
        return refuse(Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    before = places.roles(actor.tx, there.id, unit.id) if there else frozenset()
    is_new = there is None or not there.active
    if there is not None and there.active and new.role in before:
        return refuse(Said.PERSON_THERE_ALREADY, person=there.first_name, role=new.role, text=unit.name)
    if there is None:
        there = people.add_from_chat(
            actor.tx,
            slug=_free_slug(actor, new.first_name, new.chat_id),
            chat=new.chat,
            chat_id=new.chat_id,
            first_name=new.first_name,
            full_name=new.full_name,
            unit_id=unit.id,
            role=new.role,
        )
    elif not there.active:
        before = frozenset()
        places.begin_again(actor.tx, there.id, new.first_name or None)
    places.set_roles(actor.tx, there.id, unit.id, {*before, new.role})
    actor.note(
        ChangeAction.PERSON_ADDED, unit_id=unit.id, person_id=there.id, after=_written({*before, new.role})
    )
    if is_new:
        practice.welcome(actor.tx, actor.book, there.id, unit, actor.now, asked=False)
    return Outcome(
        say=Say(
            said=Said.PERSON_ADDED,
            person=(new.first_name if is_new else "") or there.first_name,
            role=new.role,
            text=unit.name,
        ),
        changed=True,
    )


def change(
    actor: Actor,
    unit: Unit,
    person: Person,
    *,
    first_name: str | None = None,
    full_name: str | None = None,
    alias: str | None = None,
    duty_weekdays: Collection[int] | None = None,
    roles: Collection[Role] | None = None,
) -> Outcome:
    """New values for what is given. An empty alias or full name takes it away."""
    if (no := _not_hers(actor, unit, person)) is not None:
        return no
    places.take_turns(actor.tx)
    if roles is not None:
        refused = _change_roles(actor, unit, person, frozenset(roles))
        if refused is not None:
            return refused
    wanted: dict[str, object] = {
        "first_name": first_name,
        "full_name": full_name,
        "alias": alias,
        "duty_weekdays": None if duty_weekdays is None else sorted(set(duty_weekdays)),
    }
    given = {name: value if value != "" else None for name, value in wanted.items() if value is not None}
    new = {name: value for name, value in given.items() if value != getattr(person, name)}
    if new:
        places.change(actor.tx, person.id, new)
    for name, value in new.items():
        actor.note(
            ChangeAction.PERSON_CHANGED,
            unit_id=unit.id,
            person_id=person.id,
            what=name,
            before=_text(getattr(person, name)),
            after=_text(value),
        )
    return Outcome(say=Say(said=Said.PERSON_CHANGED, person=first_name or person.first_name), changed=True)


def move(actor: Actor, unit: Unit, person: Person, to: Unit) -> Outcome:
    """She works in another unit from now on, in the same roles; what she had here waits for others."""
    if (no := _not_hers(actor, unit, person, to)) is not None:
        return no
    if to.id == unit.id:
        return refuse(Said.PERSON_THERE_ALREADY, person=person.first_name, role=None, text=to.name)
    places.take_turns(actor.tx)
    roles = places.roles(actor.tx, person.id, unit.id)
    refused = kept(actor, unit, person, roles)
    if refused is not None:
        return refused
    there = places.roles(actor.tx, person.id, to.id)
    places.set_roles(actor.tx, person.id, to.id, there | roles)
    left, moved = leave(actor, unit, person, ChangeAction.PERSON_MOVED, after=to.name)
    said = Say(
        said=Said.PERSON_MOVED, person=person.first_name, text=to.name, count=moved, people=tuple(left)
    )
    return Outcome(say=said, changed=True)


def end(actor: Actor, unit: Unit, person: Person, *, why: str = "") -> Outcome:
    """She leaves the unit, and Svarsvakt if she is in no other; what she had here waits for others."""
    if (no := _not_hers(actor, unit, person)) is not None:
        return no
    places.take_turns(actor.tx)
    refused = kept(actor, unit, person, places.roles(actor.tx, person.id, unit.id))
    if refused is not None:
        return refused
    left, moved = leave(actor, unit, person, ChangeAction.PERSON_ENDED, why=why)
    said = Say(
        said=Said.PERSON_ENDED, person=person.first_name, text=unit.name, count=moved, people=tuple(left)
    )
    return Outcome(say=said, changed=True)


def _not_hers(actor: Actor, unit: Unit, person: Person, *others: Unit) -> Outcome | None:
    """The refusal where a unit is not the actor's to run, or the person is not in it."""
    if not all(actor.may(one.id) for one in (unit, *others)):
        return refuse(Said.NOT_ALLOWED)
    if not places.roles(actor.tx, person.id, unit.id):
        return refuse(Said.PERSON_UNKNOWN, text=person.first_name)
    return None


def _change_roles(actor: Actor, unit: Unit, person: Person, wanted: frozenset[Role]) -> Outcome | None:
    before = places.roles(actor.tx, person.id, unit.id)
    if not wanted:
        return refuse(Said.ROLE_MISSING, text="person @bo redaktör Bo")
    if wanted == before:
        return None
    refused = kept(actor, unit, person, before - wanted)
    if refused is not None:
        return refused
    places.set_roles(actor.tx, person.id, unit.id, wanted)
    actor.note(
        ChangeAction.ROLE_CHANGED,
        unit_id=unit.id,
        person_id=person.id,
        before=_written(before),
        after=_written(wanted),
    )
    return None


def kept(actor: Actor, unit: Unit, person: Person, going: Collection[Role]) -> Outcome | None:
    """The refusal where these roles may not go: a unit keeps somebody whom its last warnings reach."""
    if Role.SUPERVISOR not in going or places.others(actor.tx, person.id, unit.id, Role.SUPERVISOR):
        return None
    return refuse(Said.LAST_SUPERVISOR, person=person.first_name, text=unit.name)


def leave(
    actor: Actor, unit: Unit, person: Person, action: ChangeAction, *, after: str | None = None, why: str = ""
) -> tuple[list[str], int]:
    """She is out of the unit, and of Svarsvakt if she is in no other; whether she may is the caller's to ask.

    The accounts that lost their deputy, and how many comments wait for somebody else now.
    """
    before = places.roles(actor.tx, person.id, unit.id)
    places.set_roles(actor.tx, person.id, unit.id, ())
    left = places.let_accounts_go(actor.tx, person.id, unit.id)
    room = swapping.Room.of(actor.tx, actor.book, unit, actor.now)
    swapping.leave(room, person.id, by=actor.person.id if actor.person is not None else person.id)
    number = actor.note(
        action, unit_id=unit.id, person_id=person.id, before=_written(before), after=after, why=why
    )
    moved = release_in_unit(actor.tx, actor.book, person, unit, actor.now, by=actor.person, change=number)
    if not places.units_of(actor.tx, person.id):
        places.end(actor.tx, person.id)
    return left, moved


def _written(roles: Collection[Role]) -> str:
    return ",".join(sorted(role.value for role in roles))


def _text(value: object) -> str | None:
    if isinstance(value, list):
        return ",".join(str(each) for each in value)
    return None if value is None else str(value)


def _free_slug(actor: Actor, name: str, chat_id: str) -> str:
    """`bo-u012`: readable, of the configuration's letters, and nobody else's."""
    letters = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
    wanted = "-".join(filter(None, (letters[:30], chat_id.lower())))[:70]
    slug, number = wanted, 1
    while people.by_slug(actor.tx, slug) is not None:
        number += 1
        slug = f"{wanted}-{number}"
    return slug
