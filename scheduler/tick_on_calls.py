"""The tick's part about on-calls: who has left the unit is on call no more, and the gap is told (U21)."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import on_calls, outbox
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
