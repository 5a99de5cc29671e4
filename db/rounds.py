"""Watch rounds in the store: a day's rounds, whose time has come, who has looked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, select, text, update

from db.models import comments, confirmations, events, rounds
from db.rows import Confirmation, Round, columns, made
from db.store import insert_new
from db.words import EventAction, RoundState

OPEN = text("rounds.state IN ('planned','called')")
"""Spelled as in the partial index, so that it is used."""


def add(tx: Connection, planned: Iterable[dict[str, object]]) -> int:
    """Fix a day's rounds; those that are there already stay as they are."""
    return insert_new(tx, rounds, list(planned))


def get(tx: Connection, round_id: int) -> Round | None:
    """One round."""
    row = tx.execute(select(*columns(Round, rounds)).where(rounds.c.id == round_id)).one_or_none()
    return None if row is None else made(Round, row)


def named(tx: Connection, ids: Collection[int]) -> dict[int, Round]:
    """Rounds by id."""
    if not ids:
        return {}
    query = select(*columns(Round, rounds)).where(rounds.c.id.in_(sorted(set(ids))))
    return {row.id: row for row in (made(Round, found) for found in tx.execute(query))}


def of_days(tx: Connection, unit_ids: Collection[int], days: Collection[date]) -> list[Round]:
    """All rounds of these units on these days, in order of time."""
    if not unit_ids or not days:
        return []
    query = (
        select(*columns(Round, rounds))
        .where(rounds.c.unit_id.in_(sorted(set(unit_ids))), rounds.c.day.in_(sorted(set(days))))
        .order_by(rounds.c.at, rounds.c.id)
    )
    return [made(Round, row) for row in tx.execute(query)]


def begun(tx: Connection, now: datetime, limit: int = 500) -> list[Round]:
    """Open rounds whose time has come, locked against other clocks, oldest first."""
    query = (
        select(*columns(Round, rounds))
        .where(OPEN, rounds.c.at <= now)
        .order_by(rounds.c.at, rounds.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [made(Round, row) for row in tx.execute(query)]


def change(tx: Connection, ids: Sequence[int], *, to: RoundState, of: RoundState) -> int:
    """Rounds of one state become another; how many did."""
    if not ids:
        return 0
    return tx.execute(
        update(rounds).where(rounds.c.id.in_(ids), rounds.c.state == of).values(state=to)
    ).rowcount


def confirmed(tx: Connection, round_ids: Collection[int]) -> list[Confirmation]:
    """Who has looked at what in these rounds."""
    if not round_ids:
        return []
    query = select(*columns(Confirmation, confirmations)).where(
        confirmations.c.round_id.in_(sorted(set(round_ids)))
    )
    return [made(Confirmation, row) for row in tx.execute(query)]


def confirm(tx: Connection, rows: Iterable[Confirmation]) -> int:
    """Note that somebody looked; who looked first stays."""
    return insert_new(
        tx,
        confirmations,
        [
            {
                "round_id": row.round_id,
                "account_id": row.account_id,
                "person_id": row.person_id,
                "at": row.at,
                "how": row.how,
            }
            for row in rows
        ],
    )


def handled_between(
    tx: Connection, account_ids: Collection[int], since: datetime, until: datetime
) -> list[tuple[int, int | None, datetime]]:
    """Each time a person handled a comment on these accounts: which account, who, when; in order."""
    if not account_ids:
        return []
    query = (
        select(comments.c.account_id, events.c.person_id, events.c.at)
        .join(events, events.c.comment_id == comments.c.id)
        .where(
            events.c.at >= since,
            events.c.at <= until,
            events.c.action.in_((EventAction.ACKNOWLEDGED, EventAction.CLOSED)),
            events.c.person_id.is_not(None),
            comments.c.account_id.in_(sorted(set(account_ids))),
        )
        .order_by(events.c.at, events.c.id)
    )
    return [(account_id, person_id, at) for account_id, person_id, at in tx.execute(query)]
