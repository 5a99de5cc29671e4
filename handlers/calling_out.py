"""Outside hours, what cannot wait calls out who is on call, if the unit has somebody on call (U21)."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import on_calls, people
from db.outbox import NewNotice
from db.rows import Comment, Person
from handlers.case import Case
from scheduler import notices
from scheduler.duty_notices import ON_CALL
from scheduler.notices import person_recipient


@dataclass(frozen=True, kw_only=True)
class CalledOut:
    """Who is called, and what she is told."""

    person: Person
    row: NewNotice


def called_out(tx: Connection, case: Case, comment: Comment) -> CalledOut | None:
    """The one who is on call today, told at once; none: nobody is, or it is she who says it."""
    person_id = on_calls.on(tx, comment.unit_id, case.calendar.local_day(case.now))
    person = people.get(tx, person_id) if person_id is not None else None
    if person is None or not person.active or person.id == case.person.id:
        return None
    told = notices.urgent(
        comment, recipient=person_recipient(person.id), send_at=case.now, version=case.book.version
    )
    return CalledOut(person=person, row=replace(told, detail=ON_CALL))
