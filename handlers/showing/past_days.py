"""Days on duty that have passed, as they were written down when they were."""

from collections.abc import Mapping
from datetime import date, timedelta

from sqlalchemy import Connection

from db import accounts, duty_days, people
from db.duty_days import NotedDay
from db.rows import Account, Person, Unit
from scheduler.duty_days import DutyDay, Uncovered
from scheduler.named_days import DayKind, NamedDay, named_day
from scheduler.working_calendar import WorkingCalendar

SATURDAY = 5


def past_days(
    tx: Connection, unit: Unit, first: date, last: date, *, today: date, calendar: WorkingCalendar
) -> dict[date, DutyDay]:
    """The unit's days before today that were written down: who was on duty then, wherever she is now."""
    noted = duty_days.between(tx, unit.id, first, min(last, today - timedelta(days=1)))
    known = people.named(tx, {one for row in noted.values() for one in _everybody(row)})
    watched = accounts.named(tx, {each[0] for row in noted.values() for each in row.uncovered})
    return {day: _as_it_was(row, known, watched, calendar) for day, row in noted.items()}


def named_then(row: NotedDay, calendar: WorkingCalendar) -> NamedDay:
    """The day by its name; what was a working day stays one, whatever the unit's hours are now."""
    now = named_day(row.day, calendar)
    if row.off == now.off:
        return now
    if not row.off:
        return NamedDay(day=row.day, kind=DayKind.ORDINARY)
    weekend = row.day.weekday() >= SATURDAY
    return NamedDay(day=row.day, kind=DayKind.WEEKEND if weekend else DayKind.CLOSED)


def _as_it_was(
    row: NotedDay, known: Mapping[int, Person], watched: Mapping[int, Account], calendar: WorkingCalendar
) -> DutyDay:
    there = [known[one] for one in row.people if one in known]
    return DutyDay(
        named=named_then(row, calendar),
        people=tuple(sorted(there, key=lambda one: (one.first_name, one.id))),
        uncovered=tuple(
            Uncovered(account=watched[account], deputy=known.get(deputy or 0))
            for account, deputy in row.uncovered
            if account in watched
        ),
    )


def _everybody(row: NotedDay) -> set[int]:
    return {*row.people, *(deputy for _, deputy in row.uncovered if deputy is not None)}
