"""Made-up days with crashes and faults everywhere: nothing is lost, nothing said twice, all at work."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest

from db.words import CommentState
from scheduler.deliver import Deliverer
from scheduler.port import SendError, Unclear
from scheduler.recheck import AFTER_CLOSE, IN_HOURS
from tests.stories.desk import STOCKHOLM, Desk, at

DIES_ONCE_IN = 25
FAULTS: list[SendError | Unclear | str] = [
    "cut off after it was taken",
    Unclear("timeout"),
    SendError("ratelimited", retry_after=timedelta(seconds=40)),
    SendError("busy"),
]


class Killed(Exception):  # noqa: N818 - what happened, not an error
    """The process is gone."""


class Week:
    """A desk, a source of chance, and processes that die now and then."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.chance = desk, Random(seed)
        self.worker = self.new_worker()
        self.open: list[int] = []

    def new_worker(self) -> Deliverer:
        return self.desk.worker(checkpoint=self.maybe_die)

    def maybe_die(self, step: str) -> None:
        if self.chance.randrange(DIES_ONCE_IN) == 0:
            raise Killed(step)

    def moment(self, now: datetime) -> None:
        """What may happen in five minutes."""
        when = now.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")
        if self.chance.random() < 0.06:
            room = self.desk.newsroom
            account = self.chance.choice([room.facebook, room.instagram, room.blog])
            self.open += self.desk.receive(when, account=account, count=self.chance.choice([1, 1, 1, 2, 7]))
        if self.open and 8 <= now.astimezone(STOCKHOLM).hour < 17 and self.chance.random() < 0.08:
            self.act(self.chance.choice(self.open), when)
        if self.chance.random() < 0.05:
            self.desk.chat.faults.append(self.chance.choice(FAULTS))

    def act(self, number: int, when: str) -> None:
        room, comment = self.desk.newsroom, self.desk.comment(number)
        match self.chance.choice(["answer", "claim", "release", "promise"]):
            case "answer":
                self.desk.answer(number, when)
                self.open.remove(number)
            case "claim" if comment.state is CommentState.NEW:
                self.desk.claim(number, when, self.chance.choice([room.anna, room.bo]))
            case "release" if comment.state is CommentState.CLAIMED:
                self.desk.release(number, when)
            case "promise" if comment.state is not CommentState.ACKNOWLEDGED:
                self.desk.promise(number, when)

    def deliver(self, now: datetime, until: datetime) -> None:
        while now < until:
            self.desk.chat.now = now
            try:
                busy = self.worker.deliver_one(now)
            except Killed:
                self.worker, busy = self.new_worker(), True
            if not busy and until - now > timedelta(minutes=5):
                return  # a quiet night
            now += timedelta(seconds=2) if busy else timedelta(seconds=61)


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_everything_is_told_once_and_at_work(desk: Desk, seed: int) -> None:
    week = Week(desk, seed)
    now, end = at("2026-11-26 13:00"), at("2026-11-30 15:55")  # Thursday to Monday
    while now < end:
        by_day = 7 <= now.astimezone(STOCKHOLM).hour < 18 and now.astimezone(STOCKHOLM).weekday() < 5
        step = timedelta(minutes=5 if by_day else 60)
        week.moment(now)
        desk.tick(now)
        week.deliver(now, now + step)
        now += step
    twice = {key: times for key, times in Counter(desk.chat.said()).items() if times > 1}
    assert twice == {}
    calendar = desk.book.calendar("kultur")
    for post in desk.chat.posts:
        if post.kind in IN_HOURS:
            assert post.at - calendar.last_moment(post.at) <= AFTER_CLOSE
    assert desk.gaps("2026-11-30 15:55") == []
    assert len(desk.chat.posts) > 50
