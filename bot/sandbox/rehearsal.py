"""Plays simulated time through in this process, as fast as it goes: ticks, deliveries, and what people do.

The demo lets the week before its first picture pass so; tests tell whole stories so.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.sandbox.clock import SharedClock
from db.store import Store
from scheduler.deliver import Deliverer
from scheduler.horizon import next_thing
from scheduler.rulebook import RuleBook
from scheduler.tick import tick

Deed = Callable[[Connection, RuleBook, datetime], object]
"""Something that people do, in one transaction."""

_LEAPS = timedelta(days=3650)
_A_MOMENT = timedelta(seconds=2)


class Rehearsal:
    """A newsroom whose time somebody else moves."""

    def __init__(self, *, store: Store, book: RuleBook, deliverer: Deliverer, clock: SharedClock) -> None:
        self._store = store
        self._book = book
        self._deliverer = deliverer
        self._clock = clock

    def pulse(self) -> None:
        """Everything that the clock asks for now: plan, send, bring up to date."""
        tick(self._store, self._book, self._clock(), down_after=_LEAPS)
        self.deliver()

    def deliver(self) -> None:
        """What is ready leaves, and what people changed is brought up to date."""
        while self._deliverer.deliver_one(self._clock()):
            pass

    def play(self, until: datetime, deeds: Iterable[tuple[datetime, Deed]] = ()) -> None:
        """Let time pass to `until`, with everything that falls due and all that people do meanwhile."""
        waiting = sorted(deeds, key=lambda deed: deed[0])
        while True:
            due = self._next(until)
            at = min(due, waiting[0][0]) if waiting else due
            self._clock.jump(at)
            if at == due:
                self.pulse()
            while waiting and waiting[0][0] <= at:
                _, deed = waiting.pop(0)
                with self._store.write() as tx:
                    deed(tx, self._book, self._clock())
                self.deliver()
            if at >= until:
                return

    def _next(self, until: datetime) -> datetime:
        """When the clock next asks for something, `until` at the latest."""
        now = self._clock()
        with self._store.read() as tx:
            at = next_thing(tx, self._book, now)
        if at is not None and at <= now:  # paced: the channel takes its next message in a moment
            at = now + _A_MOMENT
        return max(now, min(until, at if at is not None else until))
