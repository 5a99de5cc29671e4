"""Messages that stand in the chat: cards are state, brought up to date in place."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import BindParameter, Connection, Executable, bindparam, or_, select, text, union, update

from db.models import comments, messages, notices, rounds
from db.rows import Message, columns, found, made, where_equal

STALE = text("messages.wanted_version > messages.shown_version")
"""Spelled as in the partial index, so that it is used."""


_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_SHOWING = select(comments.c.message_id).where(comments.c.id.in_(_IDS), comments.c.message_id.is_not(None))
_TELLING = select(notices.c.message_id).where(
    notices.c.comment_id.in_(_IDS), notices.c.message_id.is_not(None)
)
_CALLING = select(rounds.c.message_id).where(rounds.c.id.in_(_IDS), rounds.c.message_id.is_not(None))
_TOUCH = update(messages).values(wanted_version=messages.c.wanted_version + 1)
_TOUCH_COMMENTS = _TOUCH.where(messages.c.id.in_(union(_TELLING, _SHOWING)))  # OR: PostgreSQL reads them all
_TOUCH_CARDS = _TOUCH.where(messages.c.id.in_(_SHOWING))
_TOUCH_ROUNDS = _TOUCH.where(messages.c.id.in_(_CALLING))
_TOUCH_TOLD = _TOUCH.where(
    messages.c.id.in_(
        select(notices.c.message_id).where(
            notices.c.key.in_(bindparam("ids", expanding=True)), notices.c.message_id.is_not(None)
        )
    )
)
_TOUCH_THESE = _TOUCH.where(messages.c.id.in_(_IDS))
_STALE = (
    select(*columns(Message, messages))
    .where(STALE, or_(messages.c.updating_until.is_(None), messages.c.updating_until <= bindparam("now")))
    .order_by(messages.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def touch_comment(tx: Connection, comment_id: int) -> int:
    """Mark every message that shows this comment as out of date: its card, its digest, its warnings."""
    return touch_comments(tx, [comment_id])


def touch_comments(tx: Connection, comment_ids: Sequence[int]) -> int:
    """Mark every message that shows any of these comments as out of date; how many messages."""
    return _touch(tx, _TOUCH_COMMENTS, comment_ids)


def touch_round(tx: Connection, round_id: int) -> int:
    """Mark the messages of this round as out of date."""
    return touch_rounds(tx, [round_id])


def touch_rounds(tx: Connection, round_ids: Sequence[int]) -> int:
    """Mark the messages of these rounds as out of date."""
    return _touch(tx, _TOUCH_ROUNDS, round_ids)


def touch_cards(tx: Connection, comment_ids: Sequence[int]) -> int:
    """Mark the messages that show these comments as out of date, but not what was said of them since."""
    return _touch(tx, _TOUCH_CARDS, comment_ids)


def touch_message(tx: Connection, message_id: int) -> int:
    """Mark one message as out of date."""
    return _touch(tx, _TOUCH_THESE, [message_id])


def touch_told(tx: Connection, keys: Sequence[str]) -> int:
    """Mark the messages that these rows of the outbox left as, as out of date; how many messages."""
    return _touch(tx, _TOUCH_TOLD, keys)


def _touch(tx: Connection, which: Executable, ids: Sequence[int] | Sequence[str]) -> int:
    return tx.execute(which, {"ids": list(ids)}).rowcount if ids else 0


def get(tx: Connection, message_id: int) -> Message | None:
    """One message."""
    return next(iter(found(tx, Message, where_equal(Message, messages, "id"), id=message_id)), None)


def of_batch(tx: Connection, batch: str) -> Message | None:
    """The message that a batch left as."""
    return next(iter(found(tx, Message, where_equal(Message, messages, "batch"), batch=batch)), None)


def named(tx: Connection, ids: Sequence[int]) -> dict[int, Message]:
    """Messages by id."""
    if not ids:
        return {}
    query = select(*columns(Message, messages)).where(messages.c.id.in_(ids))
    return {row.id: row for row in (made(Message, read) for read in tx.execute(query))}


def claim_stale(tx: Connection, now: datetime, lease: timedelta) -> Message | None:
    """Take one message that is out of date and that nobody else is updating, for as long as the lease."""
    message = next(iter(found(tx, Message, _STALE, now=now)), None)
    if message is None:
        return None
    tx.execute(update(messages).where(messages.c.id == message.id).values(updating_until=now + lease))
    return message


def shown(tx: Connection, message: Message) -> None:
    """The message now looks as it was wanted when it was claimed; newer wishes keep it out of date."""
    tx.execute(
        update(messages)
        .where(messages.c.id == message.id, messages.c.shown_version < message.wanted_version)
        .values(shown_version=message.wanted_version, updating_until=None, update_failures=0)
    )


def update_failed(tx: Connection, message: Message, *, retry_at: datetime) -> None:
    """The update did not go through; it is tried again at `retry_at`."""
    tx.execute(
        update(messages)
        .where(messages.c.id == message.id)
        .values(updating_until=retry_at, update_failures=messages.c.update_failures + 1)
    )


def failures(tx: Connection, message: Message) -> int:
    """How many times in a row its update has failed."""
    count: int = tx.execute(
        select(messages.c.update_failures).where(messages.c.id == message.id)
    ).scalar_one()
    return count
