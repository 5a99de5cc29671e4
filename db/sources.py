"""How far each account's source has been read: taken by one process at a time, stored with the comments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, or_, select, update

from db.models import accounts, sources
from db.rows import Account, SourceState, columns, made
from db.store import insert_new


@dataclass(frozen=True, kw_only=True, slots=True)
class DueSource:
    """An account whose source is to be read now, and how far it has been read."""

    account: Account
    state: SourceState


def take_due(
    tx: Connection, kind: str, *, now: datetime, until: datetime, limit: int = 20
) -> list[DueSource]:
    """The accounts of this kind of source whose time has come; nobody else takes them before `until`."""
    wanted = select(accounts.c.id).where(
        accounts.c.active, ~accounts.c.paused, accounts.c.source == kind, accounts.c.source_url.is_not(None)
    )
    known = select(sources.c.account_id)
    fresh = tx.execute(wanted.where(accounts.c.id.not_in(known))).scalars()
    insert_new(tx, sources, [{"account_id": number, "failures": 0} for number in fresh])
    due = (
        select(*columns(SourceState, sources))
        .where(
            sources.c.account_id.in_(wanted),
            or_(sources.c.next_poll_at.is_(None), sources.c.next_poll_at <= now),
        )
        .order_by(sources.c.next_poll_at, sources.c.account_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    states = {state.account_id: state for state in (made(SourceState, row) for row in tx.execute(due))}
    if not states:
        return []
    tx.execute(update(sources).where(sources.c.account_id.in_(states)).values(next_poll_at=until))
    found = tx.execute(
        select(*columns(Account, accounts)).where(accounts.c.id.in_(states)).order_by(accounts.c.id)
    )
    return [
        DueSource(account=account, state=states[account.id])
        for account in (made(Account, row) for row in found)
    ]


def store(tx: Connection, account_id: int, **values: Any) -> None:
    """Note how far the source has been read, or what went wrong."""
    tx.execute(update(sources).where(sources.c.account_id == account_id).values(**values))


def states(tx: Connection, account_ids: Sequence[int]) -> dict[int, SourceState]:
    """How each of these accounts' sources fares."""
    query = select(*columns(SourceState, sources)).where(sources.c.account_id.in_(sorted(account_ids)))
    return {state.account_id: state for state in (made(SourceState, row) for row in tx.execute(query))}
