"""What happened to comments: who, when, from, to, why. Only ever added to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from db.models import events
from db.rows import Event, columns, made, values
from db.words import CommentState, EventAction, Ground

_INSERT = insert(events)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewEvent:
    """An event to be."""

    comment_id: int
    episode: int
    at: datetime
    action: EventAction
    person_id: int | None = None
    from_state: CommentState | None = None
    to_state: CommentState | None = None
    reason: str | None = None
    ground: Ground | None = None
    facts: Mapping[str, Any] | None = None


def add(tx: Connection, rows: Sequence[NewEvent]) -> None:
    """Note what happened, in one statement."""
    if rows:
        tx.execute(_INSERT, [values(row) for row in rows])


def of_comment(tx: Connection, comment_id: int) -> tuple[Event, ...]:
    """Everything that happened to a comment, in order."""
    query = select(*columns(Event, events)).where(events.c.comment_id == comment_id).order_by(events.c.id)
    return tuple(made(Event, row) for row in tx.execute(query))


def with_action(tx: Connection, comment_ids: Collection[int], action: EventAction) -> frozenset[int]:
    """Those of these comments to which this has happened."""
    if not comment_ids:
        return frozenset()
    query = select(events.c.comment_id).where(
        events.c.comment_id.in_(sorted(set(comment_ids))), events.c.action == action
    )
    return frozenset(tx.execute(query).scalars())
