"""Files that people put with a comment in chat: noted with what they did, fetched a moment later.

What a form brings is the chat's word for the files, never their bytes: a JSON list of id, name, type, size.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from db import attachments, comments, events, messages, outbox
from db.attachments import Attachment
from db.events import NewEvent
from db.rows import Person
from db.words import EventAction
from handlers.case import Case
from handlers.outcome import Outcome, Said, Say
from handlers.reach import reach
from handlers.sent import Sent, faulty
from scheduler import record_notices
from scheduler.recipients import person_recipient
from scheduler.rulebook import RuleBook

FIELD = "picture"
MOST_FILES = 10
TRIES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long it is waited after each failure that may pass; after the last the file is given up."""


Act = Callable[[Connection, Person | None, datetime], Outcome]


@dataclass(frozen=True, kw_only=True)
class Brought:
    """A file that came with its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class ChatFile:
    """A file as the chat tells of it."""

    id: str
    name: str
    media_type: str
    size: int


def read(given: str) -> tuple[ChatFile, ...]:
    """The files that a field brings; what is not of their shape is no file."""
    try:
        said = json.loads(given) if given else []
    except ValueError:
        return ()
    found = [_file(one) for one in said] if isinstance(said, list) else []
    return tuple(one for one in found if one is not None)[:MOST_FILES]


def _file(one: Any) -> ChatFile | None:
    if not isinstance(one, dict) or not isinstance(one.get("id"), str) or not 0 < len(one["id"]) <= 80:
        return None
    size = one.get("size")
    return ChatFile(
        id=one["id"],
        name=str(one.get("name") or "fil"),
        media_type=str(one.get("mimetype") or ""),
        size=size if isinstance(size, int) and 0 <= size < 2**31 else 0 if size is None else 2**31 - 1,
    )


def faults(tx: Connection, given: str) -> Outcome | None:
    """One that is too large is told of before anything is kept."""
    most = attachments.most_mb(tx)
    large = next((one for one in read(given) if one.size > most << 20), None)
    if large is None:
        return None
    return faulty((FIELD, Say(said=Said.FILE_TOO_LARGE, text=large.name[:60], count=most)))


def want(tx: Connection, case: Case, given: str) -> int:
    """Note the files to fetch; how many are new."""
    return sum(
        attachments.want(
            tx,
            comment_id=case.comment.id,
            person_id=case.person.id,
            chat_file=one.id,
            name=one.name,
            media_type=one.media_type,
            size=one.size,
            now=case.now,
        )
        for one in read(given)
    )


def submitted(sent: Sent) -> Outcome:
    """The form for files is sent in."""
    case = reach(sent.tx, sent.book, person=sent.person, number=sent.number, now=sent.now)
    if isinstance(case, Outcome):
        return case
    wrong = faults(sent.tx, sent.get(FIELD))
    if wrong is not None:
        return wrong
    if not read(sent.get(FIELD)):
        return faulty((FIELD, Say(said=Said.FILE_MISSING)))
    count = want(sent.tx, case, sent.get(FIELD))
    return Outcome(say=Say(said=Said.FILES_NOTED, number=case.comment.id, count=count), changed=True)


def fetched(tx: Connection, attachment: Attachment, data: bytes, now: datetime) -> bool:
    """It is here: kept, and noted as an event with the bytes' SHA-256. False: it is not wanted any more."""
    digest = attachments.fetched(tx, attachment, data)
    if digest is None:
        return False
    facts = {"name": attachment.name, "sha256": digest, "bytes": len(data)}
    _kept(tx, attachment.comment_id, attachment.person_id, facts, now)
    return True


def put(
    tx: Connection, number: int, *, name: str, media_type: str, data: bytes, by: str, now: datetime
) -> bool:
    """Somebody at the machine (`by`) puts a file with a comment; False: it is there already."""
    digest = sha256(data).hexdigest()
    there = attachments.of_comments(tx, [number])
    if any((one.sha256, one.name) == (digest, name[:300]) for one in there):
        return False
    attachments.add(
        tx, comment_id=number, person_id=None, name=name, media_type=media_type, data=data, now=now
    )
    facts = {"name": name[:300], "sha256": digest, "bytes": len(data), "by": by}
    _kept(tx, number, None, facts, now)
    return True


def may(book: RuleBook, number: int) -> Act:
    """Whether this person may put files with this comment."""

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        case = reach(tx, book, person=person, number=number, now=now, lock=False)
        return case if isinstance(case, Outcome) else Outcome()

    return act


def brought(book: RuleBook, number: int, files: Sequence[Brought]) -> Act:
    """Somebody sends files that are here already: kept with the comment, each noted as an event."""

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        case = reach(tx, book, person=person, number=number, now=now)
        if isinstance(case, Outcome):
            return case
        there = {(one.sha256, one.name) for one in attachments.of_comments(tx, [number])}
        new = [one for one in files if (sha256(one.data).hexdigest(), one.name[:300]) not in there]
        for one in new:
            digest = attachments.add(
                tx,
                comment_id=number,
                person_id=case.person.id,
                name=one.name,
                media_type=one.media_type,
                data=one.data,
                now=now,
            )
            facts = {"name": one.name[:300], "sha256": digest, "bytes": len(one.data)}
            _kept(tx, number, case.person.id, facts, now)
        return Outcome(say=Say(said=Said.FILES_KEPT, number=number, count=len(new)), changed=bool(new))

    return act


def _kept(tx: Connection, number: int, person_id: int | None, facts: dict[str, Any], now: datetime) -> None:
    comment = comments.several(tx, [number])[number]
    events.add(
        tx,
        [
            NewEvent(
                comment_id=comment.id,
                episode=comment.episode,
                at=now,
                person_id=person_id,
                action=EventAction.ATTACHED,
                from_state=comment.state,
                to_state=comment.state,
                facts=facts,
            )
        ],
    )
    messages.touch_comment(tx, comment.id)


def failed(tx: Connection, attachment: Attachment, code: str, now: datetime, *, passes: bool) -> None:
    """It could not be fetched. `passes`: another time it may; else, or after the last try, she hears."""
    tried = attachment.attempts  # before this one
    again = now + TRIES[tried] if passes and tried < len(TRIES) else None
    attachments.not_fetched(tx, attachment, code, again)
    if again is None and attachment.person_id is not None:
        comment = comments.several(tx, [attachment.comment_id])[attachment.comment_id]
        row = record_notices.not_attached(
            comment,
            attachment=attachment.id,
            code=code,
            recipient=person_recipient(attachment.person_id),
            now=now,
        )
        outbox.add(tx, [row], now)
