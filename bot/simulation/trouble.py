"""What goes wrong in a simulated time: the chat's faults, the process's deaths, its long sleeps. Seeded."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Connection, Engine

from db.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Trouble:
    """How often things go wrong; never, unless said."""

    fault: float = 0.0
    """A send's chance of being put off (429), refused for now, or cut off before or after it arrived."""
    death: float = 0.0
    """The process's chance to die at each named step of a send, and on either side of each commit."""
    sleep: float = 0.0
    """A day's chance that the machine falls asleep, for minutes or for up to three days."""
    lag: timedelta = timedelta(seconds=20)
    """How much later than it came the chat's history shows a message; must be less than the lease."""


CALM = Trouble()
ROUGH = Trouble(fault=0.05, death=0.004, sleep=0.01)
"""What the thousand years are run with."""


class Killed(Exception):  # noqa: N818 - what happened, not an error
    """The process is gone."""


class Fate:
    """Decides when the process dies."""

    def __init__(self, chance: float, random: Random) -> None:
        self._chance, self._random = chance, random
        self.deaths = 0

    def __call__(self, step: str) -> None:
        """Pass a step, or die there."""
        if self._chance and self._random.random() < self._chance:
            self.deaths += 1
            raise Killed(step)


class MortalStore(Store):
    """The store as a process has it that may die before or after each commit."""

    def __init__(self, engine: Engine, fate: Fate) -> None:
        super().__init__(engine)
        self._fate = fate

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction; dying before its commit undoes it, dying after it does not."""
        with super().write() as tx:
            yield tx
            self._fate("committing")
        self._fate("committed")


def sleeps(start: datetime, days: int, chance: float, random: Random) -> list[tuple[datetime, datetime]]:
    """The times at which nothing runs, apart from each other, in order."""
    found: list[tuple[datetime, datetime]] = []
    for day in range(days):
        if not chance or random.random() >= chance:
            continue
        begins = start + timedelta(days=day, minutes=random.randrange(24 * 60))
        ends = begins + timedelta(minutes=random.choice([5, 20, 60, 300, 24 * 60, 72 * 60]))
        if not found or begins > found[-1][1] + timedelta(days=1):
            found.append((begins, ends))
    return found
