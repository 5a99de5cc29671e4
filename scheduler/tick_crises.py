"""The tick's part about crises (M18): looks are fixed with the day's rounds, and the end is noted."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import crises, messages, people, rounds
from db.outbox import NewNotice
from db.people import Team
from db.rows import Crisis, Unit
from db.words import CrisisState, RoundState
from scheduler.at_work import supervisors_hearing
from scheduler.crisis import looks, next_call
from scheduler.crisis_news import refresh, tell
from scheduler.crisis_notices import CrisisNews
from scheduler.plan_rounds import RoundChange
from scheduler.recipients import person_recipient, unit_recipient
from scheduler.round_notices import twice_unlooked
from scheduler.rulebook import RuleBook

NUMBERS = 1000
"""A crisis's looks are numbered from its own number times this, past the day's own rounds."""
TELL_WITHIN = timedelta(hours=4)
"""Later than that it says nothing new that nobody could look."""


def fix_looks(
    tx: Connection,
    book: RuleBook,
    unit: Unit,
    crisis: Crisis,
    day: date,
    *,
    since: datetime,
    last: datetime | None = None,
    at_once: bool = False,
    missed: bool = False,
) -> int:
    """Fix the looks of a local day from `since` on, after those of the crisis that the day has; how many."""
    planned = looks(
        crisis,
        day,
        calendar=book.calendar(unit.slug),
        rounds=book.rules(unit.slug).rounds,
        since=since,
        last=last,
        at_once=at_once,
    )
    there = [row.number for row in rounds.of_days(tx, [unit.id], [day]) if row.crisis_id == crisis.id]
    first = max(there, default=crisis.id * NUMBERS) + 1
    return rounds.add(
        tx,
        [
            {
                "unit_id": unit.id,
                "day": day,
                "number": number,
                "at": look.at,
                "ends_at": look.ends_at,
                "state": RoundState.MISSED if missed else RoundState.PLANNED,
                "settings_version": book.version,
                "crisis_id": crisis.id,
            }
            for number, look in enumerate(planned, start=first)
        ],
    )


def fix_days(tx: Connection, book: RuleBook, unit: Unit, crisis: Crisis, days: Sequence[date]) -> None:
    """Fix the looks of days that begin, the last of them today's; those of days gone by are missed."""
    calendar = book.calendar(unit.slug)
    there = {row.day for row in rounds.of_days(tx, [unit.id], days) if row.crisis_id == crisis.id}
    for day in days:
        if day not in there and crisis.started_at is not None:
            since = max(calendar.midnight(day), crisis.started_at)
            fix_looks(tx, book, unit, crisis, day, since=since, missed=day < days[-1])


def note_ends(tx: Connection, book: RuleBook, units: Iterable[Unit], now: datetime) -> int:
    """Crises whose end has passed are over, and that is told; how many."""
    named = {unit.id: unit for unit in units}
    past = crises.ended(tx, now)
    for crisis in past:
        unit = named.get(crisis.unit_id)
        if not crises.change(tx, crisis, state=CrisisState.OVER, over_at=crisis.ends_at) or unit is None:
            continue
        end(tx, book, unit, crisis, now)
    return len(past)


def end(tx: Connection, book: RuleBook, unit: Unit, crisis: Crisis, now: datetime) -> None:
    """Nobody is called any more because of it; the channel and who started it hear. It is noted already."""
    crises.drop_planned(tx, crisis, min(crisis.ends_at, now))
    messages.touch_rounds(tx, [row.id for row in crises.rounds_of(tx, unit.id, [crisis.id])])
    refresh(tx, crises.get(tx, crisis.id) or crisis, people.unit_team(tx, unit.id))
    starter = [] if crisis.started_by is None else [person_recipient(crisis.started_by)]
    at = next_call(crisis, now, book.calendar(unit.slug))
    tell(tx, book, crisis, CrisisNews.ENDED, [unit_recipient(unit.id), *starter], at=at, now=now)


def unlooked_twice(
    tx: Connection, book: RuleBook, change: RoundChange, unit: Unit, team: Team
) -> RoundChange:
    """A look of a crisis is asked for by the next one; when nobody could twice running, supervisors hear.

    Once, until somebody has looked again: it is about the accounts, never about a person.
    """
    look = change.round
    if change.state is not RoundState.MISSED or look.message_id is None:
        return change
    before = [row for row in crises.rounds_of(tx, unit.id, [look.crisis_id or 0]) if row.at < look.at]
    missed = [row.state is RoundState.MISSED and row.message_id is not None for row in before[-2:]]
    asked: tuple[NewNotice, ...] = ()
    if missed in ([True], [False, True]):
        calendar = book.calendar(unit.slug)
        asked = tuple(
            twice_unlooked(
                look, unit, recipient=each, send_at=look.ends_at, expires_at=look.ends_at + TELL_WITHIN
            )
            for each in supervisors_hearing(team, calendar.local_day(look.ends_at))
        )
    return replace(change, notices=asked)
