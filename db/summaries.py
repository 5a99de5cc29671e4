"""What a week's summary counts: a few GROUP BY queries on the index of unit and week."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from db.models import comments, confirmations, replies, rounds
from db.rows import Round, columns, made
from db.words import CommentState, Ground, RoundState, SignatureResult

IN_TIME, LATE, WAITING, LATE_SEEN = "in_time", "late", "waiting", "late_seen"


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many comments of a week stand alike."""

    week: str
    how: str
    state: CommentState
    ground: Ground | None
    count: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Scope:
    """Which comments are summed up: a unit's of these weeks; only these accounts' if given."""

    unit_id: int
    weeks: Sequence[str]
    account_ids: Collection[int] | None = None

    def where(self) -> list[ColumnElement[bool]]:
        """The conditions, history left out."""
        found: list[ColumnElement[bool]] = [
            comments.c.unit_id == self.unit_id,
            comments.c.week.in_(self.weeks),
            ~comments.c.history,
        ]
        if self.account_ids is not None:
            found.append(comments.c.account_id.in_(sorted(self.account_ids)))
        return found


def counts(tx: Connection, scope: Scope, now: datetime) -> list[Count]:
    """How the comments received in these weeks were handled; each is counted once."""
    how: Any = case(
        (comments.c.late_seen, LATE_SEEN),
        (comments.c.met_at <= comments.c.due_at, IN_TIME),
        (comments.c.met_at.is_(None) & (comments.c.due_at >= now), WAITING),
        else_=LATE,
    )
    query = (
        select(comments.c.week, how.label("how"), comments.c.state, comments.c.ground, func.count())
        .where(*scope.where())
        .group_by(comments.c.week, "how", comments.c.state, comments.c.ground)
    )
    return [
        Count(week=week, how=how, state=state, ground=ground, count=count)
        for week, how, state, ground, count in tx.execute(query)
    ]


def minutes(tx: Connection, scope: Scope) -> list[tuple[str, int, int]]:
    """Week, working minutes until the answer time was met, and how many took so long; shortest first.

    What was first seen past its answer time is counted apart.
    """
    took = comments.c.met_working_minutes
    query = (
        select(comments.c.week, took, func.count())
        .where(*scope.where(), took.is_not(None), ~comments.c.late_seen)
        .group_by(comments.c.week, took)
        .order_by(comments.c.week, took)
    )
    return [(week, minute, count) for week, minute, count in tx.execute(query)]


def unsigned(tx: Connection, scope: Scope) -> list[tuple[str, datetime, datetime | None]]:
    """Week, when it was published and when it was mended, of each reply that lacked its signature."""
    query = (
        select(comments.c.week, replies.c.at, replies.c.mended_at)
        .join(replies, replies.c.comment_id == comments.c.id)
        .where(*scope.where(), replies.c.signature == SignatureResult.UNSIGNED)
    )
    return [(week, at, mended_at) for week, at, mended_at in tx.execute(query)]


def judged_rounds(tx: Connection, unit_id: int, first: date, last: date, now: datetime) -> list[Round]:
    """The unit's rounds of these days that are over: done, missed, or past their end."""
    over = rounds.c.state.in_((RoundState.DONE, RoundState.MISSED)) | (rounds.c.ends_at <= now)
    query = (
        select(*columns(Round, rounds))
        .where(rounds.c.unit_id == unit_id, rounds.c.day >= first, rounds.c.day <= last, over)
        .order_by(rounds.c.at)
    )
    return [made(Round, row) for row in tx.execute(query)]


def confirmed(tx: Connection, unit_id: int, first: date, last: date) -> set[tuple[int, int]]:
    """Which accounts were looked at in which rounds of these days."""
    query = (
        select(confirmations.c.round_id, confirmations.c.account_id)
        .join(rounds, rounds.c.id == confirmations.c.round_id)
        .where(rounds.c.unit_id == unit_id, rounds.c.day >= first, rounds.c.day <= last)
    )
    return {(round_id, account_id) for round_id, account_id in tx.execute(query)}
