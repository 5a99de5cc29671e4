"""A process dies at each step of the protocol and another takes over: nothing lost, nothing sent twice."""

from collections import Counter
from datetime import timedelta

import pytest

from db.words import NoticeKind
from scheduler.port import SendError, Unclear
from tests.stories.desk import Desk, at

STEPS = ("claimed", "sent", "recorded", "unclear", "refused", "doubted", "looked", "updating", "updated")


class Killed(Exception):  # noqa: N818 - what happened, not an error
    """The process is gone."""


class DiesAt:
    """Passes by every step but one, the n-th time it is reached."""

    def __init__(self, step: str, nth: int = 1) -> None:
        self.step, self.left, self.died = step, nth, False

    def __call__(self, step: str) -> None:
        if step == self.step and not self.died:
            self.left -= 1
            if self.left == 0:
                self.died = True
                raise Killed(step)


@pytest.mark.parametrize("fault", [None, "cut off after it was taken", Unclear("reset"), SendError("busy")])
@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("step", STEPS)
def test_whatever_step_a_process_dies_at_nothing_is_lost_or_doubled(
    desk: Desk, step: str, nth: int, fault: SendError | Unclear | str | None
) -> None:
    numbers = [
        *desk.receive("2026-11-24 14:00", count=3),
        *desk.receive("2026-11-24 14:01", account=desk.newsroom.blog),
    ]
    desk.claim(numbers[0], "2026-11-24 14:01", desk.newsroom.anna)
    desk.chat.faults.extend([fault, None, fault])
    dies = DiesAt(step, nth)
    now = at("2026-11-24 14:02")
    worker = desk.worker(checkpoint=dies)
    desk.tick(now)
    for _ in range(300):
        desk.chat.now = now
        try:
            busy = worker.deliver_one(now)
        except Killed:
            worker, busy = desk.worker(checkpoint=dies), True  # another process, with an owner of its own
        if not busy:
            now += timedelta(seconds=5)
    assert Counter(desk.chat.said()) == {f"card:{number}:1": 1 for number in numbers}
    assert set(desk.states("card").values()) == {"sent"}
    assert all(desk.comment(number).shown_at is not None for number in numbers)


def test_a_send_cut_off_before_it_arrived_is_sent_again_after_the_history_was_asked(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.chat.faults.append(Unclear("timeout"))
    desk.run("2026-11-24 14:00", "2026-11-24 14:05", step_minutes=1)
    assert desk.told() == [("Tue 14:01", "kultur", [f"card:{number}:1"])]
    assert desk.chat.finds == 1


def test_a_definite_refusal_waits_as_long_as_the_chat_says(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.chat.faults.append(SendError("ratelimited", retry_after=timedelta(minutes=3)))
    desk.run("2026-11-24 14:00", "2026-11-24 14:05", step_minutes=1)
    assert desk.told() == [("Tue 14:03", "kultur", [f"card:{number}:1"])]
    assert desk.chat.finds == 0


def test_what_one_channel_must_wait_for_holds_up_no_other_recipient(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 13:45", step_minutes=15)
    desk.chat.faults.append(SendError("ratelimited", retry_after=timedelta(minutes=10)))
    desk.run("2026-11-25 14:00", "2026-11-25 14:12", step_minutes=1)
    assert [told for told in desk.told(NoticeKind.RUNG) if "overdue" in told[2][0]] == [
        ("Wed 14:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
        ("Wed 14:10", "kultur", [f"rung:{number}:1:overdue"]),
    ]


def test_a_dead_channel_sends_everything_to_the_next_in_line_and_tells_the_operator(desk: Desk) -> None:
    unit = f"unit:{desk.newsroom.unit.id}"
    desk.chat.dead[unit] = "channel_not_found"
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 10:15", step_minutes=15)
    assert desk.told(NoticeKind.CARD, NoticeKind.RUNG, NoticeKind.OPERATOR) == [
        ("Tue 14:00", "cecilia", [f"card:{number}:1:cecilia"]),
        ("Tue 14:00", "operator", [f"operator:channel_not_found:{unit}:2026-11-24"]),
        ("Wed 08:30", "operator", [f"operator:channel_not_found:{unit}:2026-11-25"]),
        ("Wed 10:00", "cecilia", [f"rung:{number}:1:1:cecilia"]),
    ]
    assert desk.comment(number).shown_at is not None


def test_with_channel_and_supervisor_dead_the_operator_is_told(desk: Desk) -> None:
    desk.chat.dead[f"unit:{desk.newsroom.unit.id}"] = "is_archived"
    desk.chat.dead[f"person:{desk.newsroom.cecilia.id}"] = "user_not_found"
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 14:15", step_minutes=15)
    rungs = [key for key in desk.chat.said() if key.startswith("rung")]
    assert rungs == [f"rung:{number}:1:{rung}:operator" for rung in ("1", "2", "3", "overdue")]


def test_a_warning_that_nobody_can_find_is_told_again_marked_as_doubtful(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 09:45", step_minutes=15)
    desk.chat.faults.append("cut off after it was taken")
    desk.chat.readable = False
    desk.run("2026-11-25 10:00", "2026-11-25 10:15", step_minutes=1)
    told = desk.chat.of(NoticeKind.RUNG)
    assert [post.outgoing.doubtful for post in told] == [False, True]
    assert [post.at - told[0].at for post in told] == [timedelta(0), timedelta(minutes=10)]
    assert ("possible_double", f"rung:{number}:1:1") in desk.gaps("2026-11-25 10:15")
    assert any("operator:unknown" in key for key in desk.chat.said())


def test_a_card_in_doubt_waits_until_the_history_can_be_read(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.chat.faults.append("cut off after it was taken")
    desk.chat.readable = False
    desk.run("2026-11-24 14:00", "2026-11-24 14:30", step_minutes=1)
    assert desk.states("card") == {f"card:{number}:1": "unknown"}
    desk.chat.readable = True
    desk.run("2026-11-24 14:31", "2026-11-24 14:33", step_minutes=1)
    assert desk.states("card") == {f"card:{number}:1": "sent"}
    assert Counter(desk.chat.said())[f"card:{number}:1"] == 1


def test_a_process_that_was_overtaken_does_not_send(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.tick(at("2026-11-24 14:00"))
    late = at("2026-11-24 14:02")

    def frozen(step: str) -> None:
        if step == "claimed":  # the lease runs out; another process finds nothing, and sends
            other = desk.worker()
            while other.deliver_one(late):
                pass

    desk.worker(checkpoint=frozen).deliver_one(at("2026-11-24 14:00"))
    assert desk.chat.said() == [f"card:{number}:1"]


def test_two_processes_that_both_sent_leave_a_mark_for_the_auditor(desk: Desk) -> None:
    """A history that lags longer than the lease: the one doubt that can double, and it is seen."""
    (number,) = desk.receive("2026-11-24 14:00")
    desk.tick(at("2026-11-24 14:00"))
    desk.chat.lag = timedelta(hours=1)

    def frozen(step: str) -> None:
        if step == "sent" and len(desk.chat.posts) == 1:
            other = desk.worker()
            desk.chat.now = at("2026-11-24 14:02")
            while other.deliver_one(at("2026-11-24 14:02")):
                pass

    desk.worker(checkpoint=frozen).deliver_one(at("2026-11-24 14:00"))
    assert desk.chat.said() == [f"card:{number}:1"] * 2
    assert desk.gaps("2026-11-24 14:05") == [("possible_double", f"card:{number}:1#1")]


@pytest.mark.parametrize("fault", [Unclear("timeout"), SendError("ratelimited")])
def test_a_look_into_the_history_that_fails_says_nothing_about_what_arrived(
    desk: Desk, fault: SendError | Unclear
) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.chat.faults.append("cut off after it was taken")
    desk.chat.find_faults.append(fault)
    desk.run("2026-11-24 14:00", "2026-11-24 14:10", step_minutes=1)
    assert desk.chat.said().count(f"card:{number}:1") == 1
    assert desk.states("card") == {f"card:{number}:1": "sent"}


def test_a_change_while_the_card_was_on_its_way_updates_it_at_once(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.tick(at("2026-11-24 14:00"))

    def claimed_meanwhile(step: str) -> None:
        if step == "sent":
            desk.claim(number, "2026-11-24 14:00", desk.newsroom.bo)

    desk.worker(checkpoint=claimed_meanwhile).deliver_one(at("2026-11-24 14:00"))
    desk.run("2026-11-24 14:00", "2026-11-24 14:00")
    assert [reference for _, reference, _ in desk.chat.updates] == ["1.0"]


def test_an_update_that_fails_is_tried_again_and_a_deleted_message_left_alone(desk: Desk) -> None:
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-24 14:00")
    desk.chat.update_faults.extend([Unclear("timeout"), None, SendError("message_not_found", permanent=True)])
    desk.claim(number, "2026-11-24 14:01", desk.newsroom.bo)
    desk.run("2026-11-24 14:01", "2026-11-24 14:05", step_minutes=1)
    assert len(desk.chat.updates) == 1
    desk.answer(number, "2026-11-24 14:06")
    desk.run("2026-11-24 14:06", "2026-11-24 14:10", step_minutes=1)
    assert len(desk.chat.updates) == 1
    assert not desk.chat.update_faults


def test_a_doubtful_reply_is_looked_for_in_the_thread_it_was_sent_to(desk: Desk) -> None:
    """Meanwhile the comment got a card of its own, so what is said of it now goes in another thread."""
    (number, _) = desk.receive("2026-11-24 19:00", count=2)
    desk.run("2026-11-25 08:00", "2026-11-25 14:15", step_minutes=15)
    desk.chat.faults.append("cut off after it was taken")
    desk.once(at("2026-11-25 14:30"))
    assert desk.states(f"rung:{number}:1:2") == {f"rung:{number}:1:2": "unknown"}
    desk.show_alone(number, "2026-11-25 14:30")
    desk.run("2026-11-25 14:30", "2026-11-25 14:40", step_minutes=1)
    assert Counter(desk.chat.said())[f"rung:{number}:1:2"] == 1
    assert desk.states(f"rung:{number}:1:2") == {f"rung:{number}:1:2": "sent"}


def test_a_warning_that_was_to_leave_early_with_another_is_told_though_the_process_died(desk: Desk) -> None:
    (first,) = desk.receive("2026-11-24 14:00")
    (second,) = desk.receive("2026-11-24 14:10")
    desk.run("2026-11-24 14:15", "2026-11-25 09:59", step_minutes=8)
    dying = desk.worker(checkpoint=DiesAt("claimed"))
    with pytest.raises(Killed):
        dying.deliver_one(at("2026-11-25 10:00"))  # both: the second stands at 10:10
    desk.deliverer = desk.worker()
    desk.run("2026-11-25 10:02", "2026-11-25 10:14", step_minutes=1)
    told = Counter(key for post in desk.chat.of(NoticeKind.RUNG) for key in post.keys)
    assert told == {f"rung:{first}:1:1": 1, f"rung:{second}:1:1": 1}
    assert set(desk.states("rung").values()) == {"sent"}
