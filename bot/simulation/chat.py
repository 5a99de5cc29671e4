"""A chat that takes everything and forgets it, but tells who listens."""

from collections.abc import Callable
from datetime import datetime

from db.rows import Message, Notice
from scheduler.port import CannotTell, Outgoing, Ref

Heard = Callable[[Outgoing, datetime], None]


class SimulatedChat:
    """`scheduler.port.Chat`: everything arrives at once."""

    def __init__(self, heard: Heard) -> None:
        self._heard = heard
        self._count = 0

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Taken."""
        self._count += 1
        self._heard(outgoing, now)
        return Ref(channel=outgoing.recipient, reference=str(self._count))

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Taken."""

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:  # noqa: ARG002 - the port's
        """Nothing is ever in doubt."""
        return None
