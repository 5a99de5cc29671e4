"""The newsroom's life played through the bot's own rules: comments come in, colleagues look and answer.

The week before the demo's first picture passes so in a second or two; nothing is put into the store by hand.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from bot.config import Config
from bot.sandbox.feed import SOURCE
from bot.sandbox.rehearsal import Deed
from bot.sandbox.samples import colleagues
from bot.sandbox.samples.holidays import AWAY
from bot.sandbox.samples.ready import READY
from bot.sandbox.samples.sample import Sample, at
from bot.sandbox.samples.week import WEEK
from bot.sandbox.samples.weekend import AFTER_OPENING
from db import accounts, comments, people, ready_replies, rounds
from db.rows import Person
from db.words import RoundState
from handlers import desk, intake
from handlers.people import mark_away
from handlers.rounds import confirm
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds

BEGINS = at("mon 07:30")
LOOKED_AFTER = timedelta(minutes=10)
EVERYTHING = (*WEEK, *AFTER_OPENING)


def prologue(config: Config, until: datetime) -> Iterator[tuple[datetime, Deed]]:
    """Everything that people do before `until`."""
    known = {account.slug for account in config.register.accounts}
    yield BEGINS, _keep_ready_replies
    yield BEGINS, _plan_holidays
    yield from coming_in(sample for sample in WEEK if sample.account in known and sample.seen_at < until)
    yield from handled(deed for deed in colleagues.DEEDS if deed.at < until)
    for moment in sorted(_round_times(config, until)):
        yield moment + LOOKED_AFTER, _look


def coming_in(samples: Iterable[Sample]) -> Iterator[tuple[datetime, Deed]]:
    """Comments that are handed in when a source would."""
    for sample in samples:
        yield sample.seen_at, partial(_come_in, sample)


def handled(deeds: Iterable[colleagues.Deed]) -> Iterator[tuple[datetime, Deed]]:
    """What colleagues do about comments."""
    for deed in deeds:
        yield deed.at, partial(_do, deed)


def _round_times(config: Config, until: datetime) -> set[datetime]:
    book = config.rulebook()
    moments: set[datetime] = set()
    for unit in config.register.units:
        calendar = book.calendar(unit.slug)
        day = calendar.local_day(BEGINS)
        while day <= calendar.local_day(until):
            planned = day_rounds(day, calendar, book.rules(unit.slug).rounds)
            moments |= {each.at for each in planned if each.at + LOOKED_AFTER < until}
            day += timedelta(days=1)
    return moments - colleagues.SKIPPED_ROUNDS


def _come_in(sample: Sample, tx: Connection, book: RuleBook, now: datetime) -> None:
    intake.take(tx, book, SOURCE, sample.handed_in(), now)


def _do(deed: colleagues.Deed, tx: Connection, book: RuleBook, now: datetime) -> None:
    number = numbers(tx, EVERYTHING).get(deed.comment)
    if number is None:
        return
    desk.act(
        tx,
        book,
        person=people.by_slug(tx, deed.person),
        action=deed.action,
        number=number,
        now=now,
        text=deed.text,
        ground=deed.ground,
        reason=deed.reason,
    )


def _keep_ready_replies(tx: Connection, _book: RuleBook, now: datetime) -> None:
    units = {unit.slug: unit for unit in accounts.units(tx)}
    for kept in READY:
        person = people.by_slug(tx, kept.person)
        if kept.unit in units and person is not None:
            ready_replies.add(
                tx,
                unit_id=units[kept.unit].id,
                title=kept.title,
                text=kept.text,
                individual=kept.individual,
                by=person.id,
                now=now,
            )


def _plan_holidays(tx: Connection, book: RuleBook, now: datetime) -> None:
    for slug, first, last in AWAY:
        person = people.by_slug(tx, slug)
        mark_away(tx, book, person=person, whom=None, first_day=first, last_day=last, now=now)


def _look(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Somebody on duty in each unit says "Jag har tittat" in the round that was just called."""
    for called in rounds.begun(tx, now):
        if called.state is RoundState.CALLED and called.at == now - LOOKED_AFTER:
            team = people.unit_team(tx, called.unit_id)
            person = _on_duty(team.editors, called.number, now)
            confirm(tx, book, person=person, round_id=called.id, account_id=None, now=now)


def _on_duty(editors: tuple[Person, ...], turn: int, now: datetime) -> Person | None:
    there = [person for person in editors if now.weekday() in person.duty_weekdays]
    return there[turn % len(there)] if there else None


def numbers(tx: Connection, samples: Sequence[Sample]) -> Mapping[str, int]:
    """The comments' numbers, by the sample's name; those that have come."""
    slugs = accounts.by_slug(tx, {sample.account for sample in samples})
    names: dict[int, set[str]] = {}
    for sample in samples:
        if sample.account in slugs:
            names.setdefault(slugs[sample.account].id, set()).add(sample.name)
    return {name: number for (_, name), number in comments.known(tx, names).items()}
