"""Whole comments with everything that happened to them: for lists, and for a request to see records."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, case, func, select

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
    unit_ids: tuple[int, ...] | None = None  # the units of whoever asks: nothing else is ever hers
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


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many there are, and those of them that may be secret, in order of number."""

    comments: int
    flagged: int
    to_judge: tuple[Comment, ...]
    """Of the flagged ones, as many as were asked for."""


def counted(tx: Connection, wanted: Wanted, *, most: int) -> Counted:
    """Count them, in four statements at most, however many there are."""
    which = _named(tx, wanted)
    query = which.with_only_columns(
        func.count(), func.coalesce(func.sum(case((comments.c.flagged, 1), else_=0)), 0)
    )
    count, flagged = tx.execute(query).one()
    found = tx.execute(which.where(comments.c.flagged).order_by(comments.c.id).limit(most))
    return Counted(
        comments=int(count), flagged=int(flagged), to_judge=tuple(made(Comment, row) for row in found)
    )


def not_among(tx: Connection, wanted: Wanted, numbers: Collection[int]) -> tuple[int, ...]:
    """Which of these numbers are not among what is wanted: most likely slips of the pen."""
    if not numbers:
        return ()
    asked = _named(tx, wanted).with_only_columns(comments.c.id).where(comments.c.id.in_(sorted(numbers)))
    there = set(tx.execute(asked).scalars())
    return tuple(number for number in sorted(numbers) if number not in there)


def _named(tx: Connection, wanted: Wanted) -> Select[Any]:
    """The same with the author as the database can compare him: every spelling of his name there is."""
    query = _where(wanted)
    if wanted.author is None:
        return query
    spelled = tx.execute(
        query.with_only_columns(comments.c.author).where(comments.c.author.is_not(None)).distinct()
    ).scalars()
    return query.where(comments.c.author.in_([name for name in spelled if _same(name, wanted.author)]))


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
    if wanted.unit_ids is not None:
        query = query.where(comments.c.unit_id.in_(wanted.unit_ids))
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
