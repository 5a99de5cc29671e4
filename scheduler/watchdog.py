"""Does the clock still tick? Asked by whoever watches the bot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import marks
from scheduler.tick import LAST_TICK

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
