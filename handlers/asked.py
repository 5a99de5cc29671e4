"""One command, and who gave it where."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from db.rows import Person, Unit
from handlers import asking, desk, forms
from handlers.access import Standing, standing
from handlers.command_words import Word
from handlers.desk import Action
from handlers.outcome import FormKind, Outcome, Say
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A command, and who gave it where."""

    tx: Connection
    book: RuleBook
    person: Person
    word: Word
    rest: str
    chat: str
    channel: str | None
    now: datetime

    @cached_property
    def where(self) -> Standing:
        """What she is in which units; asked for only by words that need it."""
        return standing(self.tx, self.person)

    def act(self, action: Action, number: int, **facts: object) -> Outcome:
        """Do it with one comment."""
        return desk.act(
            self.tx,
            self.book,
            person=self.person,
            action=action,
            number=number,
            now=self.now,
            **facts,  # type: ignore[arg-type]  # desk.act's own optional facts
        )

    def unit(self, named: str = "") -> Unit | Say:
        """The unit that is meant."""
        return asking.unit_for(self.tx, self.where, chat=self.chat, channel=self.channel, named=named)

    def form(self, kind: FormKind, **known: object) -> Outcome:
        """Ask for the rest in a form."""
        return forms.open_form(
            self.tx,
            self.book,
            person=self.person,
            kind=kind,
            now=self.now,
            **known,  # type: ignore[arg-type]  # open_form's own optional facts
        )
