"""Somebody has looked: at one account of a round, or at all of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, crises, messages, people
from db import rounds as rounds_table
from db.rows import Account, Confirmation, Person, Round, Unit
from db.words import RoundState
from handlers.access import refuse, standing
from handlers.outcome import Outcome, Said, Say
from scheduler.round_notices import missed_keys
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds

BUTTON = "button"
RUNNING = (RoundState.PLANNED, RoundState.CALLED)
DAYS_AHEAD = 400
"""So far ahead is the next round looked for; a unit may be closed for a season."""


def confirm(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    round_id: int,
    account_id: int | None,
    now: datetime,
) -> Outcome:
    """ "Jag har tittat": at one account, or at all. Who looked first stays; looking twice changes nothing.

    A look after the round's end counts for the round that runs now.
    """
    if person is None:
        return refuse(Said.NOT_KNOWN)
    called = asked = rounds_table.get(tx, round_id)
    unit = accounts.unit(tx, called.unit_id) if called else None
    if called is None or asked is None or unit is None:
        return refuse(Said.NO_ROUND)
    watched = accounts.accounts(tx, unit.id)
    is_deputy = any(account.deputy_id == person.id for account in watched)
    if unit.id not in standing(tx, person).units and not is_deputy:
        return refuse(Said.NOT_ALLOWED)
    if called.state is RoundState.MISSED or (called.state in RUNNING and now >= called.ends_at):
        running = current(tx, book, unit, now)
        if running is None:
            return refuse(Said.ROUND_OVER, at=next_round_at(tx, book, unit, now), zone=zone_of(book, unit))
        called = running
    looked = [
        account for account in _accounts_of(tx, asked, watched) if account_id is None or account == account_id
    ]
    if not looked:
        return refuse(Said.ACCOUNT_UNKNOWN)
    left = [_note(tx, each, looked, watched, person, now) for each in _beside(tx, book, called, unit, now)]
    _show_anew(tx, book, unit, now)
    return Outcome(say=Say(said=Said.ROUND_CONFIRMED, count=left[0]), changed=True)


def _show_anew(tx: Connection, book: RuleBook, unit: Unit, now: datetime) -> None:
    """Who was asked about one of the day's missed rounds sees that somebody has looked."""
    today = book.calendar(unit.slug).local_day(now)
    missed = [row for row in rounds_table.of_days(tx, [unit.id], [today]) if row.state is RoundState.MISSED]
    if missed:
        supervisors = people.unit_team(tx, unit.id).supervisors
        messages.touch_told(tx, [key for row in missed for key in missed_keys(unit, row, supervisors)])


def _beside(tx: Connection, book: RuleBook, called: Round, unit: Unit, now: datetime) -> list[Round]:
    """The round itself, and those that run at the same time: a look is a look, whoever called for it."""
    today = book.calendar(unit.slug).local_day(now)
    of_today = rounds_table.of_days(tx, [unit.id], [today])
    others = [row for row in of_today if row.id != called.id and row.state in RUNNING]
    return [called, *(row for row in others if row.at <= now < row.ends_at)]


def _accounts_of(tx: Connection, called: Round, watched: Sequence[Account]) -> list[int]:
    """The accounts that a round asks about: all, or those of its crisis."""
    crisis = crises.get(tx, called.crisis_id) if called.crisis_id is not None else None
    return [account.id for account in watched if crisis is None or account.id in crisis.account_ids]


def _note(  # noqa: PLR0917 - who looked at what, when, in which round
    tx: Connection,
    called: Round,
    looked: Sequence[int],
    watched: Sequence[Account],
    person: Person,
    now: datetime,
) -> int:
    """Note the look in one round; how many of its accounts are left."""
    asked = _accounts_of(tx, called, watched)
    rounds_table.confirm(
        tx,
        [
            Confirmation(round_id=called.id, account_id=account, person_id=person.id, at=now, how=BUTTON)
            for account in looked
            if account in asked
        ],
    )
    seen = {look.account_id for look in rounds_table.confirmed(tx, [called.id])}
    left = sum(account not in seen for account in asked)
    if left == 0:
        for state in RUNNING:
            rounds_table.change(tx, [called.id], to=RoundState.DONE, of=state)
    messages.touch_round(tx, called.id)
    return left


def current(tx: Connection, book: RuleBook, unit: Unit, now: datetime) -> Round | None:
    """The round that runs now, done or not: one of the day's own, else one that a crisis called."""
    today = book.calendar(unit.slug).local_day(now)
    of_today = rounds_table.of_days(tx, [unit.id], [today])
    running = [row for row in of_today if row.at <= now < row.ends_at and row.state is not RoundState.MISSED]
    own = [row for row in running if row.crisis_id is None]
    return next(reversed(own or running), None)


def next_round_at(tx: Connection, book: RuleBook, unit: Unit, now: datetime) -> datetime | None:
    """When the unit is next called to look: as fixed for today, else as the calendar has it."""
    calendar = book.calendar(unit.slug)
    day = calendar.local_day(now)
    fixed = [row.at for row in rounds_table.of_days(tx, [unit.id], [day])]
    for _ in range(DAYS_AHEAD):
        times = fixed or [planned.at for planned in day_rounds(day, calendar, book.rules(unit.slug).rounds)]
        coming = [at for at in times if at > now]
        if coming:
            return min(coming)
        day, fixed = day + timedelta(days=1), []
    return None


def zone_of(book: RuleBook, unit: Unit) -> str:
    """The zone in which a unit reads times."""
    return book.rules(unit.slug).calendar.zone
