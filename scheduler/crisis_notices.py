"""What can be said of a crisis, and each one's key (M18)."""

from datetime import datetime
from enum import StrEnum

from db.outbox import NewNotice
from db.rows import Crisis
from db.words import NoticeKind
from scheduler.recipients import told_to


class CrisisNews(StrEnum):
    """What can be said of a crisis; with its number the `detail` of the notice."""

    ASKED = "asked"
    """Somebody asks for it: to those who may start it."""
    DECLINED = "declined"
    """It was not started: to who asked."""
    STARTED = "started"
    CHANGED = "changed"
    ENDING = "ending"
    """It ends soon: is that enough? To those who may prolong it."""
    ENDED = "ended"


def crisis_key(crisis_id: int, news: CrisisNews, revision: int, recipient: str) -> str:
    """News of a crisis as it was after so many changes."""
    key = f"crisis:{crisis_id}:{news.value}:{revision}"
    return key if recipient.startswith("unit:") else told_to(key, recipient)


def crisis(
    about: Crisis,
    *,
    news: CrisisNews,
    recipient: str,
    send_at: datetime,
    version: int | None,
    expires_at: datetime | None = None,
) -> NewNotice:
    """News of a crisis, once a recipient for each change of it."""
    return NewNotice(
        key=crisis_key(about.id, news, about.revision, recipient),
        kind=NoticeKind.CRISIS,
        recipient=recipient,
        send_at=send_at,
        expires_at=expires_at,
        unit_id=about.unit_id,
        detail=f"{news.value} {about.id}",
        settings_version=version,
    )
