"""What is said of replies: a missing sign-off, a draft that a colleague reads; and each one's key."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from db.outbox import NewNotice
from db.rows import Comment, Reply
from db.words import NoticeKind
from scheduler.comment_notice import about
from scheduler.recipients import person_recipient


class DraftNews(StrEnum):
    """What is told of a draft that its second reader was not there to read; a notice's `detail`."""

    PASSED_ON = "passed_on"
    """Somebody else at work is asked to read it."""
    UNREAD = "unread"
    """Nobody who could read it is at work: whoever wrote it has it back."""


def sign(
    reply: Reply, comment: Comment, *, person_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """A published reply lacks its sign-off: its editor hears, privately."""
    return about(
        comment,
        key=f"sign:{reply.id}",
        kind=NoticeKind.SIGN,
        recipient=person_recipient(person_id),
        send_at=send_at,
        person_id=person_id,
        reply_id=reply.id,
        version=version,
    )


def sign_unsure(
    reply: Reply, comment: Comment, *, person_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """Is this reply signed? Asked once, privately."""
    asked = sign(reply, comment, person_id=person_id, send_at=send_at, version=version)
    return replace(asked, key=f"sign_unsure:{reply.id}", kind=NoticeKind.SIGN_UNSURE)


def draft_to_read(
    comment: Comment, *, draft_id: int, writer_id: int, reader_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """A colleague asks for a second pair of eyes; the draft itself is never in the message."""
    return about(
        comment,
        key=f"draft:{draft_id}:read",
        kind=NoticeKind.DRAFT_TO_READ,
        recipient=person_recipient(reader_id),
        send_at=send_at,
        person_id=writer_id,
        version=version,
    )


def draft_read(
    comment: Comment, *, draft_id: int, writer_id: int, reader_id: int, send_at: datetime, version: int | None
) -> NewNotice:
    """The second reader is done: whoever wrote the draft hears."""
    asked = draft_to_read(
        comment,
        draft_id=draft_id,
        writer_id=reader_id,
        reader_id=writer_id,
        send_at=send_at,
        version=version,
    )
    return replace(asked, key=f"draft:{draft_id}:done", kind=NoticeKind.DRAFT_READ)


def draft_news(
    comment: Comment,
    news: DraftNews,
    *,
    draft_id: int,
    reader_id: int | None,
    recipient: str,
    send_at: datetime,
    version: int | None,
) -> NewNotice:
    """Whom she asked is not there: who reads it instead, or that nobody does."""
    return about(
        comment,
        key=f"draft:{draft_id}:{news.value}",
        kind=NoticeKind.DRAFT_READ,
        recipient=recipient,
        send_at=send_at,
        person_id=reader_id,
        detail=news.value,
        version=version,
    )
