"""A reply that was taken for the answer to this comment is not one: one click says so.

It then answers the next oldest comment that was open in the thread, uncertain still; none: nothing that we
know of. This comment waits again, by its own clock.
"""

from sqlalchemy import Connection

from db import accounts, comments, people, published
from db.rows import Comment, Published
from handlers.access import refuse
from handlers.case import Case
from handlers.outcome import Outcome, Said, Say
from handlers.sources.around import Around
from handlers.sources.joining import note_another_reply, settle_touched


def not_this(tx: Connection, case: Case) -> Outcome:
    """Take the uncertain reply away from this comment, and let the next one have it."""
    comment = case.comment
    uncertain = [one for one in published.answering(tx, [comment.id]) if one.uncertain and one.gone is None]
    account = accounts.account(tx, comment.account_id)
    if not uncertain or account is None:
        return refuse(Said.NO_UNCERTAIN_REPLY, number=comment.id)
    reply = uncertain[-1]
    around = Around(
        account=account,
        slug=case.slug,
        team=people.unit_team(tx, comment.unit_id),
        book=case.book,
        now=case.now,
    )
    following = _following(tx, comment, reply)
    published.change(
        tx,
        reply.id,
        comment_id=following[0].id if following else None,
        uncertain=len(following) > 1,
        corrected_by=case.person.id,
        corrected_at=case.now,
    )
    note_another_reply(tx, around, reply, person_id=case.person.id)
    settle_touched(tx, around, {comment.id, *(one.id for one in following[:1])})
    now_open = comments.get(tx, comment.id)
    return Outcome(
        say=Say(
            said=Said.ANOTHER_REPLY,
            number=comment.id,
            count=following[0].id if following else None,
            at=now_open.due_at if now_open is not None and now_open.is_open else None,
            zone=case.zone,
        ),
        changed=True,
    )


def _following(tx: Connection, comment: Comment, reply: Published) -> list[Comment]:
    """What waited in the same thread when the reply was written, from the next oldest on."""
    thread = reply.thread_id or comment.thread_id
    if thread is None:
        return []
    found = published.comments_in(tx, comment.account_id, [thread])
    order = (comment.written_at, comment.id)
    waited = [
        one
        for one in found
        if one.is_open and (one.written_at, one.id) > order and one.written_at <= reply.written_at
    ]
    return sorted(waited, key=lambda one: (one.written_at, one.id))
