"""Whoever changes a record behind the bot's back is seen: column by column, row by row."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Column, Integer, Table, delete, insert, select, text, update

from bot.fetching import fetch_due
from bot.texts import texts
from db import handouts, retention
from db.models import (
    attachments,
    changes,
    comments,
    contents,
    events,
    registrations,
    replies,
    retention_decisions,
    seals,
)
from db.models import handouts as handouts_table
from db.retention import Covers
from db.seal_check import Found, check
from db.sealed import AS_RECEIVED
from db.seals import seal_new
from db.types import UtcDateTime
from db.words import EventAction, Ground
from handlers.desk import Action
from handlers.outcome import FormKind
from tests.stories.office import STOCKHOLM, Office, at

SEALED = "2026-11-23 17:00"
PICTURE = '[{"id": "F1", "name": "hot.png", "mimetype": "image/png", "size": 1200}]'
WHOLE: tuple[Table, ...] = (events, changes, retention_decisions, handouts_table)
"""Tables of which every column is sealed."""
BESIDE: dict[Table, tuple[str, ...]] = {
    comments: (*AS_RECEIVED, "written_at", "state", "ground", "flagged"),
    replies: ("comment_id", "at", "person_id", "text"),
    attachments: ("comment_id", "name", "sha256", "state"),
    contents: ("sha256", "bytes"),
    registrations: ("comment_id", "diary_number"),
    seals: ("id", "kind", "row_id", "salt", "digest", "hash"),
}
"""And of these, the columns that records rest on; docs/records.md says which do not."""
COLUMNS = [
    *((table, column.name) for table in WHOLE for column in table.columns),
    *((table, name) for table, names in BESIDE.items() for name in names),
]


@pytest.fixture
def day(office: Office) -> Office:
    """A threat removed with a picture of it and a diary number, a question answered; all of it sealed."""
    anna = office.newsroom.anna
    threat = office.comes(text="Jag vet var ni bor", author="Hotfull Person", thread_id="t", parent_id="p")
    asked = office.comes()
    fields = {"ground": "threat", "reason": "Hot", "picture": PICTURE, "registrar": "yes"}
    office.sends(anna, FormKind.REMOVE, fields, number=threat)
    fetch_due(office.store, lambda *_: b"bytes", lambda: at("2026-11-23 10:01"))
    office.says(anna, f"registrator {threat} KS 2026/118")
    office.act(anna, Action.ANSWER, asked, text="Ja, från tio. /Anna")
    office.says(office.newsroom.cecilia, "regler answer.hours 48")
    now = at("2026-11-23 16:00")
    with office.store.write() as tx:
        given = {"reference": "KS 27/1", "decided_by": "KS", "decided_on": now.date(), "recorded_by": "it"}
        retention.record(tx, given, Covers(months=24), now)
        handouts.add(
            tx, by=anna.id, by_name="Anna", asked={"author": "Kim"}, comments=1, withheld=[2],
            reviewed_by="Rut", sha256="a" * 64, now=now,
        )  # fmt: skip
    seal_new(office.store, at(SEALED))
    seal_new(office.store, at(SEALED) + timedelta(minutes=16))
    return office


def found(office: Office) -> tuple[Found, ...]:
    with office.store.read() as tx:
        return check(tx).found


def other(column: Column[Any], value: Any) -> Any:
    """Something else that the column may hold."""
    if column.name in {"covers", "asked", "facts", "withheld"}:
        return {"other": 1}
    if column.name == "flagged":
        return False
    if isinstance(column.type, UtcDateTime):
        return (value or at(SEALED)) + timedelta(minutes=1)
    if column.name == "row_id":
        return 900
    if isinstance(column.type, Integer):
        return 77 if column.primary_key else 2 if value == 1 else 1
    enum = getattr(column.type, "enum_class", None)
    if enum is not None:
        return next(each for each in enum if each != value)
    if isinstance(value, bytes):
        return b"other"
    if hasattr(value, "toordinal"):
        return value + timedelta(days=1)
    return "b" * 64 if column.name in {"sha256", "digest", "hash"} else "annat"


def unseen(office: Office, *statements: Any) -> bool:
    """Whether somebody could do this to the database and nobody would see; it is undone again."""
    with office.store.write() as tx:
        apart = "session_replication_role = replica" if office.store.is_postgres else ""
        tx.execute(text(f"SET LOCAL {apart}" if apart else "PRAGMA defer_foreign_keys = ON"))
        for statement in statements:
            tx.execute(statement)
        seen = check(tx)
        tx.rollback()
    return not seen.found and seen.seals > 0


def test_whatever_is_changed_in_a_column_is_seen(day: Office) -> None:
    """L01, B07: each column of each record, as it was when it was sealed."""
    assert found(day) == ()
    missed = []
    for table, name in COLUMNS:
        key, column = next(iter(table.primary_key.columns)), table.c[name]
        with day.store.read() as tx:
            row = tx.execute(select(key, column).order_by(key).limit(1)).one()
        changed = update(table).where(key == row[0]).values({name: other(column, row[1])})
        if unseen(day, changed):
            missed.append(f"{table.name}.{name}")
    assert missed == []


def test_whatever_is_taken_out_is_seen(day: Office) -> None:
    """B07: the first row of each table, and all of them."""
    for table in (*WHOLE, *BESIDE):
        key = next(iter(table.primary_key.columns))
        first = key == select(key).order_by(key).limit(1).scalar_subquery()
        assert not unseen(day, delete(table).where(first)), table.name
        assert not unseen(day, delete(table)), table.name


PUT_IN: dict[Table, dict[str, Any]] = {
    events: {"id": 0, "comment_id": 2, "episode": 1, "at": at(SEALED), "action": EventAction.CLAIMED},
    replies: {
        "comment_id": 1, "episode": 1, "at": at(SEALED), "text": "Aldrig sagt", "signature": "signed",
    },
    attachments: {
        "comment_id": 2, "at": at(SEALED), "name": "x.png", "media_type": "image/png", "size": 1,
        "sha256": "c" * 64, "state": "stored",
    },
    registrations: {"comment_id": 2, "asked_at": at(SEALED), "diary_number": "KS 1"},
}  # fmt: skip


def test_whatever_is_put_in_between_is_seen(day: Office) -> None:
    """B07: also where no seal stands beside it."""
    for table, row in PUT_IN.items():
        assert not unseen(day, insert(table).values(**row)), table.name


def test_a_comment_that_nobody_received_is_seen(day: Office) -> None:
    with day.store.write() as tx:
        row = dict(tx.execute(select(comments).where(comments.c.id == 2)).mappings().one())
        tx.execute(insert(comments).values(**row | {"id": 9, "external_id": "made up"}))
    (one,) = found(day)
    assert one.comment_id == 9
    said = texts("sv").sealed.breach(one, STOCKHOLM)
    assert said == "Status 9 om kommentar 9 stämmer inte med det som de förseglade händelserna säger."


def test_two_records_that_change_places_are_seen(day: Office) -> None:
    with day.store.write() as tx:
        first, second = tx.execute(select(seals.c.row_id, seals.c.id).order_by(seals.c.id).limit(2)).all()
        for number, row_id in ((second.id, 900), (first.id, second.row_id), (second.id, first.row_id)):
            tx.execute(update(seals).where(seals.c.id == number).values(row_id=row_id))
    assert found(day) != ()


def test_a_purge_that_nobody_decided_is_seen_and_so_is_what_comes_back_after_one(day: Office) -> None:
    """L01: only a recorded decision takes anything, and what it took does not come back changed."""
    event = {
        "comment_id": 1, "episode": 1, "at": at(SEALED), "action": EventAction.PURGED,
        "from_state": "removed", "to_state": "removed", "facts": {"decision": "påhittat", "by": "x"},
    }  # fmt: skip
    with day.store.write() as tx:
        tx.execute(update(comments).where(comments.c.id == 1).values(text="", author=None, url=None))
        tx.execute(update(seals).values(salt=None).where(seals.c.row_id.in_([1, 3])))
        tx.execute(insert(events).values(**event))
    seal_new(day.store, at(SEALED) + timedelta(minutes=20))
    assert [one.comment_id for one in found(day) if one.row_id == 1 and one.seal is None] == [1]
    with day.store.write() as tx:
        real = {**event, "facts": {"decision": "KS 27/1", "by": "x"}}
        tx.execute(update(events).where(events.c.action == EventAction.PURGED).values(facts=real["facts"]))
        tx.execute(update(comments).where(comments.c.id == 1).values(text="Något snällt"))
    assert 1 in {one.comment_id for one in found(day) if one.seal is None}


def test_what_people_do_agrees_with_its_events(office: Office) -> None:
    """No false alarm: claimed, answered, reopened, hidden, urgent, individual, registered, not needed."""
    anna = office.newsroom.anna
    one, two, three, four = (office.comes() for _ in range(4))
    office.act(anna, Action.CLAIM, one)
    office.act(anna, Action.RELEASE, one)
    office.act(anna, Action.ACKNOWLEDGE, one, text="Vi återkommer. /Anna")
    office.act(anna, Action.ANSWER, one, text="Ja. /Anna")
    office.act(anna, Action.REOPEN, one)
    office.act(anna, Action.HIDE, one, ground=Ground.SPAM)
    office.act(anna, Action.REOPEN, one)
    office.act(anna, Action.URGENT, two)
    office.act(anna, Action.REMOVE, two, ground=Ground.THREAT)
    office.act(anna, Action.REOPEN, two)
    office.says(anna, f"enskilt {three}")
    office.says(anna, f"registrator {three}")
    office.says(anna, f"registrator {three} nej")
    office.says(anna, f"registrator {four} KS 1")
    office.says(anna, f"registrator {four} KS 2")
    seal_new(office.store, at(SEALED))
    assert found(office) == ()
