"""What was removed can be shown two years later, and that nobody has touched it since."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from db import seals as sealing
from db.models import comments, events, replies
from db.models import seals as seals_table
from db.seal_check import Breach, Checked, check
from db.seals import BEGINNING, seal_new
from db.store import Store
from db.words import EventAction, Ground
from handlers.desk import Action
from scheduler.rulebook import RuleBook
from tests.newsroom import newsroom
from tests.stories.office import Office, at

SEALED = "2026-11-23 17:00"


def checked(office: Office, noted: str | None = None) -> Checked:
    with office.store.read() as tx:
        return check(tx, noted=noted)


def breaches(office: Office, noted: str | None = None) -> list[tuple[Breach, int | None]]:
    return [(found.breach, found.comment_id) for found in checked(office, noted).found]


@pytest.fixture
def day(office: Office) -> Office:
    """A threat removed, a question answered; everything sealed at the day's end."""
    threat = office.comes(text="Jag vet var ni bor", author="Hotfull Person")
    asked = office.comes()
    office.act(office.newsroom.anna, Action.REMOVE, threat, ground=Ground.THREAT, reason="Hot mot en kollega")
    office.act(office.newsroom.anna, Action.ANSWER, asked, text="Ja, från tio. /Anna")
    seal_new(office.store, at(SEALED))
    return office


def test_what_happened_is_sealed_by_the_clock_and_found_whole(day: Office) -> None:
    """B07, L01, M30: what was removed is kept, and that it was not touched can be shown."""
    found = checked(day)
    assert (found.found, found.seals, found.waiting) == ((), 5, 0)
    assert found.head != BEGINNING
    assert seal_new(day.store, at(SEALED)) == 0


TAMPERED: dict[str, tuple[Any, tuple[Breach, int | None]]] = {
    "the text that the public wrote": (
        update(comments).where(comments.c.id == 1).values(text="Hej!"),
        (Breach.CHANGED, 1),
    ),
    "who wrote it": (update(comments).where(comments.c.id == 1).values(author="Kim"), (Breach.CHANGED, 1)),
    "the ground": (
        update(events).where(events.c.ground == Ground.THREAT).values(ground=Ground.SPAM),
        (Breach.CHANGED, 1),
    ),
    "who did it": (
        update(events).where(events.c.ground == Ground.THREAT).values(person_id=2),
        (Breach.CHANGED, 1),
    ),
    "the reply": (update(replies).values(text="Nej. /Anna"), (Breach.CHANGED, 2)),
    "an event taken out": (delete(events).where(events.c.ground == Ground.THREAT), (Breach.GONE, None)),
    "a salt taken without a decision": (
        update(seals_table).where(seals_table.c.id == 1).values(salt=None),
        (Breach.CHANGED, 1),
    ),
}


@pytest.mark.parametrize("what", TAMPERED)
def test_whoever_changes_what_happened_is_seen(day: Office, what: str) -> None:
    change, expected = TAMPERED[what]
    with day.store.write() as tx:
        tx.execute(change)
    assert expected in breaches(day)
    assert {about for _, about in breaches(day)} <= {expected[1], None, 1}


def test_a_seal_taken_out_or_changed_breaks_the_chain(day: Office) -> None:
    with day.store.write() as tx:
        tx.execute(delete(seals_table).where(seals_table.c.id == 3))
    assert (Breach.CHAIN, None) in breaches(day)
    assert checked(day).seals == 5


def test_a_record_put_in_between_is_seen(day: Office) -> None:
    seal_new(day.store, at(SEALED) + timedelta(minutes=16))  # no transaction takes longer
    with day.store.write() as tx:
        tx.execute(
            insert(events).values(id=0, comment_id=2, episode=1, at=at(SEALED), action=EventAction.CLAIMED)
        )
    assert breaches(day) == [(Breach.SLIPPED_IN, 2)]


def test_a_chain_that_was_rewritten_from_the_start_lacks_the_hash_that_was_noted(day: Office) -> None:
    """Whoever owns the database can make a whole new chain; not one with the hash that the log has."""
    noted = checked(day).head
    office = day
    assert breaches(office, noted) == []
    with office.store.write() as tx:
        tx.execute(update(comments).where(comments.c.id == 1).values(text="Hej!"))
        tx.execute(delete(seals_table))
        tx.execute(text("DELETE FROM marks WHERE name = 'sealed'"))
    seal_new(office.store, at(SEALED))
    assert breaches(office) == []
    assert breaches(office, noted) == [(Breach.OTHER_HEAD, None)]


def test_the_hash_noted_yesterday_is_still_in_the_chain_tomorrow(day: Office) -> None:
    noted = checked(day).head
    day.comes("2026-11-24 09:00")
    seal_new(day.store, at("2026-11-24 09:01"))
    found = checked(day, noted)
    assert (found.found, found.seals) == ((), 6)
    assert found.head != noted


def test_what_happened_this_minute_waits_for_its_seal_and_is_no_breach(day: Office) -> None:
    day.comes("2026-11-24 09:00")
    found = checked(day)
    assert (found.found, found.waiting) == ((), 1)


def test_years_from_before_there_were_seals_are_sealed_a_part_at_a_time(office: Office) -> None:
    for _ in range(7):
        office.comes()
    counts = [seal_new(office.store, at(SEALED), page=2, most_pages=2) for _ in range(3)]
    assert (counts, breaches(office)) == ([4, 3, 0], [])


def test_two_machines_that_seal_at_once_make_one_chain(office: Office) -> None:
    for _ in range(20):
        office.comes()
    machines = [Thread(target=seal_new, args=(office.store, at(SEALED))) for _ in range(4)]
    for machine in machines:
        machine.start()
    for machine in machines:
        machine.join()
    found = checked(office)
    assert (found.found, found.seals) == ((), 20)


@pytest.mark.postgres
def test_what_was_begun_earlier_and_committed_later_is_sealed_when_it_comes_to_light(
    postgres_store: Store, book: RuleBook
) -> None:
    """On PostgreSQL a transaction may take its numbers before others and commit after them."""
    with postgres_store.write() as tx:
        office = Office(store=postgres_store, book=book, newsroom=newsroom(tx))
    number = office.comes()
    seal_new(office.store, at(SEALED))
    slow = office.store.engine.connect()
    begun = slow.begin()
    values = {"comment_id": number, "episode": 1, "at": at(SEALED), "action": EventAction.CLAIMED}
    slow.execute(insert(events).values(**values))
    office.comes()
    seal_new(office.store, at(SEALED) + timedelta(seconds=15))
    begun.commit()
    slow.close()
    assert breaches(office) == []
    assert seal_new(office.store, at(SEALED) + timedelta(seconds=30)) == 1
    later = at(SEALED) + timedelta(minutes=16)
    seal_new(office.store, later)
    with office.store.read() as tx:
        assert sealing.settled(tx) == max(tx.execute(select(events.c.id)).scalars())
    assert breaches(office) == []


def test_a_glance_at_what_is_sealed_is_one_statement(day: Office, counted: Callable[[], list[str]]) -> None:
    seal_new(day.store, at(SEALED))
    before = len(counted())
    seal_new(day.store, at(SEALED) + timedelta(seconds=15))
    asked = [sql for sql in counted()[before:] if sql.startswith("SELECT")]
    assert len(asked) <= (2 if day.store.is_postgres else 1)


@pytest.fixture
def counted(office: Office) -> Iterator[Callable[[], list[str]]]:
    from sqlalchemy import event

    said: list[str] = []

    def note(_c: Any, _cursor: Any, sql: str, *_: Any) -> None:
        said.append(sql)

    event.listen(office.store.engine, "before_cursor_execute", note)
    yield lambda: list(said)
    event.remove(office.store.engine, "before_cursor_execute", note)
