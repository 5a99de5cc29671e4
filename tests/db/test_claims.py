"""Who may write to whom now: one process a recipient, nobody waits for another, the oldest first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from db import claims, outbox
from db.outbox import NewNotice
from db.store import Store
from db.words import NoticeKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)
OLD = NewNotice(key="old", kind=NoticeKind.OPERATOR, recipient="operator", send_at=NOW - A_SECOND)
NEW = replace(OLD, key="new", recipient="person:7", send_at=NOW)


def test_the_recipient_whose_row_waits_longest_comes_first_and_then_keeps_its_pace(store: Store) -> None:
    with store.write() as tx:
        outbox.add(tx, [NEW, OLD], NOW)
        assert claims.lock_next(tx, NOW) == "operator"
        claims.pace(tx, "operator", NOW + A_SECOND)
        assert claims.lock_next(tx, NOW) == "person:7"
        claims.pace(tx, "person:7", NOW + A_SECOND)
        assert claims.lock_next(tx, NOW) is None
        assert claims.lock_next(tx, NOW + A_SECOND) == "operator"


def test_an_earlier_wish_never_shortens_a_pace(store: Store) -> None:
    with store.write() as tx:
        outbox.add(tx, [OLD], NOW)
        claims.pace(tx, "operator", NOW + 2 * A_SECOND)
        claims.pace(tx, "operator", NOW + A_SECOND)
        assert claims.lock_next(tx, NOW + A_SECOND) is None
        assert claims.lock_next(tx, NOW + 2 * A_SECOND) == "operator"


@pytest.mark.postgres
def test_two_processes_take_two_recipients_and_a_third_goes_away_without_waiting(
    postgres_store: Store,
) -> None:
    with postgres_store.write() as tx:
        outbox.add(tx, [OLD, NEW], NOW)
        claims.lock_next(tx, NOW)  # both have been written to before
    with postgres_store.write() as one, postgres_store.write() as two, postgres_store.write() as three:
        for tx in (two, three):
            tx.execute(text("SET LOCAL lock_timeout = '2s'"))
        assert claims.lock_next(one, NOW) == "operator"
        assert claims.lock_next(two, NOW) == "person:7"
        assert claims.lock_next(three, NOW) is None
