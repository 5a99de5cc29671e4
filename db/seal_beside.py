"""What no seal holds itself must agree with the sealed events: states, replies, files, diary numbers.

These rows change as a comment is handled, so they cannot be sealed; the events that changed them are.
"""

from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, exists, func, or_, select

from db.models import attachments, comments, contents, events, registrations, replies, retention_decisions
from db.words import FLAGGED_GROUNDS, AttachmentState, CommentState, EventAction


class Beside(StrEnum):
    """Records that stand beside the events."""

    COMMENT = "comment"
    REPLY = "reply"
    ATTACHMENT = "attachment"
    REGISTRATION = "registration"
    """Whether the registrar should have it, and its diary number."""


REGISTRAR = (EventAction.TO_REGISTRAR, EventAction.REGISTERED, EventAction.NOT_REGISTERED)
GROUNDED = (CommentState.HIDDEN, CommentState.REMOVED)


def unlike(tx: Connection, most: int) -> Iterator[tuple[Beside, int, int]]:
    """What does not agree, at most so many of each: what it is, its number, its comment's.

    A fixed number of statements, and one more for each attached file: its bytes are read through.
    """
    for kind, query in (
        (Beside.COMMENT, _comments()),
        (Beside.REPLY, _replies()),
        (Beside.REGISTRATION, _registrations()),
        (Beside.ATTACHMENT, _attachments()),
    ):
        for row in tx.execute(query.limit(most)):
            yield kind, int(row[0]), int(row[1])
    yield from _files(tx)


def _event(action: EventAction, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(events.c.comment_id == comments.c.id, events.c.action == action, *also)


def _last(*actions: EventAction) -> Any:
    """The last event of these kinds (of any that led to another state, if none is named)."""
    of = events.alias()
    led = and_(of.c.to_state.is_not(None), of.c.from_state.is_distinct_from(of.c.to_state))
    which = of.c.action.in_(actions) if actions else led
    query = select(func.max(of.c.id)).where(of.c.comment_id == comments.c.id, which)
    return query.correlate(comments).scalar_subquery()


def _comments() -> Select[Any]:
    """No arrival; another state, or another ground, than its last event says; not treated as secret though
    an event says that it may be; purged, and yet something stands there; purged by a decision that is not."""
    secret = or_(
        _event(EventAction.URGENT),
        _event(EventAction.INDIVIDUAL),
        _event(EventAction.CLOSED, events.c.ground.in_(FLAGGED_GROUNDS)),
    )
    something = or_(comments.c.text != "", comments.c.author.is_not(None), comments.c.url.is_not(None))
    decided = exists().where(retention_decisions.c.reference == events.c.facts["decision"].as_string())
    last = events.alias()
    wrong_ground = and_(
        comments.c.state.in_(GROUNDED),
        last.c.action == EventAction.CLOSED,
        comments.c.ground.is_distinct_from(last.c.ground),
    )
    return (
        select(comments.c.id, comments.c.id)
        .select_from(comments)
        .outerjoin(last, last.c.id == _last())
        .where(
            or_(
                ~_event(EventAction.RECEIVED),
                comments.c.state != last.c.to_state,
                wrong_ground,
                and_(~comments.c.flagged, secret),
                and_(something, _event(EventAction.PURGED)),
                _event(EventAction.PURGED, ~decided),
            )
        )
        .order_by(comments.c.id)
    )


def _replies() -> Select[Any]:
    judged = exists().where(
        events.c.comment_id == replies.c.comment_id,
        events.c.action == EventAction.REPLY_JUDGED,
        events.c.at == replies.c.at,
    )
    return select(replies.c.id, replies.c.comment_id).where(~judged).order_by(replies.c.id)


def _registrations() -> Select[Any]:
    """Another number than the registrar gave, or none of either."""
    last, there = events.alias(), registrations
    said = last.c.id == _last(*REGISTRAR)
    withdrawn = last.c.action == EventAction.NOT_REGISTERED
    number = and_(
        last.c.action == EventAction.REGISTERED, last.c.reason.is_distinct_from(there.c.diary_number)
    )
    early = and_(last.c.action == EventAction.TO_REGISTRAR, there.c.diary_number.is_not(None))
    return (
        select(comments.c.id, comments.c.id)
        .select_from(comments)
        .outerjoin(last, said)
        .outerjoin(there, there.c.comment_id == comments.c.id)
        .where(
            or_(
                and_(last.c.id.is_(None), there.c.comment_id.is_not(None)),
                and_(last.c.id.is_not(None), ~withdrawn, there.c.comment_id.is_(None)),
                and_(withdrawn, there.c.comment_id.is_not(None)),
                number,
                early,
            )
        )
        .order_by(comments.c.id)
    )


def _attachments() -> Select[Any]:
    """Kept, though no event says so."""
    said = exists().where(
        events.c.comment_id == attachments.c.comment_id,
        events.c.action == EventAction.ATTACHED,
        events.c.facts["sha256"].as_string() == attachments.c.sha256,
        events.c.facts["name"].as_string() == attachments.c.name,
    )
    return (
        select(attachments.c.id, attachments.c.comment_id)
        .where(attachments.c.state == AttachmentState.STORED, ~said)
        .order_by(attachments.c.id)
    )


def _files(tx: Connection) -> Iterator[tuple[Beside, int, int]]:
    """What an event says is kept, and is not, or not as it was; one file in memory at a time."""
    purged = events.alias()
    gone = exists().where(purged.c.comment_id == events.c.comment_id, purged.c.action == EventAction.PURGED)
    said = select(events.c.id, events.c.comment_id, events.c.facts).where(
        events.c.action == EventAction.ATTACHED, ~gone
    )
    whole: dict[str, bool] = {}
    for row in tx.execute(said.order_by(events.c.id)).all():
        digest = str((row.facts or {}).get("sha256"))
        if digest not in whole:
            there = tx.execute(
                select(contents.c.bytes).where(contents.c.sha256 == digest)
            ).scalar_one_or_none()
            whole[digest] = there is not None and sha256(there).hexdigest() == digest
        kept = select(attachments.c.id).where(
            attachments.c.comment_id == row.comment_id,
            attachments.c.sha256 == digest,
            attachments.c.state == AttachmentState.STORED,
        )
        if not whole[digest] or tx.execute(kept.limit(1)).first() is None:
            yield Beside.ATTACHMENT, int(row.id), int(row.comment_id)
