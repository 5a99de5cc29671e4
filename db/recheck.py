"""What a claim reads before it lets rows leave: a fixed number of statements, however many rows."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from db.models import comments, notices, replies, rounds
from db.outbox import PENDING
from db.rows import Notice, Round, columns, made
from db.words import NoticeKind, SignatureResult


def mended(tx: Connection, reply_ids: Collection[int]) -> frozenset[int]:
    """Those of these replies whose signature is no question any more."""
    if not reply_ids:
        return frozenset()
    query = select(replies.c.id).where(
        replies.c.id.in_(sorted(set(reply_ids))),
        (replies.c.mended_at.is_not(None)) | (replies.c.signature == SignatureResult.SIGNED),
    )
    return frozenset(tx.execute(query).scalars())


def rounds_between(
    tx: Connection, unit_ids: Collection[int], since: datetime, until: datetime
) -> list[Round]:
    """The rounds of these units in this time."""
    if not unit_ids:
        return []
    query = (
        select(*columns(Round, rounds))
        .where(
            rounds.c.unit_id.in_(sorted(set(unit_ids))),
            rounds.c.day >= since.date() - timedelta(days=1),
            rounds.c.day <= until.date() + timedelta(days=1),
            rounds.c.at >= since,
            rounds.c.at <= until,
        )
        .order_by(rounds.c.at)
    )
    return [made(Round, row) for row in tx.execute(query)]


def calls(tx: Connection, round_ids: Collection[int], keys: Collection[str]) -> dict[int, Notice]:
    """The calls of these rounds, found by their keys."""
    if not round_ids or not keys:
        return {}
    query = select(*columns(Notice, notices)).where(
        notices.c.key.in_(sorted(keys)), notices.c.kind == NoticeKind.ROUND
    )
    found = (made(Notice, row) for row in tx.execute(query))
    return {row.round_id: row for row in found if row.round_id is not None}


def flooded(
    tx: Connection, account_ids: Collection[int], *, since: datetime, more_than: int
) -> frozenset[int]:
    """The accounts with more than so many new comments since then."""
    if not account_ids:
        return frozenset()
    query = (
        select(comments.c.account_id)
        .where(
            comments.c.account_id.in_(sorted(set(account_ids))),
            comments.c.first_seen_at > since,
            ~comments.c.history,
        )
        .group_by(comments.c.account_id)
        .having(func.count() > more_than)
    )
    return frozenset(tx.execute(query).scalars())


def first_waiting_card(tx: Connection, account_ids: Collection[int]) -> dict[int, datetime]:
    """When the oldest fresh card that waits on each of these accounts was made."""
    if not account_ids:
        return {}
    query = (
        select(notices.c.account_id, notices.c.created_at)
        .where(
            PENDING,
            notices.c.kind == NoticeKind.CARD,
            or_(notices.c.gather.is_(None), notices.c.gather.startswith("flood:")),
            notices.c.account_id.in_(sorted(set(account_ids))),
        )
        .order_by(notices.c.created_at)
    )
    first: dict[int, datetime] = {}
    for account_id, created_at in tx.execute(query):
        first.setdefault(account_id, created_at)
    return first


def account_ids(rows: Sequence[Notice]) -> set[int]:
    """The accounts that rows are about."""
    return {row.account_id for row in rows if row.account_id is not None}
