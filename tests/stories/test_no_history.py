"""A chat that shows a bot none of what was said: what is in doubt is told again, or shows itself."""

from datetime import datetime, timedelta

from sqlalchemy import update

from db import outbox
from db.models import notices
from db.rows import Notice
from db.words import NoticeState
from scheduler.audit import audit
from scheduler.deliver import Deliverer
from scheduler.gaps import GapKind
from scheduler.port import Ref, SendError, Unclear
from scheduler.turned_up import turned_up
from tests.stories.desk import Desk, at

LEASE = timedelta(seconds=150)
CUT_OFF = "cut off after it was taken"
TWO = "2026-11-24 14:00"


def working(desk: Desk) -> Deliverer:
    desk.chat.has_history = False
    return desk.worker(lease=LEASE)


def until(desk: Desk, worker: Deliverer, first: datetime, last: datetime) -> None:
    now = first
    while now <= last:
        while worker.deliver_one(now):
            pass
        now += timedelta(seconds=30)


def row(desk: Desk, key: str) -> Notice:
    with desk.store.read() as tx:
        found = outbox.by_key(tx, key)
    assert found is not None
    return found


def test_a_card_in_doubt_is_told_again_when_its_lease_has_run_out_and_is_marked_so(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.append(CUT_OFF)
    (number,) = desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + LEASE - timedelta(seconds=30))
    assert [post.outgoing.doubtful for post in desk.chat.posts] == [False]
    until(desk, worker, at(TWO) + LEASE, at(TWO) + LEASE + timedelta(seconds=30))
    assert [post.outgoing.doubtful for post in desk.chat.posts] == [False, True]
    assert [post.keys for post in desk.chat.posts] == [[f"card:{number}:1"]] * 2
    assert row(desk, f"card:{number}:1").state is NoticeState.SENT


def test_a_round_in_doubt_that_has_passed_meanwhile_is_not_told_again(desk: Desk) -> None:
    worker = working(desk)
    desk.tick(at("2026-11-24 08:00"))
    desk.tick(at("2026-11-24 12:30"))
    desk.chat.faults.append(CUT_OFF)
    until(desk, worker, at("2026-11-24 12:30"), at("2026-11-24 12:30"))
    desk.tick(at("2026-11-24 15:01"))
    until(desk, worker, at("2026-11-24 15:01"), at("2026-11-24 15:20"))
    assert desk.chat.said().count("round:kultur:2026-11-24:2") == 1


def test_a_chat_that_takes_messages_and_loses_its_answers_is_not_filled_with_them(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.extend([CUT_OFF] * 100)
    desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + timedelta(hours=1))
    # At once, then two, four, eight and sixteen minutes after each doubt, which itself takes a lease.
    assert 5 <= len(desk.chat.posts) <= 7


def test_a_first_doubt_is_not_waited_out_because_the_chat_was_busy_before(desk: Desk) -> None:
    worker = working(desk)
    busy = SendError("paced", retry_after=timedelta(seconds=30))
    desk.chat.faults.extend([busy, busy, busy, CUT_OFF])
    desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + timedelta(seconds=90) + LEASE + timedelta(seconds=30))
    assert [post.outgoing.doubtful for post in desk.chat.posts] == [False, True]


def test_after_any_number_of_tries_it_is_told_again_within_sixteen_minutes(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.extend([CUT_OFF, CUT_OFF])
    desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO))
    with desk.store.write() as tx:
        tx.execute(update(notices).values(attempt=500))
    until(desk, worker, at(TWO), at(TWO) + 2 * LEASE + timedelta(minutes=17))
    assert [post.outgoing.doubtful for post in desk.chat.posts] == [False, True, True]


def test_a_message_in_doubt_in_which_somebody_presses_a_button_is_not_told_again(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.append(CUT_OFF)
    (number,) = desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO))
    key = f"card:{number}:1"
    (post,) = desk.chat.posts
    with desk.store.write() as tx:
        assert turned_up(tx, post.outgoing.batch, post.ref, at(TWO) + timedelta(seconds=40))
        assert not turned_up(tx, post.outgoing.batch, post.ref, at(TWO) + timedelta(seconds=41))
    until(desk, worker, at(TWO), at(TWO) + timedelta(minutes=15))
    assert len(desk.chat.posts) == 1
    assert row(desk, key).state is NoticeState.SENT
    with desk.store.read() as tx:
        assert audit(tx, desk.book, at("2026-11-24 15:00")) == ()


def test_what_waits_to_be_told_a_third_time_is_settled_when_one_of_them_shows_itself(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.extend([CUT_OFF, Unclear("timeout")])
    (number,) = desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + 2 * LEASE + timedelta(seconds=30))
    assert row(desk, f"card:{number}:1").state is NoticeState.PENDING
    (post,) = desk.chat.posts
    with desk.store.write() as tx:
        assert turned_up(tx, post.outgoing.batch, post.ref, at(TWO) + timedelta(minutes=6))
    until(desk, worker, at(TWO) + timedelta(minutes=6), at(TWO) + timedelta(minutes=15))
    assert len(desk.chat.posts) == 1


def test_what_was_refused_when_it_was_told_again_is_still_settled_when_the_first_shows_itself(
    desk: Desk,
) -> None:
    """The second try surely did not arrive; of the first nobody knows."""
    worker = working(desk)
    desk.chat.faults.extend([CUT_OFF, SendError("ratelimited", retry_after=timedelta(minutes=5))])
    (number,) = desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + LEASE + timedelta(seconds=30))
    (post,) = desk.chat.posts
    with desk.store.write() as tx:
        assert turned_up(tx, post.outgoing.batch, post.ref, at(TWO) + timedelta(minutes=4))
    until(desk, worker, at(TWO) + timedelta(minutes=4), at(TWO) + timedelta(minutes=15))
    assert len(desk.chat.posts) == 1
    assert row(desk, f"card:{number}:1").state is NoticeState.SENT


def test_a_second_message_that_shows_itself_is_reported_as_a_possible_double(desk: Desk) -> None:
    worker = working(desk)
    desk.chat.faults.append(CUT_OFF)
    (number,) = desk.receive(TWO)
    until(desk, worker, at(TWO), at(TWO) + LEASE + timedelta(seconds=30))
    first, second = desk.chat.posts
    assert first.outgoing.batch == second.outgoing.batch
    now = at(TWO) + timedelta(minutes=5)
    with desk.store.write() as tx:
        assert not turned_up(tx, first.outgoing.batch, Ref(channel="C", reference="1.0"), now)
        gaps = audit(tx, desk.book, now)
    assert {gap.kind for gap in gaps} == {GapKind.POSSIBLE_DOUBLE}
    told_again, seen_twice = f"card:{number}:1", f"card:{number}:1#1"
    assert [gap.key for gap in gaps] == [told_again, seen_twice]
