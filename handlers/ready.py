"""A unit's ready replies for one comment and one editor: found by words, filled in, signed."""

from collections.abc import Sequence

from sqlalchemy import Connection

from db import accounts, ready_replies
from db.rows import ReadyReply
from handlers.case import Case
from handlers.command_words import plain
from handlers.placeholders import Placeholder, filled
from handlers.replying import aliases
from handlers.signature import corrected, sign_off


def of_case(tx: Connection, case: Case) -> tuple[ReadyReply, ...]:
    """The ready replies of the comment's unit."""
    return ready_replies.of_units(tx, [case.comment.unit_id])


def matching(replies: Sequence[ReadyReply], words: str) -> tuple[ReadyReply, ...]:
    """Those that hold every word, in title or text; titles first."""
    wanted = plain(words).split()

    def holds(text: str) -> bool:
        there = plain(text)
        return all(word in there for word in wanted)

    by_title = [reply for reply in replies if holds(reply.title)]
    by_text = [reply for reply in replies if reply not in by_title and holds(f"{reply.title} {reply.text}")]
    return (*by_title, *by_text)


def for_case(tx: Connection, case: Case, template: str) -> str:
    """The ready reply as this editor would put it out: filled in, and signed where it is not.

    What is flagged is not named: neither here nor anywhere else in chat (U18).
    """
    comment, person = case.comment, case.person
    account = accounts.named(tx, [comment.account_id])[comment.account_id]
    unit = accounts.unit(tx, comment.unit_id)
    how_to_sign = sign_off(person.first_name, alias=person.alias, rules=case.rules.signature)
    text = filled(
        template,
        {
            Placeholder.NAME: "" if comment.flagged or comment.individual else (comment.author or ""),
            Placeholder.ACCOUNT: account.name,
            Placeholder.UNIT: unit.name if unit else "",
            Placeholder.SIGN_OFF: how_to_sign,
        },
    ).strip()
    return corrected(text, first_name=person.first_name, aliases=aliases(person), rules=case.rules.signature)


def for_individual(tx: Connection, case: Case) -> str:
    """What the unit answers to somebody's own case, signed; nothing where it keeps no such reply."""
    template = next((reply.text for reply in of_case(tx, case) if reply.individual), None)
    return for_case(tx, case, template) if template else ""
