"""The outbox's one guarantee: a key is one row, whoever adds it and however often."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from db import outbox
from db.outbox import NewNotice
from db.store import Store
from db.words import NoticeKind

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
GAP = NewNotice(
    key="operator:was_down:2026-11-23", kind=NoticeKind.OPERATOR, recipient="operator", send_at=NOW
)


def test_a_key_that_is_there_is_passed_over_whether_it_comes_alone_or_with_itself(store: Store) -> None:
    with store.write() as tx:
        outbox.add(tx, [GAP, GAP], NOW)
    with store.write() as tx:
        outbox.add(tx, [GAP], NOW)
        assert [row.key for row in outbox.listed(tx)] == [GAP.key]


def test_one_row_that_cannot_be_there_yet_is_refused_when_it_is(store: Store) -> None:
    with store.write() as tx:
        outbox.add_one(tx, GAP, NOW)
    with pytest.raises(IntegrityError), store.write() as tx:
        outbox.add_one(tx, GAP, NOW)
