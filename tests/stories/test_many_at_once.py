"""Several processes share one store: each row leaves once, each digest whole, each plan stored once."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

from db.words import NoticeKind
from scheduler.tick import tick
from tests.stories.desk import Desk, at

WORKERS = 4


def test_many_deliverers_send_each_card_once_and_keep_the_channels_pace(desk: Desk) -> None:
    numbers = [
        number
        for account in (desk.newsroom.facebook, desk.newsroom.instagram, desk.newsroom.blog)
        for number in desk.receive("2026-11-24 10:00", account=account, count=5)
    ]
    begin = Barrier(WORKERS)

    def work(_: int) -> None:
        worker, now = desk.worker(), at("2026-11-24 10:00")
        begin.wait()
        for _ in range(40):
            while worker.deliver_one(now):
                pass
            now += timedelta(seconds=1)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    assert Counter(desk.chat.said()) == {f"card:{number}:1": 1 for number in numbers}
    at_once = Counter(post.at for post in desk.chat.posts)
    assert set(at_once.values()) == {1}


def test_many_deliverers_gather_one_digest(desk: Desk) -> None:
    numbers = desk.receive("2026-11-27 19:00", count=60)
    now = at("2026-11-30 08:00")
    begin = Barrier(WORKERS)

    def work(_: int) -> None:
        worker = desk.worker()
        begin.wait()
        while worker.deliver_one(now):
            pass

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    assert [len(post.keys) for post in desk.chat.posts] == [len(numbers)]


def test_many_clocks_plan_everything_once(desk: Desk) -> None:
    numbers = [*desk.receive("2026-11-24 14:00", count=40)]
    begin = Barrier(WORKERS)

    def work(_: int) -> None:
        begin.wait()
        now: datetime = at("2026-11-25 08:00")
        while now <= at("2026-11-25 14:00"):
            tick(desk.store, desk.book, now)
            now += timedelta(minutes=30)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(work, range(WORKERS)))
    desk.run("2026-11-25 14:00", "2026-11-25 14:15", step_minutes=15)
    overdue = [key for post in desk.chat.of(NoticeKind.RUNG) for key in post.keys if key.endswith(":overdue")]
    assert sorted(overdue) == sorted(f"rung:{number}:1:overdue" for number in numbers)
    assert list(desk.states("round:")) == [f"round:kultur:2026-11-25:{number}" for number in (1, 2)]
    assert {state.split(" ")[0] for state in desk.states("rung").values()} <= {"sent", "cancelled"}
