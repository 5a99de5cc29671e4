"""What there is to show of an account that is not, or soon will not be, seen into."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts
from db.rows import Notice
from scheduler.rulebook import RuleBook
from scheduler.source_notices import SourceNews


@dataclass(frozen=True, kw_only=True)
class SourceContent:
    """One account: what has happened to how it is seen into."""

    zone: ZoneInfo
    account: str
    platform: str
    news: SourceNews
    code: str | None = None
    """The platform's word for why it is paused; `not_set:<name>`: what is missing."""
    ends_at: datetime | None = None


def source_content(tx: Connection, book: RuleBook, notice: Notice) -> SourceContent:
    """What the notice is about."""
    account = accounts.named(tx, [notice.account_id or 0])[notice.account_id or 0]
    unit = accounts.unit(tx, account.unit_id)
    news, _, facts = (notice.detail or "").partition(" ")
    return SourceContent(
        zone=ZoneInfo(book.rules(unit.slug if unit else "").calendar.zone),
        account=account.name,
        platform=account.platform,
        news=SourceNews(news),
        code=facts if news == SourceNews.PAUSED else None,
        ends_at=datetime.fromisoformat(facts) if news == SourceNews.TOKEN_ENDS else None,
    )
