"""The tick's part about what comes once a day or once a week: gaps in duty, Veckan i korthet."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, marks, outbox, people, planning
from db.words import Role
from scheduler import plan_week
from scheduler.newsrooms import Newsrooms
from scheduler.rulebook import RuleBook

DUTY = "duty:"
"""The marks that say for which day and which absences each unit's duty has been looked through."""
WEEK = "week"
"""The mark that names the last week summed up."""


def look_at_duty(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Look for gaps in duty at the working day's first tick, and again when somebody's absence changes."""
    units = [unit for unit in accounts.units(tx) if book.calendar(unit.slug).is_working(now)]
    if not units:
        return
    absences = people.absences(tx)
    known = {mark.name: mark.value for mark in marks.beginning(tx, DUTY)}
    fresh = {unit.id: f"{book.calendar(unit.slug).local_day(now).isoformat()} {absences}" for unit in units}
    due = [unit for unit in units if known.get(f"{DUTY}{unit.id}") != fresh[unit.id]]
    if not due:
        return
    rooms = Newsrooms.load(tx)
    for unit in due:
        outbox.add(
            tx,
            plan_week.duty_gaps(
                unit,
                accounts=rooms.of(unit.id),
                team=rooms.teams[unit.id],
                calendar=book.calendar(unit.slug),
                version=book.version,
                now=now,
            ),
            now,
        )
        marks.note(tx, f"{DUTY}{unit.id}", now, fresh[unit.id])


def sum_up_week(tx: Connection, book: RuleBook, now: datetime) -> None:
    """On the week's first working day at opening + 4 h: Veckan i korthet, once a supervisor."""
    calendar = book.organisation_calendar
    mark = marks.read(tx, [WEEK]).get(WEEK)
    found = plan_week.weeks_to_tell(
        mark.value if mark is not None else None,
        calendar=calendar,
        answer=book.organisation.answer,
        now=now,
    )
    if found is None:
        return
    weeks, at = found
    supervisors = {row.person_id for row in people.memberships(tx) if row.role is Role.SUPERVISOR}
    hearing = [person for person in people.everybody(tx) if person.id in supervisors]
    if mark is None and not planning.anything_in(tx, [unit.id for unit in accounts.units(tx)], weeks):
        hearing = []  # the bot has just been set up: there is no week to sum up yet
    outbox.add(
        tx,
        plan_week.week_notices(weeks, hearing, at=at, calendar=calendar, version=book.version, now=now),
        now,
    )
    marks.note(tx, WEEK, now, weeks[-1])
