"""Choosing rows of the outbox and taking them: what became of them is `db/outcomes.py`."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, bindparam, func, or_, select, update

from db.models import notices, pacing
from db.outbox import PENDING
from db.rows import Notice, columns, found, made
from db.store import insert_new
from db.words import NoticeKind, NoticeState

SHOWING_KINDS = (NoticeKind.CARD, NoticeKind.ARRIVED_LATE)
"""Kinds whose message shows the comment: what follows goes in its thread."""

_DUE = (
    select(*columns(Notice, notices))
    .outerjoin(pacing, pacing.c.recipient == notices.c.recipient)
    .where(PENDING, notices.c.send_at <= bindparam("now"))
    .where(or_(pacing.c.next_send_at.is_(None), pacing.c.next_send_at <= bindparam("now")))
    .order_by(notices.c.send_at, notices.c.id)
    .limit(bindparam("most"))
)
_DUE_OF_OTHERS = _DUE.where(notices.c.recipient.not_in(bindparam("others", expanding=True)))
_LOCK = (
    select(pacing.c.recipient)
    .where(pacing.c.recipient == bindparam("recipient"), pacing.c.next_send_at <= bindparam("now"))
    .with_for_update(skip_locked=True)
)
_DUE_OF = (
    select(*columns(Notice, notices))
    .where(PENDING, notices.c.send_at <= bindparam("now"), notices.c.recipient == bindparam("recipient"))
    .order_by(notices.c.send_at, notices.c.id)
    .limit(bindparam("most"))
)
_PACE = (
    update(pacing)
    .where(pacing.c.recipient == bindparam("to"), pacing.c.next_send_at < bindparam("then"))
    .values(next_send_at=bindparam("then"))
)
_TAKE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=NoticeState.SENDING,
        batch=bindparam("as_batch"),
        thread_id=bindparam("in_thread"),
        owner=bindparam("by"),
        attempt=notices.c.attempt + 1,
        lease_until=bindparam("until"),
        first_tried_at=func.coalesce(
            notices.c.first_tried_at, bindparam("now", type_=notices.c.first_tried_at.type)
        ),
    )
)
_STILL_MINE = (
    select(notices.c.id)
    .where(
        notices.c.batch == bindparam("batch"),
        notices.c.owner == bindparam("owner"),
        notices.c.state == NoticeState.SENDING,
    )
    .limit(1)
)
_SETTLE = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)), notices.c.state == bindparam("was"))
    .values(state=bindparam("becomes"), reason=bindparam("why"), owner=None, lease_until=None)
)


def due(
    tx: Connection, now: datetime, *, passing_over: Collection[str] = (), limit: int = 20
) -> list[Notice]:
    """Rows whose time has come, to recipients that may be written to now, oldest first. Takes no locks."""
    if passing_over:
        return found(tx, Notice, _DUE_OF_OTHERS, now=now, most=limit, others=sorted(passing_over))
    return found(tx, Notice, _DUE, now=now, most=limit)


def lock_recipient(tx: Connection, recipient: str, now: datetime) -> bool:
    """Be the only one who writes to this recipient until the transaction ends.

    False: another process holds it, or its pace says not yet. Two processes that each took a row of one
    recipient could otherwise gather half a digest each.
    """
    insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": now}])
    return tx.execute(_LOCK, {"recipient": recipient, "now": now}).one_or_none() is not None


def due_of(tx: Connection, recipient: str, now: datetime, *, limit: int) -> list[Notice]:
    """The recipient's rows whose time has come, as they are after its lock was taken, oldest first."""
    return found(tx, Notice, _DUE_OF, now=now, recipient=recipient, most=limit)


def pace(tx: Connection, recipient: str, next_send_at: datetime) -> None:
    """Nothing is sent to this recipient before then; an earlier wish never shortens a later one."""
    insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": next_send_at}])
    tx.execute(_PACE, {"to": recipient, "then": next_send_at})


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
    as_this = {"as_batch": batch, "in_thread": thread_id, "by": owner, "until": now + lease, "now": now}
    tx.execute(_TAKE, {"ids": list(ids), **as_this})


def still_mine(tx: Connection, batch: str, owner: str) -> bool:
    """Nobody has taken the batch over since it was claimed: asked right before sending."""
    return tx.execute(_STILL_MINE, {"batch": batch, "owner": owner}).first() is not None


def settle(
    tx: Connection, ids: Sequence[int], *, state: NoticeState, reason: str | None, of: NoticeState
) -> int:
    """Rows of one state come to rest in another, with the reason kept. How many did."""
    if not ids:
        return 0
    given = {"ids": list(ids), "was": of, "becomes": state, "why": reason}
    return tx.execute(_SETTLE, given).rowcount
