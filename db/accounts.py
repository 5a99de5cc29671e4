"""Units and accounts: what there is to watch, and in which channel."""

from collections.abc import Collection
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, bindparam, select, update

from db.models import accounts as accounts_table
from db.models import units as units_table
from db.rows import Account, Unit, columns, made, where_equal

T = TypeVar("T")


def units(tx: Connection) -> tuple[Unit, ...]:
    """All active units, by name."""
    return _units(tx, units_table.c.active)


def unit(tx: Connection, unit_id: int) -> Unit | None:
    """The unit with this id, active or not."""
    row = tx.execute(where_equal(Unit, units_table, "id"), {"id": unit_id}).first()
    return made(Unit, row) if row else None


def unit_by_slug(tx: Connection, slug: str) -> Unit | None:
    """The active unit with this slug."""
    return _first(_units(tx, units_table.c.slug == slug, units_table.c.active))


def unit_by_channel(tx: Connection, chat: str, channel: str) -> Unit | None:
    """The active unit whose channel this is; two units that share one have none: it asks."""
    asked = where_equal(Unit, units_table, "chat", "channel", "active")
    found = tx.execute(asked, {"chat": chat, "channel": channel, "active": True}).all()
    return made(Unit, found[0]) if len(found) == 1 else None


def units_named(tx: Connection, ids: Collection[int]) -> dict[int, Unit]:
    """These units by id, active or not."""
    return {row.id: row for row in _units(tx, units_table.c.id.in_(sorted(set(ids))))} if ids else {}


def accounts(tx: Connection, unit_id: int | None = None) -> tuple[Account, ...]:
    """All active accounts, a unit's or everybody's, by name."""
    if unit_id is None:
        return _accounts(tx, accounts_table.c.active)
    return _accounts(tx, accounts_table.c.active, accounts_table.c.unit_id == unit_id)


def account(tx: Connection, account_id: int) -> Account | None:
    """The account with this id, active or not."""
    return _first(_accounts(tx, accounts_table.c.id == account_id))


def named(tx: Connection, ids: Collection[int]) -> dict[int, Account]:
    """These accounts by id, active or not."""
    return {row.id: row for row in _accounts(tx, accounts_table.c.id.in_(sorted(set(ids))))} if ids else {}


def by_slug(tx: Connection, slugs: Collection[str]) -> dict[str, Account]:
    """The active accounts with these slugs."""
    if not slugs:
        return {}
    found = _accounts(tx, accounts_table.c.active, accounts_table.c.slug.in_(sorted(set(slugs))))
    return {row.slug: row for row in found}


def with_units(tx: Connection, slugs: Collection[str]) -> dict[str, tuple[Account, str]]:
    """The active accounts with these slugs, each with its unit's slug."""
    wanted = sorted(set(slugs))
    if len(wanted) == 1:
        found = tx.execute(_with_unit(several=False), {"slug": wanted[0]})
    else:
        found = tx.execute(_with_unit(several=True), {"slug": wanted})
    return {row.slug: (made(Account, row), row.unit) for row in found}


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


def _units(tx: Connection, *where: ColumnElement[bool]) -> tuple[Unit, ...]:
    found = select(*columns(Unit, units_table)).where(*where).order_by(units_table.c.name, units_table.c.id)
    return tuple(made(Unit, row) for row in tx.execute(found))


def _accounts(tx: Connection, *where: ColumnElement[bool]) -> tuple[Account, ...]:
    found = (
        select(*columns(Account, accounts_table))
        .where(*where)
        .order_by(accounts_table.c.name, accounts_table.c.id)
    )
    return tuple(made(Account, row) for row in tx.execute(found))


def _first(found: tuple[T, ...]) -> T | None:
    return found[0] if found else None
