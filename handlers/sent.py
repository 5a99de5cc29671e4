"""A form that was sent in, and its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db.rows import Person
from handlers.outcome import FieldError, Outcome, Say
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A form that was sent in."""

    tx: Connection
    book: RuleBook
    person: Person
    number: int | None
    fields: Mapping[str, str]
    now: datetime

    def get(self, name: str) -> str:
        """A field's value, or nothing."""
        return self.fields.get(name, "")


def faulty(*faults: tuple[str, Say]) -> Outcome:
    """The form stays open, with each fault beside its field."""
    return Outcome(
        field_errors=tuple(FieldError(field=field, say=say) for field, say in faults), refused=True
    )
