"""Comments are stored once, counted from when the public wrote them, and told of when somebody is at work."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event, select

from db import comments, outbox
from db.models import events, notices
from db.store import Store
from db.words import CommentState, EventAction, NoticeKind
from handlers.receive import Incoming, UnknownAccount, receive
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom

MONDAY_TEN = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # 10:00 in Stockholm
FRIDAY_EVENING = datetime(2026, 11, 27, 18, 0, tzinfo=UTC)


def comment(number: int = 1, *, account: str = "kulturskolan-facebook", **changes: object) -> Incoming:
    given: dict[str, object] = {
        "account": account,
        "text": "När börjar höstens kurser?",
        "written_at": MONDAY_TEN,
        "external_id": f"fb-{number}",
        "author": "Kim Svensson",
    }
    return Incoming(**(given | changes))  # type: ignore[arg-type]


def test_a_comment_is_stored_with_its_answer_time_and_a_card(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    with store.write() as tx:
        told = receive(tx, book, [comment()], MONDAY_TEN)
        stored = comments.get(tx, told[0].number)
        rows = outbox.of_comments(tx, [told[0].number])
        happened = tx.execute(select(events.c.action, events.c.to_state)).all()
    assert told[0].new
    assert stored is not None
    assert stored.state is CommentState.NEW
    assert stored.due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC) == told[0].due_at
    assert stored.week == "2026-W48"
    assert stored.attend_at == MONDAY_TEN
    assert [(row.kind, row.send_at, row.key) for row in rows] == [
        (NoticeKind.CARD, MONDAY_TEN, f"card:{stored.id}:1")
    ]
    assert [tuple(row) for row in happened] == [(EventAction.RECEIVED, CommentState.NEW)]


def test_the_same_comment_again_adds_nothing(store: Store, newsroom: Newsroom, book: RuleBook) -> None:
    with store.write() as tx:
        first = receive(tx, book, [comment(1)], MONDAY_TEN)
    with store.write() as tx:
        again = receive(tx, book, [comment(1), comment(2), comment(2)], MONDAY_TEN)
        rows = tx.execute(select(notices.c.id)).all()
    assert [(row.new, row.number == first[0].number) for row in again] == [
        (False, True),
        (True, False),
        (False, False),
    ]
    assert again[1].number == again[2].number
    assert len(rows) == 2


def test_a_comment_in_the_evening_waits_for_opening(store: Store, newsroom: Newsroom, book: RuleBook) -> None:
    with store.write() as tx:
        told = receive(tx, book, [comment(written_at=FRIDAY_EVENING)], FRIDAY_EVENING)
        (card,) = outbox.of_comments(tx, [told[0].number])
    assert card.send_at == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)
    assert card.gather == "cards"


def test_a_comment_from_before_the_account_was_watched_is_history(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    before = newsroom.facebook.watch_from - timedelta(days=1)
    with store.write() as tx:
        told = receive(tx, book, [comment(written_at=before)], MONDAY_TEN)
        stored = comments.get(tx, told[0].number)
        rows = outbox.of_comments(tx, [told[0].number])
    assert stored is not None
    assert stored.history
    assert not stored.late_seen
    assert stored.attend_at is None
    assert rows == ()


def test_a_comment_first_seen_past_its_answer_time_is_told_of_apart(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    with store.write() as tx:
        told = receive(tx, book, [comment()], FRIDAY_EVENING)
        stored = comments.get(tx, told[0].number)
        (row,) = outbox.of_comments(tx, [told[0].number])
    assert stored is not None
    assert stored.late_seen
    assert row.kind is NoticeKind.ARRIVED_LATE
    assert row.send_at == datetime(2026, 11, 30, 7, 0, tzinfo=UTC)


def test_a_platform_whose_clock_is_ahead_gives_no_more_time(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    ahead = MONDAY_TEN + timedelta(hours=3)
    with store.write() as tx:
        told = receive(tx, book, [comment(written_at=ahead)], MONDAY_TEN)
    assert told[0].due_at == datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_week_is_the_local_one(store: Store, newsroom: Newsroom, book: RuleBook) -> None:
    monday_just_past_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    with store.write() as tx:
        told = receive(tx, book, [comment(written_at=monday_just_past_midnight)], MONDAY_TEN)
        stored = comments.get(tx, told[0].number)
    assert stored is not None
    assert stored.week == "2026-W48"


def test_an_unknown_account_stores_nothing_at_all(store: Store, newsroom: Newsroom, book: RuleBook) -> None:
    with pytest.raises(UnknownAccount, match="nowhere"), store.write() as tx:
        receive(tx, book, [comment(1), comment(2, account="nowhere")], MONDAY_TEN)
    with store.read() as tx:
        assert comments.several(tx, range(1, 10)) == {}


def test_five_hundred_comments_take_as_many_statements_as_five(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    def statements(count: int, start: int) -> int:
        seen: list[str] = []

        def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(store.engine, "before_cursor_execute", note)
        with store.write() as tx:
            receive(tx, book, [comment(start + n) for n in range(count)], MONDAY_TEN)
        event.remove(store.engine, "before_cursor_execute", note)
        return len(seen)

    assert statements(500, 1000) == statements(5, 0)
