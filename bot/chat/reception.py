"""What everything heard comes to: note the delivery, act, commit; only then is the chat told it was taken."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.texts import Texts
from db import deliveries, people
from db.rows import Person
from db.store import Store
from handlers.outcome import Outcome
from scheduler.clock import Clock
from scheduler.rulebook import RuleBook
from scheduler.rules_in_force import renew

Act = Callable[[Connection, Person | None, datetime], Outcome]
"""Something a person does, in a transaction; the person is none when the bot does not know her."""


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What came of it, and the language to say it in."""

    outcome: Outcome
    texts: Texts
    known: bool


class Reception:
    """Takes what people do in one chat, each delivery once."""

    def __init__(
        self,
        *,
        chat: str,
        store: Store,
        book: RuleBook,
        clock: Clock,
        texts: Callable[[str | None], Texts],
        wake: Callable[[], None],
    ) -> None:
        """`chat`: the chat's own word in the store, `slack` or `teams`."""
        self.chat = chat
        self.store = store
        self._book = book
        self.clock = clock
        self.texts = texts
        self._wake = wake

    @property
    def book(self) -> RuleBook:
        """The rules as they are now: asked for once by whatever must go by one version."""
        return self._book.present()

    def take(self, delivery: str, user: str, act: Act) -> Taken | None:
        """Act once and commit; none when this delivery has been here before.

        The delivery is noted in the same transaction: if acting fails, the next try is the first again.
        """
        now = self.clock()
        with self.store.write() as tx:
            if not deliveries.first_time(tx, f"{self.chat}:{delivery}"[:200], now):
                return None
            taken = self._taken(tx, user, act, now)
        if taken.outcome.rules_set:
            renew(self.store, self._book, now)
        if taken.outcome.changed:
            self._wake()
        return taken

    def look(self, user: str, act: Act) -> Taken:
        """The same for what only reads: nothing to note, so nothing to write."""
        now = self.clock()
        with self.store.read() as tx:
            return self._taken(tx, user, act, now)

    def _taken(self, tx: Connection, user: str, act: Act, now: datetime) -> Taken:
        person = people.by_chat(tx, self.chat, user)
        outcome = act(tx, person, now)
        return Taken(
            outcome=outcome,
            texts=self.texts(person.language if person else None),
            known=person is not None,
        )
