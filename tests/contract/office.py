"""The whole bot and a local workspace in one process, on one clock that only a test moves."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from bot.app import build
from bot.config import load
from bot.sandbox.example import EXAMPLE
from bot.sandbox.identities import AppSpec, Json, Layout
from bot.sandbox.seen import Seen
from bot.sandbox.server import Workspace
from bot.slack.manifest import manifest
from bot.texts import texts
from tests.contract.at_work import INTAKE_TOKEN, PATIENCE, QUICK, UNIT, AtWork
from tests.everything import everything_of as everything_of  # noqa: PLC0414 - handed on to the stories
from tests.newsroom import PEOPLE
from tests.stores import migrated
from tests.workspace import SetClock

CHANNEL = "C-KULTUR"
ANNA, BO, CECILIA, OUTSIDER = "U-ANNA", "U-BO", "U-CECILIA", "U-OUTSIDER"

CONFIG = (
    """
organisation = "Exempelstad"
[slack]
mode = "{mode}"
[http]
port = {port}
[operator]
channel = "C-ALLMANT"
"""
    + UNIT
    + PEOPLE
)


class Office(AtWork):
    """The bot at work: `socket` or `http`, against a workspace that knows its manifest."""

    def __init__(
        self,
        folder: Path,
        clock: SetClock,
        mode: str,
        *,
        channel: str = CHANNEL,
        layout: Layout = EXAMPLE,
        more: str = "",
    ) -> None:
        """`more`: what the configuration says after its last line, which is about Cecilia."""
        app = AppSpec.from_manifest(manifest(texts("sv")))
        super().__init__(clock)
        self.mode = mode
        self.workspace = Workspace(
            Layout(users=layout.users, channels=layout.channels, usergroups=layout.usergroups, app=app),
            clock=clock,
            ack_seconds=PATIENCE,  # how quick it is, the benchmarks say
            retry_after=(0.0, 0.0, 0.0),
        )
        self._file = folder / "config.toml"
        migrated(folder / "var" / "svarsvakt.db")
        self._channel = channel
        self._more = more

    def __enter__(self) -> Self:
        self.workspace.start()
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()
        self.workspace.stop()
        self._http.close()

    def start(self) -> None:
        """Start the bot (again)."""
        self._file.write_text(
            CONFIG.format(mode=self.mode, port=8480, channel=self._channel) + self._more, encoding="utf-8"
        )
        environment = {**self.workspace.environment, "SVARSVAKT_INTAKE_TOKEN_TEST": INTAKE_TOKEN}
        config = load(self._file, environment)
        config = replace(config, http=replace(config.http, port=0))
        self.program = build(config, clock=self.clock, tempo=QUICK)
        if self.mode == "http":
            self.workspace.state.outbound.request_url = f"{self.url}/slack/events"
        self.program.start()
        if self.mode == "socket":
            self.workspace.wait_until(lambda: self.workspace.state.outbound.sockets.count() == 1)

        self.workspace.wait_until(self.health)  # its first tick has been

    def wait_until(self, condition: Callable[[], object]) -> None:
        """As long as the workspace waits."""
        self.workspace.wait_until(condition)

    def shown(self, text: str = "Hej, när öppnar ni?", **fields: Any) -> tuple[int, Json]:
        """A comment that has come in, and its card."""
        (number,) = self.hand_in(text, **fields)
        return number, self.card(number)

    # What people see

    def message(self, holds: str, *, channel: str = CHANNEL) -> Json:
        """Wait for a message of the bot's whose text or blocks hold this; the latest."""
        found: list[Json] = []

        def there() -> bool:
            found[:] = [each for each in self.workspace.messages(channel) if holds in everything_of(each)]
            return bool(found)

        self.workspace.wait_until(there)
        return found[-1]

    def card(self, number: int) -> Json:
        """Wait for a comment's card."""
        return self.message(f"Kommentar {number} på")

    def card_says(self, number: int, words: str) -> None:
        """Wait until the card, in place, says this."""
        ts = self.card(number)["ts"]
        self.workspace.wait_until(lambda: words in everything_of(self.at(ts)))

    def at(self, ts: str, channel: str = CHANNEL) -> Json:
        """The message at a time."""
        return next(each for each in self.workspace.messages(channel) if each["ts"] == ts)

    def reply_to(self, message: Json, holds: str) -> Json:
        """Wait for a reply in the message's thread; the latest."""
        found: list[Json] = []

        def there() -> bool:
            replies = self.workspace.thread(message["channel"], message["ts"])[1:]
            found[:] = [each for each in replies if holds in everything_of(each)]
            return bool(found)

        self.workspace.wait_until(there)
        return found[-1]

    def told(self, user: str, *, channel: str = CHANNEL, holds: str = "") -> str:
        """Wait for an answer that only this person sees in the channel; the latest."""

        def found() -> list[str]:
            seen = self.workspace.ephemerals(user, channel)
            return [everything_of(each) for each in seen if holds in everything_of(each)]

        self.workspace.wait_until(found)
        return found()[-1]

    def said_directly(self, user: str, holds: str) -> str:
        """Wait for a direct message of the bot's to this person."""
        return everything_of(self.message(holds, channel=user))

    def slash(self, user: str, text: str, *, command: str = "/svarsvakt", channel: str = CHANNEL) -> Seen:
        """Give a slash command in the unit's channel."""
        seen = self.workspace.slash(user, channel, command, text)
        assert seen.failure is None
        return seen

    def modal(self, user: str) -> Json:
        """Wait for this person's open modal."""
        self.workspace.wait_until(lambda: self.workspace.modal(user))
        view = self.workspace.modal(user)
        assert view is not None
        return view

    def home(self, user: str, holds: str = "") -> Json:
        """Open the App Home and wait for what it shows."""
        self.workspace.open_home(user)
        self.workspace.wait_until(lambda: holds in everything_of(self.workspace.home(user) or {"blocks": []}))
        self.workspace.wait_until(lambda: self.workspace.home(user))
        view = self.workspace.home(user)
        assert view is not None
        return view
