"""The one double that cannot be closed: a process frozen past its lease between its last check and its send.

It is bounded (one message a frozen process) and reported by the auditor every time.
"""

import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import load
from db.store import Store
from scheduler.audit import audit
from scheduler.gaps import GapKind
from tests.faults.crash.storm import Storm, Weather
from tests.postgres import Postgres

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CARD = "card:1:1"


@pytest.fixture
def office(tmp_path: Path, postgres: Postgres) -> Iterator[Storm]:
    """Two machines, one PostgreSQL; nobody is killed."""
    weather = Weather(seed=1, kills=0, begins=TUESDAY, replicas=2, faults=False)
    with Storm(weather, tmp_path, postgres.new_database()) as storm:
        yield storm


def cards(office: Storm) -> list[str]:
    return [
        message["ts"]
        for message in office.place.posted()
        if message["metadata"]["event_payload"]["notices"] == CARD
    ]


def test_a_process_frozen_past_its_lease_doubles_one_message_and_the_auditor_says_so(office: Storm) -> None:
    office.bear(0, step="checked", freezes=True)
    office.pid(0)
    office.wait_until(lambda: office.public.hand_in_one(office.ports[0]))
    frozen = office.pid(0)
    office.wait_until(lambda: state_of(frozen) == "T")
    assert cards(office) == [], "it froze before it sent"

    office.bear(1)
    office.wait_until(lambda: len(cards(office)) == 1)  # its lease ran out, the other looked, then sent
    os.kill(frozen, signal.SIGCONT)
    office.wait_until(lambda: len(cards(office)) == 2)

    store = Store.open(office.database)
    book = load(office.config, office.environment).rulebook(1)

    def reported() -> bool:
        with store.read() as tx:
            gaps = audit(tx, book, office.clock())
        return [(gap.kind, gap.key) for gap in gaps] == [(GapKind.POSSIBLE_DOUBLE, f"{CARD}#1")]

    office.wait_until(reported)
    store.close()
    assert len(cards(office)) == 2, "one frozen process, one message too many, never more"


def state_of(pid: int) -> str:
    """T: stopped."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
