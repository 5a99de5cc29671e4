"""How a comment's answer time is met: a holding reply, or a closing state; and how it opens again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from db import accounts, comments, events, messages, outbox
from db.events import NewEvent
from db.rows import Comment
from db.words import FLAGGED_GROUNDS, CommentState, EventAction, Ground, NoticeKind
from handlers import replying, second_reader
from handlers.access import refuse
from handlers.case import Case
from handlers.claiming import changed, closed_already
from handlers.outcome import Outcome, Said, Say
from scheduler import notices
from scheduler.answer_time import due
from scheduler.follow_up import follow_up_at

WARNINGS = (NoticeKind.RUNG, NoticeKind.ARRIVED_LATE)
ABOUT_OPEN = (
    *WARNINGS,
    NoticeKind.CARD,
    NoticeKind.MOVED,
    NoticeKind.URGENT,
    NoticeKind.DRAFT_TO_READ,
    NoticeKind.DRAFT_READ,
)
"""What is needless to say about a comment that is done."""
NEED_GROUND = frozenset({CommentState.HIDDEN, CommentState.REMOVED})
SAID = {
    CommentState.ANSWERED: Said.ANSWERED,
    CommentState.NO_REPLY_NEEDED: Said.NO_REPLY_NEEDED,
    CommentState.REFERRED: Said.REFERRED,
    CommentState.HIDDEN: Said.HIDDEN,
    CommentState.REMOVED: Said.REMOVED,
}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What somebody says when closing: the state, and what that state asks for."""

    state: CommentState
    text: str | None = None
    whom: str | None = None
    ground: Ground | None = None
    reason: str | None = None
    more: Mapping[str, Any] | None = None
    """What is kept with the event: who decided, whether the author was told."""


def acknowledge(tx: Connection, case: Case, *, text: str | None = None) -> Outcome:
    """A holding reply: the answer time is met, and a follow-up runs. Saying it again promises it anew."""
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    at = follow_up_at(case.now, ladder=case.rules.ladder, calendar=case.calendar)
    values = _met(case) | {
        "state": CommentState.ACKNOWLEDGED,
        "claimed_by": comment.claimed_by or case.person.id,
        "claimed_at": comment.claimed_at or case.now,
        "follow_up_at": at,
        "rung": 0,  # the follow-up climbs a ladder of its own
    }
    if not changed(tx, case, values, EventAction.ACKNOWLEDGED):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    outbox.cancel(tx, reason=CommentState.ACKNOWLEDGED.value, comment_ids=[comment.id], kinds=WARNINGS)
    if text and text.strip():
        replying.note(tx, case, text)
    said = Say(said=Said.ACKNOWLEDGED, number=comment.id, at=at, zone=case.zone)
    return Outcome(say=said, changed=True)


def close(tx: Connection, case: Case, facts: Facts) -> Outcome:
    """The comment is done. Hidden and removed need a ground and keep the text; referred needs to whom."""
    comment = case.comment
    missing = _missing(facts)
    if missing is not None:
        return missing
    later_hidden = facts.state in NEED_GROUND and comment.state is not facts.state
    if not comment.is_open and not later_hidden:
        if facts.state is CommentState.ANSWERED is comment.state and facts.text:
            return replying.answered(tx, case, facts.text)  # the text comes after the click
        return closed_already(tx, case)
    if facts.state is CommentState.ANSWERED and second_reader.lacks_reader(tx, case, facts.text):
        return refuse(Said.READER_FIRST, number=comment.id)
    reason = facts.whom if facts.state is CommentState.REFERRED else facts.reason
    why = (reason or "").strip() or None
    if not changed(tx, case, _done(case, facts), EventAction.CLOSED, reason=why, facts=facts.more):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    outbox.cancel(tx, reason=facts.state.value, comment_ids=[comment.id], kinds=ABOUT_OPEN)
    if facts.state is CommentState.ANSWERED and facts.text and facts.text.strip():
        return replying.answered(tx, case, facts.text)
    count = 1 if facts.state is CommentState.NO_REPLY_NEEDED else None
    whom = facts.whom.strip() if facts.whom else None
    return Outcome(say=Say(said=SAID[facts.state], number=comment.id, count=count, text=whom), changed=True)


def close_all(tx: Connection, cases: Sequence[Case], state: CommentState) -> None:
    """Close open comments that were read with a lock, in a fixed number of statements."""
    facts = Facts(state=state)
    comments.change_each(tx, [(case.comment, {"attend_at": None, **_done(case, facts)}) for case in cases])
    events.add(
        tx,
        [
            NewEvent(
                comment_id=case.comment.id,
                episode=case.comment.episode,
                at=case.now,
                person_id=case.person.id,
                action=EventAction.CLOSED,
                from_state=case.comment.state,
                to_state=state,
            )
            for case in cases
        ],
    )
    numbers = [case.comment.id for case in cases]
    outbox.cancel(tx, reason=state.value, comment_ids=numbers, kinds=ABOUT_OPEN)
    messages.touch_comments(tx, numbers)


def reopen(tx: Connection, case: Case) -> Outcome:
    """Open again: a new episode, with an answer time counted from now. What was flagged stays flagged."""
    comment = case.comment
    if comment.is_open:
        return refuse(Said.NOT_CLOSED, number=comment.id)
    due_at = due(case.now, case.rules.answer, case.calendar)
    values = {
        "state": CommentState.NEW,
        "episode": comment.episode + 1,
        "episode_at": case.now,
        "due_at": due_at,
        "last_working_moment": case.calendar.last_moment(due_at),
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
        "likely_no_reply": False,  # somebody thinks that it needs one
        "draft": None,
        "seen": False,
        "settings_version": case.book.version,
    }
    if not changed(tx, case, values, EventAction.REOPENED):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    if comment.message_id is None and not comment.history:
        again = replace(comment, episode=comment.episode + 1)
        row = notices.card(
            again, calendar=case.calendar, chat=case.rules.chat, now=case.now, version=case.book.version
        )
        outbox.add(tx, [row], case.now)
    said = Say(said=Said.REOPENED, number=comment.id, at=due_at, zone=case.zone)
    return Outcome(say=said, changed=True)


def slugs(tx: Connection, of: Sequence[Comment]) -> Mapping[int, str]:
    """The units' slugs of these comments."""
    units = accounts.units_named(tx, {comment.unit_id for comment in of})
    return {number: unit.slug for number, unit in units.items()}


def _missing(facts: Facts) -> Outcome | None:
    if facts.state in NEED_GROUND and facts.ground is None:
        return refuse(Said.GROUND_MISSING, grounds=tuple(Ground))
    if facts.ground is Ground.OTHER and not (facts.reason or "").strip():
        return refuse(Said.REASON_MISSING)
    if facts.state is CommentState.REFERRED and not (facts.whom or "").strip():
        return refuse(Said.WHOM_MISSING)
    return None


def _met(case: Case) -> dict[str, Any]:
    """When the answer time was met: the first holding reply or closing of the episode."""
    comment = case.comment
    if comment.met_at is not None:
        return {"met_at": comment.met_at, "met_working_minutes": comment.met_working_minutes}
    return {"met_at": case.now, "met_working_minutes": case.working_minutes()}


def _done(case: Case, facts: Facts) -> dict[str, Any]:
    return _met(case) | {
        "state": facts.state,
        "closed_at": case.now,
        "closed_by": case.person.id,
        "ground": facts.ground,
        "referred_to": facts.whom.strip() if facts.whom and facts.state is CommentState.REFERRED else None,
        "flagged": case.comment.flagged or facts.ground in FLAGGED_GROUNDS,
        "follow_up_at": None,
        "attend_at": None,
        "draft": None,
        "seen": False,
    }
