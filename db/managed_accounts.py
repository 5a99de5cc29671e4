"""Accounts as a supervisor changes them: from then on the configuration leaves those fields alone."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from db.models import account_editors, accounts, comments, sources
from db.register import ACTIVE, ADDED_FROM_CHAT, EDITORS
from db.words import OPEN_STATES


def add(tx: Connection, given: dict[str, Any], now: datetime) -> int:
    """A new account, watched from now on; its id. The configuration's silence does not end it."""
    number: int = tx.execute(
        insert(accounts)
        .values(watch_from=now, active=True, chat_fields=[ADDED_FROM_CHAT], **given)
        .returning(accounts.c.id)
    ).scalar_one()
    return number


def change(tx: Connection, account_id: int, given: dict[str, Any], *, said: str | None = None) -> None:
    """New values; the configuration does not change them back."""
    before = tx.execute(select(accounts.c.chat_fields).where(accounts.c.id == account_id)).scalar_one()
    fields = sorted({*before, *given, *([said] if said else [])})
    tx.execute(update(accounts).where(accounts.c.id == account_id).values(**given, chat_fields=fields))


def read_anew(tx: Connection, account_id: int) -> None:
    """It is read from another place: what was noted of how far the old one was read means nothing there."""
    tx.execute(delete(sources).where(sources.c.account_id == account_id))


def end(tx: Connection, account_id: int) -> None:
    """It is no longer watched. Its comments stay."""
    change(tx, account_id, {ACTIVE: False})


def editors(tx: Connection, account_id: int) -> frozenset[int]:
    """The people who alone answer here; nobody: all the unit's editors do."""
    asked = select(account_editors.c.person_id).where(account_editors.c.account_id == account_id)
    return frozenset(tx.execute(asked).scalars())


def set_editors(tx: Connection, account_id: int, wanted: Collection[int]) -> None:
    """Exactly these answer here; nobody: all the unit's editors do."""
    tx.execute(delete(account_editors).where(account_editors.c.account_id == account_id))
    if wanted:
        rows = [{"account_id": account_id, "person_id": person_id} for person_id in sorted(set(wanted))]
        tx.execute(insert(account_editors), rows)
    change(tx, account_id, {}, said=EDITORS)


def named_so(tx: Connection, unit_id: int, name: str) -> int | None:
    """The unit's active account of this name."""
    asked = select(accounts.c.id).where(
        accounts.c.unit_id == unit_id, accounts.c.active, func.lower(accounts.c.name) == name.lower()
    )
    return tx.execute(asked).scalars().first()


def slugs(tx: Connection) -> frozenset[str]:
    """Every slug that was ever given."""
    return frozenset(tx.execute(select(accounts.c.slug)).scalars())


def still_open(tx: Connection, account_id: int) -> int:
    """How many comments on it still wait for an answer."""
    asked = (
        select(func.count())
        .select_from(comments)
        .where(comments.c.account_id == account_id, comments.c.state.in_(OPEN_STATES), ~comments.c.history)
    )
    count: int = tx.execute(asked).scalar_one()
    return count
