"""When a crisis begins to call people at other hours, what waited for work comes then (M18)."""

from datetime import datetime

from sqlalchemy import Connection

from db import outbox
from db.rows import Crisis
from scheduler.crisis import first_call
from scheduler.recheck import CALLED_OUT
from scheduler.working_calendar import WorkingCalendar


def call_earlier(tx: Connection, crisis: Crisis, calendar: WorkingCalendar, now: datetime) -> int:
    """Cards and urgent matters of its accounts leave when it may first call people; how many rows.

    Cards that waited leave as the one digest that they would have been in the morning. If it is ended or
    given other hours before then, they wait for work again when they are claimed.
    """
    at = first_call(crisis, now, calendar)
    if at >= calendar.next_moment(now) or at >= crisis.ends_at:
        return 0
    return outbox.bring_forward(tx, crisis.account_ids, CALLED_OUT, at)
