"""What an editor does with a comment: each transition compare-and-set, with its event, in one transaction."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection

from db import comments, people, replies
from db.rows import Comment, Person
from db.words import CommentState, Ground
from handlers import claiming, closing, replying, urgent
from handlers.access import Standing, may_handle, refuse, standing
from handlers.case import Case, case_of
from handlers.detail import detail
from handlers.outcome import Outcome, Said, Say
from handlers.second_reader import lacks_reader
from handlers.sent import Sent
from handlers.sources import correcting
from scheduler.rulebook import RuleBook
from scheduler.versions import books


class Action(StrEnum):
    """What can be done with a comment by its number."""

    CLAIM = "claim"
    """Jag tar den."""
    RELEASE = "release"
    """Somebody else can take it."""
    ACKNOWLEDGE = "acknowledge"
    """Har sagt att vi återkommer."""
    ANSWER = "answer"
    """Besvarad."""
    NO_REPLY = "no_reply"
    """Behöver inget svar."""
    REFER = "refer"
    """Hänvisad till; needs `whom`."""
    HIDE = "hide"
    """Jag har dolt den; needs a `ground`."""
    REMOVE = "remove"
    """Jag har tagit bort den; needs a `ground`."""
    URGENT = "urgent"
    """Brådskande: a threat, somebody in need; `ground` and `reason` may be said."""
    OTHER_REPLY = "other_reply"
    """The reply that was seen is about another comment."""
    GUESS_WRONG = "guess_wrong"
    """It is not what the bot guessed."""
    REOPEN = "reopen"
    """It was not done after all: a new episode."""
    SHOW = "show"
    """Visa hela."""
    WHY = "why"
    """Varför den tiden?"""


READS = frozenset({Action.SHOW, Action.WHY})
CLOSES: Mapping[Action, CommentState] = {
    Action.ANSWER: CommentState.ANSWERED,
    Action.NO_REPLY: CommentState.NO_REPLY_NEEDED,
    Action.REFER: CommentState.REFERRED,
    Action.HIDE: CommentState.HIDDEN,
    Action.REMOVE: CommentState.REMOVED,
}


def act(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    action: Action,
    number: int,
    now: datetime,
    text: str | None = None,
    whom: str | None = None,
    ground: Ground | None = None,
    reason: str | None = None,
    facts: Mapping[str, Any] | None = None,
) -> Outcome:
    """One person does one thing with one comment. Of two at once, one wins and the other is told kindly."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    comment = comments.several(tx, [number], lock=action not in READS).get(number)
    if comment is None:
        return refuse(Said.NO_SUCH_COMMENT, number=number)
    where = standing(tx, person)
    if not may_handle(tx, person, where, [comment]):
        return refuse(Said.OTHER_UNITS_COMMENT, number=number)
    case = case_of(tx, book, comment, person, where=where, now=now)
    done: dict[Action, Callable[[], Outcome]] = {
        Action.CLAIM: lambda: claiming.claim(tx, case),
        Action.RELEASE: lambda: claiming.release(tx, case),
        Action.ACKNOWLEDGE: lambda: closing.acknowledge(tx, case, text=text),
        Action.REOPEN: lambda: closing.reopen(tx, case),
        Action.OTHER_REPLY: lambda: correcting.not_this(tx, case),
        Action.GUESS_WRONG: lambda: urgent.guess_is_wrong(tx, case),
        Action.URGENT: lambda: urgent.mark(tx, case, ground=ground, reason=reason),
        Action.SHOW: lambda: Outcome(content=detail(tx, book, comment, now)),
        Action.WHY: lambda: Outcome(content=case.why(books(tx, book)(comment.settings_version))),
    }
    if action in done:
        return done[action]()
    said = closing.Facts(state=CLOSES[action], text=text, whom=whom, ground=ground, reason=reason, more=facts)
    return closing.close(tx, case, said)


def act_on(sent: Sent, action: Action, **facts: Any) -> Outcome:
    """The same, as a form says it that was sent in."""
    return act(
        sent.tx,
        sent.book,
        person=sent.person,
        action=action,
        number=sent.number or 0,
        now=sent.now,
        **facts,
    )


def close_together(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    numbers: Sequence[int],
    action: Action,
    now: datetime,
) -> Outcome:
    """Close several with one click: answered, or no reply needed. Those that are closed already stay so.

    A number that is no comment, or none of hers, is named in the answer and stops none of the others.
    """
    if person is None:
        return refuse(Said.NOT_KNOWN)
    if not numbers:
        return refuse(Said.NOTHING_TICKED)
    found = comments.several(tx, numbers, lock=True)
    if not found:
        return refuse(Said.NO_SUCH_COMMENT, number=numbers[0])
    where = standing(tx, person)
    hers = _hers(tx, person, where, list(found.values()))
    if not hers:
        return refuse(Said.OTHER_UNITS_COMMENT, number=next(iter(found)))
    left = [number for number in numbers if number not in {comment.id for comment in hers}]
    is_open = [comment for comment in hers if comment.is_open]
    if not is_open:
        return _nothing_left(tx, hers)
    slugs = closing.slugs(tx, is_open)
    cases = [
        Case(
            comment=comment,
            person=person,
            supervises=where.supervises(comment.unit_id),
            book=book,
            slug=slugs[comment.unit_id],
            now=now,
        )
        for comment in is_open
    ]
    state = CLOSES[action]
    unread = [case for case in cases if state is CommentState.ANSWERED and lacks_reader(tx, case)]
    if unread:
        return refuse(Said.READER_FIRST, number=unread[0].comment.id)
    closing.close_all(tx, cases, state)
    said = Said.NO_REPLY_NEEDED if state is CommentState.NO_REPLY_NEEDED else Said.ANSWERED
    number = is_open[0].id if len(is_open) == 1 else None
    not_found = ", ".join(map(str, left)) or None
    return Outcome(say=Say(said=said, count=len(is_open), number=number, text=not_found), changed=True)


def signed(
    tx: Connection,
    book: RuleBook,  # noqa: ARG001 - every action of the desk is called alike
    *,
    person: Person | None,
    number: int,
    mended: bool,
    now: datetime,
) -> Outcome:
    """The answer to a reminder about a signature: it is added now, or it stays as it is."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    comment = comments.several(tx, [number], lock=True).get(number)
    if comment is None:
        return refuse(Said.NO_SUCH_COMMENT, number=number)
    where = standing(tx, person)
    if not may_handle(tx, person, where, [comment]):
        return refuse(Said.OTHER_UNITS_COMMENT, number=number)
    mine = [
        reply
        for reply in replies.unsigned_of(tx, number, comment.episode)
        if reply.person_id == person.id or where.supervises(comment.unit_id)
    ]
    return replying.settle(tx, comment, person, mine, mended=mended, now=now)


def _hers(tx: Connection, person: Person, where: Standing, found: Sequence[Comment]) -> list[Comment]:
    """Those of these comments that she may handle."""
    if may_handle(tx, person, where, found):
        return list(found)
    return [comment for comment in found if may_handle(tx, person, where, [comment])]


def _nothing_left(tx: Connection, found: Sequence[Comment]) -> Outcome:
    first = found[0]
    if len(found) > 1 or first.closed_by is None:
        return refuse(Said.ALREADY_CLOSED)
    closer = people.get(tx, first.closed_by)
    return refuse(
        Said.ALREADY_CLOSED,
        number=first.id,
        state=first.state,
        person=closer.first_name if closer else None,
    )
