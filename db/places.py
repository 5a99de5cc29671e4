"""Who is what in which unit, changed from chat: from then on the configuration does not change it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from db import calendar_links, identities
from db.models import account_editors, accounts, memberships, people
from db.register import ACTIVE, EDITORS, PLACES
from db.rows import Person, columns, made
from db.store import take_turn
from db.words import Role

_TURN = 0x5356_504C


def take_turns(tx: Connection) -> None:
    """Whoever changes who is what waits for whoever does so already: two must not both be let go as last."""
    take_turn(tx, _TURN)


def anybody_by_chat(tx: Connection, chat: str, chat_id: str) -> Person | None:
    """The person with this user id, her own or one linked to her; also when she has left."""
    asked = select(*columns(Person, people)).where(people.c.chat == chat, people.c.chat_id == chat_id)
    row = tx.execute(asked).first()
    return made(Person, row) if row else identities.person(tx, chat, chat_id)


def roles(tx: Connection, person_id: int, unit_id: int) -> frozenset[Role]:
    """What she is in the unit."""
    asked = select(memberships.c.role).where(
        memberships.c.person_id == person_id, memberships.c.unit_id == unit_id
    )
    return frozenset(tx.execute(asked).scalars())


def others(tx: Connection, person_id: int, unit_id: int, role: Role) -> int:
    """How many active people besides her have this role in the unit."""
    asked = (
        select(func.count())
        .select_from(memberships)
        .join(people, people.c.id == memberships.c.person_id)
        .where(
            memberships.c.unit_id == unit_id,
            memberships.c.role == role,
            memberships.c.person_id != person_id,
            people.c.active,
        )
    )
    count: int = tx.execute(asked).scalar_one()
    return count


def set_roles(tx: Connection, person_id: int, unit_id: int, wanted: Collection[Role]) -> None:
    """She is exactly this in the unit; nothing: she is not in it."""
    there = roles(tx, person_id, unit_id)
    for role in sorted(there - set(wanted)):
        tx.execute(
            delete(memberships).where(
                memberships.c.person_id == person_id,
                memberships.c.unit_id == unit_id,
                memberships.c.role == role,
            )
        )
    new = sorted(set(wanted) - there)
    if new:
        tx.execute(
            insert(memberships),
            [{"person_id": person_id, "unit_id": unit_id, "role": role} for role in new],
        )
    change(tx, person_id, {}, said=PLACES)


def change(tx: Connection, person_id: int, given: dict[str, Any], *, said: str | None = None) -> None:
    """New values of a person's; the configuration leaves them alone from now on."""
    before = tx.execute(select(people.c.chat_fields).where(people.c.id == person_id)).scalar_one()
    fields = sorted({*before, *given, *([said] if said else [])})
    tx.execute(update(people).where(people.c.id == person_id).values(**given, chat_fields=fields))


def end(tx: Connection, person_id: int) -> None:
    """She has left. Her name stays on what she did; her calendar's address leads nowhere, for good."""
    calendar_links.remove(tx, person_id)
    change(tx, person_id, {ACTIVE: False})


def begin_again(tx: Connection, person_id: int, first_name: str | None) -> None:
    """She is back after having left."""
    change(tx, person_id, {ACTIVE: True, **({"first_name": first_name} if first_name else {})})


def units_of(tx: Connection, person_id: int) -> frozenset[int]:
    """The units that she is in."""
    asked = select(memberships.c.unit_id).where(memberships.c.person_id == person_id)
    return frozenset(tx.execute(asked).scalars())


def let_accounts_go(tx: Connection, person_id: int, unit_id: int) -> list[str]:
    """She is neither deputy nor named editor of the unit's accounts; the names of those she was deputy of."""
    own = (
        tx.execute(
            select(accounts.c.id, accounts.c.chat_fields, accounts.c.name, accounts.c.deputy_id)
            .where(accounts.c.unit_id == unit_id)
            .order_by(accounts.c.name)
        )
    ).all()
    listed = set(
        tx.execute(
            select(account_editors.c.account_id).where(
                account_editors.c.person_id == person_id,
                account_editors.c.account_id.in_([row.id for row in own]),
            )
        ).scalars()
    )
    for row in own:
        fields = set(row.chat_fields)
        given: dict[str, Any] = {}
        if row.deputy_id == person_id:
            given["deputy_id"] = None
            fields.add("deputy_id")
        if row.id in listed:
            fields.add(EDITORS)
            tx.execute(
                delete(account_editors).where(
                    account_editors.c.account_id == row.id, account_editors.c.person_id == person_id
                )
            )
        if fields != set(row.chat_fields):
            tx.execute(
                update(accounts).where(accounts.c.id == row.id).values(**given, chat_fields=sorted(fields))
            )
    return [row.name for row in own if row.deputy_id == person_id]
