"""`svarsvakt unit`: units are added, changed and ended, as from App Home, for who scripts it (M34)."""

from dataclasses import replace
from typing import Annotated, Any

import typer

from bot.cli.acting import Desk, acting
from bot.cli.managing import By, Json, Why
from bot.cli.output import print_json, print_table
from bot.texts import texts
from db import accounts, managed_units, people
from db.rows import Unit
from db.words import Role
from handlers.chat_ids import SLACK, TEAMS, is_channel, is_user
from handlers.managing import unit_changes, unit_ending, units
from handlers.managing.people import Newcomer
from handlers.managing.units import NewUnit

unit = typer.Typer(add_completion=False, no_args_is_help=True, help="Units: add, change, end.")

Which = Annotated[str, typer.Argument(help="The unit's slug.")]
ChannelId = typer.Option(help="The chat's own id of its channel: C0123456789.")
Language = typer.Option(help="sv, en, or organisation: as the others.")


@unit.command("list")
def list_units(as_json: Json = False) -> None:
    """The units, where they work, and how many are in them."""
    with acting() as desk:
        rows = [_row(desk, each) for each in desk.actor.units()]
        if as_json:
            for row in rows:
                print_json(row)
            return
        print_table(
            desk.say.managing.columns("unit", "name", "channel", "accounts", "people", "waiting"),
            [
                [
                    str(cell or "-")
                    for cell in (
                        row["unit"],
                        row["name"],
                        row["channel"],
                        row["accounts"],
                        len({*row["editors"], *row["supervisors"]}),
                        row["waiting"],
                    )
                ]
                for row in rows
            ],
        )


@unit.command("add")
def add_unit(
    *,
    name: Annotated[str, typer.Option(help="As you call it.")],
    channel: Annotated[str, ChannelId],
    supervisor: Annotated[
        list[str] | None, typer.Option(help="Who runs it: a slug, a name, or the chat's id of somebody new.")
    ] = None,
    first_name: Annotated[str, typer.Option(help="The first name of a supervisor who is new.")] = "",
    editors: Annotated[str, typer.Option(help="Who answers there, of those who are known: slugs.")] = "",
    hours: Annotated[str, typer.Option(help="Monday to Friday: 08:00-16:30; empty: as the others.")] = "",
    by: By = None,
) -> None:
    """A new unit, with somebody who runs it. A running bot knows it at once."""
    with acting(by) as unplaced:
        desk = _where(unplaced, channel)
        newcomer, known = _who_runs(desk, supervisor or [], first_name)
        desk.tell(
            units.add(
                desk.actor,
                NewUnit(
                    name=" ".join(name.split()),
                    channel=channel.strip(),
                    hours=hours,
                    supervisor=newcomer,
                    supervisors=known,
                    editors=frozenset(
                        desk.person(slug.strip()).id for slug in editors.split(",") if slug.strip()
                    ),
                ),
            )
        )


@unit.command("change")
def change_unit(
    which: Which,
    *,
    name: Annotated[str | None, typer.Option(help="As you call it. Its slug stays.")] = None,
    channel: Annotated[str | None, ChannelId] = None,
    language: Annotated[str | None, Language] = None,
    by: By = None,
) -> None:
    """New values for what is said; the configuration does not change them back."""
    with acting(by) as unplaced:
        desk = unplaced if channel is None else _where(unplaced, channel)
        desk.tell(
            unit_changes.change(
                desk.actor,
                desk.unit(which),
                name=None if name is None else " ".join(name.split()),
                channel=None if channel is None else channel.strip(),
                language=language,
            )
        )


@unit.command("end")
def end_unit(which: Which, *, why: Why = "", by: By = None) -> None:
    """It is no more; never the last one, nor one where a comment waits. What was written there stays."""
    with acting(by) as desk:
        desk.tell(unit_ending.end(desk.actor, desk.unit(which), why=why))


def _row(desk: Desk, each: Unit) -> dict[str, Any]:
    team = people.unit_team(desk.actor.tx, each.id)
    return {
        "unit": each.slug,
        "name": each.name,
        "chat": each.chat,
        "channel": each.channel,
        "language": each.language,
        "accounts": len(accounts.accounts(desk.actor.tx, each.id)),
        "editors": [one.slug for one in team.editors],
        "supervisors": [one.slug for one in team.supervisors],
        "waiting": managed_units.still_open(desk.actor.tx, each.id),
    }


def _where(desk: Desk, channel: str) -> Desk:
    """The same desk, in the chat that a channel's id is of, and in its words."""
    chat = TEAMS if is_channel(TEAMS, channel.strip()) else SLACK
    return replace(desk, actor=replace(desk.actor, chat=chat), say=texts(desk.say.code, chat))


def _who_runs(desk: Desk, said: list[str], first_name: str) -> tuple[Newcomer | None, frozenset[int]]:
    """Those who are known, and the one who is not."""
    known = {one.chat_id for one in desk.known.people.values() if one.active}
    new = [each for each in said if is_user(desk.actor.chat, each) and each not in known]
    found = frozenset(desk.person(each).id for each in said if each not in new)
    if not new:
        return None, found
    if len(new) > 1:
        raise typer.BadParameter("one who is new, the others afterwards", param_hint="--supervisor")
    return (
        Newcomer(chat=desk.actor.chat, chat_id=new[0], first_name=first_name, role=Role.SUPERVISOR),
        found,
    )
