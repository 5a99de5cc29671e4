"""What an audit reads: everything about a span of days, in a fixed number of statements."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import Connection, select

from db.models import events, notices, rounds
from db.rows import Event, Notice, Round, columns, made

AT_ONCE = 5000
"""Numbers asked for in one statement: PostgreSQL takes 65,535 parameters, SQLite 32,766."""


def events_of(tx: Connection, comment_ids: Sequence[int]) -> dict[int, list[Event]]:
    """Everything that happened to these comments, in order."""
    found: dict[int, list[Event]] = {}
    for start in range(0, len(comment_ids), AT_ONCE):
        query = (
            select(*columns(Event, events))
            .where(events.c.comment_id.in_(comment_ids[start : start + AT_ONCE]))
            .order_by(events.c.at, events.c.id)
        )
        for row in tx.execute(query):
            found.setdefault(row.comment_id, []).append(made(Event, row))
    return found


def notices_of(tx: Connection, comment_ids: Sequence[int]) -> dict[int, list[Notice]]:
    """Everything that was or will be said of these comments, in order."""
    found: dict[int, list[Notice]] = {}
    for start in range(0, len(comment_ids), AT_ONCE):
        query = (
            select(*columns(Notice, notices))
            .where(notices.c.comment_id.in_(comment_ids[start : start + AT_ONCE]))
            .order_by(notices.c.id)
        )
        for row in tx.execute(query):
            found.setdefault(row.comment_id, []).append(made(Notice, row))
    return found


def with_keys(tx: Connection, keys: Collection[str]) -> dict[str, Notice]:
    """The rows of the outbox with these keys."""
    wanted = sorted(keys)
    found: dict[str, Notice] = {}
    for start in range(0, len(wanted), AT_ONCE):
        query = select(*columns(Notice, notices)).where(notices.c.key.in_(wanted[start : start + AT_ONCE]))
        found.update({row.key: made(Notice, row) for row in tx.execute(query)})
    return found


def rounds_since(tx: Connection, unit_ids: Collection[int], first: date) -> list[Round]:
    """The rounds of these units from that day on."""
    query = (
        select(*columns(Round, rounds))
        .where(rounds.c.unit_id.in_(sorted(unit_ids)), rounds.c.day >= first)
        .order_by(rounds.c.at)
    )
    return [made(Round, row) for row in tx.execute(query)] if unit_ids else []
