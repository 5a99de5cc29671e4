"""Outside hours, what cannot wait calls out who is on call, if the unit has somebody on call (U21)."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from db import on_calls, people
from db.outbox import NewNotice
from db.rows import Comment, Person
from handlers.case import Case
from scheduler import notices
from scheduler.duty import is_away
from scheduler.duty_notices import ON_CALL
from scheduler.recipients import person_recipient


@dataclass(frozen=True, kw_only=True)
class CalledOut:
    """Who is called, and what she is told."""

    person: Person
    row: NewNotice


def called_out(tx: Connection, case: Case, comment: Comment) -> CalledOut | None:
    """The one who is on call today, told at once; none: nobody is, or it is she who says it.

    Nor anybody who is away, or has left the unit since she was named.
    """
    today = case.calendar.local_day(case.now)
    person_id = on_calls.on(tx, comment.unit_id, today)
    team = people.unit_team(tx, comment.unit_id)
    person = next((one for one in (*team.editors, *team.supervisors) if one.id == person_id), None)
    if person is None or person.id == case.person.id or is_away(person, team.away, today):
        return None
    told = notices.urgent(
        comment, recipient=person_recipient(person.id), send_at=case.now, version=case.book.version
    )
    return CalledOut(person=person, row=replace(told, detail=ON_CALL))
