"""The benchmarks run: each in its smallest size, so that they still do when they are needed."""

import pytest

from tests.bench import flood, ingest, memory, outbox, polling, webhooks
from tests.postgres import Postgres


def test_ingest_is_measured_each_way() -> None:
    rows = list(ingest.measure(turns=1, one_by_one=3, in_bulk=5))
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    assert len(rows) == 4


@pytest.mark.postgres
def test_two_workers_send_every_card_once(postgres: Postgres) -> None:
    assert outbox.sent_a_second(postgres, 2, takes=0.0, units=1) > 0


def test_a_busy_bot_is_measured() -> None:
    since_start, since_half = memory.measure(first=20, many=60, settles=0.2)
    assert since_start.ours == since_half.ours > 0
    messages, slowest = flood.measure(many=60, minutes=0.5, waits=0)
    assert messages.theirs == 60
    assert slowest.met


def test_an_hour_of_polling_is_measured() -> None:
    """As many comments come in as the public wrote."""
    rows = list(polling.measure(sizes=(1,)))
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    assert len(rows) == 3


def test_deliveries_are_measured_each_way() -> None:
    rows = list(webhooks.in_process(turns=1, single=2, batches=1))
    assert all(row.ours > 0 and row.theirs > 0 for row in rows)
    assert len(rows) == 4
