"""`svarsvakt rules`, `closure` and `changes`: rules with their sources, special days, who changed what."""

from datetime import date
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.acting import Desk, acting
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.managing import By, Json, Unit, Why
from bot.cli.output import print_json, print_rows, print_table
from db import changes as log
from db import set_rules
from db.rows import Account
from db.rows import Unit as UnitRow
from handlers.managing import pages, rules
from handlers.outcome import Said, Say
from scheduler.rule_words import Rule

ruling = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Rules, and where each value comes from."
)
closure = typer.Typer(add_completion=False, no_args_is_help=True, help="Days that are unlike others.")

Of = Annotated[str | None, typer.Option("--account", help="For this account alone (its slug).")]
Somewhere = Annotated[str | None, typer.Option("--unit", help="The unit's slug; without it: everybody.")]


@ruling.command("list")
def list_rules(*, unit: Unit, account: Of = None, as_json: Json = False) -> None:
    """What holds, and from which layer."""
    with acting() as desk:
        where = desk.unit(unit)
        found = rules.rows(desk.actor, where, desk.account(account) if account else None)
        page = pages.rules_of(desk.actor, where)
        if as_json:
            for row in found:
                print_json({"rule": row.rule.value, "value": row.value, "from": row.comes_from.value})
            return
        preset = desk.actor.book.layers.preset
        if preset is not None:
            print(desk.say.managing.preset(preset))
        print_table(
            desk.say.managing.columns("rule", "value", "source"),
            [[row.rule.value, row.value, desk.say.managing.source(row, page)] for row in found],
        )


@ruling.command("set")
def set_rule(
    rule: Annotated[str, typer.Argument(help="Its word: answer.hours, rounds.times ...")],
    value: Annotated[str, typer.Argument(help="As in config.toml: 48, 08:30 12:30 15:00 ...")],
    *,
    unit: Somewhere = None,
    account: Of = None,
    why: Why = "",
    by: By = None,
) -> None:
    """Give a rule a value: for everybody, a unit or an account. A running bot goes by it at its next tick."""
    with acting(by) as desk:
        where, of = _place(desk, unit, account)
        desk.tell(rules.put(desk.actor, _rule(desk, rule), value, unit=where, account=of, why=why))


@ruling.command("follow")
def follow_rule(
    rule: Annotated[str, typer.Argument(help="Its word.")],
    *,
    unit: Somewhere = None,
    account: Of = None,
    by: By = None,
) -> None:
    """Take the value away that was set here: what stands above it holds."""
    with acting(by) as desk:
        where, of = _place(desk, unit, account)
        desk.tell(rules.follow(desk.actor, _rule(desk, rule), unit=where, account=of))


@closure.command("list")
def list_days(*, unit: Unit, as_json: Json = False) -> None:
    """The unit's special days, those that have passed too."""
    with acting() as desk:
        found = set_rules.days(desk.actor.tx, desk.unit(unit).id)
        if as_json:
            for row in found:
                print_json(
                    {
                        "id": row.id,
                        "from": row.first_day.isoformat(),
                        "to": row.last_day.isoformat(),
                        "hours": row.hours or "closed",
                        "name": row.name,
                    }
                )
            return
        rows = [{"number": row.id, "day": desk.say.managing.special_day(row)} for row in found]
        print_rows(desk.say.managing.columns("number", "day"), rows, desk.say.managing.nothing())


@closure.command("add")
def add_day(
    first: Annotated[str, typer.Argument(help="The first day: 2027-03-12.")],
    last: Annotated[str | None, typer.Argument(help="The last day, if there are several.")] = None,
    *,
    unit: Unit,
    hours: Annotated[str, typer.Option(help="Open at these hours instead: 10:00-14:00.")] = "",
    name: Annotated[str, typer.Option(help="What day it is.")] = "",
    by: By = None,
) -> None:
    """The unit is closed, or open at other hours."""
    with acting(by) as desk:
        days = [_day(desk, text) for text in (first, last or first)]
        desk.tell(rules.add_day(desk.actor, desk.unit(unit), *days, hours=hours, name=name))


@closure.command("end")
def end_day(
    number: Annotated[int, typer.Argument(help="Its number in the list.")], *, unit: Unit, by: By = None
) -> None:
    """Those days are as others after all."""
    with acting(by) as desk:
        desk.tell(rules.drop_day(desk.actor, desk.unit(unit), number))


def changes(
    unit: Annotated[str | None, typer.Option(help="Only this unit's, and what holds for all.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="So many of the newest.")] = 50,
    as_json: Json = False,
) -> None:
    """Who changed what of how units are run, the newest first."""
    with acting() as desk:
        wanted = [desk.unit(unit).id] if unit else None
        found = pages.named(desk.actor.tx, log.latest(desk.actor.tx, wanted, limit=limit))
        zone = ZoneInfo(desk.config.zone)
        for row in found:
            if not as_json:
                print(desk.say.managing.change(row, zone))
                continue
            change = row.change
            print_json(
                {
                    "id": change.id,
                    "at": change.at.astimezone(zone).isoformat(),
                    "by": change.by_name,
                    "action": change.action.value,
                    "unit": row.unit,
                    "account": row.account,
                    "person": row.person,
                    "what": change.what,
                    "before": change.before,
                    "after": change.after,
                    "why": change.why,
                }
            )


def _rule(desk: Desk, word: str) -> Rule:
    if word not in set(Rule):
        raise Failure(desk.say.say(Say(said=Said.RULE_UNKNOWN, text=word)), exit_code=EXIT_USAGE)
    return Rule(word)


def _place(desk: Desk, unit: str | None, account: str | None) -> tuple[UnitRow | None, Account | None]:
    of = desk.account(account) if account else None
    if unit is not None:
        return desk.unit(unit), of
    return (desk.known.units[of.unit_id] if of else None), of


def _day(desk: Desk, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        said = desk.say.say(Say(said=Said.DATE_UNCLEAR, text=text[:40]))
        raise Failure(said, exit_code=EXIT_USAGE) from None
