"""Who changes something of a unit's, and how it is written down."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection

from db import accounts, changes
from db.changes import NewChange
from db.rows import Person, Unit
from db.words import ChangeAction
from handlers.access import Standing, standing
from handlers.chat_ids import SLACK
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A supervisor in chat; or, `person` none, whoever sits at the command line: she may change all."""

    tx: Connection
    book: RuleBook
    person: Person | None
    name: str
    now: datetime
    chat: str = SLACK
    """Where she acts, and so whose ids she names people and channels by."""

    @cached_property
    def where(self) -> Standing | None:
        """What she is in which units; none at the command line."""
        return None if self.person is None else standing(self.tx, self.person)

    def may(self, unit_id: int) -> bool:
        """Whether this unit is hers to run."""
        return self.where is None or self.where.supervises(unit_id)

    def units(self) -> list[Unit]:
        """The units that she may run, by name."""
        return [unit for unit in accounts.units(self.tx) if self.may(unit.id)]

    def unit(self, unit_id: int) -> Unit | None:
        """One of them; none: it is not hers, or there is none."""
        found = accounts.unit(self.tx, unit_id)
        return found if found is not None and found.active and self.may(unit_id) else None

    def note(
        self,
        action: ChangeAction,
        *,
        unit_id: int | None,
        account_id: int | None = None,
        person_id: int | None = None,
        what: str | None = None,
        before: str | None = None,
        after: str | None = None,
        why: str | None = None,
    ) -> int:
        """Write the change down; its number."""
        return changes.note(
            self.tx,
            NewChange(
                at=self.now,
                by_id=self.person.id if self.person else None,
                by_name=self.name[:200],
                action=action,
                unit_id=unit_id,
                account_id=account_id,
                person_id=person_id,
                what=what,
                before=before,
                after=after,
                why=why or None,
            ),
        )


def in_chat(tx: Connection, book: RuleBook, person: Person, now: datetime, *, chat: str = SLACK) -> Actor:
    """Somebody in chat."""
    name = person.full_name or person.first_name
    return Actor(tx=tx, book=book, person=person, name=name, now=now, chat=chat)


def at_command_line(tx: Connection, book: RuleBook, name: str, now: datetime) -> Actor:
    """Whoever sits at the command line, by the name that the machine knows her by."""
    return Actor(tx=tx, book=book, person=None, name=name, now=now)
