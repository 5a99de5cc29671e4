"""The tick's part about what comes once a day or once a week: gaps in duty, Veckan i korthet."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from db import duty_days, marks, outbox, people, planning
from db.rows import Unit
from db.words import Role
from scheduler import plan_week
from scheduler.glance import DUTY, WEEK, Glance
from scheduler.newsrooms import Newsrooms
from scheduler.noting_duty import noted_days
from scheduler.rulebook import RuleBook
from scheduler.tick_on_calls import end_on_calls, tell_of_absences

Untold = tuple[Sequence[str], datetime]
"""Weeks to sum up, and when."""


def unlooked(book: RuleBook, there: Glance, now: datetime) -> list[tuple[Unit, str]]:
    """The units at work whose duty is to be looked through, and what is noted when it has been."""
    at_work = [unit for unit in there.units if book.calendar(unit.slug).is_working(now)]
    today = {unit.id: book.calendar(unit.slug).local_day(now).isoformat() for unit in at_work}
    fresh = [(unit, f"{today[unit.id]} {there.duty}") for unit in at_work]
    return [(unit, note) for unit, note in fresh if there.value(f"{DUTY}{unit.id}") != note]


def look_at_duty(tx: Connection, book: RuleBook, there: Glance, now: datetime) -> None:
    """Look for gaps in duty at the working day's first tick, and again when somebody's days change.

    The day is written down as it is, and whoever has left the unit is on call no more.
    """
    rooms = Newsrooms.load(tx)
    for unit, note in unlooked(book, there, now):
        before = there.value(f"{DUTY}{unit.id}")
        duty_days.note(
            tx,
            noted_days(
                unit,
                last=date.fromisoformat(before.split()[0]) if before else None,
                accounts=rooms.of(unit.id),
                team=rooms.teams[unit.id],
                calendar=book.calendar(unit.slug),
                now=now,
            ),
        )
        end_on_calls(tx, book, unit, rooms.teams[unit.id], now)
        tell_of_absences(tx, book, unit, rooms.teams[unit.id], now)
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
        marks.note(tx, f"{DUTY}{unit.id}", now, note)


def untold_weeks(book: RuleBook, there: Glance, now: datetime) -> Untold | None:
    """The weeks whose summary is due, and when it is told: the week's first working day at opening + 4 h."""
    calendar, answer = book.organisation_calendar, book.organisation.answer
    return plan_week.weeks_to_tell(there.value(WEEK), calendar=calendar, answer=answer, now=now)


def sum_up_weeks(tx: Connection, book: RuleBook, there: Glance, untold: Untold, now: datetime) -> None:
    """Veckan i korthet, once a supervisor."""
    calendar = book.organisation_calendar
    weeks, at = untold
    supervisors = {row.person_id for row in people.memberships(tx) if row.role is Role.SUPERVISOR}
    hearing = [person for person in people.everybody(tx) if person.id in supervisors]
    if WEEK not in there.marks and not planning.anything_in(tx, [unit.id for unit in there.units], weeks):
        hearing = []  # the bot has just been set up: there is no week to sum up yet
    outbox.add(
        tx,
        plan_week.week_notices(weeks, hearing, at=at, calendar=calendar, version=book.version, now=now),
        now,
    )
    marks.note(tx, WEEK, now, weeks[-1])
