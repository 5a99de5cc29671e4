"""The real program in the local workspace, over Socket Mode and over signed HTTP: one suite, both ways."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.app import Program, Tempo, build
from bot.config import load
from bot.sandbox.server import Workspace
from tests.newsroom import PEOPLE
from tests.stores import migrated
from tests.workspace import SetClock

QUICK = Tempo(tick=timedelta(milliseconds=300), deliver=timedelta(milliseconds=20))
TOKEN = "intagets-nyckel-for-webben"
FRIDAY_MORNING = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm

CONFIG = (
    """
organisation = "Exempelstad"
database = "sqlite:///svarsvakt.db"
[operator]
channel = "#allmant"
[slack]
mode = "{mode}"
[units.kultur]
name = "Kultur"
channel = "#kultur"
editors = ["anna", "bo"]
supervisors = ["cecilia"]
[accounts.kulturskolan-facebook]
unit = "kultur"
name = "Kulturskolans Facebook"
platform = "facebook"
url = "https://www.facebook.com/kulturskolan.example"
[accounts.museet-instagram]
unit = "kultur"
name = "Museets Instagram"
platform = "instagram"
url = "https://www.instagram.com/museet.example"
"""
    + PEOPLE
)


@dataclass
class Newsroom:
    """The workspace, the program in it, and the clock of both."""

    workspace: Workspace
    program: Program
    clock: SetClock
    http: httpx.Client

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.program.web.port}"

    def hand_in(self, **fields: Any) -> httpx.Response:
        """A comment through the intake, as a platform's bridge would."""
        written_at = (self.clock.now - timedelta(minutes=1)).isoformat()
        row = {"account": "kulturskolan-facebook", "text": "När öppnar ni?", "written_at": written_at}
        headers = {"Authorization": f"Bearer {TOKEN}"}
        return self.http.post(f"{self.address}/intake/webb", json=row | fields, headers=headers)

    def card(self, **fields: Any) -> dict[str, Any]:
        """A new comment's card in the channel."""
        before = len(self.cards())
        self.clock.move(timedelta(seconds=2))  # past the channel's pace
        assert self.hand_in(**fields).json()["accepted"] == 1
        self.workspace.wait_until(lambda: len(self.cards()) > before)
        return self.cards()[-1]

    def cards(self) -> list[dict[str, Any]]:
        return [message for message in self.workspace.messages("C-KULTUR") if "Kommentar" in message["text"]]

    def told(self, user: str) -> list[str]:
        """What only this person was told in the channel."""
        return [message["text"] for message in self.workspace.ephemerals(user, "C-KULTUR")]

    def wait_told(self, user: str, words: str) -> None:
        self.workspace.wait_until(lambda: any(words in text for text in self.told(user)))

    def wait_shown(self, words: str) -> None:
        """Until a message of the channel shows this."""
        self.workspace.wait_until(lambda: words in str(self.workspace.messages("C-KULTUR")))


@pytest.fixture(params=["socket", "http"])
def mode(request: pytest.FixtureRequest) -> str:
    """How Slack's requests reach the bot."""
    return str(request.param)


@pytest.fixture
def newsroom(mode: str, tmp_path: Path) -> Iterator[Newsroom]:
    """Friday 09:00, everybody at work, nothing has come in."""
    clock = SetClock(FRIDAY_MORNING - timedelta(minutes=10))
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(mode=mode), encoding="utf-8")
    migrated(tmp_path / "svarsvakt.db")
    with Workspace(clock=clock, ack_seconds=60, retry_after=(0.0, 0.0, 0.0)) as workspace:
        config = load(path, {**workspace.environment, "SVARSVAKT_INTAKE_TOKEN_WEBB": TOKEN})
        config = replace(config, http=replace(config.http, port=0))
        program = build(config, clock=clock, tempo=QUICK)
        if mode == "http":
            workspace.state.outbound.request_url = f"http://127.0.0.1:{program.web.port}/slack/events"
        program.start()
        if mode == "socket":
            workspace.wait_for_app()
        clock.now = FRIDAY_MORNING
        try:
            # Nothing leaves the machine: whom it would trust elsewhere need not be read.
            with httpx.Client(trust_env=False, timeout=60, verify=False) as http:
                yield Newsroom(workspace=workspace, program=program, clock=clock, http=http)
        finally:
            program.stop()
