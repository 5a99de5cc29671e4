"""All chats as one: the outbox's messages, each by the chat of its unit or of its person.

A unit's messages go where the unit is. What is said to one person goes where her unit is if she is there too,
else to the chat that her own row names, else to any in which she is known. What cannot be said because its
chat is not set up is refused for good: the outbox then tells the next in line, and the operator why.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.metrics import MeasuredChat
from db import accounts, identities
from db.rows import Message, Notice
from db.store import Store
from handlers.chat_ids import TEAMS
from scheduler.port import CannotTell, Outgoing, Ref, SendError
from scheduler.recipients import PLACE

NOT_SET_UP = "chat_not_set_up"


class Chats:
    """`scheduler.port.Chat` over several of them."""

    def __init__(self, chats: Mapping[str, MeasuredChat], *, store: Store, operator: str) -> None:
        """`chats` by the store's word for each; `operator`: in which of them the operator's channel is."""
        self._chats = dict(chats)
        self._store = store
        self._operator = operator

    @property
    def dead_code(self) -> str | None:
        """A chat's word for why nothing at all can be sent there; none while all can be reached."""
        return next((chat.dead_code for chat in self._chats.values() if chat.dead_code), None)

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        """Post it in its recipient's chat. Raises SendError or Unclear."""
        return self._of(outgoing.recipient, outgoing.unit_id).send(outgoing, now)

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        """Bring a message up to date in the chat that it stands in. Raises SendError or Unclear."""
        self._named(message.chat).update(message, notices, now)

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        """Ask the recipient's chat what became of it."""
        return self._of(outgoing.recipient, outgoing.unit_id).find(outgoing, since)

    def _of(self, recipient: str, unit_id: int | None) -> MeasuredChat:
        with self._store.read() as tx:
            name = chat_of(tx, recipient, unit_id, there=self._chats, operator=self._operator)
        return self._named(name)

    def _named(self, name: str) -> MeasuredChat:
        if name not in self._chats:
            raise SendError(NOT_SET_UP, permanent=True)
        return self._chats[name]


def chat_of(
    tx: Connection, recipient: str, unit_id: int | None, *, there: Mapping[str, object], operator: str
) -> str:
    """In which chat `unit:3`, `person:7` or `operator` is written to; it need not be set up (`there`)."""
    kind, _, number = recipient.partition(":")
    if kind == "operator":
        return operator
    if kind == PLACE:
        return TEAMS
    if kind == "unit":
        unit = accounts.unit(tx, int(number))
        return unit.chat if unit is not None else operator
    known = [chat for chat in identities.chats_of(tx, int(number)) if chat in there]
    unit = accounts.unit(tx, unit_id) if unit_id is not None else None
    if unit is not None and unit.chat in known:
        return unit.chat
    return known[0] if known else next(iter(identities.chats_of(tx, int(number))), operator)
