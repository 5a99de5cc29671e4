"""A storm: bots are born, killed and born again while people write, claim and answer; then it is calm.

Everything random comes from one seed. What the machine's scheduler does is not ours to seed: a seed gives the
same load and the same plan of deaths, not the same microsecond.
"""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from queue import Empty, Queue
from typing import Self

from bot.sandbox.clock import SharedClock
from tests.faults.crash.life import STEPS, Life
from tests.faults.crash.place import InSlack, InTeams, Place
from tests.faults.crash.public import INTAKE_TOKEN, Public

LEASE = 3.0
"""Real seconds; longer than a send's timeout and the history's lag together."""
SEND_TIMEOUT = 1
HISTORY_LAG = 0.5
OWN_HAND = 0.5
"""So many of the deaths happen at a named step; the others at any moment."""


@dataclass(frozen=True, kw_only=True)
class Weather:
    """How long and how hard."""

    seed: int
    kills: int
    begins: datetime
    speed: float = 50.0
    replicas: int = 1
    mode: str = "http"
    chat: str = "slack"
    faults: bool = True
    longest_life: float = 0.25  # seconds; four times that for who dies at a step
    acts_every: float = 0.02


@dataclass
class Deaths:
    """What happened to the bots."""

    killed: int = 0
    at: Counter[str] = field(default_factory=Counter)
    unplanned: list[int] = field(default_factory=list)


class Storm:
    """One workspace, one store, a nursery, and whoever is alive."""

    def __init__(self, weather: Weather, folder: Path, database: str) -> None:
        self.weather = weather
        self.random = random.Random(weather.seed)
        self.clock = SharedClock.start(folder / "clock.json", weather.begins, weather.speed)
        self.place: Place = (
            InTeams(self.clock) if weather.chat == "teams" else InSlack(self.clock, weather.mode)
        )
        self.database = database
        self.log = folder / "bots.log"
        self.config = folder / "config.toml"
        self.config.write_text(
            'organisation = "Exempelstad"\n[http]\nport = 8480\n' + self.place.config, encoding="utf-8"
        )
        self.ports = [_free_port() for _ in range(weather.replicas)]
        self._alive: dict[int, int] = {}  # replica: pid
        self._dies_at: dict[int, float] = {}
        self._doomed: set[int] = set()
        self._born_at: dict[int, float] = {}
        self._said: Queue[tuple[str, int, int]] = Queue()
        self.deaths = Deaths()
        self.public = Public(self.random, self.place, self.clock, self._somebody)

    def __enter__(self) -> Self:
        self.place.start(self.database)
        self._nursery = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.crash.nursery", str(self.log)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=self.environment,
            text=True,
        )
        self._listening = threading.Thread(target=self._listen, name="nursery", daemon=True)
        self._listening.start()
        return self

    def __exit__(self, *_: object) -> None:
        assert self._nursery.stdin is not None
        self._nursery.stdin.close()
        self._nursery.wait(timeout=20)
        self._listening.join(timeout=20)
        assert self._nursery.stdout is not None
        self._nursery.stdout.close()
        self.public.close()
        self.place.stop()

    @property
    def environment(self) -> dict[str, str]:
        """What the bots find in theirs."""
        return {
            **os.environ,
            **self.place.environment,
            "SVARSVAKT_INTAKE_TOKEN_TEST": INTAKE_TOKEN,
        }

    # -- the storm --

    def rage(self) -> None:
        """Until so many have been killed."""
        if self.weather.faults:
            self.place.lag(timedelta(seconds=HISTORY_LAG * self.weather.speed))
        next_act = time.monotonic()
        while self.deaths.killed < self.weather.kills:
            self._hear()
            for replica in range(self.weather.replicas):
                if replica not in self._born_at:
                    self._bear_doomed(replica)
            self._kill_whose_time_has_come()
            if time.monotonic() >= next_act and self._somebody() is not None:
                self._misbehave()
                self.public.act()
                next_act = time.monotonic() + self.weather.acts_every
            else:
                time.sleep(0.002)

    def calm(self) -> float:
        """Nobody is killed any more and nothing fails; real seconds since, when everybody is alive."""
        self.place.behave()
        began = time.monotonic()
        self._dies_at = dict.fromkeys(self._born_at, began)  # whoever was told to die at a step, too
        while self._born_at:
            self._hear()
            self._kill_whose_time_has_come()
            time.sleep(0.002)
        for replica in range(self.weather.replicas):
            self.bear(replica)
        self.wait_until(lambda: len(self._alive) == self.weather.replicas)
        self.public.hand_in_what_was_not_taken()
        return began

    # -- births and deaths --

    def _bear_doomed(self, replica: int) -> None:
        step, passing = None, 1
        if self.random.random() < OWN_HAND:
            step = self.random.choice(STEPS)
            passing = self.random.choice((1, 1, 1, 2, 3))
        self.bear(replica, step=step, passing=passing)
        longest = self.weather.longest_life * (1 if step is None else 4)
        self._dies_at[replica] = time.monotonic() + 0.03 + self.random.random() * longest
        self.deaths.at[f"planned {step or 'any moment'}"] += 1

    def bear(self, replica: int, *, step: str | None = None, passing: int = 1, freezes: bool = False) -> None:
        """Let a bot be born; it dies (or freezes) at this passing of a step, if one is named."""
        life = Life(
            replica=replica,
            config=str(self.config),
            clock=str(self.clock.path),
            database=self.database,
            port=self.ports[replica],
            lease=LEASE * self.weather.speed,
            send_timeout=SEND_TIMEOUT,
            step=step,
            passing=passing,
            freezes=freezes,
        )
        self._born_at[replica] = time.monotonic()
        assert self._nursery.stdin is not None
        self._nursery.stdin.write(life.line() + "\n")
        self._nursery.stdin.flush()

    def pid(self, replica: int) -> int:
        """The process of a bot, once it is born."""
        self.wait_until(lambda: replica in self._alive)
        return self._alive[replica]

    def wait_until(self, condition: Callable[[], object], seconds: float = 90) -> None:
        """Until something has happened; TimeoutError if it does not."""
        gives_up = time.monotonic() + seconds
        while not condition():
            self._hear()
            if time.monotonic() > gives_up:
                raise TimeoutError("the bots did not do it in time")
            time.sleep(0.005)

    def _kill_whose_time_has_come(self) -> None:
        now = time.monotonic()
        for replica, pid in list(self._alive.items()):
            if self._dies_at.get(replica, now + 1) <= now:
                del self._dies_at[replica]
                with suppress(ProcessLookupError):  # it was quicker
                    os.kill(pid, signal.SIGKILL)

    def _hear(self) -> None:
        while True:
            try:
                what, replica, number = self._said.get_nowait()
            except Empty:
                return
            if what == "born":
                self._alive[replica] = number
                continue
            self._alive.pop(replica, None)
            self._born_at.pop(replica, None)
            by_own_hand = self._dies_at.pop(replica, None) is not None
            if number == signal.SIGKILL:
                self.deaths.killed += 1
                self.deaths.at["at its step" if by_own_hand else "at any moment"] += 1
            else:
                self.deaths.unplanned.append(number)

    def _listen(self) -> None:
        assert self._nursery.stdout is not None
        for line in self._nursery.stdout:
            what, replica, number = line.split()
            self._said.put((what, int(replica), int(number)))

    def _somebody(self) -> int | None:
        """The port of a bot that lives (perhaps)."""
        living = sorted(self._alive)
        return self.ports[self.random.choice(living)] if living else None

    def _misbehave(self) -> None:
        if not self.weather.faults or self.random.random() > 0.08:
            return
        self.place.misbehave(self.random)


def _free_port() -> int:
    import socket

    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
