"""Gallring: nothing is deleted but by a recorded decision, confirmed once more, and that it went is noted."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.config import Config
from db import attachments, comments, events, people
from db.models import contents, metadata, replies
from db.register import sync
from db.retention import EMPTIED
from db.seals import seal_new
from db.store import Store
from db.words import EventAction, Ground
from handlers.attaching import put
from handlers.case import Case
from handlers.desk import Action, act
from handlers.receive import Incoming, receive
from handlers.registrar import asked
from tests.cli.conftest import Command
from tests.stores import migrated

LONG_AGO = datetime(2024, 3, 1, 9, 0, tzinfo=UTC)
RECENTLY = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
DECISION = (
    "gallra", "record", "KS 2026/12", "--decided-by", "Kommunstyrelsen", "--decided-on", "2026-01-10",
    "--closed-before", "2025-01-01",
)  # fmt: skip


@pytest.fixture
def store(config: Config) -> Iterator[Store]:
    """Five comments: answered long ago, removed long ago, open since long ago, answered recently, and one
    answered long ago that waits for its diary number.
    """
    path = migrated(config.path.parent / "var" / "svarsvakt.db")
    store = Store.open(f"sqlite:///{path}")
    book = config.rulebook()
    with store.write() as tx:
        sync(tx, config.register, LONG_AGO)
        anna = people.by_slug(tx, "anna")
        for number, at in enumerate((LONG_AGO, LONG_AGO, LONG_AGO, RECENTLY, LONG_AGO), 1):
            one = Incoming(
                account="kulturskolan-facebook",
                text=f"Hemligt {number}",
                author="Kim Svensson",
                written_at=at,
                external_id=f"fb-{number}",
            )
            receive(tx, book, [one], at)
            done = at + timedelta(hours=1)
            if number in {1, 4, 5}:
                act(
                    tx,
                    book,
                    person=anna,
                    action=Action.ANSWER,
                    number=number,
                    text="Hej Kim! /Anna",
                    now=done,
                )
        act(
            tx,
            book,
            person=anna,
            action=Action.REMOVE,
            number=2,
            ground=Ground.SPAM,
            reason="Kim igen",
            now=LONG_AGO + timedelta(hours=2),
        )
        for number, name, data in ((1, "kim.png", b"bild"), (4, "kim.png", b"bild"), (1, "k2.png", b"annan")):
            put(tx, number, name=name, media_type="x", data=data, by="it", now=LONG_AGO)
        assert anna is not None
        waiting = comments.several(tx, [5])[5]
        case = Case(
            comment=waiting, person=anna, supervises=False, book=book, slug="kulturskolan", now=LONG_AGO
        )
        asked(tx, case)
    seal_new(store, RECENTLY)
    yield store
    store.close()


def test_without_a_decision_nothing_may_go(svarsvakt: Command, store: Store) -> None:
    """L04: nothing is purged without a recorded decision."""
    said = svarsvakt("gallra")
    assert "Inget gallringsbeslut är antecknat, så ingenting får gallras." in said.out
    said = svarsvakt("gallra", "purge", "KS 2026/12", "--confirm", "2")
    assert (said.code, texts(store)) == (2, [f"Hemligt {number}" for number in range(1, 6)])


def texts(store: Store) -> list[str]:
    with store.read() as tx:
        return [one.text for _, one in sorted(comments.several(tx, range(1, 6)).items())]


def test_a_decision_shows_what_it_covers_and_what_is_kept(svarsvakt: Command, store: Store) -> None:
    assert "Ingenting har gallrats" in svarsvakt(*DECISION).out
    said = svarsvakt("gallra", "show", "ks 2026/12").out
    assert "Det omfattar 2 kommentarer, skrivna 2024-03-01 till 2024-03-01" in said
    assert "1 sparas tills registrator har gett diarienumret" in said
    assert "svarsvakt gallra purge ”KS 2026/12” --confirm 2" in said
    (row,) = svarsvakt("gallra", "show", "--json").rows
    assert (row["covers"], row["waits_for_number"], row["purged"]) == (2, 1, 0)
    assert texts(store)[0] == "Hemligt 1"


def test_the_second_confirmation_is_how_many(svarsvakt: Command, store: Store) -> None:
    """L04: it is confirmed by how many it covers."""
    svarsvakt(*DECISION)
    said = svarsvakt("gallra", "purge", "KS 2026/12", "--confirm", "3")
    assert (said.code, "omfattar 2 just nu. Ingenting gallrades" in said.err) == (1, True)
    assert svarsvakt("gallra", "purge", "KS 2026/12").code == 2
    assert texts(store)[0] == "Hemligt 1"


def test_what_is_purged_is_gone_from_the_file_and_the_chain_is_whole(
    svarsvakt: Command, store: Store, config: Config
) -> None:
    """L04: by a recorded decision, confirmed, noted; nothing else went."""
    svarsvakt(*DECISION)
    said = svarsvakt("gallra", "purge", "KS 2026/12", "--confirm", "2")
    assert "2 kommentarer gallrades enligt KS 2026/12" in said.out
    assert texts(store) == ["", "", "Hemligt 3", "Hemligt 4", "Hemligt 5"]
    with store.read() as tx:
        gone = comments.several(tx, [1])[1]
        assert (gone.author, gone.url, gone.external_id) == (None, None, "fb-1")
        last = events.of_comment(tx, 1)[-1]
        assert last.action is EventAction.PURGED
        assert last.facts is not None
        assert last.facts["decision"] == "KS 2026/12"
        assert [one.text for one in tx.execute(select(replies).where(replies.c.comment_id == 1))] == [""]
        assert {row.bytes for row in tx.execute(select(contents))} == {b"bild"}  # comment 4 has it too
        assert [one.name for one in attachments.of_comments(tx, [1, 4])] == ["", "kim.png", ""]
        assert "Kim igen" not in [event.reason for event in events.of_comment(tx, 2)]
    said = svarsvakt("verify")
    assert (said.code, "7 av dem är gallrade enligt ett antecknat beslut" in said.out) == (0, True)
    assert "Det omfattar ingenting just nu" in svarsvakt("gallra").out


def test_purged_without_a_decision_is_a_breach(svarsvakt: Command, store: Store, config: Config) -> None:
    with closing(sqlite3.connect(config.path.parent / "var" / "svarsvakt.db")) as file:
        file.execute("UPDATE comments SET text = '', author = NULL WHERE id = 1")
        file.execute("UPDATE seals SET salt = NULL WHERE row_id = 1 AND kind = 'event'")
        file.commit()
    assert svarsvakt("verify").code == 1


def test_a_purged_comment_is_not_taken_in_again(svarsvakt: Command, store: Store, config: Config) -> None:
    svarsvakt(*DECISION)
    svarsvakt("gallra", "purge", "KS 2026/12", "--confirm", "2")
    again = Incoming(
        account="kulturskolan-facebook", text="Hemligt 1", written_at=LONG_AGO, external_id="fb-1"
    )
    with store.write() as tx:
        (told,) = receive(tx, config.rulebook(), [again], RECENTLY)
    assert (told.number, told.new, texts(store)[0]) == (1, False, "")


@pytest.mark.parametrize(
    ("arguments", "code", "answer"),
    [
        (DECISION[:7], 2, "Ange --months eller --closed-before"),
        ((*DECISION, "--account", "nowhere"), 2, "Det finns inget konto"),
        ((*DECISION[:6], "igår", "--months", "3"), 2, "”igår” är ingen dag"),
        (("gallra", "show", "KS 9"), 2, "Inget gallringsbeslut är antecknat"),
    ],
)
def test_what_cannot_be_understood_is_answered(
    svarsvakt: Command, store: Store, arguments: tuple[str, ...], code: int, answer: str
) -> None:
    said = svarsvakt(*arguments)
    assert (said.code, answer in said.err) == (code, True)


def test_a_decision_is_not_changed(svarsvakt: Command, store: Store) -> None:
    svarsvakt(*DECISION)
    said = svarsvakt(*DECISION)
    assert (said.code, "är redan antecknat" in said.err) == (1, True)


def test_every_table_that_belongs_to_comments_is_known_to_the_purging() -> None:
    """Whoever adds a table with words about a comment says here what becomes of them."""
    known = {table.name for table in EMPTIED} | {"attachments"}
    no_words = {"notices", "registrations"}  # codes, times, a diary number
    about = {
        table.name
        for table in metadata.sorted_tables
        if any(key.column.table.name == "comments" for column in table.columns for key in column.foreign_keys)
    }
    assert about == known | no_words
