"""The Playground as a process on loopback, and the routes that its own page uses.

It says nothing to anybody outside this machine: its telemetry is off, and it listens on 127.0.0.1 alone.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

from tests.real.server import Server, free_port
from tests.teams.playground.office import ANNA, FILE, Member, settings
from tests.teams.playground.screen import Screen

ROOT = Path(__file__).parents[3]
PACKAGES = ROOT / ".playground" / "node_modules"
PROGRAM = PACKAGES / "@microsoft" / "m365agentsplayground" / "cli.js"
ON_LOOPBACK = Path(__file__).parent / "on_loopback.cjs"


def missing() -> str | None:
    """What keeps the Playground from being started; none: nothing."""
    if not PROGRAM.exists():
        return "the Agents Playground (tools/set-up-playground)"
    return None if shutil.which("node") else "Node.js"


class Playground:
    """The running client. `screen` is what it shows."""

    def __init__(self, address: str, recording: Path) -> None:
        self.address = address
        self._http = httpx.Client(base_url=address, timeout=20, trust_env=False)
        self.screen = Screen(recording)

    @property
    def service_url(self) -> str:
        """Where the bot writes to."""
        return f"{self.address}/_connector"

    @classmethod
    @contextmanager
    def running(cls, folder: Path, bot: str, *, user: Member = ANNA, port: int = 0) -> Iterator["Playground"]:
        """Started in a folder of its own, with the bot at this address; stopped again. `user`: the page's."""
        (folder / FILE).write_text(settings(user), encoding="utf-8")
        port, recording = port or free_port(), folder / "recording"
        server = Server(
            ["node", str(PROGRAM), "-e", bot, "-c", "msteams", "-p", str(port), "--dt", "--er"],
            f"http://127.0.0.1:{port}/_debug/ping",
            folder / "playground.out",
            environment={
                "TEAMSAPPTESTER_BROWSER": "none",
                "NODE_OPTIONS": f"--require {ON_LOOPBACK}",
                "M365_AGENTS_PLAYGROUND_LOGFILE": str(folder / "playground.log"),
                "M365_AGENTS_PLAYGROUND_RECORDING_FILE": str(recording),
            },
            folder=folder,
        )
        with server.running():
            playground = cls(f"http://127.0.0.1:{port}", recording)
            try:
                yield playground
            finally:
                playground.screen.close()
                playground._http.close()

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """As its page does; raises AssertionError for what it refuses."""
        answer = self._http.post(path, json=body)
        assert answer.is_success, f"{path}: {answer.status_code} {answer.text[:500]}"
        found = answer.json() if answer.content else {}
        return found if isinstance(found, dict) else {"value": found}

    def install(self, conversation: str) -> None:
        """The app is added there, as its "Install" does."""
        self.post(f"/_debug/conversation/{conversation}/installation", {})

    def personal_chat(self, user: str) -> str:
        """A private chat between somebody and the bot, for others than the page's own user."""
        opened = self.post("/_connector/v3/conversations", {"isGroup": False, "members": [{"id": user}]})
        return str(opened["id"])

    def send(self, activity: Mapping[str, Any]) -> None:
        """An activity to the bot, whoever it is from."""
        self.post("/_internal/v1/customActivities", activity)
