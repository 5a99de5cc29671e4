"""The auditor finds what planning and delivery would rather not know."""

from datetime import time

from sqlalchemy import delete, update

from db.models import comments, notices, rounds
from db.store import Store
from db.words import NoticeKind
from scheduler.alarms import sound
from scheduler.rulebook import RuleBook
from scheduler.settings import RoundRules, UnitRules
from tests.newsroom import Newsroom
from tests.stories.desk import Desk, at


def test_a_comment_that_the_clock_forgot_is_found(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 08:00", "2026-11-24 16:30", step_minutes=15)
    with desk.store.write() as tx:
        tx.execute(update(comments).where(comments.c.id == number).values(attend_at=None))
    desk.run("2026-11-24 16:45", "2026-11-25 10:30", step_minutes=15)
    assert desk.gaps("2026-11-25 10:30") == [("not_warned", number)]


def test_a_warning_that_vanished_is_found_and_shown_to_the_operator_once(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 08:00", "2026-11-25 09:45", step_minutes=15)
    with desk.store.write() as tx:
        tx.execute(delete(notices).where(notices.c.kind == NoticeKind.RUNG))
    desk.run("2026-11-25 10:00", "2026-11-25 10:30", step_minutes=15)
    for _ in range(2):
        sound(desk.store, desk.book, at("2026-11-25 10:30"))
        desk.run("2026-11-25 10:31", "2026-11-25 10:31")
    told = [keys for _, who, keys in desk.told(NoticeKind.OPERATOR) if who == "operator"]
    assert told == [[f"operator:audit_gap:not_warned {number}:1:2026-11-25"]]


def test_a_warning_that_waits_too_long_is_found(desk: Desk) -> None:
    desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 08:00", "2026-11-25 09:45", step_minutes=15)
    desk.tick(at("2026-11-25 10:00"))  # and nothing delivers
    assert desk.gaps("2026-11-25 10:10") == []
    assert [kind for kind, _ in desk.gaps("2026-11-25 10:20")] == ["undelivered"]


def test_a_comment_that_was_never_shown_is_found(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    with desk.store.write() as tx:
        tx.execute(delete(notices).where(notices.c.comment_id == number))
    assert ("not_shown", number) in desk.gaps("2026-11-24 15:00")


def test_a_round_that_was_never_called_is_found(desk: Desk) -> None:
    desk.run("2026-11-23 08:00", "2026-11-24 13:00", step_minutes=15)
    with desk.store.write() as tx:
        tx.execute(
            delete(notices).where(
                notices.c.kind == NoticeKind.ROUND, notices.c.day == at("2026-11-24").date()
            )
        )
        tx.execute(delete(rounds).where(rounds.c.day == at("2026-11-24").date(), rounds.c.number == 2))
    assert desk.gaps("2026-11-24 13:00") == [
        ("no_round", "round:kultur:2026-11-24:1"),
        ("no_round", "round:kultur:2026-11-24:2"),
    ]


def test_a_rung_that_waits_an_hour_after_the_comment_was_shown_is_not_late(
    store: Store, newsroom: Newsroom
) -> None:
    afternoons = UnitRules(rounds=RoundRules(times=(time(15),)))  # else a round would speak for the rung
    desk = Desk(store=store, book=RuleBook(organisation=afternoons), newsroom=newsroom)
    (number,) = desk.receive("2026-11-27 18:29")
    desk.run("2026-11-30 08:00", "2026-11-30 09:15", step_minutes=15)
    assert [who for _, who, keys in desk.told(NoticeKind.RUNG) if keys == [f"rung:{number}:1:1"]] == [
        "kultur"
    ]
    desk.answer(number, "2026-11-30 09:20")
    assert desk.gaps("2026-11-30 09:30") == []
