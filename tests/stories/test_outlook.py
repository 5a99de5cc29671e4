"""What will be said if nothing happens, told ahead."""

from datetime import UTC, datetime

from db.store import Store
from handlers.desk import Action, act
from handlers.outlook import outlook
from handlers.receive import Incoming, receive
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Stockholm


def comment(number: int, written_at: datetime) -> Incoming:
    return Incoming(
        account="kulturskolan-facebook",
        text="När börjar kursen?",
        written_at=written_at,
        external_id=str(number),
    )


def test_every_rung_of_a_waiting_comment_is_foretold(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    with store.write() as tx:
        receive(tx, book, [comment(1, MONDAY)], MONDAY)
    with store.read() as tx:
        found = outlook(tx, book, MONDAY)
    # Due Tuesday 10:00: four, two and one working hours before, over the night, then the time itself.
    assert [(each.key, each.rung, f"{each.send_at:%d %H:%M}") for each in found] == [
        ("rung:1:1:1", "1", "23 13:30"),
        ("rung:1:1:2", "2", "24 07:00"),
        ("rung:1:1:3", "3", "24 08:00"),
        ("rung:1:1:overdue", "overdue", "24 09:00"),
    ]
    assert {each.recipient for each in found} == {f"unit:{newsroom.unit.id}"}


def test_what_is_handled_is_foretold_nothing(store: Store, newsroom: Newsroom, book: RuleBook) -> None:
    with store.write() as tx:
        receive(tx, book, [comment(1, MONDAY)], MONDAY)
        act(tx, book, person=newsroom.anna, action=Action.ANSWER, number=1, now=MONDAY)
        assert outlook(tx, book, MONDAY) == ()


def test_a_promise_to_come_back_foretells_its_follow_up(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    with store.write() as tx:
        receive(tx, book, [comment(1, MONDAY)], MONDAY)
        act(tx, book, person=newsroom.anna, action=Action.ACKNOWLEDGE, number=1, now=MONDAY)
        found = outlook(tx, book, MONDAY)
    assert found
    assert all(each.follow_up and each.key.startswith("follow:1:1:1:") for each in found)
    assert f"{found[-1].send_at:%d %H:%M}" == "25 09:00"  # two working days later


def test_only_one_units_warnings_are_foretold_on_request(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    with store.write() as tx:
        receive(tx, book, [comment(1, MONDAY)], MONDAY)
        assert outlook(tx, book, MONDAY, unit_id=newsroom.unit.id + 1) == ()
        assert len(outlook(tx, book, MONDAY, unit_id=newsroom.unit.id)) == 4
