"""What became of a claimed batch: sent, refused, dead, in doubt. Each change is compare-and-set."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, bindparam, case, func, null, select, update

from db.claims import SHOWING_KINDS
from db.models import comments, confirmations, crises, messages, notices, rounds
from db.outbox import IN_FLIGHT
from db.rows import Message, Notice, columns, made
from db.store import new_rows
from db.words import NoticeKind, NoticeState

_DOUBTFUL = (
    select(notices.c.batch)
    .where(IN_FLIGHT, notices.c.lease_until <= bindparam("now"))
    .order_by(notices.c.lease_until, notices.c.id)
    .limit(1)
)
_UNRECORDED = (
    select(notices.c.id, notices.c.comment_id, notices.c.round_id, notices.c.kind)
    .where(
        notices.c.batch == bindparam("batch"),
        notices.c.state.in_((NoticeState.SENDING, NoticeState.UNKNOWN, NoticeState.PENDING)),
    )
    .order_by(notices.c.id)
    .with_for_update()
)
_OF_BATCH = select(messages.c.id).where(messages.c.batch == bindparam("batch"))
_REFERENCE = select(messages.c.reference).where(messages.c.batch == bindparam("batch"))
_SENT = (
    update(notices)
    .where(notices.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state=NoticeState.SENT,
        sent_at=bindparam("at"),
        message_id=bindparam("message"),
        reason=None,
        owner=None,
        lease_until=None,
    )
)
_SHOWN = (
    update(comments)
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        message_id=bindparam("message"),
        shown_at=func.coalesce(comments.c.shown_at, bindparam("at", type_=comments.c.shown_at.type)),
    )
)
_CALLED = (
    update(rounds)
    .where(rounds.c.id.in_(bindparam("ids", expanding=True)))
    .values(message_id=bindparam("message"))
)
_VERSIONS = select(comments.c.id, comments.c.version).where(
    comments.c.id.in_(bindparam("ids", expanding=True))
)
_REVISIONS = select(crises.c.id, crises.c.revision).where(crises.c.id.in_(bindparam("ids", expanding=True)))
_LOOKED = select(confirmations.c.round_id, confirmations.c.account_id).where(
    confirmations.c.round_id.in_(bindparam("ids", expanding=True))
)


def refused(tx: Connection, batch: str, owner: str, *, again_at: datetime, reason: str) -> int:
    """sending -> pending: the chat definitely did not take it, so nothing can have arrived.

    But where an earlier try of the same batch may have: that one is still known by it.
    """
    return tx.execute(
        _mine(batch, owner).values(
            state=NoticeState.PENDING,
            send_at=again_at,
            reason=reason,
            owner=None,
            lease_until=None,
            batch=case((notices.c.doubtful, notices.c.batch), else_=null()),
        )
    ).rowcount


def died(tx: Connection, batch: str, owner: str, *, reason: str) -> list[Notice]:
    """sending -> dead: the chat will never take it. The rows, for the next in line."""
    gone = _mine(batch, owner).values(
        state=NoticeState.DEAD, reason=reason, owner=None, lease_until=None, batch=None
    )
    return [made(Notice, row) for row in tx.execute(gone.returning(*columns(Notice, notices)))]


def doubt(tx: Connection, batch: str, owner: str) -> int:
    """sending -> unknown: it may have arrived. The lease stands: history is read when it has run out."""
    return tx.execute(_mine(batch, owner).values(state=NoticeState.UNKNOWN)).rowcount


def claim_doubtful(tx: Connection, now: datetime, *, owner: str, lease: timedelta) -> list[Notice]:
    """Take one batch whose lease has run out, to find out what became of it."""
    head = tx.execute(_DOUBTFUL, {"now": now}).scalar_one_or_none()
    if head is None:
        return []
    # Locked in one order by everybody, so that two processes that doubt one batch cannot block each other.
    mine = (
        select(notices.c.id)
        .where(IN_FLIGHT, notices.c.batch == head, notices.c.lease_until <= now)
        .order_by(notices.c.id)
        .with_for_update()
    )
    ids = list(tx.execute(mine).scalars())
    taken = (
        update(notices)
        .where(notices.c.id.in_(ids))
        .values(state=NoticeState.UNKNOWN, owner=owner, lease_until=now + lease)
        .returning(*columns(Notice, notices))
    )
    return sorted((made(Notice, row) for row in tx.execute(taken)), key=lambda notice: notice.id)


def still_unknown(tx: Connection, batch: str, owner: str, *, ask_again_at: datetime) -> int:
    """History could not be read: asked again later, by anyone."""
    asked = _mine(batch, owner, NoticeState.UNKNOWN).values(lease_until=ask_again_at, owner=None)
    return tx.execute(asked).rowcount


def not_arrived(tx: Connection, batch: str, owner: str, *, again_at: datetime, doubtful: bool = False) -> int:
    """unknown -> pending: it is sent again, under the same batch, so that a late arrival is still found.

    `doubtful`: nobody could tell, and it is a warning: told twice rather than not at all.
    """
    values: dict[str, object] = {
        "state": NoticeState.PENDING,
        "send_at": again_at,
        "owner": None,
        "lease_until": None,
    }
    if doubtful:
        values["doubtful"] = True
    return tx.execute(_mine(batch, owner, NoticeState.UNKNOWN).values(values)).rowcount


def arrived(tx: Connection, message: Message, now: datetime) -> bool:
    """The batch is in the chat as this message: its rows are sent, its comments and rounds shown.

    True even if somebody doubted it meanwhile: whoever has the reference knows. False: nothing was left to
    record, and the chat may hold the same message twice if the references differ.
    """
    rows = tx.execute(_UNRECORDED, {"batch": message.batch}).all()
    if not rows:
        return False
    new = {
        "batch": message.batch,
        "kind": message.kind,
        "unit_id": message.unit_id,
        "recipient": message.recipient,
        "chat": message.chat,
        "channel": message.channel,
        "reference": message.reference,
        "sent_at": now,
        "wanted_version": message.wanted_version,
        "shown_version": message.shown_version,
    }
    added = tx.execute(new_rows(tx, messages, "id"), new).scalar_one_or_none()
    known = added if added is not None else tx.execute(_OF_BATCH, {"batch": message.batch}).scalar_one()
    as_this = {"message": known, "at": now}
    tx.execute(_SENT, {"ids": [row.id for row in rows], **as_this})
    shown = [row.comment_id for row in rows if row.kind in SHOWING_KINDS]
    if shown:
        tx.execute(_SHOWN, {"ids": shown, **as_this})
    called = [row.round_id for row in rows if row.kind is NoticeKind.ROUND]
    if called:
        tx.execute(_CALLED, {"ids": called, "message": as_this["message"]})
    return True


def unrecorded(tx: Connection, batch: str) -> list[Notice]:
    """The rows that are leaving as this batch, or of which nobody knows whether they left."""
    asked = (
        select(*columns(Notice, notices))
        .where(
            notices.c.batch == batch,
            notices.c.state.in_((NoticeState.SENDING, NoticeState.UNKNOWN, NoticeState.PENDING)),
        )
        .order_by(notices.c.id)
    )
    return [made(Notice, row) for row in tx.execute(asked)]


def reference_of(tx: Connection, batch: str) -> str | None:
    """The recorded message of this batch, if there is one."""
    reference: str | None = tx.execute(_REFERENCE, {"batch": batch}).scalar_one_or_none()
    return reference


def looks(tx: Connection, rows: Sequence[Notice]) -> frozenset[tuple[int, ...]]:
    """What these rows' messages are drawn from: if it differs later, the message is out of date."""
    comment_ids = [row.comment_id for row in rows if row.comment_id is not None]
    round_ids = [row.round_id for row in rows if row.round_id is not None]
    seen: set[tuple[int, ...]] = set()
    if comment_ids:
        seen.update((0, *row) for row in tx.execute(_VERSIONS, {"ids": comment_ids}))
    told_of = [row.detail.rpartition(" ")[2] for row in rows if row.kind is NoticeKind.CRISIS and row.detail]
    crisis_ids = [int(number) for number in told_of if number.isdecimal()]
    if crisis_ids:
        seen.update((2, *row) for row in tx.execute(_REVISIONS, {"ids": crisis_ids}))
    if round_ids:
        seen.update((1, *row) for row in tx.execute(_LOOKED, {"ids": round_ids}))
    return frozenset(seen)


def _mine(batch: str, owner: str, state: NoticeState = NoticeState.SENDING) -> Update:
    return update(notices).where(notices.c.batch == batch, notices.c.owner == owner, notices.c.state == state)
