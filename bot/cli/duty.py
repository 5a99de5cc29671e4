"""`svarsvakt duty`: who is on duty in a week, where somebody is missing, one person's calendar."""

import sys
from datetime import date
from typing import Annotated, Any

import typer
from sqlalchemy import Connection

from bot.cli.asked import names, unit_id
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.output import print_json
from bot.cli.session import configuration, opened, words
from bot.ical import ical
from bot.texts import Texts
from db import accounts, people
from db.rows import Unit
from handlers.duty import week_meant
from handlers.duty_calendar import person_calendar
from handlers.duty_content import DutyDayLine
from handlers.showing.duty_week import duty_gaps, duty_week
from scheduler.clock import system_clock
from scheduler.rulebook import RuleBook
from scheduler.rules_in_force import in_force


def duty(
    week: Annotated[str, typer.Option("--week", help="A week, 47 or 2026-W47; the present one.")] = "",
    unit: Annotated[str | None, typer.Option(help="Only this unit's (its slug).")] = None,
    gaps: Annotated[
        bool, typer.Option("--gaps", help="The days of the coming half year without anybody.")
    ] = False,
    calendar: Annotated[
        str | None, typer.Option("--calendar", help="A person's (her slug) calendar, as iCalendar.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a day.")] = False,
) -> None:
    """Who is on duty, day by day; or where somebody is missing; or one person's calendar."""
    config = configuration()
    say, now = words(config), system_clock()
    with opened(config) as store, store.read() as tx:
        book = in_force(tx, config.layers())
        if calendar is not None:
            person = people.by_slug(tx, calendar)
            if person is None or not person.active:
                raise Failure(say.duty.nobody_called(calendar), exit_code=EXIT_USAGE)
            sys.stdout.write(ical(person_calendar(tx, book, person, now), say).decode())
            return
        wanted = unit_id(names(tx), unit, say)
        for each in accounts.units(tx):
            if wanted not in {None, each.id}:
                continue
            today = book.calendar(each.slug).local_day(now)
            start = week_meant(week, today)
            if start is None:
                raise Failure(say.records.not_a_week(week), exit_code=EXIT_USAGE)
            heading, days = _gaps(tx, book, each, say) if gaps else _week(tx, book, each, start, say)
            _told(each, heading, days, say, as_json=as_json, gaps=gaps)


def _week(
    tx: Connection, book: RuleBook, unit: Unit, monday: date, say: Texts
) -> tuple[str, tuple[DutyDayLine, ...]]:
    found = duty_week(tx, book, unit, monday, reader=None, now=system_clock())
    return say.duty.heading(found), found.days


def _gaps(tx: Connection, book: RuleBook, unit: Unit, say: Texts) -> tuple[str, tuple[DutyDayLine, ...]]:
    found = duty_gaps(tx, book, unit, reader=None, now=system_clock())
    return say.duty.gaps_heading(found), found.days


def _told(
    unit: Unit, heading: str, days: tuple[DutyDayLine, ...], say: Texts, *, as_json: bool, gaps: bool
) -> None:
    if as_json:
        for line in days:
            print_json(row(unit, line))
        return
    print(heading)
    for line in days:
        print(f"  {say.duty.gap_line(line) if gaps else say.duty.day(line)}")


def row(unit: Unit, line: DutyDayLine) -> dict[str, Any]:
    """One day as JSON has it."""
    return {
        "unit": unit.slug,
        "day": line.named.day.isoformat(),
        "kind": line.named.kind.value,
        "name": line.named.name,
        "on_duty": list(line.people),
        "uncovered": [{"account": each.account, "deputy": each.deputy} for each in line.uncovered],
    }
