"""What is said of an account that the bot sees into by itself, or does not any more; and each one's key."""

from datetime import datetime
from enum import StrEnum

from db.outbox import NewNotice
from db.rows import Account
from db.words import NoticeKind
from scheduler.recipients import person_recipient, told_to, unit_recipient


class SourceNews(StrEnum):
    """What can be said; with its facts the `detail` of the notice."""

    PAUSED = "paused"
    """The platform does not take the credentials: to the unit's channel, with how to mend it."""
    TOKEN_ENDS = "token_ends"  # noqa: S105 - what it is about
    """They end soon: to whoever looks after them, 14, 7 and 1 days ahead."""


def paused(account: Account, *, code: str, since: datetime, send_at: datetime) -> NewNotice:
    """The account cannot be seen into: once for each time that it is paused."""
    return NewNotice(
        key=f"source:{account.id}:paused:{int(since.timestamp())}",
        kind=NoticeKind.SOURCE,
        recipient=unit_recipient(account.unit_id),
        send_at=send_at,
        unit_id=account.unit_id,
        account_id=account.id,
        detail=f"{SourceNews.PAUSED.value} {code}",
    )


def token_ends(
    account: Account, *, ends_at: datetime, days: int, person_id: int, send_at: datetime
) -> NewNotice:
    """Its credentials end in so many days: once for each end and number of days."""
    recipient = person_recipient(person_id)
    return NewNotice(
        key=told_to(f"source:{account.id}:ends:{int(ends_at.timestamp())}:{days}", recipient),
        kind=NoticeKind.SOURCE,
        recipient=recipient,
        send_at=send_at,
        unit_id=account.unit_id,
        account_id=account.id,
        expires_at=ends_at,
        detail=f"{SourceNews.TOKEN_ENDS.value} {ends_at.isoformat()}",
    )
