"""Crises, made of whatever text a test wants to put into them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from db.words import CrisisHours, CrisisState
from handlers.content import Content
from handlers.crisis_content import CrisisContent, CrisisCount, CrisisLine, CrisisWish
from scheduler.crisis_notices import CrisisNews

STATES = {
    CrisisNews.ASKED: CrisisState.ASKED,
    CrisisNews.DECLINED: CrisisState.DECLINED,
    CrisisNews.ENDED: CrisisState.OVER,
}
PAST = (
    (CrisisNews.ASKED, CrisisState.RUNNING),
    (CrisisNews.ASKED, CrisisState.DECLINED),
    (CrisisNews.STARTED, CrisisState.OVER),
    (CrisisNews.ENDING, CrisisState.OVER),
)
"""News that has become old while it stands in the chat."""


def line(text: str, state: CrisisState = CrisisState.RUNNING) -> CrisisLine:
    """A crisis with that text everywhere."""
    return CrisisLine(
        id=12,
        state=state,
        why=text,
        zone=ZoneInfo("Europe/Stockholm"),
        accounts=(text, text),
        every_minutes=60,
        hours=CrisisHours.LONG,
        ends_at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
        asked_by=text,
        started_by=text,
        started_at=datetime(2026, 11, 27, 14, 2, tzinfo=UTC),
        over_by=text,
        over_at=datetime(2026, 11, 30, 9, 0, tzinfo=UTC),
    )


def wish(text: str) -> CrisisWish:
    """What a form has filled in."""
    return CrisisWish(
        why=text,
        account_ids=(1, 2),
        every_minutes=45,
        hours=CrisisHours.ALWAYS,
        ends_at=datetime(2026, 11, 30, 11, 0, tzinfo=UTC),
        decides=False,
    )


def messages(text: str) -> Iterator[Content]:
    """All the news there can be of one, and how it stands."""
    count = CrisisCount(looks=11, planned=12, comments=40)
    for news in CrisisNews:
        state = STATES.get(news, CrisisState.RUNNING)
        yield CrisisContent(unit=text, line=line(text, state), news=news, count=count, decides=True)
    for news, state in PAST:
        yield CrisisContent(unit=text, line=line(text, state), news=news, decides=True)
    yield CrisisContent(unit=text, line=line(text), count=count, decides=False)
