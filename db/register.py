"""The register: units, accounts and people as the configuration gives them, brought into the store."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, Table, bindparam, delete, insert, select, update

from db import calendar_links, identities
from db.models import account_editors, accounts, memberships, people, units
from db.registered import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit
from db.store import take_turn
from db.words import Role

__all__ = ["Register", "RegisteredAccount", "RegisteredPerson", "RegisteredUnit", "sync"]

TEAMS = "teams"
_TURN = 0x5356_4153  # replicas that start at once bring the register in one after the other


def sync(tx: Connection, register: Register, now: datetime) -> tuple[int, ...]:
    """Bring the store to what the configuration says, in a bounded number of statements.

    A field set from chat stays as it was set. Who and what left the configuration is made inactive, never
    deleted; people whom a supervisor added from chat stay. A renamed thing keeps its history: its slug is it.
    An account that moves to another unit leaves its open comments with the one that has begun on them.

    Returns the people who left this time, by id: what they had claimed must be released.
    """
    take_turn(tx, _TURN)
    _adopt(tx, register)
    unit_ids, _ = _bring(tx, units, [_unit_row(unit) for unit in register.units])
    person_ids, left = _bring(tx, people, [_person_row(person) for person in register.people])
    for person_id in left:
        calendar_links.remove(tx, person_id)
        identities.unlink(tx, person_id)
    in_teams = {person_ids[one.slug]: one.teams_id for one in register.people if one.teams_id is not None}
    identities.configured(tx, TEAMS, in_teams, now)
    account_ids, _ = _bring(
        tx,
        accounts,
        [_account_row(account, unit_ids, person_ids) for account in register.accounts],
        new={"watch_from": now},
    )
    _bring_pairs(
        tx,
        memberships,
        {
            (unit_ids[unit.slug], person_ids[slug], role)
            for unit in register.units
            for role, slugs in ((Role.EDITOR, unit.editors), (Role.SUPERVISOR, unit.supervisors))
            for slug in slugs
        },
        kept=_set_from_chat(tx, people, PLACES),
        by=memberships.c.person_id,
    )
    _bring_pairs(
        tx,
        account_editors,
        {
            (account_ids[account.slug], person_ids[slug])
            for account in register.accounts
            for slug in account.editors
        },
        kept=_set_from_chat(tx, accounts, EDITORS),
        by=account_editors.c.account_id,
    )
    return left


ADDED_FROM_CHAT = "added"
"""In `chat_fields`: the whole row came from chat, so the configuration's silence does not end it."""
PLACES = "places"
"""In a person's `chat_fields`: her units and roles are what a supervisor said."""
EDITORS = "editors"
"""In an account's `chat_fields`: its own editors are what a supervisor said."""
ACTIVE = "active"
"""In `chat_fields`: a supervisor said that it has ended, or has not."""


def _adopt(tx: Connection, register: Register) -> None:
    """Somebody whom a supervisor added and who now is in the configuration stays one person."""
    found = tx.execute(
        select(people.c.id, people.c.slug, people.c.chat, people.c.chat_id, people.c.chat_fields)
    )
    there = {(row.chat, row.chat_id): row for row in found if row.chat_id is not None}
    slugs = {row.slug for row in there.values()}
    for person in register.people:
        row = there.get((person.chat, person.chat_id or ""))
        if row is None or row.slug == person.slug or ADDED_FROM_CHAT not in row.chat_fields:
            continue
        fields = [name for name in row.chat_fields if name not in {ADDED_FROM_CHAT, PLACES, ACTIVE}]
        values: dict[str, Any] = {"slug": person.slug, "chat_fields": fields}
        if person.slug in slugs:  # the configuration's person is the one who stays
            values = {"chat_id": None, "active": False}
        tx.execute(update(people).where(people.c.id == row.id).values(values))


def _bring(
    tx: Connection, table: Table, wanted: Sequence[Mapping[str, Any]], new: Mapping[str, Any] | None = None
) -> tuple[dict[str, int], tuple[int, ...]]:
    """Insert, change and deactivate by slug; the ids of what is wanted, and of what went.

    `new`: values only for new rows.
    """
    there = {row["slug"]: dict(row) for row in tx.execute(select(table)).mappings()}
    added = [
        {**(new or {}), **_known(row, new), "active": True, "chat_fields": []}
        for row in wanted
        if row["slug"] not in there
    ]
    changed = [
        values
        for row in wanted
        if row["slug"] in there and (values := _difference(there[row["slug"]], _known(row, new)))
    ]
    slugs = {row["slug"] for row in wanted}
    unnamed = [
        row for slug, row in there.items() if slug not in slugs and ADDED_FROM_CHAT not in row["chat_fields"]
    ]
    gone = [row["id"] for row in unnamed if row["active"]]
    if unnamed:
        ids = [row["id"] for row in unnamed if row["active"] or row.get("chat_id") is not None]
        tx.execute(update(table).where(table.c.id.in_(ids)).values(active=False, **_let_go(table)))
    if changed:
        _change(tx, table, changed, there)
    if added:
        tx.execute(insert(table), added)
    found = tx.execute(select(table.c.slug, table.c.id).where(table.c.slug.in_(slugs)))
    return {row.slug: row.id for row in found}, tuple(gone)


def _known(row: Mapping[str, Any], new: Mapping[str, Any] | None) -> dict[str, Any]:
    """The row without silent values that only new rows get."""
    return {name: value for name, value in row.items() if value is not None or name not in (new or {})}


def _let_go(table: Table) -> dict[str, Any]:
    """What an inactive row gives up, so that another may have it."""
    return {"chat_id": None} if "chat_id" in table.c else {}


def _difference(there: Mapping[str, Any], wanted: Mapping[str, Any]) -> dict[str, Any] | None:
    """The row's new values, if anything that chat has not set differs."""
    from_chat = set(there["chat_fields"])
    free = {name: value for name, value in wanted.items() if name not in from_chat}
    active = there[ACTIVE] if ACTIVE in from_chat else True
    if there[ACTIVE] == active and all(there[name] == value for name, value in free.items()):
        return None
    return {**{name: there[name] for name in wanted}, **free, ACTIVE: active}


def _change(
    tx: Connection, table: Table, changed: Iterable[Mapping[str, Any]], there: Mapping[str, Mapping[str, Any]]
) -> None:
    """One prepared statement a group of columns, run for every changed row."""
    groups: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    moved = []
    for values in changed:
        before = there[values["slug"]]
        free = tuple(sorted(name for name in values if name != "slug"))
        row = {f"new_{name}": values[name] for name in free}
        groups.setdefault(free, []).append({"row_id": before["id"], **row})
        if "chat_id" in values and values["chat_id"] != before["chat_id"]:
            moved.append(before["id"])
    if moved:  # two people may have swapped what must be unique
        tx.execute(update(table).where(table.c.id.in_(moved)).values(chat_id=None))
    for free, rows in groups.items():
        statement = update(table).where(table.c.id == bindparam("row_id"))
        tx.execute(statement.values({name: bindparam(f"new_{name}") for name in free}), rows)


def _set_from_chat(tx: Connection, table: Table, word: str) -> list[int]:
    """Those of whom a supervisor said this, or everything: the configuration does not."""
    rows = tx.execute(select(table.c.id, table.c.chat_fields))
    return [row.id for row in rows if {ADDED_FROM_CHAT, word} & set(row.chat_fields)]


def _bring_pairs(
    tx: Connection, table: Table, wanted: set[tuple[Any, ...]], *, kept: Sequence[int], by: Column[int]
) -> None:
    """Make a table of pure pairs equal to what is wanted, apart from those of whom chat decides (`kept`)."""
    keys = list(table.primary_key.columns)
    place = keys.index(by)
    there = {tuple(row) for row in tx.execute(select(*keys).where(by.not_in(kept)))}
    wanted = {pair for pair in wanted if pair[place] not in set(kept)}

    def named(pairs: set[tuple[Any, ...]], prefix: str = "") -> list[dict[str, Any]]:
        names = [prefix + key.name for key in keys]
        return [dict(zip(names, pair, strict=True)) for pair in sorted(pairs)]

    if gone := there - wanted:
        same = [key == bindparam(f"old_{key.name}", type_=key.type) for key in keys]
        tx.execute(delete(table).where(*same), named(gone, "old_"))
    if added := wanted - there:
        tx.execute(insert(table), named(added))


def _unit_row(unit: RegisteredUnit) -> dict[str, Any]:
    return {
        "slug": unit.slug,
        "name": unit.name,
        "chat": unit.chat,
        "channel": unit.channel,
        "language": unit.language,
    }


def _person_row(person: RegisteredPerson) -> dict[str, Any]:
    return {
        "slug": person.slug,
        "chat": person.chat,
        "chat_id": person.chat_id,
        "first_name": person.first_name,
        "alias": person.alias,
        "full_name": person.full_name,
        "email": person.email,
        "language": person.language,
        "duty_weekdays": list(person.duty_weekdays),
    }


def _account_row(
    account: RegisteredAccount, unit_ids: Mapping[str, int], person_ids: Mapping[str, int]
) -> dict[str, Any]:
    return {
        "slug": account.slug,
        "unit_id": unit_ids[account.unit],
        "name": account.name,
        "platform": account.platform,
        "url": account.url,
        "comments_url": account.comments_url,
        "deputy_id": person_ids[account.deputy] if account.deputy else None,
        "watch_from": account.watch_from,
        "source": account.source,
        "source_url": account.source_url,
        "paused": account.paused,
        "acts": account.acts,
    }
