"""What is said of a comment as a record: its diary number is missing, its file could not be fetched."""

from datetime import datetime

from db.outbox import NewNotice
from db.rows import Comment
from db.words import NoticeKind
from scheduler.comment_notice import about
from scheduler.recipients import told_to


def registrar(
    comment: Comment, *, reminder: int, recipient: str, send_at: datetime, version: int | None
) -> NewNotice:
    """The comment waits for its diary number: each reminder once."""
    return about(
        comment,
        key=told_to(f"registrar:{comment.id}:{reminder}", recipient),
        kind=NoticeKind.REGISTRAR,
        recipient=recipient,
        send_at=send_at,
        version=version,
    )


def not_attached(comment: Comment, *, attachment: int, code: str, recipient: str, now: datetime) -> NewNotice:
    """A file of the comment could not be fetched: told at once, it answers what somebody did."""
    return about(
        comment,
        key=f"not_attached:{attachment}",
        kind=NoticeKind.NOT_ATTACHED,
        recipient=recipient,
        send_at=now,
        detail=code,
    )
