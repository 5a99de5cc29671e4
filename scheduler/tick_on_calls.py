"""The tick's part about on-calls: who has left the unit is on call no more; each gap is told (U21)."""

from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import on_calls, outbox
from db.on_calls import OnCall
from db.people import Team
from db.rows import Unit
from scheduler import duty_notices
from scheduler.at_work import supervisors_hearing
from scheduler.rulebook import RuleBook


def end_on_calls(tx: Connection, book: RuleBook, unit: Unit, team: Team, now: datetime) -> int:
    """End what is left of the on-calls of people who are not in the unit any more; how many.

    Days that have passed stay as they were. The supervisors hear which days nobody is on call.
    """
    calendar = book.calendar(unit.slug)
    today = calendar.local_day(now)
    here = {one.id for one in (*team.editors, *team.supervisors)}
    left = [row for row in on_calls.since(tx, [unit.id], today) if row.person_id not in here]
    for row in left:
        if row.first_day < today:
            on_calls.shorten(tx, row.id, today - timedelta(days=1))
        else:
            on_calls.remove(tx, row.id)
        outbox.add(
            tx,
            [
                duty_notices.on_call_ended(
                    row,
                    unit,
                    first_day=max(row.first_day, today),
                    recipient=recipient,
                    send_at=calendar.next_moment(now),
                    version=book.version,
                )
                for recipient in supervisors_hearing(team, today)
            ],
            now,
        )
    return len(left)


def tell_of_absences(tx: Connection, book: RuleBook, unit: Unit, team: Team, now: datetime) -> int:
    """The supervisors hear of the days on which who is on call is marked away, once each; how many spans.

    The on-call stays hers: she may be back, and until somebody else has it the next in line is called.
    """
    calendar = book.calendar(unit.slug)
    today = calendar.local_day(now)
    found = [
        (row, first, last)
        for row in on_calls.since(tx, [unit.id], today)
        for first, last in _absences(row, team)
        if last >= today
    ]
    told = [
        duty_notices.on_call_away(
            row,
            unit,
            first_day=first,
            last_day=last,
            recipient=recipient,
            send_at=calendar.next_moment(now),
            version=book.version,
        )
        for row, first, last in found
        for recipient in supervisors_hearing(team, today)
    ]
    outbox.add(tx, told, now)
    return len(found)


def _absences(row: OnCall, team: Team) -> list[tuple[date, date]]:
    """The days of the on-call on which she is away, span by span."""
    spans = [
        (max(row.first_day, away.first_day), min(row.last_day, away.last_day or row.last_day))
        for away in team.away
        if away.person_id == row.person_id
    ]
    return sorted((first, last) for first, last in spans if first <= last)
