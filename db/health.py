"""How the store stands, for the one who runs the bot: counts and times, nothing of anybody."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, or_, select, text

from db.models import accounts, comments, notices, sources, units
from db.outbox import IN_FLIGHT, PENDING
from db.words import NoticeKind, NoticeState

OPEN = text("comments.state IN ('new','claimed','acknowledged') AND NOT comments.history")
"""Spelled as in its partial index, so that it is used."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenComments:
    """What waits in a unit."""

    unit: str  # slug
    count: int
    oldest_due: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceHealth:
    """How a source fares."""

    account: str  # slug
    failures: int
    lag_seconds: float | None
    last_ok_at: datetime | None
    paused: bool = False
    quota_used: int = 0
    token_ends_at: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Undelivered:
    """Warnings of a unit that have not left in time; `unit_id` none: none of a unit's."""

    unit_id: int | None
    count: int
    since: datetime


def open_comments(tx: Connection) -> list[OpenComments]:
    """Every active unit, also those where nothing waits."""
    waiting = (
        select(
            comments.c.unit_id,
            func.count().label("count"),
            func.min(comments.c.due_at, type_=comments.c.due_at.type).label("oldest_due"),
        )
        .where(OPEN)
        .group_by(comments.c.unit_id)
        .subquery()
    )
    query = (
        select(units.c.slug, func.coalesce(waiting.c.count, 0), waiting.c.oldest_due)
        .outerjoin(waiting, waiting.c.unit_id == units.c.id)
        .where(units.c.active)
        .order_by(units.c.slug)
    )
    return [OpenComments(unit=slug, count=count, oldest_due=due) for slug, count, due in tx.execute(query)]


def outbox(tx: Connection) -> dict[NoticeState, int]:
    """How many rows wait, are on their way, are in doubt, or were refused for good."""
    found = dict.fromkeys(
        (NoticeState.PENDING, NoticeState.SENDING, NoticeState.UNKNOWN, NoticeState.DEAD), 0
    )
    for where in (PENDING, IN_FLIGHT, text("notices.state = 'dead'")):
        query = select(notices.c.state, func.count()).where(where).group_by(notices.c.state)
        found.update((state, count) for state, count in tx.execute(query))
    return found


def source_health(tx: Connection) -> list[SourceHealth]:
    """Every source that has been read."""
    query = (
        select(
            accounts.c.slug,
            sources.c.failures,
            sources.c.lag_seconds,
            sources.c.last_ok_at,
            sources.c.paused_at.is_not(None),
            sources.c.quota_used,
            sources.c.token_ends_at,
        )
        .join(accounts, accounts.c.id == sources.c.account_id)
        .where(accounts.c.active)
        .order_by(accounts.c.slug)
    )
    return [
        SourceHealth(
            account=slug,
            failures=failures,
            lag_seconds=lag,
            last_ok_at=ok,
            paused=bool(paused),
            quota_used=quota,
            token_ends_at=ends,
        )
        for slug, failures, lag, ok, paused, quota, ends in tx.execute(query)
    ]


def undelivered(tx: Connection, kinds: Collection[NoticeKind], before: datetime) -> list[Undelivered]:
    """Rows of these kinds that should have left before then and have not, by unit."""
    query = (
        select(
            notices.c.unit_id,
            func.count(),
            func.min(notices.c.send_at, type_=notices.c.send_at.type),
        )
        .where(or_(PENDING, IN_FLIGHT))
        .where(notices.c.kind.in_(list(kinds)), notices.c.send_at <= before)
        .group_by(notices.c.unit_id)
        .order_by(notices.c.unit_id)
    )
    return [Undelivered(unit_id=unit, count=count, since=since) for unit, count, since in tx.execute(query)]
