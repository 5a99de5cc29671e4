"""Does the clock still tick? Asked by whoever watches the bot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import Connection

from db import marks
from scheduler.glance import LAST_TICK

TICKS_WITHIN = timedelta(minutes=2)
"""A clock that has been silent for longer is ill."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pulse:
    """When the clock last ticked (none: never), and whether that is recent enough."""

    last_tick: datetime | None
    age: timedelta | None
    healthy: bool


def pulse(tx: Connection, now: datetime, *, within: timedelta = TICKS_WITHIN) -> Pulse:
    """The clock's pulse: ill when no tick has been stored for `within`, whichever process stored it."""
    mark = marks.read(tx, [LAST_TICK]).get(LAST_TICK)
    if mark is None:
        return Pulse(last_tick=None, age=None, healthy=False)
    age = now - mark.at
    return Pulse(last_tick=mark.at, age=age, healthy=age <= within)


class OwnPulse:
    """Whether this process ticks: the store's pulse is well as long as any machine's does."""

    def __init__(self, within: timedelta = TICKS_WITHIN, *, seconds: Callable[[], float] = monotonic) -> None:
        self._within = within.total_seconds()
        self._seconds = seconds
        self._last = seconds()

    def beat(self) -> None:
        """A tick of ours went through."""
        self._last = self._seconds()

    @property
    def healthy(self) -> bool:
        """The last one is recent enough; a process that has just started is given the same time."""
        return self._seconds() - self._last <= self._within
