"""A simulated chat: it takes messages or not, shows them in its history a little later, tells who listens."""

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random

from bot.simulation.trouble import CALM, Trouble
from db.rows import Message, Notice
from scheduler.port import CannotTell, Outgoing, Ref, SendError, Unclear

Heard = Callable[[Outgoing, datetime], None]

REMEMBERED = 500
"""So many messages stay in the history."""


class SimulatedChat:
    """`scheduler.port.Chat`: what arrives is heard at once, whatever the sender learns of it."""

    def __init__(self, heard: Heard, trouble: Trouble = CALM, random: Random | None = None) -> None:
        self._heard, self._trouble, self._random = heard, trouble, random or Random(0)
        self._count = self.faults = 0
        self._history: OrderedDict[str, tuple[datetime, Ref]] = OrderedDict()
        self.now: datetime | None = None  # the chat's own clock, for the lag

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Taken; refused for now; or nobody can tell."""
        fault = None
        if self._goes_wrong():
            fault = self._random.choice(["ratelimited", "busy", "cut off before", "cut off after"])
        if fault == "ratelimited":
            raise SendError(fault, retry_after=timedelta(seconds=self._random.choice([1, 10, 60])))
        if fault == "busy":
            raise SendError(fault)
        if fault == "cut off before":
            raise Unclear(fault)
        self._count += 1
        ref = Ref(channel=outgoing.recipient, reference=str(self._count))
        self._history[outgoing.batch] = (now, ref)
        while len(self._history) > REMEMBERED:
            self._history.popitem(last=False)
        self._heard(outgoing, now)
        if fault is not None:
            raise Unclear(fault)
        return ref

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Taken."""

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        """What the history shows by now."""
        if self._goes_wrong():
            return CannotTell()
        at, ref = self._history.get(outgoing.batch, (None, None))
        shown = at is not None and (self.now is None or at <= self.now - self._trouble.lag) and at >= since
        return ref if shown else None

    def _goes_wrong(self) -> bool:
        wrong = bool(self._trouble.fault) and self._random.random() < self._trouble.fault
        self.faults += wrong
        return wrong
