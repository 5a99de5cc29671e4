"""What everything that is said of a comment has in common."""

from datetime import datetime

from db.outbox import NewNotice
from db.rows import Comment
from db.words import NoticeKind


def about(
    comment: Comment,
    *,
    key: str,
    kind: NoticeKind,
    recipient: str,
    send_at: datetime,
    gather: str | None = None,
    rung: str | None = None,
    person_id: int | None = None,
    reply_id: int | None = None,
    detail: str | None = None,
    version: int | None = None,
) -> NewNotice:
    """A notice of this comment in the episode it is in; `version`: of the settings that it follows from."""
    return NewNotice(
        key=key,
        kind=kind,
        recipient=recipient,
        send_at=send_at,
        gather=gather,
        unit_id=comment.unit_id,
        comment_id=comment.id,
        episode=comment.episode,
        account_id=comment.account_id,
        rung=rung,
        person_id=person_id,
        reply_id=reply_id,
        detail=detail,
        settings_version=version,
    )
