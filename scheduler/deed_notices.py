"""What is said to whoever asked for something to be done on a platform; and its key."""

from datetime import datetime

from db.deeds import Asked
from db.outbox import NewNotice
from db.rows import Comment
from db.source_words import DeedState
from db.words import NoticeKind
from scheduler.comment_notice import about
from scheduler.recipients import person_recipient


def deed_told(comment: Comment, one: Asked, *, state: DeedState, code: str, now: datetime) -> NewNotice:
    """What came of it: told at once, it answers what somebody did; once for each time it was asked for."""
    return about(
        comment,
        key=f"deed:{one.id}:{int(one.asked_at.timestamp() * 1000)}",
        kind=NoticeKind.DEED,
        recipient=person_recipient(one.person_id),
        send_at=now,
        detail=f"{one.deed.value} {state.value} {code}".strip(),
    )
