"""Staying within what Teams takes of a bot: the outbox waits its turn, direct answers are counted beside it.

A direct answer waits for nobody, since somebody waits for it. What it uses is taken from what the outbox may
send at once, never from the turn that it has every two seconds: no flood of questions holds a reminder up.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit
"""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock

from sqlalchemy import Connection

from bot.teams.addresses import CHAT
from db import limits
from db.conversations import base
from db.store import Store
from scheduler.port import SendError

EVERY, AT_ONCE = timedelta(milliseconds=2_100), 6
"""Of a conversation: within Teams' 7 in a second, 8 in two, 60 in half a minute and 1,800 in an hour."""
EVERY_OF_ALL, AT_ONCE_OF_ALL = timedelta(milliseconds=50), 10
"""Of everything: 20 in a second and a few; Teams lets an app have 30 to 50 in a tenant."""
EVERYWHERE = f"{CHAT}:*"
MOST_KEPT = 1_000
LONGEST = 200
"""Of a name in the store."""


class Pace:
    """One installation's; the outbox's turns are in the store, direct answers are this process's own."""

    def __init__(self, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._until: dict[str, float] = {}
        self._lock = Lock()

    def answered(self, conversation: str) -> None:
        """Something went there without waiting for its turn."""
        with self._lock:
            now = self._monotonic()
            if len(self._until) >= MOST_KEPT:
                self._until = {name: until for name, until in self._until.items() if until > now}
            for name, every in ((_named(conversation), EVERY), (EVERYWHERE, EVERY_OF_ALL)):
                self._until[name] = max(self._until.get(name, now), now) + every.total_seconds()

    def take(self, store: Store, conversation: str, now: datetime) -> None:
        """A turn of the outbox in a conversation. SendError: not yet; nothing was sent, no turn was used."""
        with store.write() as tx:
            wait = self._take(tx, EVERYWHERE, EVERY_OF_ALL, AT_ONCE_OF_ALL, now)
            wait = wait or self._take(tx, _named(conversation), EVERY, AT_ONCE, now)
            if wait is not None:
                raise SendError("paced", retry_after=wait)

    def _take(
        self, tx: Connection, name: str, every: timedelta, at_once: int, now: datetime
    ) -> timedelta | None:
        with self._lock:
            used = timedelta(seconds=max(self._until.get(name, 0.0) - self._monotonic(), 0.0))
        return limits.take(tx, name, every=every, at_once=at_once, now=now, besides=used)


def _named(conversation: str) -> str:
    return f"{CHAT}:{base(conversation)}"[:LONGEST]
