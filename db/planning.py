"""What the clock loads and stores: comments to look at now, by index, and what came of the look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, insert, select, text, update

from db.models import comments, events
from db.rows import Comment, columns, found, made
from db.words import EventAction

OPEN = text("comments.state IN ('new','claimed','acknowledged') AND NOT comments.history")
"""Spelled as in the partial index, so that it is used."""


_COMMENTS = select(*columns(Comment, comments))
_TO_ATTEND = (
    _COMMENTS.where(comments.c.attend_at <= bindparam("now"))
    .order_by(comments.c.attend_at, comments.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_LOOKED = (
    update(comments)
    .where(comments.c.id == bindparam("of"))
    .values(rung=bindparam("new_rung"), attend_at=bindparam("new_attend_at"))
)
_BY_ID = _COMMENTS.where(comments.c.id.in_(bindparam("ids", expanding=True)))
_HOLDING_REPLIES = (
    select(events.c.comment_id, events.c.episode, func.count())
    .where(
        events.c.comment_id.in_(bindparam("ids", expanding=True)),
        events.c.action == EventAction.ACKNOWLEDGED,
    )
    .group_by(events.c.comment_id, events.c.episode)
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Looked:
    """What came of looking at a comment: the highest rung planned, and when to look again."""

    comment_id: int
    rung: int
    attend_at: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Recomputed:
    """An open comment's new answer time, and by which settings."""

    comment: Comment
    due_at: datetime
    last_working_moment: datetime
    settings_version: int | None


def to_attend(tx: Connection, now: datetime, limit: int) -> list[Comment]:
    """Comments whose time to be looked at has come, locked against other clocks, oldest wish first."""
    return found(tx, Comment, _TO_ATTEND, now=now, most=limit)


def next_to_attend(tx: Connection, limit: int) -> list[Comment]:
    """The comments that will be looked at first."""
    query = (
        select(*columns(Comment, comments))
        .where(comments.c.attend_at.is_not(None))
        .order_by(comments.c.attend_at, comments.c.id)
        .limit(limit)
    )
    return [made(Comment, row) for row in tx.execute(query)]


def looked(tx: Connection, rows: Sequence[Looked]) -> None:
    """Store what came of looking. The comments are locked by `to_attend` in the same transaction."""
    if rows:
        tx.execute(
            _LOOKED,
            [{"of": row.comment_id, "new_rung": row.rung, "new_attend_at": row.attend_at} for row in rows],
        )


def by_id(tx: Connection, ids: Iterable[int]) -> dict[int, Comment]:
    """Comments by number."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row.id: row for row in found(tx, Comment, _BY_ID, ids=wanted)}


def holding_replies(tx: Connection, of: Iterable[Comment]) -> dict[int, int]:
    """How many holding replies each of these comments got in its present episode, in one statement."""
    episodes = {comment.id: comment.episode for comment in of}
    if not episodes:
        return {}
    return {
        comment_id: count
        for comment_id, episode, count in tx.execute(_HOLDING_REPLIES, {"ids": sorted(episodes)})
        if episodes[comment_id] == episode
    }


def open_comments(tx: Connection, *, after_id: int = 0, limit: int = 500) -> list[Comment]:
    """Open comments in order of number, a page at a time, locked."""
    query = (
        select(*columns(Comment, comments))
        .where(OPEN, comments.c.id > after_id)
        .order_by(comments.c.id)
        .limit(limit)
        .with_for_update()
    )
    return [made(Comment, row) for row in tx.execute(query)]


def recompute(tx: Connection, rows: Sequence[Recomputed], now: datetime) -> None:
    """Give open comments their new answer times; a changed one gets an event and a look at once."""
    if not rows:
        return
    tx.execute(
        update(comments)
        .where(comments.c.id == bindparam("of"))
        .values(
            due_at=bindparam("new_due_at"),
            last_working_moment=bindparam("new_last_working_moment"),
            settings_version=bindparam("new_version"),
            attend_at=bindparam("new_attend_at"),
        ),
        [
            {
                "of": row.comment.id,
                "new_due_at": row.due_at,
                "new_last_working_moment": row.last_working_moment,
                "new_version": row.settings_version,
                "new_attend_at": now,
            }
            for row in rows
        ],
    )
    changed = [row for row in rows if row.due_at != row.comment.due_at]
    if changed:
        tx.execute(
            insert(events),
            [
                {
                    "comment_id": row.comment.id,
                    "episode": row.comment.episode,
                    "at": now,
                    "action": EventAction.RECOMPUTED,
                    "from_state": row.comment.state,
                    "to_state": row.comment.state,
                    "reason": f"{row.comment.settings_version or 0} {row.comment.due_at.isoformat()}",
                }
                for row in changed
            ],
        )


def of_weeks(tx: Connection, unit_ids: Sequence[int], weeks: Sequence[str]) -> list[Comment]:
    """Comments received in these ISO weeks, history left out, and every one that is open still."""
    received = select(*columns(Comment, comments)).where(
        comments.c.unit_id.in_(unit_ids), comments.c.week.in_(weeks), ~comments.c.history
    )
    still = select(*columns(Comment, comments)).where(OPEN)
    there = [made(Comment, row) for query in (received, still) for row in tx.execute(query)]
    return [comment for _, comment in sorted({comment.id: comment for comment in there}.items())]


def anything_in(tx: Connection, unit_ids: Sequence[int], weeks: Sequence[str]) -> bool:
    """Whether any comment was received in these ISO weeks."""
    query = (
        select(comments.c.id)
        .where(comments.c.unit_id.in_(unit_ids), comments.c.week.in_(weeks), ~comments.c.history)
        .limit(1)
    )
    return tx.execute(query).first() is not None
