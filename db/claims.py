"""Choosing rows of the outbox and taking them: what became of them is `db/outcomes.py`."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, func, literal, or_, select, update

from db.models import notices, pacing
from db.outbox import PENDING
from db.rows import Notice, columns, made
from db.store import insert_new
from db.types import UtcDateTime
from db.words import NoticeKind, NoticeState

SHOWING_KINDS = (NoticeKind.CARD, NoticeKind.ARRIVED_LATE)
"""Kinds whose message shows the comment: what follows goes in its thread."""


def due(
    tx: Connection, now: datetime, *, passing_over: Collection[str] = (), limit: int = 20
) -> list[Notice]:
    """Rows whose time has come, to recipients that may be written to now, oldest first. Takes no locks."""
    query = (
        select(*columns(Notice, notices))
        .outerjoin(pacing, pacing.c.recipient == notices.c.recipient)
        .where(PENDING, notices.c.send_at <= now)
        .where(or_(pacing.c.next_send_at.is_(None), pacing.c.next_send_at <= now))
        .order_by(notices.c.send_at, notices.c.id)
        .limit(limit)
    )
    if passing_over:
        query = query.where(notices.c.recipient.not_in(passing_over))
    return [made(Notice, row) for row in tx.execute(query)]


def lock_recipient(tx: Connection, recipient: str, now: datetime) -> bool:
    """Be the only one who writes to this recipient until the transaction ends.

    False: another process holds it, or its pace says not yet. Two processes that each took a row of one
    recipient could otherwise gather half a digest each.
    """
    insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": now}])
    mine = (
        select(pacing.c.recipient)
        .where(pacing.c.recipient == recipient, pacing.c.next_send_at <= now)
        .with_for_update(skip_locked=True)
    )
    return tx.execute(mine).one_or_none() is not None


def due_of(tx: Connection, recipient: str, now: datetime, *, limit: int) -> list[Notice]:
    """The recipient's rows whose time has come, as they are after its lock was taken, oldest first."""
    query = (
        select(*columns(Notice, notices))
        .where(PENDING, notices.c.send_at <= now, notices.c.recipient == recipient)
        .order_by(notices.c.send_at, notices.c.id)
        .limit(limit)
    )
    return [made(Notice, row) for row in tx.execute(query)]


def pace(tx: Connection, recipient: str, next_send_at: datetime) -> None:
    """Nothing is sent to this recipient before then; an earlier wish never shortens a later one."""
    insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": next_send_at}])
    tx.execute(
        update(pacing)
        .where(pacing.c.recipient == recipient, pacing.c.next_send_at < next_send_at)
        .values(next_send_at=next_send_at)
    )


def waiting(tx: Connection, recipient: str, before: datetime, *where: ColumnElement[bool]) -> list[Notice]:
    """This recipient's pending rows with a time up to `before`, locked, oldest first."""
    query = (
        select(*columns(Notice, notices))
        .where(PENDING, notices.c.send_at <= before, notices.c.recipient == recipient, *where)
        .order_by(notices.c.send_at, notices.c.id)
        .limit(1000)
        .with_for_update(skip_locked=True)
    )
    return [made(Notice, row) for row in tx.execute(query)]


def take(
    tx: Connection,
    ids: Sequence[int],
    *,
    batch: str,
    thread_id: int | None,
    owner: str,
    now: datetime,
    lease: timedelta,
) -> None:
    """pending -> sending: these rows leave as one message, by this owner, for as long as the lease.

    The thread is kept with them, so that a doubtful reply is looked for where it was sent.
    """
    tx.execute(
        update(notices)
        .where(notices.c.id.in_(ids))
        .values(
            state=NoticeState.SENDING,
            batch=batch,
            thread_id=thread_id,
            owner=owner,
            attempt=notices.c.attempt + 1,
            lease_until=now + lease,
            first_tried_at=func.coalesce(notices.c.first_tried_at, literal(now, UtcDateTime)),
        )
    )


def still_mine(tx: Connection, batch: str, owner: str) -> bool:
    """Nobody has taken the batch over since it was claimed: asked right before sending."""
    mine = select(notices.c.id).where(
        notices.c.batch == batch, notices.c.owner == owner, notices.c.state == NoticeState.SENDING
    )
    return tx.execute(mine.limit(1)).first() is not None


def settle(
    tx: Connection, ids: Sequence[int], *, state: NoticeState, reason: str | None, of: NoticeState
) -> int:
    """Rows of one state come to rest in another, with the reason kept. How many did."""
    if not ids:
        return 0
    return tx.execute(
        update(notices)
        .where(notices.c.id.in_(ids), notices.c.state == of)
        .values(state=state, reason=reason, owner=None, lease_until=None)
    ).rowcount
