"""The outbox: rows that say what should be said, to whom and when. Sending is `db/claims.py`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from db.models import notices
from db.rows import Notice, columns, found, made
from db.rows import values as stored
from db.store import new_rows
from db.words import NoticeKind, NoticeState

PENDING = text("notices.state = 'pending'")
"""Spelled out, not bound: only so may both databases use the partial index on due rows."""
IN_FLIGHT = text("notices.state IN ('sending','unknown')")
"""Claimed and not known to be sent; spelled as in its partial index."""


_OF_MESSAGE = (
    select(*columns(Notice, notices))
    .where(notices.c.message_id == bindparam("message"))
    .order_by(notices.c.id)
)
_OF_COMMENTS = (
    select(*columns(Notice, notices))
    .where(notices.c.comment_id.in_(bindparam("ids", expanding=True)))
    .order_by(notices.c.id)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewNotice:
    """A row to be: `scheduler/notices.py` and those beside it make each kind with its key."""

    key: str
    kind: NoticeKind
    recipient: str  # unit:3, person:7 or operator
    send_at: datetime
    unit_id: int | None = None
    comment_id: int | None = None
    episode: int | None = None
    rung: str | None = None
    round_id: int | None = None
    account_id: int | None = None
    person_id: int | None = None
    reply_id: int | None = None
    week: str | None = None
    day: date | None = None
    detail: str | None = None
    gather: str | None = None
    expires_at: datetime | None = None
    settings_version: int | None = None


def add(tx: Connection, rows: Iterable[NewNotice], now: datetime) -> None:
    """Put rows in the outbox; a key that is there already is passed over."""
    new = [stored(row) | {"created_at": now, "state": NoticeState.PENDING} for row in rows]
    if new:
        tx.execute(new_rows(tx, notices), new)


def add_one(tx: Connection, row: NewNotice, now: datetime) -> int:
    """Put one row in the outbox that cannot be there yet, and give its id; IntegrityError if it is."""
    values = stored(row) | {"created_at": now, "state": NoticeState.PENDING}
    number: int = tx.execute(insert(notices).values(values).returning(notices.c.id)).scalar_one()
    return number


def cancel(
    tx: Connection,
    *,
    reason: str,
    comment_ids: Sequence[int] = (),
    reply_ids: Sequence[int] = (),
    keys: Sequence[str] = (),
    kinds: Sequence[NoticeKind] = (),
) -> int:
    """Cancel what still waits about these comments, these replies or under these keys; the reason is kept.

    `kinds` narrows it. What is being sent or in doubt stays: only its sender knows what became of it.
    """
    if not (comment_ids or reply_ids or keys):
        return 0
    change = update(notices).where(PENDING).values(state=NoticeState.CANCELLED, reason=reason)
    if comment_ids:
        change = change.where(notices.c.comment_id.in_(comment_ids))
    if reply_ids:
        change = change.where(notices.c.reply_id.in_(reply_ids))
    if keys:
        change = change.where(notices.c.key.in_(keys))
    if kinds:
        change = change.where(notices.c.kind.in_(kinds))
    return tx.execute(change).rowcount


def revive(tx: Connection, keys: Sequence[str], now: datetime, *, reason: str) -> int:
    """Rows that were cancelled for this reason wait again: what made them needless is undone."""
    if not keys:
        return 0
    return tx.execute(
        update(notices)
        .where(notices.c.key.in_(keys), notices.c.state == NoticeState.CANCELLED, notices.c.reason == reason)
        .values(state=NoticeState.PENDING, reason=None, send_at=now)
    ).rowcount


def move(tx: Connection, ids: Sequence[int], send_at: datetime, *, gather: str | None = None) -> int:
    """Pending rows wait for another time; `gather` joins them to what leaves together then."""
    if not ids:
        return 0
    values: dict[str, object] = {"send_at": send_at}
    if gather is not None:
        values["gather"] = gather
    return tx.execute(update(notices).where(PENDING, notices.c.id.in_(ids)).values(values)).rowcount


def bring_forward(
    tx: Connection, account_ids: Sequence[int], kinds: Collection[NoticeKind], send_at: datetime
) -> int:
    """What waits about these accounts for later than that leaves then already; how many rows."""
    later = (PENDING, notices.c.send_at > send_at, notices.c.kind.in_(sorted(kinds)))
    change = update(notices).where(*later, notices.c.account_id.in_(account_ids)).values(send_at=send_at)
    return tx.execute(change).rowcount if account_ids else 0


def by_key(tx: Connection, key: str) -> Notice | None:
    """The row with this key."""
    row = tx.execute(select(*columns(Notice, notices)).where(notices.c.key == key)).one_or_none()
    return None if row is None else made(Notice, row)


def of_message(tx: Connection, message_id: int) -> tuple[Notice, ...]:
    """The rows that left as this message, in the order they were made."""
    return tuple(found(tx, Notice, _OF_MESSAGE, message=message_id))


def of_comments(tx: Connection, comment_ids: Sequence[int]) -> tuple[Notice, ...]:
    """Every row about these comments, oldest first."""
    if not comment_ids:
        return ()
    return tuple(found(tx, Notice, _OF_COMMENTS, ids=list(comment_ids)))


def listed(
    tx: Connection, *, states: Sequence[NoticeState] = (), after_id: int = 0, limit: int = 1000
) -> tuple[Notice, ...]:
    """Rows of the outbox in order of id, a page at a time."""
    query = (
        select(*columns(Notice, notices)).where(notices.c.id > after_id).order_by(notices.c.id).limit(limit)
    )
    if states:
        query = query.where(notices.c.state.in_(states))
    return tuple(made(Notice, row) for row in tx.execute(query))
