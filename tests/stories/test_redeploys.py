"""A new version comes in while people work: settings change, things are renamed, machines differ a while."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import update

from db import marks, settings_versions
from db.models import settings_versions as versions
from db.register import sync
from db.store import Store
from db.words import NoticeKind
from scheduler.audit import audit
from scheduler.glance import IN_FORCE
from scheduler.rulebook import RuleBook
from scheduler.settings import AnswerRules, CalendarRules, UnitRules
from scheduler.settings_json import book_to_json
from scheduler.tick import tick
from tests.newsroom import REGISTER, newsroom
from tests.stories.desk import Desk, at

RUNG = NoticeKind.RUNG
LONGER = UnitRules(answer=AnswerRules(hours=timedelta(hours=48)))


def started(desk: Desk, rules: UnitRules, when: str) -> RuleBook:
    """A machine starts with these settings."""
    with desk.store.write() as tx:
        number = settings_versions.current(tx, book_to_json(RuleBook(organisation=rules)), at(when))
        marks.note(tx, IN_FORCE, at(when), str(number))
    return RuleBook(organisation=rules, version=number)


def warned_twice(desk: Desk) -> list[str]:
    return [key for key, times in Counter(desk.chat.said()).items() if times > 1]


def test_an_old_machine_that_still_runs_does_not_count_the_answer_times_back(desk: Desk) -> None:
    old = desk.book = started(desk, UnitRules(), "2026-11-24 13:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:00")
    new = started(desk, LONGER, "2026-11-24 14:10")
    due_at: list[datetime] = []
    for minute in range(15, 45, 5):
        for book in (new, old):
            tick(desk.store, book, at(f"2026-11-24 14:{minute}"))
            due_at.append(desk.comment(number).due_at)
    assert set(due_at) == {at("2026-11-26 14:00")}
    desk.book, desk.deliverer = new, None
    desk.run("2026-11-24 14:45", "2026-11-26 14:15", step_minutes=15)
    assert warned_twice(desk) == []
    assert f"rung:{number}:1:overdue" in desk.chat.said()


def test_going_back_to_the_old_settings_counts_by_them_again(desk: Desk) -> None:
    desk.book = started(desk, UnitRules(), "2026-11-24 13:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:00")
    for rules, due_at in ((LONGER, "2026-11-26 14:00"), (UnitRules(), "2026-11-25 14:00")):
        tick(desk.store, started(desk, rules, "2026-11-24 15:00"), at("2026-11-24 15:01"))
        assert desk.comment(number).due_at == at(due_at)


def test_a_calendar_changed_while_comments_are_open_warns_nobody_twice(desk: Desk) -> None:
    """Wednesday is closed and opened again while rungs 1 and 2 have been told."""
    desk.book = started(desk, UnitRules(), "2026-11-24 08:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 12:15", step_minutes=15)
    closed = replace(CalendarRules(), closures=frozenset({date(2026, 11, 26)}))
    for rules, since, until in (
        (UnitRules(calendar=closed, answer=LONGER.answer), "2026-11-25 12:20", "2026-11-25 13:00"),
        (UnitRules(), "2026-11-25 13:05", "2026-11-25 14:15"),
    ):
        desk.book, desk.deliverer = started(desk, rules, since), None
        desk.run(since, until, step_minutes=5)
    assert warned_twice(desk) == []
    rungs = [key for key in desk.chat.said() if key.startswith("rung") and ":p" not in key]
    assert rungs == [f"rung:{number}:1:{rung}" for rung in ("1", "2", "overdue")]
    assert desk.comment(number).due_at == at("2026-11-25 14:00")


def test_settings_stored_under_names_that_are_gone_are_still_read(desk: Desk) -> None:
    """The program renames a setting: what was counted by the old name is still explained and audited."""
    desk.book = started(desk, UnitRules(), "2026-11-24 13:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:00")
    with desk.store.write() as tx:
        stored = dict(settings_versions.load(tx, desk.book.version or 0) or {})
        organisation = dict(stored["organisation"])
        organisation["answer"] = {"answer_within": organisation["answer"]["hours"]}
        organisation["letters"] = {"per_day": 3}
        old = {"settings": {**stored, "organisation": organisation}, "digest": "of the old names"}
        tx.execute(update(versions).values(**old))
    desk.book, desk.deliverer = started(desk, UnitRules(), "2026-11-24 14:30"), None
    assert desk.book.version != 1
    desk.run("2026-11-24 14:30", "2026-11-25 14:15", step_minutes=15)
    assert warned_twice(desk) == []
    assert f"rung:{number}:1:overdue" in desk.chat.said()
    with desk.store.read() as tx:
        assert not audit(tx, desk.book, at("2026-11-25 14:15"))


def test_a_unit_whose_short_name_changes_warns_of_its_open_comments_all_the_same(desk: Desk) -> None:
    """`[units.kultur]` becomes `[units.kultur-fritid]`: for the store it is another unit."""
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:15", step_minutes=15)
    (unit,) = REGISTER.units
    renamed = replace(
        REGISTER,
        units=(replace(unit, slug="kultur-fritid"),),
        accounts=tuple(replace(account, unit="kultur-fritid") for account in REGISTER.accounts),
    )
    with desk.store.write() as tx:
        sync(tx, renamed, at("2026-11-24 15:00"))
    desk.deliverer = None
    desk.run("2026-11-24 15:00", "2026-11-25 14:15", step_minutes=15)
    told = [key for key in desk.chat.said() if key.startswith(f"rung:{number}:1:")]
    assert {key.split(":")[3] for key in told} == {"1", "2", "3", "overdue"}
    assert warned_twice(desk) == []


def test_yesterdays_back_up_loses_no_warning_and_makes_no_storm(
    sqlite_store: Store, book: RuleBook, tmp_path: Path
) -> None:
    """Copied on Tuesday 16:30, restored on Wednesday 12:05: what was sent between comes at most once more."""
    with sqlite_store.write() as tx:
        people = newsroom(tx)
    desk = Desk(store=sqlite_store, book=book, newsroom=people)
    waiting = desk.receive("2026-11-24 14:00", count=4)
    desk.run("2026-11-24 13:45", "2026-11-24 16:30", step_minutes=15)
    with sqlite_store.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(tmp_path / "copy.db"),))
    desk.run("2026-11-25 08:00", "2026-11-25 12:00", step_minutes=15)
    before = Counter(desk.chat.said())
    restored = Store.open(f"sqlite:///{tmp_path}/copy.db")
    later = Desk(store=restored, book=book, newsroom=people, chat=desk.chat)
    posts = len(desk.chat.posts)
    later.run("2026-11-25 12:05", "2026-11-25 12:10")
    storm = desk.chat.posts[posts:]
    again = [key for post in storm for key in post.keys if before[key]]
    # The round that runs is called again: who had looked is not in the copy. Of the rungs the highest alone.
    assert sorted(again) == ["round:kultur:2026-11-25:1", *(f"rung:{number}:1:2" for number in waiting)]
    assert sum(post.kind is RUNG for post in storm) == 1, "all in one message"
    assert len(storm) <= 3, "and the operator hears of the gap"
    later.run("2026-11-25 12:15", "2026-11-25 14:15", step_minutes=15)
    said = Counter(desk.chat.said())
    assert {f"rung:{number}:1:overdue" for number in waiting} <= said.keys()
    assert max(said.values()) == 2
    assert later.gaps("2026-11-25 14:15") == []
    restored.close()
