"""Published replies and what their signatures were judged to be."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.models import replies
from db.rows import Reply, columns, made
from db.words import SignatureResult


def add(
    tx: Connection,
    *,
    comment_id: int,
    episode: int,
    person_id: int | None,
    at: datetime,
    text: str,
    signature: SignatureResult,
) -> Reply:
    """Keep a reply as it was published."""
    values = {
        "comment_id": comment_id,
        "episode": episode,
        "person_id": person_id,
        "at": at,
        "text": text,
        "signature": signature,
        "mended_at": None,
    }
    number = tx.execute(insert(replies).values(**values).returning(replies.c.id)).scalar_one()
    return Reply(id=number, **values)  # type: ignore[arg-type]  # the columns' own types, named above


def named(tx: Connection, ids: Collection[int]) -> dict[int, Reply]:
    """Replies by id."""
    if not ids:
        return {}
    query = select(*columns(Reply, replies)).where(replies.c.id.in_(sorted(set(ids))))
    return {row.id: row for row in (made(Reply, found) for found in tx.execute(query))}


def last_of(tx: Connection, comment_id: int) -> Reply | None:
    """The latest reply to a comment."""
    query = (
        select(*columns(Reply, replies))
        .where(replies.c.comment_id == comment_id)
        .order_by(replies.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else made(Reply, row)


def mend(tx: Connection, reply_ids: Collection[int], now: datetime) -> int:
    """These replies carry their signature now; a mended one keeps its time. How many changed."""
    if not reply_ids:
        return 0
    changed = (
        update(replies)
        .where(
            replies.c.id.in_(sorted(set(reply_ids))),
            replies.c.mended_at.is_(None),
            replies.c.signature != SignatureResult.SIGNED,
        )
        .values(mended_at=now)
    )
    return tx.execute(changed).rowcount


def unsigned_of(tx: Connection, comment_id: int, episode: int) -> tuple[Reply, ...]:
    """This episode's replies whose signature is a question still."""
    query = select(*columns(Reply, replies)).where(
        replies.c.comment_id == comment_id,
        replies.c.episode == episode,
        replies.c.signature != SignatureResult.SIGNED,
        replies.c.mended_at.is_(None),
    )
    return tuple(made(Reply, row) for row in tx.execute(query))
