"""A person's App Home: what waits, what she has, today's rounds, her settings; for supervisors the week."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, comments
from db import rounds as rounds_table
from db.rows import Person
from handlers import summary
from handlers.access import standing
from handlers.content import HomeContent, HomeUnit
from handlers.managing.actor import in_chat
from handlers.managing.units import may_add
from handlers.people import calendar_of, my_settings
from handlers.showing.crisis import of_unit as shown_crisis
from handlers.showing.duty_week import duty_week
from handlers.showing.lines import lines
from handlers.showing.rounds import rounds
from handlers.weeks import before, iso_week, monday
from scheduler.rulebook import RuleBook

MOST_WAITING = 30
WEEKS_BACK = 12


def home(tx: Connection, book: RuleBook, person: Person, now: datetime) -> HomeContent:
    """Everything of hers, as it stands now; most urgent first."""
    where = standing(tx, person)
    units = [unit for unit in accounts.units_named(tx, where.units).values() if unit.active]
    calendar = calendar_of(tx, book, person)
    today = calendar.local_day(now)
    this_week = iso_week(today)
    called = rounds_table.of_days(tx, [unit.id for unit in units], [today])
    called = [row for row in called if row.crisis_id is None or row.at <= now < row.ends_at]
    shown = list(zip(called, rounds(tx, book, called, now), strict=True)) if called else []
    sections = []
    for unit in units:
        waiting, total = comments.waiting(tx, [unit.id], limit=MOST_WAITING)
        supervised = unit.id in where.supervised
        sections.append(
            HomeUnit(
                unit_id=unit.id,
                unit=unit.name,
                zone=ZoneInfo(book.rules(unit.slug).calendar.zone),
                waiting=lines(tx, book, waiting, now),
                waiting_total=total,
                rounds=tuple(content for one, content in shown if one.unit_id == unit.id),
                week=summary.week(tx, book, unit, this_week, now) if supervised else None,
                duty=duty_week(tx, book, unit, monday(this_week), reader=person, now=now),
                crisis=shown_crisis(tx, book, unit, reader=person, now=now),
            )
        )
    return HomeContent(
        zone=calendar.zone,
        now=now,
        settings=my_settings(tx, book, person, now),
        mine=lines(tx, book, comments.of_person(tx, person.id), now),
        units=tuple(sections),
        supervises=bool(where.supervised),
        adds_units=bool(units) and may_add(in_chat(tx, book, person, now)),
        weeks=tuple(before(this_week, count) for count in range(1, WEEKS_BACK + 1)),
    )
