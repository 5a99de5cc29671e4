"""`svarsvakt summary`: a week as its supervisors see it, for a person or a machine."""

from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.asked import names, unit_id
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.output import print_json
from bot.cli.session import configuration, opened, words
from bot.texts import Texts
from db import accounts
from handlers.content import WeekContent
from handlers.summary import UnitWeek, week
from handlers.weeks import monday, read_week, sunday
from scheduler.clock import system_clock
from scheduler.rules_in_force import in_force

COUNTS = (
    "received",
    "in_time",
    "late",
    "waiting",
    "late_seen",
    "answered",
    "no_reply_needed",
    "referred",
    "hidden",
    "removed",
    "median_working_minutes",
    "p90_working_minutes",
    "rounds_done",
    "rounds_planned",
    "unsigned",
)


def summary(
    iso_week: Annotated[
        str | None, typer.Option("--week", help="An ISO week, 2026-W47; the present one if not said.")
    ] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit's (its slug).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a unit.")] = False,
) -> None:
    """The weekly summary: what came in, how it was handled, the rounds, beside the week before."""
    config = configuration()
    say = words(config)
    now = system_clock()
    chosen = read_week(iso_week or "", now.astimezone(ZoneInfo(config.zone)).date())
    if chosen is None:
        raise Failure(say.records.not_a_week(iso_week or ""), exit_code=EXIT_USAGE)
    with opened(config) as store, store.read() as tx:
        book = in_force(tx, config.layers())
        wanted = unit_id(names(tx), unit, say)
        weeks = tuple(
            week(tx, book, each, chosen, now) for each in accounts.units(tx) if wanted in (None, each.id)
        )
    if as_json:
        for found in weeks:
            print_json(row(found))
    else:
        for line in lines(chosen, weeks, say):
            print(line)


def row(found: UnitWeek) -> dict[str, Any]:
    """One unit's week as JSON has it."""
    counted: dict[str, Any] = {"unit": found.slug, "week": found.week}
    counted |= {name: getattr(found, name) for name in COUNTS}
    if found.crises:
        counted["crises"] = [
            {name: str(value) if name.endswith("_day") else value for name, value in vars(one).items()}
            for one in found.crises
        ]
    if found.previous is not None:
        counted["previous"] = {name: getattr(found.previous, name) for name in COUNTS}
    return counted


def lines(chosen: str, weeks: tuple[UnitWeek, ...], say: Texts) -> list[str]:
    """The week in sentences, exceptions first."""
    content = WeekContent(week=chosen, first_day=monday(chosen), last_day=sunday(chosen), units=weeks)
    told = [say.week.heading(), say.week.period(content)]
    if not weeks:
        return [*told, say.week.nothing()]
    for found in weeks:
        told += ["", found.unit]
        told += [f"  {line}" for line in say.week.exceptions(found) or (say.week.all_well(found),)]
        told += [f"  {line}" for line in say.week.numbers(found)]
        speed = say.week.speed(found)
        told += [f"  {speed}"] if speed else []
        told.append(f"  {say.week.rounds(found)}")
    return told
