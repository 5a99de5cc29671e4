"""The whole bot and a local workspace in one process, on one clock that only a test moves."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any, Self

import httpx
from sqlalchemy import select

from bot.app import Program, Tempo, build
from bot.config import load
from bot.sandbox.example import EXAMPLE
from bot.sandbox.identities import AppSpec, Json, Layout
from bot.sandbox.seen import Seen
from bot.sandbox.server import Workspace
from bot.slack.manifest import manifest
from bot.texts import texts
from db.models import comments, messages, notices
from db.rows import Comment, columns, made
from tests.everything import everything_of as everything_of  # noqa: PLC0414 - handed on to the stories
from tests.newsroom import PEOPLE
from tests.stores import migrated
from tests.workspace import SetClock

QUICK = Tempo(tick=timedelta(hours=1), deliver=timedelta(milliseconds=50), down_after=timedelta(hours=12))
STEPS = 200
"""So often time moves on before something must have happened."""
PATIENCE = 60.0
"""Real seconds: so long it may take on a busy machine."""
INTAKE_TOKEN = "intagets-hemlighet"
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
[units.kultur]
name = "Kultur"
channel = "{channel}"
editors = ["anna", "bo"]
supervisors = ["cecilia"]
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
url = "https://www.facebook.example/kulturskolan"
watch_from = 2026-11-02T08:00:00
[accounts.museet]
unit = "kultur"
name = "Museet"
platform = "instagram"
watch_from = 2026-11-02T08:00:00
"""
    + PEOPLE
)


class Office:
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
        self.clock = clock
        self.mode = mode
        self.workspace = Workspace(
            Layout(users=layout.users, channels=layout.channels, usergroups=layout.usergroups, app=app),
            clock=clock,
            retry_after=(0.0, 0.0, 0.0),
        )
        self._file = folder / "config.toml"
        migrated(folder / "var" / "svarsvakt.db")
        self._channel = channel
        self._more = more
        # Nothing leaves the machine: whom it would trust elsewhere need not be read.
        self._http = httpx.Client(trust_env=False, timeout=PATIENCE, verify=False)
        self.program: Program | None = None

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

    def health(self) -> bool:
        """Whether the bot says that it is well."""
        return self._http.get(f"{self.url}/healthz").status_code == 200

    def stop(self) -> None:
        """Stop the bot; the workspace stays."""
        if self.program is not None:
            self.program.stop()
            self.program = None

    @property
    def running(self) -> Program:
        assert self.program is not None
        return self.program

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.web.port}"

    # Comments

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        """Comments come in over HTTP, written five minutes ago; their numbers."""
        written = fields.pop("written_at", self.clock() - timedelta(minutes=5))
        before = {comment.id for comment in self.comments()}
        sent = [
            {"account": account, "text": text, "written_at": written.isoformat(), "author": "Kim", **fields}
            for text in texts_
        ]
        answer = self._http.post(
            f"{self.url}/intake/test", json=sent, headers={"Authorization": f"Bearer {INTAKE_TOKEN}"}
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["errors"] == []
        return [comment.id for comment in self.comments() if comment.id not in before]

    def comments(self) -> list[Comment]:
        """Everything in the store, oldest first."""
        with self.running.store.read() as tx:
            found = tx.execute(select(*columns(Comment, comments)).order_by(comments.c.id))
            return [made(Comment, row) for row in found]

    def comment(self, number: int) -> Comment:
        """One comment as it stands."""
        return next(comment for comment in self.comments() if comment.id == number)

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

    def pass_to(self, moment: datetime) -> None:
        """Let time pass, half an hour at a time, and everything due be said."""
        while self.clock.now < moment:
            self.clock.now = min(self.clock.now + timedelta(minutes=30), moment)
            self.tick()

    def tick(self) -> None:
        """One tick now, and everything due is said (a second apart where it goes to one place)."""
        self.running._tick(QUICK)
        gives_up, steps = monotonic() + PATIENCE, STEPS
        while not self._said():
            if monotonic() > gives_up:
                raise TimeoutError("something due was not said in time")
            if steps:
                steps -= 1
                self.clock.move(timedelta(seconds=1))

    def run_until(self, done: Callable[[], object]) -> None:
        """Let time pass, ten seconds at a time, until something has happened."""
        for _ in range(STEPS):
            if done():
                return
            self.clock.move(timedelta(seconds=10))
            self.running._tick(QUICK)
            self._said(seconds=2.0)
            Event().wait(0.02)  # what people did may still be on its way
        self.workspace.wait_until(done)

    def _said(self, seconds: float = 0.02) -> bool:
        """Whether everything that is due is said within so many real seconds."""
        moment, gives_up = Event(), monotonic() + seconds
        self.running.clockwork.wake()
        while self._due():
            if monotonic() > gives_up:
                return False
            moment.wait(0.01)
        return True

    def unsettled(self) -> int:
        """How many rows of the outbox nobody knows the end of."""
        open_ = notices.c.state.in_(["sending", "unknown"])
        with self.running.store.read() as tx:
            return len(tx.execute(select(notices.c.id).where(open_)).all())

    def _due(self) -> bool:
        """Whether something that is due has not been said, or a message shows what no longer holds."""
        waits = notices.c.state.in_(["pending", "sending", "unknown"]) & (notices.c.send_at <= self.clock())
        stale = messages.c.wanted_version > messages.c.shown_version
        with self.running.store.read() as tx:
            return any(
                tx.execute(select(table.c.id).where(which).limit(1)).first() is not None
                for table, which in ((notices, waits), (messages, stale))
            )
