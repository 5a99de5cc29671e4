"""The demo: bot, workspace, sample comments and a simulated clock, put together, started and stopped.

Everything is scratch: a temporary folder holds the database, the clock, the bot's log and a copy of the
configuration without mail and feeds. The bot is a child process that finds the workspace where it would find
Slack, so that it can be killed and started again like the real one.
"""

import os
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from slack_sdk import WebClient
from sqlalchemy import Connection, event, exists, select

from bot.config import Config, load
from bot.prepare import prepared
from bot.sandbox.bot_process import BotProcess, BotState
from bot.sandbox.clock import CLOCK_FILE, SharedClock
from bot.sandbox.clock_routes import ClockRoutes
from bot.sandbox.colleagues import Colleagues
from bot.sandbox.feed import SOURCE, SampleFeed
from bot.sandbox.prologue import BEGINS, EVERYTHING, numbers, prologue
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.samples.weekend import AFTER_OPENING
from bot.sandbox.scratch import free_port, scratch_copy
from bot.sandbox.server import Workspace
from bot.sandbox.story import OPENS, Scene, Story
from bot.sandbox.time_machine import TimeMachine
from bot.sandbox.townhall import channel_id, townhall
from bot.slack.sender import SlackChat
from bot.texts import texts
from db import marks
from db.horizon import first_send
from db.messages import STALE
from db.models import messages, notices
from db.outbox import IN_FLIGHT
from db.store import Store
from db.upgrade import upgrade
from scheduler.deliver import Deliverer
from scheduler.glance import LAST_TICK
from scheduler.horizon import next_thing

START_SECONDS = 120.0
SETTLE_SECONDS = 6.0
_LOOKS_EVERY = 0.02
_STILL = 0.2
_TICKS = 1
_A_MOMENT = timedelta(seconds=1)


class BotDidNotStart(Exception):  # noqa: N818 - it is what it is called
    """The bot ended instead of starting; `log` holds the last lines that it wrote."""

    def __init__(self, log: str) -> None:
        super().__init__("the bot did not start")
        self.log = log


class Demo:
    """`with Demo(config_path) as demo: ... demo.url`. Nothing is left behind."""

    def __init__(
        self,
        config_path: Path,
        *,
        at: datetime | None = None,
        speed: float = 1.0,
        port: int = 0,
    ) -> None:
        """Opens at `at` (Friday 27 November 2026, 14:50, if none), running at `speed`."""
        self._opens = at or OPENS
        self._speed = speed
        self._original = config_path
        self._port = port
        self._cleanup = ExitStack()

    def __enter__(self) -> Self:
        """Everything started; what has been started is stopped again if the rest does not."""
        try:
            self._start()
        except BaseException:
            self._cleanup.close()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Bot, samples, workspace and scratch folder go, in that order."""
        self._cleanup.close()

    def _start(self) -> None:
        folder = Path(
            self._cleanup.enter_context(
                tempfile.TemporaryDirectory(prefix="svarsvakt-demo-", ignore_cleanup_errors=True)
            )
        )
        web_port = free_port()
        config_file = folder / "config.toml"
        scratch_copy(self._original, config_file, web_port)
        self.clock = SharedClock.start(folder / "clock.json", min(BEGINS, self._opens), speed=0)
        token = secrets.token_hex(16)
        environment = {
            "SVARSVAKT_CONFIG": str(config_file),
            CLOCK_FILE: str(self.clock.path),
            "DATABASE_URL": f"sqlite:///{folder / 'demo.db'}",
            f"SVARSVAKT_INTAKE_TOKEN_{SOURCE.upper()}": token,
        }
        config = load(config_file, environment)
        self.store = Store.open(environment["DATABASE_URL"])
        # Scratch: a machine that loses power may lose it. The bot's own connections are as careful as ever.
        event.listen(self.store.engine, "connect", _hastily)
        self._cleanup.callback(self.store.close)
        upgrade(self.store)
        self.book = prepared(self.store, config, self.clock())

        self.feed = SampleFeed(
            AFTER_OPENING,
            clock=self.clock,
            url=f"http://127.0.0.1:{web_port}/intake/{SOURCE}",
            token=token,
        )
        self.machine = TimeMachine(self.clock, next_thing=self.next_thing, settle=self.settle)
        self.bot = BotProcess(
            [sys.executable, "-m", "bot", "run"],
            environment={},
            log=folder / "bot.log",
            is_listening=lambda: self.workspace.state.outbound.connections() > 0,
        )
        scene = Scene.of(config)
        story = Story(
            store=self.store,
            scene=scene,
            bot=self.bot,
            clock=self.clock,
            handed_in=lambda: self.feed.handed_in,
            posted=lambda: self.workspace.posted(),  # noqa: PLW0108 - it does not exist yet
        )
        self.workspace = Workspace(
            townhall(config),
            port=self._port,
            clock=self.clock,
            extra_routes=ClockRoutes(self.machine, self.bot, story).routes(),
        )
        self.colleagues = self._colleagues(config, scene)
        self._cleanup.enter_context(self.workspace)  # a page may ask while the week is played
        self.url = self.workspace.url

        self._play_prologue(config)
        self.bot.environment = {**os.environ, **environment, **self.workspace.environment}
        self._cleanup.callback(self.bot.stop)
        self.bot.start()
        self._wait_for_bot()
        for people in (self.feed, self.colleagues):
            self._cleanup.callback(people.stop)
            people.start()
        self.clock.run(self._speed)

    def _colleagues(self, config: Config, scene: Scene) -> Colleagues:
        channels = {
            slug: channel_id(unit.channel or "")
            for unit in config.register.units
            for slug in (*unit.supervisors, *unit.editors)
        }
        return Colleagues(
            workspace=self.workspace,
            clock=self.clock,
            chat_ids={person.slug: person.chat_id or "" for person in config.register.people},
            channels=channels | {scene.supervisor: scene.channel},
            numbers=self._numbers,
            helper=scene.supervisor,
            since=self._opens,
        )

    def _play_prologue(self, config: Config) -> None:
        """The week until the demo opens, in this process."""
        client = WebClient(self.workspace.bot_token, base_url=self.workspace.api_url, retry_handlers=[])
        chat = SlackChat(
            client=client,
            store=self.store,
            book=self.book,
            texts=lambda language: texts(language or config.language),
            operator_channel=config.operator.channel,
            own_time=True,
        )
        deliverer = Deliverer(store=self.store, chat=chat, book=self.book, owner=f"prologue-{uuid4().hex}")
        rehearsal = Rehearsal(store=self.store, book=self.book, deliverer=deliverer, clock=self.clock)
        rehearsal.play(self._opens, prologue(config, self._opens))

    def _wait_for_bot(self) -> None:
        self._wait(lambda: self.bot.state is not BotState.STARTING, START_SECONDS)
        if self.bot.state is not BotState.RUNNING:
            raise BotDidNotStart(self.bot.last_words())

    def next_thing(self, now: datetime) -> datetime | None:
        """When the bot or the public next does something, after `now`."""
        with self.store.read() as tx:
            planned = next_thing(tx, self.book, now)
        coming = (planned, self.feed.next_at(now), self.colleagues.next_at(now))
        return min((at for at in coming if at is not None and at > now), default=None)

    def settle(self) -> None:
        """Wait until the bot has done what is due; a paused clock is moved on a little meanwhile.

        A channel takes one message a second, of the simulated time too.
        """
        ticked = self._last_tick()
        looked = 0
        creeps = time.monotonic() + _STILL

        def settled() -> bool:
            nonlocal creeps, looked, ticked
            if self.bot.state is BotState.STOPPED:
                return True
            # A tick notes its time before it plans: the next one's note says that it has finished.
            if (last := self._last_tick()) != ticked:
                ticked, looked = last, looked + 1
            if time.monotonic() > creeps:
                self.clock.jump(self.clock() + _A_MOMENT)
                creeps = time.monotonic() + _STILL
            behind = self.feed.is_behind() or self.colleagues.is_behind()
            return not behind and looked > _TICKS and not self._is_busy()

        self._wait(settled, SETTLE_SECONDS)

    def _numbers(self) -> Mapping[str, int]:
        with self.store.read() as tx:
            return numbers(tx, EVERYTHING)

    def _last_tick(self) -> datetime | None:
        with self.store.read() as tx:
            last = marks.read(tx, [LAST_TICK]).get(LAST_TICK)
        return last.at if last is not None else None

    def _is_busy(self) -> bool:
        with self.store.read() as tx:
            return _is_busy(tx, self.clock())

    def _wait(self, done: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while not done() and time.monotonic() < until:
            time.sleep(_LOOKS_EVERY)


def _hastily(connection: Any, _entry: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")


def _is_busy(tx: Connection, now: datetime) -> bool:
    """Whether the bot has something to send, is sending, or has a message to bring up to date."""
    first = first_send(tx)
    if first is not None and first <= now:
        return True
    pending = exists(select(notices.c.id).where(IN_FLIGHT)), exists(select(messages.c.id).where(STALE))
    return any(tx.execute(select(each)).scalar_one() for each in pending)
