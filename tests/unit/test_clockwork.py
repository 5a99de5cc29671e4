"""The clockwork turns, wakes, survives what raises, and stops."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Event
from typing import cast

from scheduler.deliver import Deliverer
from scheduler.jobs import Clockwork, Job

NOW = datetime(2026, 11, 24, 13, 0, tzinfo=UTC)
SELDOM = timedelta(hours=1)
OFTEN = timedelta(milliseconds=10)
PATIENCE = 60.0  # seconds until a test gives up on something that never comes


class Hands:
    """Stands in for the deliverer: does what it is told, once a wake."""

    def __init__(self, act: Callable[[], None]) -> None:
        self.act = act
        self.done = Event()

    def deliver_one(self, now: datetime) -> bool:
        self.act()
        self.done.set()
        return False


def clockwork(
    hands: Hands,
    *,
    tick: Callable[[], None] = lambda: None,
    failed: Callable[[str, Exception], None] | None = None,
    jobs: tuple[Job, ...] = (),
    tick_every: timedelta = SELDOM,
) -> Clockwork:
    return Clockwork(
        tick=tick,
        deliverer=cast("Deliverer", hands),
        clock=lambda: NOW,
        failed=failed or (lambda name, error: None),
        jobs=jobs,
        tick_every=tick_every,
        deliver_every=SELDOM,
    )


def test_it_ticks_at_once_when_it_starts() -> None:
    ticked = Event()
    works = clockwork(Hands(lambda: None), tick=ticked.set)
    works.start()
    assert ticked.wait(PATIENCE)
    assert works.stop()


def test_waking_delivers_without_waiting_for_the_interval() -> None:
    hands = Hands(lambda: None)
    works = clockwork(hands)
    works.start()
    hands.done.clear()
    works.wake()
    assert hands.done.wait(PATIENCE)
    assert works.stop()


def test_a_job_that_raises_is_told_of_and_runs_again() -> None:
    told: list[str] = []
    twice = Event()

    def fails() -> None:
        raise RuntimeError("no answer")

    def note(name: str, error: Exception) -> None:
        told.append(f"{name}: {error}")
        if len(told) == 2:
            twice.set()

    works = clockwork(Hands(lambda: None), failed=note, jobs=(Job(name="poll", every=OFTEN, run=fails),))
    works.start()
    assert twice.wait(PATIENCE)
    works.stop()
    assert told[:2] == ["poll: no answer"] * 2


def test_a_delivery_that_raises_ends_no_later_delivery() -> None:
    told = Event()
    first = [True]

    def fails_once() -> None:
        if first.pop() if first else False:
            raise RuntimeError("a row that cannot be drawn")

    hands = Hands(fails_once)
    works = clockwork(hands, failed=lambda name, error: told.set())
    works.start()
    works.wake()
    assert told.wait(PATIENCE)
    works.wake()
    assert hands.done.wait(PATIENCE)
    assert works.stop()


def test_stopping_waits_for_what_is_being_sent_but_not_for_ever() -> None:
    sending, let_go = Event(), Event()

    def slow() -> None:
        sending.set()
        let_go.wait(PATIENCE)

    works = clockwork(Hands(slow))
    works.start()
    works.wake()
    assert sending.wait(PATIENCE)
    assert not works.stop(within=timedelta(milliseconds=50))
    let_go.set()
    assert works.stop(within=timedelta(seconds=PATIENCE))
