"""What was seen on the platform closes a comment, or opens it again; no person clicked."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from db import comments, events, messages, outbox
from db.events import NewEvent
from db.rows import Comment
from db.source_words import Gone
from db.words import CommentState, EventAction
from handlers.closing import ABOUT_OPEN
from handlers.sources.around import Around
from handlers.sources.standing import HasAnswer, IsGone, Open, Standing
from scheduler import notices
from scheduler.answer_time import due

STATES = {Gone.HIDDEN: CommentState.HIDDEN, Gone.REMOVED: CommentState.REMOVED}


def settle(
    tx: Connection, around: Around, comment: Comment, standing: Standing, *, person_id: int | None, why: str
) -> bool:
    """Bring the comment to where it stands on the platform; whether anything changed.

    What a person closed stays as she left it, unless it was edited after that. `person_id`: who answered.
    """
    if comment.history:
        return False
    anew = None if isinstance(standing, Open) else standing.asked_anew
    if anew is not None and anew > comment.episode_at and _open(tx, around, comment, anew, why):
        comment = comments.several(tx, [comment.id])[comment.id]
    match standing:
        case HasAnswer(at=at):
            return _close(tx, around, comment, CommentState.ANSWERED, at, person_id=person_id)
        case IsGone(at=at, how=how):
            return _close(tx, around, comment, STATES[how], at)
        case Open(since=since):
            return _open(tx, around, comment, since, why)


def _close(
    tx: Connection,
    around: Around,
    comment: Comment,
    state: CommentState,
    at: datetime,
    *,
    person_id: int | None = None,
) -> bool:
    if not comment.is_open and (not comment.seen or (comment.state, comment.closed_at) == (state, at)):
        return False
    met_at = comment.met_at if comment.met_at is not None and comment.is_open else at
    if not comment.is_open and comment.met_at is not None:
        met_at = min(comment.met_at, at)  # heard of later, written before
    worked = around.calendar.working_time(comment.episode_at, max(met_at, comment.episode_at))
    values: dict[str, Any] = {
        "state": state,
        "closed_at": at,
        "closed_by": person_id,
        "met_at": met_at,
        "met_working_minutes": max(0, int(worked.total_seconds() // 60)),
        "ground": None,
        "referred_to": None,
        "follow_up_at": None,
        "attend_at": None,
        "draft": None,
        "seen": True,
        # First seen after its time, but answered within it: nothing was late.
        "late_seen": comment.late_seen and met_at > comment.due_at,
    }
    comments.change(tx, comment, values)
    _note(
        tx, around, comment, EventAction.CLOSED, state, person_id=person_id, facts={"seen_at": at.isoformat()}
    )
    outbox.cancel(tx, reason=state.value, comment_ids=[comment.id], kinds=ABOUT_OPEN)
    messages.touch_comment(tx, comment.id)
    return True


def _open(tx: Connection, around: Around, comment: Comment, since: datetime, why: str) -> bool:
    """A new episode from then: asked anew, or its answer is none any more."""
    if comment.is_open:
        if since <= comment.episode_at:
            return False
    elif not comment.seen:
        by_hand = comment.closed_at is not None and comment.state not in STATES.values()
        if not by_hand or comment.edited_at is None or comment.closed_at is None:
            return False
        if comment.edited_at <= comment.closed_at:
            return False
        since = comment.edited_at
    calendar, rules = around.calendar, around.rules
    due_at = due(since, rules.answer, calendar)
    values: dict[str, Any] = {
        "state": CommentState.NEW,
        "episode": comment.episode + 1,
        "episode_at": since,
        "due_at": due_at,
        "last_working_moment": calendar.last_moment(due_at),
        "claimed_by": None,
        "claimed_at": None,
        "met_at": None,
        "met_working_minutes": None,
        "closed_at": None,
        "closed_by": None,
        "ground": None,
        "referred_to": None,
        "follow_up_at": None,
        "rung": 0,
        "draft": None,
        "seen": False,
        "attend_at": around.now,
        "settings_version": around.book.version,
    }
    comments.change(tx, comment, values)
    _note(
        tx, around, comment, EventAction.REOPENED, CommentState.NEW, reason=why, episode=comment.episode + 1
    )
    if comment.message_id is None:
        again = replace(comment, episode=comment.episode + 1)
        row = notices.card(
            again, calendar=calendar, chat=rules.chat, now=around.now, version=around.book.version
        )
        outbox.add(tx, [row], around.now)
    messages.touch_comment(tx, comment.id)
    return True


def _note(
    tx: Connection,
    around: Around,
    comment: Comment,
    action: EventAction,
    state: CommentState,
    *,
    person_id: int | None = None,
    reason: str | None = None,
    episode: int | None = None,
    facts: dict[str, Any] | None = None,
) -> None:
    """Noted at the time at which it was known; when it happened is in the facts."""
    event = NewEvent(
        comment_id=comment.id,
        episode=episode or comment.episode,
        at=around.now,
        person_id=person_id,
        action=action,
        from_state=comment.state,
        to_state=state,
        reason=reason,
        facts=facts,
    )
    events.add(tx, [event])
