"""The demo's controls over time: faster, paused, to the next thing that happens."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.sandbox.clock import SharedClock

NextThing = Callable[[datetime], datetime | None]
"""The next instant, at or after the given one, at which anything happens; none: nothing is planned."""

LONGEST_LEAP = timedelta(hours=6)
"""Longer leaps are made in several: a bot whose clock leapt half a day would believe that it was down."""
_MOST_HOPS = 500


class TimeMachine:
    """Moves the shared clock, never past something that is to happen.

    `next_thing` tells what comes; `settle` waits until everything due by now has been done.
    """

    def __init__(self, clock: SharedClock, *, next_thing: NextThing, settle: Callable[[], None]) -> None:
        self.clock = clock
        self._next_thing = next_thing
        self._settle = settle
        self._moving = threading.Lock()

    def next_thing(self) -> datetime | None:
        """When something happens next."""
        return self._next_thing(self.clock())

    def run(self, speed: float) -> None:
        """Go on at this speed; 0 pauses."""
        self.clock.run(speed)

    def hop(self) -> bool:
        """To the next thing that happens; False if nothing is planned."""
        with self._moving:
            at = self.next_thing()
            if at is None:
                return False
            self._leap(at)
            return True

    def travel(self, until: datetime) -> None:
        """Through everything that happens before `until`, and to it. Nothing happens if it has passed."""
        with self._moving:
            for _ in range(_MOST_HOPS):
                at = self.next_thing()
                if at is None or at >= until:
                    break
                self._leap(at)
            self._leap(until)

    def _leap(self, to: datetime) -> None:
        while (now := self.clock()) < to:
            self.clock.jump(min(to, now + LONGEST_LEAP))
            self._settle()
