"""Watch rounds in the store: a day's rounds, whose time has come, who has looked."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, delete, select, text, update

from db.models import comments, confirmations, events, rounds
from db.rows import Confirmation, Round, columns, found, where_equal
from db.store import insert_new
from db.words import EventAction, RoundState

OPEN = text("rounds.state IN ('planned','called')")
"""Spelled as in the partial index, so that it is used."""

_ROUNDS = select(*columns(Round, rounds))
_NAMED = _ROUNDS.where(rounds.c.id.in_(bindparam("ids", expanding=True)))
_OF_DAYS = _ROUNDS.where(
    rounds.c.unit_id.in_(bindparam("units", expanding=True)),
    rounds.c.day.in_(bindparam("days", expanding=True)),
).order_by(rounds.c.at, rounds.c.id)
_BEGUN = (
    _ROUNDS.where(OPEN, rounds.c.at <= bindparam("now"))
    .order_by(rounds.c.at, rounds.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CHANGE = (
    update(rounds)
    .where(rounds.c.id.in_(bindparam("ids", expanding=True)), rounds.c.state == bindparam("was"))
    .values(state=bindparam("becomes"))
)
_CONFIRMED = select(*columns(Confirmation, confirmations)).where(
    confirmations.c.round_id.in_(bindparam("ids", expanding=True))
)
_HANDLED = (
    select(comments.c.account_id, events.c.person_id, events.c.at)
    .join(events, events.c.comment_id == comments.c.id)
    .where(
        events.c.at >= bindparam("since"),
        events.c.at <= bindparam("until"),
        events.c.action.in_((EventAction.ACKNOWLEDGED, EventAction.CLOSED)),
        events.c.person_id.is_not(None),
        comments.c.account_id.in_(bindparam("accounts", expanding=True)),
    )
    .order_by(events.c.at, events.c.id)
)


def add(tx: Connection, planned: Iterable[dict[str, object]]) -> int:
    """Fix a day's rounds; those that are there already stay as they are."""
    return insert_new(tx, rounds, list(planned))


def get(tx: Connection, round_id: int) -> Round | None:
    """One round."""
    return next(iter(found(tx, Round, where_equal(Round, rounds, "id"), id=round_id)), None)


def named(tx: Connection, ids: Collection[int]) -> dict[int, Round]:
    """Rounds by id."""
    if not ids:
        return {}
    return {row.id: row for row in found(tx, Round, _NAMED, ids=sorted(set(ids)))}


def of_days(tx: Connection, unit_ids: Collection[int], days: Collection[date]) -> list[Round]:
    """All rounds of these units on these days, in order of time."""
    if not unit_ids or not days:
        return []
    return found(tx, Round, _OF_DAYS, units=sorted(set(unit_ids)), days=sorted(set(days)))


def begun(tx: Connection, now: datetime, limit: int = 500) -> list[Round]:
    """Open rounds whose time has come, locked against other clocks, oldest first."""
    return found(tx, Round, _BEGUN, now=now, most=limit)


def change(tx: Connection, ids: Sequence[int], *, to: RoundState, of: RoundState) -> int:
    """Rounds of one state become another; how many did."""
    if not ids:
        return 0
    return tx.execute(_CHANGE, {"ids": list(ids), "was": of, "becomes": to}).rowcount


def confirmed(tx: Connection, round_ids: Collection[int]) -> list[Confirmation]:
    """Who has looked at what in these rounds."""
    if not round_ids:
        return []
    return found(tx, Confirmation, _CONFIRMED, ids=sorted(set(round_ids)))


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
    given = {"since": since, "until": until, "accounts": sorted(set(account_ids))}
    return [(account_id, person_id, at) for account_id, person_id, at in tx.execute(_HANDLED, given)]


def drop(tx: Connection, ids: Sequence[int]) -> int:
    """Take away rounds to which nobody has been called yet; how many."""
    if not ids:
        return 0
    return tx.execute(
        delete(rounds).where(rounds.c.id.in_(ids), rounds.c.state == RoundState.PLANNED)
    ).rowcount


def end_at(tx: Connection, round_id: int, ends_at: datetime) -> None:
    """It is over then, and not when it was meant to be."""
    tx.execute(update(rounds).where(rounds.c.id == round_id).values(ends_at=ends_at))
