"""The local workspace for tests: one a test, on a port of its own, with a clock that the test may set."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.sandbox.server import Workspace

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)  # Friday 27 November 2026, 14:50 in Stockholm


class SetClock:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: datetime = FRIDAY) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


@pytest.fixture
def clock() -> SetClock:
    """Friday 14:50, standing still."""
    return SetClock()


@pytest.fixture
def workspace(clock: SetClock) -> Iterator[Workspace]:
    """A running workspace (people and channels: `bot.sandbox.example`). Events are retried at once, thrice."""
    with Workspace(clock=clock, retry_after=(0.0, 0.0, 0.0)) as running:
        yield running


@pytest.fixture
def workspaces(clock: SetClock) -> "Iterator[Callable[..., Workspace]]":
    """Workspaces of a test's own making, all stopped afterwards."""
    made: list[Workspace] = []

    def make(**options: object) -> Workspace:
        running = Workspace(**{"clock": clock, "retry_after": (0.0, 0.0, 0.0), **options}).start()  # type: ignore[arg-type]
        made.append(running)
        return running

    yield make
    for running in made:
        running.stop()
