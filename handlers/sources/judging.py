"""A reply that was seen on the platform: who wrote it, whether it is signed; looked at again when edited."""

from sqlalchemy import Connection

from db import events, outbox, people, published, replies
from db.events import NewEvent
from db.rows import Comment, Person, Published, Reply
from db.words import EventAction, SignatureResult
from handlers.replying import REMINDERS, settle
from handlers.signature import Judgement
from handlers.sources.around import Around
from handlers.sources.merging import is_same
from handlers.sources.writer import Written, who_wrote
from scheduler import reply_notices


def judge_seen(tx: Connection, around: Around, reply: Published, comment: Comment) -> int | None:
    """Keep what its signature is, and remind who wrote it; who that is, if anybody can tell.

    A text that she has told the bot herself is judged already. No text: not judged (M14, M16).
    """
    if not reply.text.strip():
        return reply.person_id
    if reply.reply_id is not None:
        return _judged_again(tx, around, reply, comment)
    told = replies.last_of(tx, comment.id)
    if told is not None and told.episode == comment.episode and is_same(told.text, reply.text):
        published.change(tx, reply.id, reply_id=told.id, person_id=told.person_id)
        return told.person_id
    claimer = people.get(tx, comment.claimed_by) if comment.claimed_by is not None else None
    written = _written(around, reply, claimer)
    person = written.person
    kept = _keep(tx, reply, comment, person, written.judgement)
    published.change(tx, reply.id, reply_id=kept.id, person_id=person.id if person else None)
    if person is None or kept.signature is SignatureResult.SIGNED:
        return person.id if person else None
    ask = reply_notices.sign if kept.signature is SignatureResult.UNSIGNED else reply_notices.sign_unsure
    at = around.calendar.next_moment(around.now)
    row = ask(kept, comment, person_id=person.id, send_at=at, version=around.book.version)
    outbox.add(tx, [row], around.now)
    return person.id


def _keep(
    tx: Connection, reply: Published, comment: Comment, person: Person | None, judged: Judgement
) -> Reply:
    """As it was published, and when: the same day tells whether it was mended in time."""
    person_id = person.id if person else None
    kept = replies.add(
        tx,
        comment_id=comment.id,
        episode=comment.episode,
        person_id=person_id,
        at=reply.written_at,
        text=reply.text,
        signature=judged.result,
    )
    events.add(
        tx,
        [
            NewEvent(
                comment_id=comment.id,
                episode=comment.episode,
                at=reply.written_at,  # with the reply's own time: they are sealed together
                person_id=person_id,
                action=EventAction.REPLY_JUDGED,
                from_state=comment.state,
                to_state=comment.state,
                reason=f"{judged.result.value}: {judged.why.value}",
            )
        ],
    )
    return kept


def _written(around: Around, reply: Published, claimer: Person | None) -> Written:
    return who_wrote(
        reply.text,
        team=around.team,
        account_id=around.account.id,
        claimer=claimer,
        rules=around.signature,
    )


def _judged_again(tx: Connection, around: Around, reply: Published, comment: Comment) -> int | None:
    """It was edited: a signature that was added mends it."""
    kept = replies.named(tx, [reply.reply_id or 0]).get(reply.reply_id or 0)
    if kept is None or kept.signature is SignatureResult.SIGNED or kept.mended_at is not None:
        return reply.person_id
    claimer = people.get(tx, reply.person_id or comment.claimed_by or 0)
    written = _written(around, reply, claimer)
    if written.judgement.result is not SignatureResult.SIGNED or written.person is None:
        return reply.person_id
    outbox.cancel(tx, reason="mended", reply_ids=[kept.id], kinds=REMINDERS)
    settle(tx, comment, written.person, [kept], mended=True, now=around.now)
    if reply.person_id is None:
        published.change(tx, reply.id, person_id=written.person.id)
    return written.person.id
