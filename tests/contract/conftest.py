"""Every behaviour in Socket Mode and in HTTP mode; what is told with `room` in Teams too."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.contract.in_slack import SlackRoom
from tests.contract.in_teams import TeamsRoom
from tests.contract.office import Office
from tests.contract.room import Room
from tests.contract.teams_office import TeamsOffice
from tests.contract.teams_office import tenant as tenant_of
from tests.contract.teams_tenant import Tenant
from tests.workspace import SetClock

MODES = ("socket", "http")


@pytest.fixture
def clock() -> SetClock:
    """Friday 27 November 2026, 14:50 in Stockholm, standing still."""
    return SetClock()


@pytest.fixture(params=MODES)
def mode(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(tmp_path: Path, clock: SetClock, mode: str) -> Iterator[Office]:
    """The bot at work in a workspace of its own."""
    with Office(tmp_path, clock, mode) as office:
        yield office


@pytest.fixture(scope="session")
def tenant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    """Teams, with the bot in it; every story has it as it was then."""
    made = tenant_of(tmp_path_factory.mktemp("tenant"))
    yield made
    made.close()


@pytest.fixture(params=["slack-socket", "slack-http", "teams"])
def room(request: pytest.FixtureRequest, tmp_path: Path, clock: SetClock) -> Iterator[Room]:
    """The bot at work in one chat after the other."""
    chat, _, mode = str(request.param).partition("-")
    if chat == "teams":
        with TeamsOffice(tmp_path, clock, request.getfixturevalue("tenant")) as in_teams:
            yield TeamsRoom(in_teams)
    else:
        with Office(tmp_path, clock, mode) as in_slack:
            yield SlackRoom(in_slack)


@pytest.fixture
def offices(tmp_path: Path, clock: SetClock, mode: str) -> Iterator[Callable[..., Office]]:
    """Offices of a test's own making."""
    made: list[Office] = []

    def make(**options: Any) -> Office:
        office = Office(tmp_path, clock, mode, **options)
        made.append(office)
        return office.__enter__()

    yield make
    for office in made:
        office.__exit__()
