"""`svarsvakt verify` as whoever answers for the records meets it."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.config import Config
from db.register import sync
from db.seals import seal_new
from db.store import Store
from handlers.receive import Incoming, receive
from tests.cli.conftest import Command
from tests.stores import migrated

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)


@pytest.fixture
def file(config: Config) -> Path:
    """A store with two comments, sealed."""
    path = migrated(config.path.parent / "var" / "svarsvakt.db")
    store = Store.open(f"sqlite:///{path}")
    with store.write() as tx:
        sync(tx, config.register, FRIDAY)
        came = [
            Incoming(
                account="kulturskolan-facebook", text=text, author="Kim", written_at=FRIDAY, external_id=text
            )
            for text in ("Hej!", "Hur anmäler jag mig?")
        ]
        receive(tx, config.rulebook(), came, FRIDAY)
    seal_new(store, FRIDAY)
    store.close()
    return path


def test_a_store_that_nobody_has_touched_is_whole(svarsvakt: Command, file: Path) -> None:
    said = svarsvakt("verify")
    assert said.code == 0
    assert "2 uppgifter är som när de förseglades" in said.out
    (row,) = svarsvakt("verify", "--json").rows
    assert (row["whole"], row["seals"], row["breaches"]) == (True, 2, [])
    assert row["head"] in said.out
    assert svarsvakt("verify", "--head", row["head"]).code == 0


def test_a_tampered_log_is_told_record_by_record_and_without_its_text(svarsvakt: Command, file: Path) -> None:
    """B07, L01: the record is named, and when it was sealed."""
    with sqlite3.connect(file) as tampered:
        tampered.execute("UPDATE comments SET text = 'Något annat' WHERE id = 2")
    tampered.close()
    said = svarsvakt("verify")
    assert said.code == 1
    assert "Händelse 2 om kommentar 2 lyder inte längre som när det förseglades" in said.out
    assert "Något annat" not in said.out
    (row,) = svarsvakt("verify", "--json").rows
    assert [(found["breach"], found["comment"]) for found in row["breaches"]] == [("changed", 2)]


def test_a_hash_that_is_not_there_any_more(svarsvakt: Command, file: Path) -> None:
    said = svarsvakt("verify", "--head", "ab" * 32)
    assert (said.code, "Den antecknade hashsumman finns inte i kedjan" in said.out) == (1, True)
    assert svarsvakt("verify", "--head", "hej").code == 2


def test_a_store_without_seals_says_so(svarsvakt: Command) -> None:
    said = svarsvakt("verify")
    assert (said.code, "Ingenting är förseglat ännu" in said.out) == (0, True)
