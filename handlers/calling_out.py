"""Outside hours, what cannot wait calls out who is on call, if the unit has somebody on call (U21)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from db import on_calls, people
from db.outbox import NewNotice
from db.people import Team
from db.rows import Comment, Person
from handlers.case import Case
from scheduler import notices
from scheduler.duty import is_away
from scheduler.duty_notices import ON_CALL
from scheduler.recipients import OPERATOR, person_recipient


@dataclass(frozen=True, kw_only=True)
class CalledOut:
    """Who is on call, and what is told to whom at once."""

    person: Person
    instead: tuple[Person, ...]  # the next in line, where she is away or gone; nobody: the operator
    there: bool  # she herself is called
    rows: tuple[NewNotice, ...]


def called_out(tx: Connection, case: Case, comment: Comment) -> CalledOut | None:
    """The one who is on call today, told at once; none: nobody is, or it is she who says it.

    Is she away, or has she left the unit since she was named, the next in line hears at once instead: a unit
    that has somebody on call counts on it that somebody hears.
    """
    today = case.calendar.local_day(case.now)
    person_id = on_calls.on(tx, comment.unit_id, today)
    if person_id is None or person_id == case.person.id:
        return None
    team = people.unit_team(tx, comment.unit_id)
    person = next((one for one in (*team.editors, *team.supervisors) if one.id == person_id), None)
    if person is not None and not is_away(person, team.away, today):
        return CalledOut(
            person=person, instead=(), there=True, rows=_rows(case, comment, [person_recipient(person.id)])
        )
    instead = _next_in_line(comment, team, today)
    if any(one.id == case.person.id for one in instead):  # she knows
        return None
    return CalledOut(
        person=person or people.named(tx, [person_id])[person_id],
        instead=instead,
        there=False,
        rows=_rows(case, comment, [person_recipient(one.id) for one in instead] or [OPERATOR]),
    )


def _next_in_line(comment: Comment, team: Team, today: date) -> tuple[Person, ...]:
    """The account's deputy, else the supervisors, who are not away."""
    deputy = team.deputies.get(comment.account_id)
    if deputy is not None and not is_away(deputy, team.away, today):
        return (deputy,)
    return tuple(one for one in team.supervisors if not is_away(one, team.away, today))


def _rows(case: Case, comment: Comment, recipients: Sequence[str]) -> tuple[NewNotice, ...]:
    version = case.book.version
    told = [notices.urgent(comment, recipient=each, send_at=case.now, version=version) for each in recipients]
    return tuple(replace(row, detail=ON_CALL) for row in told)
