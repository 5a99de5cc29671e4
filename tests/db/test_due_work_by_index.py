"""What the clock asks every few seconds costs the same however much is stored: it goes by a partial index."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    String,
    Table,
    cast,
    event,
    insert,
    literal,
    select,
)

from db import claims, crises, drafts, horizon, messages, outcomes, planning, rounds, waits
from db import models as tables
from db.store import Store
from db.words import CommentState, CrisisHours, CrisisState, NoticeKind, NoticeState, RoundState
from tests.newsroom import Newsroom, newsroom

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
STORED = 20_000
"""Enough for PostgreSQL to prefer an index to reading the table through."""

ASKED = {
    "due rows of the outbox": (lambda tx: claims.lock_next(tx, NOW), "ix_notices_due"),
    "a recipient's due rows": (lambda tx: claims.due_of(tx, "unit:1", NOW, limit=1), "ix_notices_due"),
    "rows to gather": (lambda tx: claims.waiting(tx, "unit:1", NOW), "ix_notices_due"),
    "doubtful rows": (
        lambda tx: outcomes.claim_doubtful(tx, NOW, owner="me", lease=timedelta(seconds=60)),
        "ix_notices_leased",
    ),
    "whether a comment waits": (lambda tx: waits.look(tx, NOW), "ix_comments_attend"),
    "whether a round waits": (lambda tx: waits.look(tx, NOW), "ix_rounds_open"),
    "whether a crisis is over": (lambda tx: waits.look(tx, NOW), "ix_crises_running"),
    "the crises that run": (crises.running, "ix_crises_running"),
    "drafts that wait": (drafts.waited_for, "ix_comments_draft"),
    "comments to look at": (lambda tx: planning.to_attend(tx, NOW, 200), "ix_comments_attend"),
    "rounds that have begun": (lambda tx: rounds.begun(tx, NOW), "ix_rounds_open"),
    "messages out of date": (
        lambda tx: messages.claim_stale(tx, NOW, timedelta(seconds=60)),
        "ix_messages_stale",
    ),
    "messages that show a comment": (
        lambda tx: messages.touch_comment(tx, 17),
        "pk_messages or INTEGER PRIMARY KEY",
    ),
    "the next row to leave": (horizon.first_send, "ix_notices_due"),
}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def full(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store in which much has been sent and answered, and nothing is due. No other test must empty it."""
    if request.param == "sqlite":
        store: Store = request.getfixturevalue("sqlite_store")
    else:
        store = Store.open(request.getfixturevalue("postgres").new_database())
        tables.metadata.create_all(store.engine)
    with store.write() as tx:
        _fill(tx, newsroom(tx))
    if store.is_postgres:
        with store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("ANALYZE")
    yield store
    store.close()


def test_due_work_is_found_by_its_partial_index(full: Store) -> None:
    read_through = {}
    for question, (ask, index) in ASKED.items():
        with full.write() as tx:
            asked = _statements(full.engine, tx, ask)
            plans = [json.dumps(_explain(tx, sql, parameters)) for sql, parameters in asked]
        if not any(name in plan for plan in plans for name in index.split(" or ")):
            read_through[question] = plans
    assert read_through == {}


def _statements(engine: Engine, tx: Connection, ask: Any) -> list[tuple[str, Any]]:
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        asked.append((sql, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        ask(tx)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return [one for one in asked if one[0].lstrip().upper().startswith(("SELECT", "UPDATE"))]


def _explain(tx: Connection, sql: str, parameters: Any) -> list[str]:
    word = "EXPLAIN" if tx.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    return [" ".join(map(str, row)) for row in tx.exec_driver_sql(f"{word} {sql}", parameters)]


def _fill(tx: Connection, newsroom: Newsroom) -> None:
    first = select(literal(1).label("n")).cte("numbers", recursive=True)
    numbers = first.union_all(select(first.c.n + 1).where(first.c.n < STORED))
    n, named = numbers.c.n, cast(numbers.c.n, String)

    def many(table: Table, **values: Any) -> None:
        """As many rows, made where they are stored: it takes a tenth of the time."""
        made = [
            value if isinstance(value, ColumnElement) else literal(value, table.c[name].type)
            for name, value in values.items()
        ]
        tx.execute(insert(table).from_select(list(values), select(*made), include_defaults=True))

    many(
        tables.messages,
        id=n, batch="b" + named, kind=NoticeKind.CARD, recipient="unit:1", channel="C", reference=named,
        sent_at=NOW,
    )  # fmt: skip
    many(
        tables.comments,
        id=n, account_id=newsroom.blog.id, unit_id=newsroom.unit.id, external_id=named, source="test",
        text="Tack!", written_at=NOW, first_seen_at=NOW, week="2026-W48", state=CommentState.ANSWERED,
        episode_at=NOW, due_at=NOW, last_working_moment=NOW,
    )  # fmt: skip
    many(
        tables.crises,
        id=n, unit_id=newsroom.unit.id, state=CrisisState.OVER, why="Branden", account_ids=[newsroom.blog.id],
        every_minutes=60, hours=CrisisHours.WORKING, ends_at=NOW - timedelta(hours=1),
        started_at=NOW - timedelta(hours=2),
    )  # fmt: skip
    many(
        tables.notices,
        id=n, key="card:" + named + ":1", kind=NoticeKind.CARD, recipient="unit:1", comment_id=n,
        created_at=NOW, send_at=NOW - timedelta(hours=1), state=NoticeState.SENT, message_id=n,
        batch="b" + named,
    )  # fmt: skip
    tx.execute(
        insert(tables.rounds),
        [
            {
                "id": each, "unit_id": newsroom.unit.id, "day": NOW.date() - timedelta(days=each),
                "number": 1, "at": NOW - timedelta(days=each), "ends_at": NOW - timedelta(days=each),
                "state": RoundState.DONE,
            }
            for each in range(1, 5000)
        ],
    )  # fmt: skip
