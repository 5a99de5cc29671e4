"""`make demo-teams`: the bot in Microsoft's Agents Playground, with sample comments, on a simulated clock.

No account anywhere is needed. It is Friday 27 November 2026, 14:50, until the page is opened, since it shows
only what comes while it is open; Enter leads to the next thing that happens.
"""

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import httpx

from bot.config import load
from bot.prepare import prepared
from bot.sandbox.bot_process import BotProcess, BotState
from bot.sandbox.clock import CLOCK_FILE, SharedClock
from bot.sandbox.feed import SampleFeed
from bot.sandbox.samples.sample import Sample, at
from bot.sandbox.samples.weekend import AFTER_OPENING
from bot.sandbox.scratch import free_port
from bot.sandbox.story import OPENS
from bot.sandbox.time_machine import TimeMachine
from db import conversations
from db.store import Store
from db.upgrade import upgrade
from scheduler.horizon import next_thing
from tests.teams.playground.configuration import CONFIG, SOURCE, TOKEN
from tests.teams.playground.office import BO, CECILIA, DAVID, OWN_CHAT
from tests.teams.playground.person import Person
from tests.teams.playground.playground import Playground, missing

PORT = 56150
START_SECONDS = 60.0
ZONE = ZoneInfo("Europe/Stockholm")
FIRST = (
    Sample(
        name="teams-1",
        account="kulturskolan-facebook",
        author="Åsa på Öland",
        text="När börjar vårterminens pianolektioner?",
        written_at=at("fri 14:35"),
        seen_at=OPENS,
    ),
    Sample(
        name="teams-2",
        account="kulturskolan-facebook",
        author="Björn",
        text="Kan man hyra ett instrument, eller måste man köpa ett?",
        written_at=at("fri 14:45"),
        seen_at=at("fri 14:51"),
    ),
)
"""What waits when the page is opened, and what comes a minute later."""


def main() -> int:
    """Until Ctrl-C. 1 when something does not start; 3 when the Playground is not there."""
    parser = argparse.ArgumentParser(prog="make demo-teams")
    parser.add_argument("--port", type=int, default=PORT, help="the page's port")
    port = parser.parse_args().port
    lacks = missing()
    if lacks is not None:
        sys.stderr.write(f"It lacks {lacks}.\n")
        return 3
    stopping = threading.Event()

    def stop(_number: int, _frame: FrameType | None) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    with ExitStack() as running:
        return _run(running, port, stopping)


def _run(running: ExitStack, port: int, stopping: threading.Event) -> int:
    folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="svarsvakt-teams-")))
    bot_port = free_port()
    file = folder / "config.toml"
    told = CONFIG.replace("port = 8480", f"port = {bot_port}")
    # Who sits at the page is both: she meets the editor's cards and the supervisor's week.
    file.write_text(told.replace('["cecilia"]', '["cecilia", "anna"]'), encoding="utf-8")
    clock = SharedClock.start(folder / "clock.json", OPENS, speed=0)
    environment = {
        "SVARSVAKT_CONFIG": str(file),
        CLOCK_FILE: str(clock.path),
        "DATABASE_URL": f"sqlite:///{folder / 'teams.db'}",
        f"SVARSVAKT_INTAKE_TOKEN_{SOURCE.upper()}": TOKEN,
    }
    config = load(file, environment)
    store = Store.open(environment["DATABASE_URL"])
    running.callback(store.close)
    upgrade(store)
    book = prepared(store, config, clock())

    bot = BotProcess(
        [sys.executable, "-m", "bot", "run"],
        environment={**os.environ, **environment},
        log=folder / "bot.log",
        is_listening=lambda: _well(bot_port),
    )
    running.callback(bot.stop)
    bot.start()
    playground = running.enter_context(
        Playground.running(folder, f"http://127.0.0.1:{bot_port}/teams/messages", port=port)
    )
    until = time.monotonic() + START_SECONDS
    while bot.state is not BotState.RUNNING:
        if bot.state is BotState.STOPPED or time.monotonic() > until or stopping.wait(0.1):
            sys.stderr.write(f"The bot did not start. The end of its log:\n{bot.last_words()}\n")
            return 1
    for member in (BO, CECILIA, DAVID):
        Person(playground, member).adds_the_bot()

    watched = config_accounts(told)
    samples = [*FIRST, *(sample for sample in AFTER_OPENING if sample.account in watched)]
    feed = SampleFeed(samples, clock=clock, url=f"http://127.0.0.1:{bot_port}/intake/{SOURCE}", token=TOKEN)
    running.callback(feed.stop)

    def coming(now: datetime) -> datetime | None:
        with store.read() as tx:
            planned = next_thing(tx, book, now)
        times = (planned, feed.next_at(now))
        return min((each for each in times if each is not None and each > now), default=None)

    machine = TimeMachine(clock, next_thing=coming, settle=lambda: time.sleep(0.5))
    sys.stdout.write(f"{playground.address}\n")
    sys.stdout.flush()
    sys.stderr.write(
        "Open the address in a browser: choose Kulturskolan, or Personal Chat and write hjälp (or help).\n"
        "What comes is shown while the page is open, so leave it open: opened again it is empty.\n"
        "Enter: on to the next thing that happens. Ctrl-C ends it, nothing is left behind.\n"
    )
    while not _opened(store):
        if stopping.wait(0.1):
            return 0
    feed.start()
    clock.run(1.0)
    threading.Thread(target=_hops, args=(machine,), name="enter", daemon=True).start()
    stopping.wait()
    return 0


def _opened(store: Store) -> bool:
    """Somebody has opened the page: then the Playground adds the bot to its user's own chat."""
    with store.read() as tx:
        return conversations.get(tx, OWN_CHAT) is not None


def config_accounts(text: str) -> set[str]:
    """The short names of the accounts in a configuration."""
    return {line[len("[accounts.") : -1] for line in text.splitlines() if line.startswith("[accounts.")}


def _hops(machine: TimeMachine) -> None:
    for _ in sys.stdin:
        machine.hop()
        sys.stderr.write(f"It is {machine.clock().astimezone(ZONE):%A %d %B %H:%M}.\n")


def _well(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False


if __name__ == "__main__":
    sys.exit(main())
