"""Whole comments with everything that happened to them: for lists, and for a request to see records."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from db import attachments as files
from db import registrations
from db.attachments import Attachment
from db.models import comments, events, notices, replies
from db.models import registrations as registrations_table
from db.registrations import Registration
from db.rows import Comment, Event, Notice, Reply, columns, made
from db.words import OPEN_STATES, Ground, NoticeState

CHUNK = 500


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which comments: all that is said holds; `last` is not included."""

    account_ids: tuple[int, ...] | None = None
    unit_id: int | None = None
    first: datetime | None = None
    last: datetime | None = None
    author: str | None = None  # as shown on the platform, whatever the case
    open_only: bool = False
    ground: Ground | None = None
    diary_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class Record:
    """A comment, its events and the replies to it."""

    comment: Comment
    events: tuple[Event, ...]
    replies: tuple[Reply, ...]
    attachments: tuple[Attachment, ...] = ()
    registration: Registration | None = None


def stored(tx: Connection, wanted: Wanted, limit: int | None = None) -> Iterator[Comment]:
    """Comments in order of number, read a chunk at a time, so that any number can be gone through."""
    after, given = 0, 0
    while limit is None or given < limit:
        query = _where(wanted).where(comments.c.id > after).order_by(comments.c.id).limit(CHUNK)
        rows = [made(Comment, row) for row in tx.execute(query)]
        if not rows:
            return
        after = rows[-1].id
        for comment in rows:
            if wanted.author is None or _same(comment.author, wanted.author):
                yield comment
                given += 1
                if given == limit:
                    return


def none_at_all(tx: Connection) -> bool:
    """Nothing has ever come in: most likely another store was meant."""
    return tx.execute(select(comments.c.id).limit(1)).first() is None


def with_events(tx: Connection, wanted: Wanted) -> Iterator[Record]:
    """The same with all that belongs to them, in five statements a chunk."""
    chunk: list[Comment] = []
    for comment in stored(tx, wanted):
        chunk.append(comment)
        if len(chunk) == CHUNK:
            yield from _records(tx, chunk)
            chunk = []
    yield from _records(tx, chunk)


def outbox(
    tx: Connection, *, unit_id: int | None = None, states: Sequence[NoticeState] = (), limit: int = 1000
) -> tuple[Notice, ...]:
    """The outbox's newest rows, oldest first."""
    query = (
        select(*columns(Notice, notices)).order_by(notices.c.send_at.desc(), notices.c.id.desc()).limit(limit)
    )
    if unit_id is not None:
        query = query.where(notices.c.unit_id == unit_id)
    if states:
        query = query.where(notices.c.state.in_(states))
    return tuple(reversed([made(Notice, row) for row in tx.execute(query)]))


def _where(wanted: Wanted) -> Select[Any]:
    query = select(*columns(Comment, comments))
    if wanted.account_ids is not None:
        query = query.where(comments.c.account_id.in_(wanted.account_ids))
    if wanted.unit_id is not None:
        query = query.where(comments.c.unit_id == wanted.unit_id)
    if wanted.first is not None:
        query = query.where(comments.c.written_at >= wanted.first)
    if wanted.last is not None:
        query = query.where(comments.c.written_at < wanted.last)
    if wanted.ground is not None:
        query = query.where(comments.c.ground == wanted.ground)
    if wanted.diary_number is not None:
        of_number = select(registrations_table.c.comment_id).where(
            registrations_table.c.diary_number == wanted.diary_number
        )
        query = query.where(comments.c.id.in_(of_number))
    if wanted.open_only:
        query = query.where(comments.c.state.in_(OPEN_STATES), ~comments.c.history)
    return query


def _same(author: str | None, wanted: str) -> bool:
    """Compared here: SQLite's own lower() leaves Å, Ä and Ö as they are."""
    return author is not None and author.strip().casefold() == wanted.strip().casefold()


def _records(tx: Connection, chunk: Sequence[Comment]) -> Iterator[Record]:
    if not chunk:
        return
    ids = [comment.id for comment in chunk]
    happened: dict[int, list[Event]] = {}
    for row in tx.execute(
        select(*columns(Event, events)).where(events.c.comment_id.in_(ids)).order_by(events.c.id)
    ):
        happened.setdefault(row.comment_id, []).append(made(Event, row))
    replied: dict[int, list[Reply]] = {}
    for row in tx.execute(
        select(*columns(Reply, replies)).where(replies.c.comment_id.in_(ids)).order_by(replies.c.id)
    ):
        replied.setdefault(row.comment_id, []).append(made(Reply, row))
    attached: dict[int, list[Attachment]] = {}
    for file in files.of_comments(tx, ids):
        attached.setdefault(file.comment_id, []).append(file)
    registered = registrations.of_comments(tx, ids)
    for comment in chunk:
        yield Record(
            comment=comment,
            events=tuple(happened.get(comment.id, ())),
            replies=tuple(replied.get(comment.id, ())),
            attachments=tuple(attached.get(comment.id, ())),
            registration=registered.get(comment.id),
        )
