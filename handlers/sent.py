"""A form that was sent in, and its faults."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db.rows import Person
from handlers.outcome import FieldError, Outcome, Said, Say
from handlers.times import read_moment
from scheduler.local_time import NonexistentTime
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar


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


def moment(sent: Sent, said: str, calendar: WorkingCalendar) -> datetime | Say:
    """When that is, in the calendar's zone; or that it is no time, also one that the clocks jumped over."""
    try:
        at = read_moment(said, calendar.zone, calendar.local_day(sent.now))
    except NonexistentTime:
        at = None
    return Say(said=Said.TIME_UNCLEAR, text=said[:40]) if at is None else at


def faulty(*faults: tuple[str, Say]) -> Outcome:
    """The form stays open, with each fault beside its field."""
    return Outcome(
        field_errors=tuple(FieldError(field=field, say=say) for field, say in faults), refused=True
    )
