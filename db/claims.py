"""Choosing rows of the outbox and taking them: what became of them is `db/outcomes.py`."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, bindparam, func, or_, outerjoin, select, update

from db.models import notices, pacing
from db.outbox import PENDING
from db.rows import Notice, columns, found, made
from db.store import insert_new
from db.words import NoticeKind, NoticeState

SHOWING_KINDS = (NoticeKind.CARD, NoticeKind.ARRIVED_LATE)
"""Kinds whose message shows the comment: what follows goes in its thread."""

_IS_DUE = and_(PENDING, notices.c.send_at <= bindparam("now"))
_MAY_BE_SENT_TO = pacing.c.next_send_at <= bindparam("now")
_HEAD = (
    select(pacing.c.recipient)
    .select_from(outerjoin(notices, pacing, pacing.c.recipient == notices.c.recipient))
    .where(_IS_DUE, or_(pacing.c.recipient.is_(None), _MAY_BE_SENT_TO))
    .order_by(notices.c.send_at, notices.c.id)
    .limit(1)
)
_NEW = (
    select(notices.c.recipient)
    .outerjoin(pacing, pacing.c.recipient == notices.c.recipient)
    .where(_IS_DUE, pacing.c.recipient.is_(None))
    .distinct()
    .order_by(notices.c.recipient)  # whoever else adds them does so in the same order
)
_LOCK = (
    select(pacing.c.recipient)
    .join(notices, pacing.c.recipient == notices.c.recipient)
    .where(_IS_DUE, _MAY_BE_SENT_TO)
    .order_by(notices.c.send_at, notices.c.id)
    .limit(1)
    .with_for_update(of=pacing, skip_locked=True)
)
_DUE_OF = (
    select(*columns(Notice, notices))
    .where(_IS_DUE, notices.c.recipient == bindparam("recipient"))
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
_LEAVE_BEHIND = (
    update(notices)
    .where(
        PENDING,
        notices.c.batch == bindparam("of"),
        notices.c.id.not_in(bindparam("leaving", expanding=True)),
    )
    .values(batch=None)
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


def lock_next(tx: Connection, now: datetime) -> str | None:
    """The recipient whose row waits longest: until the transaction ends nobody else writes to it.

    Passes over those that another process holds or whose pace says not yet; None: nobody else is left. Two
    processes that each took a row of one recipient could otherwise gather half a digest each.
    """
    head = tx.execute(_HEAD, {"now": now}).first()
    if head is None:
        return None
    if head.recipient is None:  # never written to: all such at once, so that processes meet here only once
        new = tx.execute(_NEW, {"now": now}).scalars()
        insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": now} for recipient in new])
    recipient: str | None = tx.execute(_LOCK, {"now": now}).scalar_one_or_none()
    return recipient


def due_of(tx: Connection, recipient: str, now: datetime, *, limit: int) -> list[Notice]:
    """The recipient's rows whose time has come, as they are after its lock was taken, oldest first."""
    return found(tx, Notice, _DUE_OF, now=now, recipient=recipient, most=limit)


def pace(tx: Connection, recipient: str, next_send_at: datetime) -> None:
    """Nothing is sent to this recipient before then; an earlier wish never shortens a later one."""
    if not tx.execute(_PACE, {"to": recipient, "then": next_send_at}).rowcount:
        insert_new(tx, pacing, [{"recipient": recipient, "next_send_at": next_send_at}])


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


def leave_behind(tx: Connection, batch: str, ids: Sequence[int]) -> int:
    """Rows of a batch in doubt that do not leave again with these are of no batch; how many.

    Whoever records that the batch has arrived must not take them for said.
    """
    return tx.execute(_LEAVE_BEHIND, {"of": batch, "leaving": list(ids)}).rowcount


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
