"""Everything works again: whatever went wrong, all that was due is said within one lease and one tick."""

from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from sqlalchemy import func, or_, select

from bot.simulation.trouble import Fate, Killed
from db.models import messages, notices
from db.outbox import IN_FLIGHT, PENDING
from scheduler.deliver import Deliverer, pass_by
from scheduler.port import SendError, Unclear
from tests.stories.desk import Desk, at

A_SECOND = timedelta(seconds=1)
TICK = timedelta(seconds=15)
LEASE = timedelta(seconds=150)
"""As the running bot has it."""
BUSY = SendError("internal_error")


def born(desk: Desk, fate: Fate | None = None) -> Deliverer:
    return desk.worker(lease=LEASE, checkpoint=fate or pass_by)


def waits(desk: Desk, now: datetime) -> bool:
    """Whether anything is due, held, in doubt, put off by a failure, or shown as it was."""
    late = or_(notices.c.send_at <= now, notices.c.attempt > 0)
    asked = (
        select(func.count()).where(PENDING, late),
        select(func.count()).select_from(notices).where(IN_FLIGHT),
        select(func.count()).where(messages.c.shown_version < messages.c.wanted_version),
    )
    with desk.store.read() as tx:
        return any(tx.execute(one).scalar_one() for one in asked)


def recovered(desk: Desk, since: datetime) -> timedelta:
    """How long a process of its own takes from then on, until nothing waits that was due."""
    worker, now = born(desk), since
    while now < since + timedelta(minutes=20):
        if (now - since) % TICK == timedelta(0):
            desk.tick(now)
        desk.chat.now = now
        while worker.deliver_one(now):
            pass
        if not waits(desk, now):
            return now - since
        now += A_SECOND
    raise AssertionError("it never came to rest")


def pacing(desk: Desk, since: datetime) -> timedelta:
    """A channel takes one message a second: how long the busiest one took at least."""
    sent = Counter(post.recipient for post in desk.chat.posts if post.at >= since)
    return max(sent.values(), default=0) * A_SECOND


def test_a_chat_that_refused_everything_for_forty_minutes_has_it_all_a_lease_and_a_tick_later(
    desk: Desk,
) -> None:
    desk.chat.faults.extend([BUSY] * 5000)
    numbers, worker = [], born(desk)
    now, again = at("2026-11-24 14:00"), at("2026-11-24 14:40")
    while now < again:
        if now.minute % 10 == 0 and now.second == 0:
            numbers += desk.receive(f"{now:%Y-%m-%d %H:%M}", count=3)
        desk.tick(now)
        while worker.deliver_one(now):
            pass
        now += TICK
    assert not desk.chat.posts
    desk.chat.faults.clear()
    took = recovered(desk, again)
    assert took <= LEASE + TICK + pacing(desk, again)
    assert sorted(desk.chat.said()) == sorted(f"card:{number}:1" for number in numbers)


@pytest.mark.parametrize("seed", range(10))
def test_after_an_hour_of_deaths_and_faults_nothing_waits_for_more_than_a_lease_and_a_tick(
    desk: Desk, seed: int
) -> None:
    random = Random(seed)
    fate = Fate(0.25, random)
    worker, numbers = born(desk, fate), list[int]()
    now, calm = at("2026-11-24 11:30"), at("2026-11-24 12:40")
    desk.receive("2026-11-24 11:00", written="2026-11-23 13:30", count=2)  # rungs fall due in this hour
    while now < calm:
        if random.random() < 0.05:
            account = random.choice((desk.newsroom.facebook, desk.newsroom.blog))
            numbers += desk.receive(f"{now:%Y-%m-%d %H:%M}", account=account)
        if numbers and random.random() < 0.05:
            desk.claim(random.choice(numbers), f"{now:%Y-%m-%d %H:%M}", desk.newsroom.anna)
        desk.chat.faults.append(
            random.choice((None, None, BUSY, Unclear("reset"), "cut off after it was taken"))
        )
        desk.chat.update_faults.append(random.choice((None, BUSY, Unclear("reset"))))
        desk.tick(now)
        desk.chat.now = now
        try:
            worker.deliver_one(now)
        except Killed:
            worker = born(desk, fate)
        now += timedelta(seconds=random.choice((5, 15, 30)))
    desk.chat.faults.clear()
    desk.chat.update_faults.clear()
    took = recovered(desk, calm)
    assert fate.deaths > 20
    assert took <= LEASE + TICK + pacing(desk, calm)
    assert max(Counter(desk.chat.said()).values()) == 1
