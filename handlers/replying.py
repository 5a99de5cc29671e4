"""Published replies: kept, their signature judged, the editor reminded privately and kindly."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from db import events, outbox, replies
from db.events import NewEvent
from db.rows import Comment, Person, Reply
from db.words import EventAction, NoticeKind, SignatureResult
from handlers import signature
from handlers.case import Case
from handlers.outcome import Outcome, Said, Say
from scheduler import reply_notices

REMINDERS = (NoticeKind.SIGN, NoticeKind.SIGN_UNSURE)


def note(tx: Connection, case: Case, text: str) -> Reply:
    """Keep the reply with its judgement. A signed one mends what the same editor left unsigned before."""
    comment, person = case.comment, case.person
    judged = signature.judge(
        text, first_name=person.first_name, aliases=aliases(person), rules=case.rules.signature
    )
    before = [
        reply
        for reply in replies.unsigned_of(tx, comment.id, comment.episode)
        if reply.person_id == person.id
    ]
    reply = replies.add(
        tx,
        comment_id=comment.id,
        episode=comment.episode,
        person_id=person.id,
        at=case.now,
        text=text.strip(),
        signature=judged.result,
    )
    events.add(tx, [_event(comment, person, case.now, f"{judged.result.value}: {judged.why.value}")])
    if judged.result is SignatureResult.SIGNED:
        _mend(tx, before, case.now)
        return reply
    made = reply_notices.sign if judged.result is SignatureResult.UNSIGNED else reply_notices.sign_unsure
    asked = made(reply, comment, person_id=person.id, send_at=case.now, version=case.book.version)
    outbox.add(tx, [asked], case.now)
    return reply


def answered(tx: Connection, case: Case, text: str) -> Outcome:
    """Noted as answered, and what the reply's signature was judged to be."""
    reply = note(tx, case, text)
    match reply.signature:
        case SignatureResult.SIGNED:
            say = Say(said=Said.ANSWERED_SIGNED, number=case.comment.id)
        case SignatureResult.UNSIGNED:
            # How it would read stands in the reminder, which has the buttons too: said whole once.
            say = Say(said=Said.ANSWERED_UNSIGNED, number=case.comment.id)
        case _:
            say = Say(said=Said.ANSWERED, number=case.comment.id)
    return Outcome(say=say, changed=True)


def settle(
    tx: Connection, comment: Comment, person: Person, asked: Sequence[Reply], *, mended: bool, now: datetime
) -> Outcome:
    """What the editor did about a reminder. Mended the same day counts as signed."""
    outbox.cancel(tx, reason="settled", reply_ids=[reply.id for reply in asked], kinds=REMINDERS)
    if not mended:
        return Outcome(say=Say(said=Said.SIGN_KEPT, number=comment.id), changed=bool(asked))
    if asked:
        _mend(tx, asked, now)
        events.add(tx, [_event(comment, person, now, "mended")])
    return Outcome(say=Say(said=Said.SIGN_MENDED, number=comment.id), changed=bool(asked))


def aliases(person: Person) -> tuple[str, ...]:
    """The agreed other names that this person signs with."""
    return (person.alias,) if person.alias else ()


def _mend(tx: Connection, mended: Sequence[Reply], now: datetime) -> None:
    numbers = [reply.id for reply in mended]
    replies.mend(tx, numbers, now)
    outbox.cancel(tx, reason="mended", reply_ids=numbers, kinds=REMINDERS)


def _event(comment: Comment, person: Person, now: datetime, what: str) -> NewEvent:
    return NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=now,
        person_id=person.id,
        action=EventAction.REPLY_JUDGED,
        from_state=comment.state,
        to_state=comment.state,
        reason=what,
    )
