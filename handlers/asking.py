"""What somebody asks to see: lists, the unit's status, a week; answered from the store as it stands."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, comments, people
from db.rows import Person, Unit
from handlers import summary
from handlers.access import Standing, refuse
from handlers.content import CommentList, StatusContent, WeekContent
from handlers.outcome import Outcome, Said, Say
from handlers.people import calendar_of
from handlers.rounds import next_round_at
from handlers.seeing import seen
from handlers.showing.duty import line_for
from handlers.showing.lines import lines, ref
from handlers.weeks import iso_week, monday, read_week, sunday
from scheduler.rulebook import RuleBook

MOST_LISTED = 50


def listed(
    tx: Connection, book: RuleBook, units: Sequence[Unit], which: str, *, person: Person, now: datetime
) -> Outcome:
    """What waits (`open`), what is hers (`mine`), what is past its time (`late`), or the newest of `all`."""
    ids = [unit.id for unit in units]
    if which == "mine":
        found = comments.of_person(tx, person.id)
        total = len(found)
    elif which == "all":
        found = comments.latest(tx, ids, limit=MOST_LISTED)
        total = len(found)
    else:
        found, total = comments.waiting(
            tx, ids, limit=MOST_LISTED, due_before=now if which == "late" else None
        )
    zone = book.rules(units[0].slug).calendar.zone if units else book.organisation.calendar.zone
    return Outcome(
        content=CommentList(
            zone=ZoneInfo(zone), which=which, lines=lines(tx, book, found[:MOST_LISTED], now), total=total
        )
    )


def status(tx: Connection, book: RuleBook, unit: Unit, person: Person, now: datetime) -> Outcome:
    """How the unit stands right now."""
    calendar = book.calendar(unit.slug)
    day = calendar.local_day(now)
    waiting, late = comments.counts(tx, unit.id, now)
    mine = sum(comment.unit_id == unit.id for comment in comments.of_person(tx, person.id))
    on_duty = line_for(None, people.unit_team(tx, unit.id), day)
    open_now = calendar.is_working(now)
    watched = accounts.accounts(tx, unit.id)
    visible = seen(tx, watched, {unit.id: book.rules(unit.slug).rounds}, now)
    return Outcome(
        content=StatusContent(
            zone=calendar.zone,
            unit=unit.name,
            waiting=waiting,
            late=late,
            mine=mine,
            on_duty=tuple(ref(one) for one in on_duty.people) if calendar.is_working_day(day) else (),
            next_round=next_round_at(tx, book, unit, now),
            unseen=tuple(account.name for account in watched if account.id not in visible),
            open_now=open_now,
        )
    )


def week(
    tx: Connection, book: RuleBook, where: Standing, text: str, *, person: Person, now: datetime
) -> Outcome:
    """Veckan i korthet: a supervisor's units, an editor's own accounts."""
    today = calendar_of(tx, book, person).local_day(now)
    wanted = read_week(text, today)
    if wanted is None:
        return refuse(Said.WEEK_UNCLEAR, text=text.strip()[:40])
    if wanted > iso_week(today):
        return refuse(Said.WEEK_IN_FUTURE, text=str(int(wanted[6:])))
    if not where.units:
        return refuse(Said.NO_UNIT)
    supervised = accounts.units_named(tx, where.supervised)
    found = [summary.week(tx, book, unit, wanted, now) for unit in supervised.values()]
    if not supervised:
        own = accounts.units_named(tx, where.units)
        teams = people.teams(tx, sorted(own))
        for unit in own.values():
            mine = {
                account.id
                for account in accounts.accounts(tx, unit.id)
                if any(one.id == person.id for one in teams[unit.id].editors_of(account.id))
            }
            found.append(summary.week(tx, book, unit, wanted, now, only=mine))
    return Outcome(
        content=WeekContent(
            week=wanted,
            first_day=monday(wanted),
            last_day=sunday(wanted),
            units=tuple(found),
            own_accounts_only=not supervised,
        )
    )


def unit_for(
    tx: Connection, where: Standing, *, chat: str, channel: str | None, named: str = ""
) -> Unit | Say:
    """The unit that is meant: the one that is named, the channel's, or her only one; else the bot asks."""
    mine = {unit.id: unit for unit in accounts.units_named(tx, where.units).values() if unit.active}
    if not mine:
        return Say(said=Said.NO_UNIT)
    if named.strip():
        wanted = named.strip().casefold()
        by_name = [unit for unit in mine.values() if wanted in {unit.slug, unit.name.casefold()}]
        if by_name:
            return by_name[0]
    of_channel = accounts.unit_by_channel(tx, chat, channel) if channel else None
    if of_channel is not None and of_channel.id in mine:
        return of_channel
    if len(mine) == 1:
        return next(iter(mine.values()))
    return Say(said=Said.WHICH_UNIT, text=", ".join(unit.name for unit in mine.values()))
