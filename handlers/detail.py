"""Everything of one comment, for one person alone ("Visa hela")."""

from datetime import datetime

from sqlalchemy import Connection

from db import events, people
from db.rows import Comment
from handlers.content import CommentDetail, EventLine
from handlers.showing.lines import card, guessed, ref, register
from scheduler.rulebook import RuleBook


def detail(tx: Connection, book: RuleBook, comment: Comment, now: datetime) -> CommentDetail:
    """The whole text and what has happened. What is flagged shows neither author nor text in chat, ever."""
    happened = events.of_comment(tx, comment.id)
    who = people.named(tx, {event.person_id for event in happened if event.person_id is not None})
    around = register(tx, [comment])
    slug = around.slug(comment)
    return CommentDetail(
        card=card(comment, around, book, now),
        text="" if comment.flagged else comment.says,
        first_text=None if comment.flagged or comment.edited_text is None else comment.text,
        author=None if comment.flagged else comment.author,
        guesses=guessed(comment, book.rules(slug).guesses),
        events=tuple(
            EventLine(
                at=event.at,
                action=event.action.value,
                to_state=event.to_state,
                person=ref(who[event.person_id]) if event.person_id in who else None,
                reason=event.reason,
            )
            for event in happened
        ),
    )
