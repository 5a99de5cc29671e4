"""The next instant at which anything happens: "to the next thing" of a simulated clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, crises, horizon, marks, planning
from db.rows import Crisis
from scheduler import plan_week
from scheduler.crisis import covering, looks, rules_in
from scheduler.glance import WEEK
from scheduler.plan import ladder_of, rung_number
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds

NEAREST = 50
"""Open comments, nearest first, whose next rung is worked out exactly."""


def next_thing(tx: Connection, book: RuleBook, now: datetime) -> datetime | None:
    """When the bot next has something to say or to judge; `now` if it has already. None: nothing is planned.

    Comments that have not come yet are not foreseen.
    """
    times = [at for at in _times(tx, book, now) if at > now]
    waiting = horizon.first_send(tx)
    if waiting is not None:
        times.append(max(waiting, now))
    return min(times, default=None)


def _times(tx: Connection, book: RuleBook, now: datetime) -> Iterator[datetime]:
    units = {unit.id: unit for unit in accounts.units(tx)}
    yield from horizon.open_round_times(tx)
    running = crises.running(tx)
    reminder = horizon.first_reminder(tx)
    if reminder is not None:
        yield reminder
    for comment in planning.next_to_attend(tx, NEAREST):
        slug = units[comment.unit_id].slug if comment.unit_id in units else ""
        rules = rules_in(book.rules(slug), covering(running, comment, now))
        ladder = ladder_of(comment, rules=rules, calendar=book.calendar(slug))
        at = ladder.rises(comment.rung, now) if ladder is not None else None
        if ladder is not None and at is not None and rung_number(ladder.standing(at)) > comment.rung:
            yield at
    watched = {account.unit_id for account in accounts.accounts(tx)}
    for unit in units.values():
        if unit.id in watched:
            yield from _next_rounds(book, unit.slug, now)
        if unit.id in running:
            yield from _next_looks(book, unit.slug, running[unit.id], now)
    yield from _next_week(tx, book, now)


def _next_rounds(book: RuleBook, slug: str, now: datetime) -> Iterator[datetime]:
    """The rounds that are not fixed yet: the next working day's."""
    calendar = book.calendar(slug)
    today = calendar.local_day(now)
    for day in (today, calendar.next_working_day(today)):
        for planned in day_rounds(day, calendar, book.rules(slug).rounds):
            yield planned.at


def _next_looks(book: RuleBook, slug: str, crisis: Crisis, now: datetime) -> Iterator[datetime]:
    """A crisis's end, and the first of its looks that are not fixed yet: on the next day that has any."""
    yield crisis.ends_at
    calendar, rounds = book.calendar(slug), book.rules(slug).rounds
    today = calendar.local_day(now)
    for ahead in range(1, (calendar.local_day(crisis.ends_at) - today).days + 1):
        day = today + timedelta(days=ahead)
        found = looks(crisis, day, calendar=calendar, rounds=rounds, since=calendar.midnight(day))
        if found:
            yield found[0].at
            return


def _next_week(tx: Connection, book: RuleBook, now: datetime) -> Iterator[datetime]:
    calendar = book.organisation_calendar
    today = calendar.local_day(now)
    told = marks.read(tx, [WEEK]).get(WEEK)
    for day in (today, today + timedelta(weeks=1)):
        at = plan_week.week_told_at(day, calendar=calendar, answer=book.organisation.answer)
        summed_up = plan_week.iso_week(day - timedelta(weeks=1))
        if at is not None and (told is None or (told.value or "") < summed_up):
            yield at
