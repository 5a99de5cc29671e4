"""`svarsvakt crisis`: what supervisors and deputies do with a crisis in chat, for who scripts it (M18)."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from bot.cli.acting import Desk, acting
from bot.cli.failure import Failure
from bot.cli.managing import Json
from bot.cli.output import print_json, print_rows
from db import accounts, crises
from db.rows import Crisis, Person, Unit
from db.words import CrisisHours
from handlers import crisis as crisis_desk
from handlers.outcome import Said, Say
from handlers.sent import Sent

crisis = typer.Typer(add_completion=False, no_args_is_help=True, help="A crisis watch: more looks.")

InUnit = Annotated[str, typer.Option("--unit", help="The unit's slug.")]
By = Annotated[str, typer.Option("--by", help="Who does it: a slug, an id in Slack, or a name.")]
Until = Annotated[str, typer.Option("--until", help="When it ends: 2026-11-25T16:30.")]


@crisis.command("show")
def show(
    unit: Annotated[str | None, typer.Option("--unit", help="Only this unit's.")] = None,
    as_json: Json = False,
) -> None:
    """The crises that run."""
    with acting() as desk:
        wanted = {desk.unit(unit).id} if unit else None
        slugs = {one.id: one.slug for one in desk.known.accounts.values()}
        rows = [
            {
                "unit": desk.known.units[each.unit_id].slug,
                "why": each.why,
                "accounts": [slugs[one] for one in each.account_ids],
                "every_minutes": each.every_minutes,
                "hours": each.hours.value,
                "ends_at": each.ends_at.isoformat(),
            }
            for each in crises.running(desk.actor.tx, wanted).values()
        ]
        if as_json:
            for row in rows:
                print_json(row)
            return
        shown = [{name: row[name] for name in ("unit", "ends_at", "why")} for row in rows]
        zone = ZoneInfo(desk.config.zone)
        for row in shown:
            row["ends_at"] = f"{datetime.fromisoformat(str(row['ends_at'])).astimezone(zone):%Y-%m-%d %H:%M}"
        print_rows(desk.say.managing.columns("unit", "until", "why"), shown, desk.say.managing.nothing())


@crisis.command("start")
def start(
    *,
    unit: InUnit,
    why: Annotated[str, typer.Option(help="What it is about: the channel is told.")],
    until: Until,
    by: By,
    account: Annotated[list[str] | None, typer.Option(help="An account; several times, or all.")] = None,
    every: Annotated[int, typer.Option(help="Minutes between looks: 30, 60, 120 or 180.")] = 60,
    hours: Annotated[CrisisHours, typer.Option(help="working, long or always.")] = CrisisHours.WORKING,
) -> None:
    """It starts now; by somebody who may only ask for it: it is asked for."""
    with acting() as desk:
        where = desk.unit(unit)
        chosen = (
            [desk.account(slug).id for slug in account]
            if account
            else [one.id for one in accounts.accounts(desk.actor.tx, where.id)]
        )
        fields = {
            "accounts": ",".join(map(str, chosen)),
            "why": why,
            "every": str(every),
            "hours": hours.value,
            "ends_at": _moment(until),
        }
        desk.tell(crisis_desk.sent_in(_sent(desk, desk.person(by), where.id, fields)))


@crisis.command("extend")
def extend(*, unit: InUnit, until: Until, by: By) -> None:
    """The one that runs ends at another time; all else of it stays."""
    with acting() as desk:
        there = _running(desk, desk.unit(unit))
        fields = {
            "accounts": ",".join(map(str, there.account_ids)),
            "why": there.why,
            "every": str(there.every_minutes),
            "hours": there.hours.value,
            "ends_at": _moment(until),
        }
        desk.tell(crisis_desk.changed(_sent(desk, desk.person(by), there.id, fields)))


@crisis.command("end")
def end(*, unit: InUnit, by: By) -> None:
    """The one that runs ends now."""
    with acting() as desk:
        there = _running(desk, desk.unit(unit))
        tx, book, now = desk.actor.tx, desk.actor.book, desk.actor.now
        desk.tell(crisis_desk.end_now(tx, book, person=desk.person(by), crisis_id=there.id, now=now))


def _sent(desk: Desk, person: Person, number: int, fields: dict[str, str]) -> Sent:
    actor = desk.actor
    return Sent(tx=actor.tx, book=actor.book, person=person, number=number, fields=fields, now=actor.now)


def _running(desk: Desk, unit: Unit) -> Crisis:
    there = crisis_desk.running(desk.actor.tx, unit, desk.actor.now)
    if there is None:
        raise Failure(desk.say.say(Say(said=Said.CRISIS_NOT_THERE)))
    return there


def _moment(text: str) -> str:
    """As the form has it: a day and a time of day, local."""
    return text.replace("T", " ")
