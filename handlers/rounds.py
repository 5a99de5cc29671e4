"""Somebody has looked: at one account of a round, or at all of it."""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, messages
from db import rounds as rounds_table
from db.rows import Confirmation, Person, Round, Unit
from db.words import RoundState
from handlers.access import refuse, standing
from handlers.outcome import Outcome, Said, Say
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
    called = rounds_table.get(tx, round_id)
    unit = accounts.unit(tx, called.unit_id) if called else None
    if called is None or unit is None:
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
    looked = [account.id for account in watched if account_id is None or account.id == account_id]
    if not looked:
        return refuse(Said.ACCOUNT_UNKNOWN)
    rounds_table.confirm(
        tx,
        [
            Confirmation(round_id=called.id, account_id=account, person_id=person.id, at=now, how=BUTTON)
            for account in looked
        ],
    )
    seen = {look.account_id for look in rounds_table.confirmed(tx, [called.id])}
    left = sum(account.id not in seen for account in watched)
    if left == 0:
        for state in RUNNING:
            rounds_table.change(tx, [called.id], to=RoundState.DONE, of=state)
    messages.touch_round(tx, called.id)
    return Outcome(say=Say(said=Said.ROUND_CONFIRMED, count=left), changed=True)


def current(tx: Connection, book: RuleBook, unit: Unit, now: datetime) -> Round | None:
    """The round that runs now, done or not."""
    today = book.calendar(unit.slug).local_day(now)
    of_today = rounds_table.of_days(tx, [unit.id], [today])
    running = [row for row in of_today if row.at <= now < row.ends_at and row.state is not RoundState.MISSED]
    return running[-1] if running else None


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
