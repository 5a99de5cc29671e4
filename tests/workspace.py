"""The local workspace for tests: one a test, on a port of its own, with a clock that the test may set."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.socket_mode import SocketModeClient

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


def hang_up(workspace: Workspace, client: SocketModeClient) -> None:
    """Close an app's Socket Mode client, the server's side first: by itself it waits 3 s for a last word."""
    client.auto_reconnect_enabled = False
    workspace.lose_sockets("close")
    try:
        client.close()
    except AttributeError:
        # slack_sdk's own thread closed the lost socket in the same moment; now there is none left to close.
        client.close()


@pytest.fixture
def clock() -> SetClock:
    """Friday 14:50, standing still."""
    return SetClock()


@pytest.fixture
def workspace(clock: SetClock) -> Iterator[Workspace]:
    """A running workspace (people and channels: `bot.sandbox.example`). Events are retried at once."""
    with Workspace(clock=clock, retry_after=(0.0, 0.0, 0.0)) as running:
        yield running


@pytest.fixture
def workspaces(clock: SetClock) -> "Iterator[Callable[..., Workspace]]":
    """Workspaces of a test's own making, all stopped afterwards."""
    made: list[Workspace] = []

    def make(**options: object) -> Workspace:
        options = {"clock": clock, "retry_after": (0.0, 0.0, 0.0), **options}
        running = Workspace(**options).start()  # type: ignore[arg-type]  # the test's own options
        made.append(running)
        return running

    yield make
    for running in made:
        running.stop()
