"""A simulated clock that several processes share: one small file says what time it is and how fast it runs.

The demo writes the file; the bot, its child process, only reads it (`SVARSVAKT_CLOCK_FILE`). Between writes
simulated time runs on from the machine's monotonic clock, which all its processes have in common, so a
changed wall clock does not disturb it. Simulated time never goes backwards.
"""

import json
import math
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from scheduler.clock import Clock, system_clock

CLOCK_FILE = "SVARSVAKT_CLOCK_FILE"
"""The environment variable that names the file."""

FASTEST = 36_000.0
"""Ten simulated hours a second: faster, and the bot's ticks would stand too far apart to look like life."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """What the file says: it was `at` (UTC) when the machine's clock showed `wall` seconds."""

    at: datetime
    wall: float
    speed: float  # simulated seconds a second; 0: paused

    def time(self, wall: float) -> datetime:
        """The simulated time when the machine's clock shows `wall`; never before `at`."""
        return self.at + timedelta(seconds=max(0.0, wall - self.wall) * self.speed)

    def written(self) -> str:
        """As it stands in the file."""
        return json.dumps({"at": self.at.isoformat(), "wall": self.wall, "speed": self.speed})

    @classmethod
    def read(cls, text: str) -> "Pace":
        """What `written` wrote."""
        found = json.loads(text)
        return cls(at=datetime.fromisoformat(found["at"]), wall=found["wall"], speed=found["speed"])


class SharedClock:
    """A `Clock` that reads the file, and the controls that write it.

    One process writes; any number read. The file is replaced whole: a reader sees one pace or the next.
    """

    def __init__(self, path: Path, wall: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self._wall = wall
        self._writing = threading.Lock()

    @classmethod
    def start(
        cls, path: Path, at: datetime, speed: float = 1.0, wall: Callable[[], float] = time.monotonic
    ) -> "SharedClock":
        """A clock that shows `at` (aware) now and runs at `speed`."""
        clock = cls(path, wall)
        clock._write(Pace(at=_utc(at), wall=wall(), speed=_speed(speed)))
        return clock

    def __call__(self) -> datetime:
        """What time it is, in UTC."""
        return self.pace().time(self._wall())

    def pace(self) -> Pace:
        """What the file says now."""
        return Pace.read(self.path.read_text(encoding="utf-8"))

    def run(self, speed: float) -> None:
        """Go on from now at `speed`; 0 pauses."""
        with self._writing:
            wall = self._wall()
            self._write(Pace(at=self.pace().time(wall), wall=wall, speed=_speed(speed)))

    def jump(self, to: datetime) -> bool:
        """Be at `to` at once, at the same speed; False, and nothing happens, if that has passed."""
        with self._writing:
            wall = self._wall()
            pace = self.pace()
            if _utc(to) <= pace.time(wall):
                return False
            self._write(Pace(at=_utc(to), wall=wall, speed=pace.speed))
            return True

    def _write(self, pace: Pace) -> None:
        new = self.path.with_name(f"{self.path.name}.new")
        new.write_text(pace.written(), encoding="utf-8")
        new.replace(self.path)


def clock_from_environment(environment: dict[str, str] | None = None) -> Clock:
    """The shared clock that the environment names, else the machine's."""
    path = (os.environ if environment is None else environment).get(CLOCK_FILE)
    return SharedClock(Path(path)) if path else system_clock


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a simulated time needs its zone")
    return at.astimezone(UTC)


def _speed(speed: float) -> float:
    if not math.isfinite(speed) or speed < 0:
        raise ValueError("a clock's speed is 0 (paused) or more")
    return min(speed, FASTEST)
