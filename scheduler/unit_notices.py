"""What is said to people who run or join a unit, and to who runs the bot; and each one's key."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from db.outbox import NewNotice
from db.words import NoticeKind
from scheduler.recipients import OPERATOR, person_recipient, place_recipient


def welcome_key(person_id: int, turn: int) -> str:
    """A greeting with a comment to practise on; a person may ask for another."""
    return f"welcome:{person_id}:{turn}"


GREETS_FOR = timedelta(days=1)
ASKED = "asked"
"""The `detail` of a practice that she asked for herself: she is not new."""


def welcome(
    *, person_id: int, turn: int, unit_id: int, asked: bool, send_at: datetime, version: int | None
) -> NewNotice:
    """Three lines to a new editor, and a comment to practise on; or the same to who asks for it."""
    return NewNotice(
        key=welcome_key(person_id, turn),
        kind=NoticeKind.WELCOME,
        recipient=person_recipient(person_id),
        send_at=send_at,
        unit_id=unit_id,
        person_id=person_id,
        detail=ASKED if asked else None,
        settings_version=version,
    )


def installed(
    conversation_id: str, *, gone_since: datetime | None, language: str | None, now: datetime
) -> NewNotice:
    """The bot was put there; put back after it was taken away (`gone_since`) it greets anew, and else once.

    After a day it would greet nobody any more.
    """
    again = f":{gone_since.isoformat()}" if gone_since is not None else ""
    return NewNotice(
        key=f"installed:{sha256(conversation_id.encode()).hexdigest()[:32]}{again}",
        kind=NoticeKind.INSTALLED,
        recipient=place_recipient(conversation_id),
        send_at=now,
        expires_at=now + GREETS_FOR,
        detail=language,
    )


def week(
    *, iso_week: str, person_id: int, person_slug: str, send_at: datetime, version: int | None
) -> NewNotice:
    """Veckan i korthet, one message a supervisor for all their units."""
    return NewNotice(
        key=f"week:{iso_week}:{person_slug}",
        kind=NoticeKind.WEEK,
        recipient=person_recipient(person_id),
        send_at=send_at,
        person_id=person_id,
        week=iso_week,
        settings_version=version,
    )


def operator(code: str, *, about: str, day: date, now: datetime, unit_id: int | None = None) -> NewNotice:
    """Something that the person who runs the bot can mend: a code, what it is about; once a day."""
    return NewNotice(
        key=f"operator:{code}:{about}:{day.isoformat()}"[:200],
        kind=NoticeKind.OPERATOR,
        recipient=OPERATOR,
        send_at=now,
        unit_id=unit_id,
        day=day,
        detail=f"{code} {about}",
    )
