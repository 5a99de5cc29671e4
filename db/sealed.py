"""What is sealed of each kind of record: its content as one text that reads the same on every database."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from sqlalchemy import Connection, Table, bindparam, select

from db.models import changes, comments, events, handouts, replies, retention_decisions
from db.words import EventAction


class Sealed(StrEnum):
    """Kinds of records that only ever grow; each is sealed once and never changes after that."""

    EVENT = "event"
    """What happened to a comment; with its arrival what the public wrote, with a reply the reply."""
    CHANGE = "change"
    """What somebody changed of how a unit is run."""
    DECISION = "decision"
    """A retention decision as it was recorded."""
    HANDOUT = "handout"
    """What was handed out, and who judged it."""


TABLES: Mapping[Sealed, Table] = {
    Sealed.EVENT: events,
    Sealed.CHANGE: changes,
    Sealed.DECISION: retention_decisions,
    Sealed.HANDOUT: handouts,
}
AS_RECEIVED = ("account_id", "external_id", "thread_id", "parent_id", "source", "author", "text", "url")
"""What of a comment never changes after it came in."""

_RECEIVED = select(comments.c.id, *(comments.c[name] for name in AS_RECEIVED), comments.c.written_at).where(
    comments.c.id.in_(bindparam("ids", expanding=True))
)
_REPLIED = (
    select(replies.c.comment_id, replies.c.at, replies.c.person_id, replies.c.text)
    .where(replies.c.comment_id.in_(bindparam("ids", expanding=True)))
    .order_by(replies.c.id)
)


def contents(tx: Connection, kind: Sealed, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The content of these rows of the kind's table, in order; at most two statements more.

    What is empty is left out, so that a column that comes later (it may be empty) changes no old seal.
    """
    beside: Callable[[Mapping[str, Any]], Any] = _beside(tx, rows) if kind is Sealed.EVENT else _nothing
    return [_text([kind.value, _said(row), beside(row)]) for row in rows]


def _said(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}


def _beside(tx: Connection, rows: Sequence[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], Any]:
    """What stands beside an event in another table, and was written with it."""
    came = {row["comment_id"] for row in rows if row["action"] is EventAction.RECEIVED}
    judged = {row["comment_id"] for row in rows if row["action"] is EventAction.REPLY_JUDGED}
    received = {row.id: tuple(row) for row in tx.execute(_RECEIVED, {"ids": sorted(came)})} if came else {}
    replied: dict[tuple[int, datetime], list[Any]] = {}
    for row in tx.execute(_REPLIED, {"ids": sorted(judged)}) if judged else ():
        replied.setdefault((row.comment_id, row.at), []).append((row.person_id, row.text))

    def beside(row: Mapping[str, Any]) -> Any:
        match row["action"]:
            case EventAction.RECEIVED:
                return received.get(row["comment_id"])
            case EventAction.REPLY_JUDGED:
                return replied.get((row["comment_id"], row["at"]))
            case _:
                return None

    return beside


def _nothing(_row: Mapping[str, Any]) -> None:
    return None


def _text(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    raise TypeError(f"cannot be sealed: {type(value).__name__}")
