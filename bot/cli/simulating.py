"""`svarsvakt simulate`: a made-up year of this configuration, in memory, without any chat."""

from datetime import date, timedelta
from typing import Annotated, Any

import typer
from rich.progress import Progress

from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.output import print_json, print_table
from bot.cli.session import configuration, words
from bot.simulation.report import Report
from bot.simulation.year import simulate
from bot.texts import Texts
from scheduler.swedish_days import FIRST_YEAR, LAST_YEAR


def simulate_command(
    days: Annotated[int, typer.Option(min=1, max=3660, help="How many days.")] = 365,
    start: Annotated[
        str | None, typer.Option(help="The first day, 2027-01-01; else 1 January of next year.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another number makes another year.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Run this configuration on made-up comments: rounds, warnings, what would be missed."""
    config = configuration()
    say = words(config)
    first = _first_day(start, days, say)
    with Progress(transient=True, disable=as_json) as progress:
        task = progress.add_task("", total=days)
        found = simulate(
            config,
            first=first,
            days=days,
            seed=seed,
            progress=lambda day: progress.update(task, completed=day),
        )
    if as_json:
        print_json(row(found))
    else:
        _show(found, say)


def row(found: Report) -> dict[str, Any]:
    """The report as JSON has it."""
    return {
        "first": found.first.isoformat(),
        "days": found.days,
        "seed": found.seed,
        "units": [vars(unit) for unit in found.units],
        "messages": {kind.value: count for kind, count in sorted(found.messages.items())},
        "rungs": dict(found.rungs),
        "outside_hours": found.outside_hours,
        "nobody_on_duty": [{"unit": unit, "day": day.isoformat()} for unit, day in found.nobody_on_duty],
        "gaps": [
            {"kind": gap.kind.value, "at": gap.at.isoformat() if gap.at else None} for gap in found.gaps
        ],
        "violations": [
            {"kind": one.kind.value, "at": one.at.isoformat(), "what": one.what} for one in found.violations
        ],
    }


def _first_day(start: str | None, days: int, say: Texts) -> date:
    if start is None:
        return date(date.today().year + 1, 1, 1)  # noqa: DTZ011 - which year it is, anywhere
    try:
        first = date.fromisoformat(start)
    except ValueError:
        raise Failure(say.records.not_a_day(start), exit_code=EXIT_USAGE) from None
    if not FIRST_YEAR < first.year <= (first + timedelta(days=days)).year < LAST_YEAR:
        raise Failure(say.records.not_a_day(start), exit_code=EXIT_USAGE)
    return first


def _show(found: Report, say: Texts) -> None:
    told = say.simulation
    print(told.heading(found))
    print_table(told.unit_headings(), [told.unit(unit) for unit in found.units])
    print()
    for line in told.lines(found):
        print(line)
