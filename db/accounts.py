"""Units and accounts: what there is to watch, and in which channel."""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, bindparam, select, update

from db.models import accounts as accounts_table
from db.models import units as units_table
from db.rows import Account, Unit, columns, found, made, where_equal

T = TypeVar("T")

_UNITS = select(*columns(Unit, units_table)).order_by(units_table.c.name, units_table.c.id)
_ACTIVE_UNITS = _UNITS.where(units_table.c.active)
_UNIT_WITH_SLUG = _ACTIVE_UNITS.where(units_table.c.slug == bindparam("slug"))
_UNITS_NAMED = _UNITS.where(units_table.c.id.in_(bindparam("ids", expanding=True)))
_ACCOUNTS = select(*columns(Account, accounts_table)).order_by(accounts_table.c.name, accounts_table.c.id)
_ACTIVE = _ACCOUNTS.where(accounts_table.c.active)
_OF_UNIT = _ACTIVE.where(accounts_table.c.unit_id == bindparam("unit_id"))
_WITH_SLUGS = _ACTIVE.where(accounts_table.c.slug.in_(bindparam("slugs", expanding=True)))
_NAMED = _ACCOUNTS.where(accounts_table.c.id.in_(bindparam("ids", expanding=True)))
"""Made once: building a statement costs several times as much as running it."""


def units(tx: Connection) -> tuple[Unit, ...]:
    """All active units, by name."""
    return tuple(found(tx, Unit, _ACTIVE_UNITS))


def unit(tx: Connection, unit_id: int) -> Unit | None:
    """The unit with this id, active or not."""
    row = tx.execute(where_equal(Unit, units_table, "id"), {"id": unit_id}).first()
    return made(Unit, row) if row else None


def unit_by_slug(tx: Connection, slug: str) -> Unit | None:
    """The active unit with this slug."""
    return _first(found(tx, Unit, _UNIT_WITH_SLUG, slug=slug))


def unit_by_channel(tx: Connection, chat: str, channel: str) -> Unit | None:
    """The active unit whose channel this is; two units that share one have none: it asks."""
    asked = where_equal(Unit, units_table, "chat", "channel", "active")
    there = found(tx, Unit, asked, chat=chat, channel=channel, active=True)
    return there[0] if len(there) == 1 else None


def units_named(tx: Connection, ids: Collection[int]) -> dict[int, Unit]:
    """These units by id, active or not."""
    return {row.id: row for row in found(tx, Unit, _UNITS_NAMED, ids=sorted(set(ids)))} if ids else {}


def accounts(tx: Connection, unit_id: int | None = None) -> tuple[Account, ...]:
    """All active accounts, a unit's or everybody's, by name."""
    if unit_id is None:
        return tuple(found(tx, Account, _ACTIVE))
    return tuple(found(tx, Account, _OF_UNIT, unit_id=unit_id))


def account(tx: Connection, account_id: int) -> Account | None:
    """The account with this id, active or not."""
    return _first(found(tx, Account, _NAMED, ids=[account_id]))


def named(tx: Connection, ids: Collection[int]) -> dict[int, Account]:
    """These accounts by id, active or not."""
    return {row.id: row for row in found(tx, Account, _NAMED, ids=sorted(set(ids)))} if ids else {}


def by_slug(tx: Connection, slugs: Collection[str]) -> dict[str, Account]:
    """The active accounts with these slugs."""
    if not slugs:
        return {}
    return {row.slug: row for row in found(tx, Account, _WITH_SLUGS, slugs=sorted(set(slugs)))}


def with_units(tx: Connection, slugs: Collection[str]) -> dict[str, tuple[Account, str]]:
    """The active accounts with these slugs, each with its unit's slug."""
    wanted = sorted(set(slugs))
    if len(wanted) == 1:
        rows = tx.execute(_with_unit(several=False), {"slug": wanted[0]})
    else:
        rows = tx.execute(_with_unit(several=True), {"slug": wanted})
    return {row.slug: (made(Account, row), row.unit) for row in rows}


@cache
def _with_unit(*, several: bool) -> Select[Any]:
    """Made once: it is asked whenever a comment comes in. IN is put together anew each time it runs."""
    slug = accounts_table.c.slug
    asked = slug.in_(bindparam("slug", expanding=True)) if several else slug == bindparam("slug")
    return (
        select(*columns(Account, accounts_table), units_table.c.slug.label("unit"))
        .join(units_table, units_table.c.id == accounts_table.c.unit_id)
        .where(accounts_table.c.active, asked)
    )


def pause(tx: Connection, account_id: int, *, paused: bool) -> None:
    """Stop or resume watching from chat; from now on the configuration does not change it."""
    before = tx.execute(
        select(accounts_table.c.chat_fields).where(accounts_table.c.id == account_id)
    ).scalar_one()
    tx.execute(
        update(accounts_table)
        .where(accounts_table.c.id == account_id)
        .values(paused=paused, chat_fields=sorted({*before, "paused"}))
    )


def _first(rows: Sequence[T]) -> T | None:
    return rows[0] if rows else None
