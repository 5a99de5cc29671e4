"""Who has a comment: taken by one, let go by her or a supervisor."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from db import comments, events, messages, outbox
from db.events import NewEvent
from db.words import CommentState, EventAction, NoticeKind
from handlers.access import refuse
from handlers.case import Case
from handlers.outcome import Outcome, Said, Say
from handlers.signature import sign_off
from scheduler import notices


def claim(tx: Connection, case: Case) -> Outcome:
    """It is hers, unless it is done or a colleague was first. Later warnings go to her; none is cancelled."""
    comment, person = case.comment, case.person
    how_to_sign = sign_off(person.first_name, alias=person.alias, rules=case.rules.signature)
    if not comment.is_open:
        return closed_already(tx, case)
    if comment.claimed_by == person.id:
        return Outcome(say=Say(said=Said.ALREADY_YOURS, number=comment.id, sign_off=how_to_sign))
    if comment.claimed_by is not None:
        return refuse(Said.CLAIMED_BY_OTHER, number=comment.id, person=case.name_of(tx, comment.claimed_by))
    promised = comment.state is CommentState.ACKNOWLEDGED
    state = CommentState.ACKNOWLEDGED if promised else CommentState.CLAIMED
    values = {"state": state, "claimed_by": person.id, "claimed_at": case.now}
    if not changed(tx, case, values, EventAction.CLAIMED):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    if _stands_in_a_digest(tx, case):
        outbox.add(tx, [notices.own_card(comment, now=case.now, version=case.book.version)], case.now)
    return Outcome(say=Say(said=Said.CLAIMED, number=comment.id, sign_off=how_to_sign), changed=True)


def release(tx: Connection, case: Case) -> Outcome:
    """Somebody else can take it; a promised answer stays promised."""
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    if comment.claimed_by is None or (comment.claimed_by != case.person.id and not case.supervises):
        return refuse(Said.NOT_YOURS, number=comment.id, person=case.name_of(tx, comment.claimed_by))
    if not changed(tx, case, let_go(comment.state), EventAction.RELEASED):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    return Outcome(say=Say(said=Said.RELEASED, number=comment.id), changed=True)


def let_go(state: CommentState) -> dict[str, Any]:
    """What a comment becomes when nobody has it any more."""
    promised = state is CommentState.ACKNOWLEDGED
    return {
        "state": CommentState.ACKNOWLEDGED if promised else CommentState.NEW,
        "claimed_by": None,
        "claimed_at": None,
    }


def changed(
    tx: Connection,
    case: Case,
    values: Mapping[str, Any],
    action: EventAction,
    *,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """Change it, note the event, mark what shows it; the clock looks at it again at once."""
    comment = case.comment
    attend_at = None if comment.history else case.now
    if not comments.change(tx, comment, {"attend_at": attend_at, **values}):
        return False
    events.add(
        tx,
        [
            NewEvent(
                comment_id=comment.id,
                episode=values.get("episode", comment.episode),
                at=case.now,
                person_id=case.person.id,
                action=action,
                from_state=comment.state,
                to_state=values.get("state", comment.state),
                reason=reason,
                ground=values.get("ground"),
                facts=facts or None,
            )
        ],
    )
    messages.touch_comment(tx, comment.id)
    return True


def closed_already(tx: Connection, case: Case) -> Outcome:
    """Somebody has done it already."""
    comment = case.comment
    return refuse(
        Said.ALREADY_CLOSED,
        number=comment.id,
        state=comment.state,
        person=case.name_of(tx, comment.closed_by),
    )


def _stands_in_a_digest(tx: Connection, case: Case) -> bool:
    """Its message shows other comments too, so it has no card of its own yet."""
    if case.comment.message_id is None:
        return False
    shown = outbox.of_message(tx, case.comment.message_id)
    cards = [row for row in shown if row.kind in {NoticeKind.CARD, NoticeKind.ARRIVED_LATE}]
    return len(cards) > 1 or any(row.kind is NoticeKind.ARRIVED_LATE for row in cards)
