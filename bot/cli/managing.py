"""`svarsvakt person` and `svarsvakt account`: what a supervisor does in App Home, for who scripts it."""

from dataclasses import replace
from typing import Annotated

import typer

from bot.cli.acting import acting
from bot.cli.output import print_json, print_table
from db import managed_accounts, places
from db.words import Role
from handlers.managing import accounts as managed
from handlers.managing import people as managing
from handlers.managing.accounts import Details
from handlers.managing.people import Newcomer

person = typer.Typer(add_completion=False, no_args_is_help=True, help="A unit's people.")
account = typer.Typer(add_completion=False, no_args_is_help=True, help="A unit's accounts.")

Unit = Annotated[str, typer.Option(help="The unit's slug.")]
Who = Annotated[str, typer.Argument(help="Her slug, her id in Slack, or her name if nobody shares it.")]
Which = Annotated[str, typer.Argument(help="The account's slug.")]
By = Annotated[str | None, typer.Option(help="Your name in the log, if not the one you are logged in by.")]
Why = Annotated[str, typer.Option(help="A few words for the log.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Roles = Annotated[Role, typer.Option(help="editor or supervisor.")]


@person.command("list")
def list_people(
    unit: Annotated[str | None, typer.Option(help="Only this unit's.")] = None, as_json: Json = False
) -> None:
    """Who is what in which unit."""
    with acting() as desk:
        wanted = [desk.unit(unit)] if unit else desk.actor.units()
        found = [
            (each, one, sorted(places.roles(desk.actor.tx, one.id, each.id)))
            for each in wanted
            for one in managing.members(desk.actor.tx, each.id)
        ]
        if as_json:
            for each, one, roles in found:
                print_json(
                    {
                        "unit": each.slug,
                        "person": one.slug,
                        "name": one.full_name or one.first_name,
                        "slack": one.chat_id,
                        "roles": roles,
                        "duty_weekdays": one.duty_weekdays,
                    }
                )
            return
        said = desk.say.words.role
        print_table(
            desk.say.managing.columns("unit", "person", "name", "slack", "roles"),
            [
                [
                    each.slug,
                    one.slug,
                    one.full_name or one.first_name,
                    one.chat_id or "",
                    ", ".join(map(said, roles)),
                ]
                for each, one, roles in found
            ],
        )


@person.command("add")
def add_person(
    slack: Annotated[str, typer.Argument(help="Her id in Slack: U0123456789.")],
    *,
    unit: Unit,
    first_name: Annotated[str, typer.Option(help="What she signs with.")] = "",
    full_name: Annotated[str, typer.Option(help="Her full name.")] = "",
    role: Roles = Role.EDITOR,
    by: By = None,
) -> None:
    """Somebody comes into a unit, and is greeted when she is at work."""
    with acting(by) as desk:
        new = Newcomer(
            chat="slack", chat_id=slack, first_name=first_name, full_name=full_name or None, role=role
        )
        desk.tell(managing.add(desk.actor, desk.unit(unit), new))


@person.command("change")
def change_person(
    who: Who,
    *,
    unit: Unit,
    first_name: Annotated[str | None, typer.Option(help="What she signs with.")] = None,
    full_name: Annotated[str | None, typer.Option(help="Her full name.")] = None,
    alias: Annotated[str | None, typer.Option(help="Another name to sign with; empty: none.")] = None,
    duty: Annotated[str | None, typer.Option(help="Duty weekdays, Monday is 1: 1,2,3.")] = None,
    role: Annotated[list[Role] | None, typer.Option(help="editor, supervisor, or both (twice).")] = None,
    by: By = None,
) -> None:
    """New values for what is said."""
    days = _weekdays(duty)
    with acting(by) as desk:
        desk.tell(
            managing.change(
                desk.actor,
                desk.unit(unit),
                desk.person(who),
                first_name=first_name,
                full_name=full_name,
                alias=alias,
                duty_weekdays=days,
                roles=role or None,
            )
        )


@person.command("move")
def move_person(
    who: Who, *, unit: Unit, to: Annotated[str, typer.Option(help="The other unit.")], by: By = None
) -> None:
    """She works in another unit from now on."""
    with acting(by) as desk:
        desk.tell(managing.move(desk.actor, desk.unit(unit), desk.person(who), desk.unit(to)))


@person.command("end")
def end_person(who: Who, *, unit: Unit, why: Why = "", by: By = None) -> None:
    """She leaves the unit; a unit keeps its last supervisor."""
    with acting(by) as desk:
        desk.tell(managing.end(desk.actor, desk.unit(unit), desk.person(who), why=why))


@account.command("list")
def list_accounts(
    unit: Annotated[str | None, typer.Option(help="Only this unit's.")] = None, as_json: Json = False
) -> None:
    """What is watched, by whom."""
    with acting() as desk:
        wanted = desk.unit(unit).id if unit else None
        rows = [
            {
                "unit": desk.known.units[one.unit_id].slug,
                "account": one.slug,
                "name": one.name,
                "platform": one.platform,
                "deputy": desk.known.people[one.deputy_id].slug if one.deputy_id else None,
                "paused": one.paused,
            }
            for one in desk.known.accounts.values()
            if one.active and wanted in {None, one.unit_id}
        ]
        if as_json:
            for row in rows:
                print_json(row)
            return
        heads = desk.say.managing.columns("unit", "account", "name", "platform", "deputy")
        print_table(heads, [[_cell(value) for value in list(row.values())[:5]] for row in rows])


@account.command("add")
def add_account(
    *,
    unit: Unit,
    name: Annotated[str, typer.Option(help="As you call it.")],
    platform: Annotated[str, typer.Option(help="facebook, instagram, youtube, blog ...")],
    url: Annotated[str | None, typer.Option(help="Where it is.")] = None,
    comments_url: Annotated[str | None, typer.Option(help="Where its comments are.")] = None,
    feed: Annotated[str | None, typer.Option(help="The feed of its comments.")] = None,
    deputy: Annotated[str | None, typer.Option(help="Who steps in (a slug).")] = None,
    by: By = None,
) -> None:
    """Another account is watched from now on."""
    with acting(by) as desk:
        said = Details(
            name=name,
            platform=platform,
            url=url,
            comments_url=comments_url,
            feed=feed,
            deputy_id=desk.person(deputy).id if deputy else None,
        )
        desk.tell(managed.add(desk.actor, desk.unit(unit), said))


@account.command("change")
def change_account(
    which: Which,
    *,
    name: Annotated[str | None, typer.Option(help="As you call it.")] = None,
    platform: Annotated[str | None, typer.Option(help="Its platform.")] = None,
    url: Annotated[str | None, typer.Option(help="Where it is; empty: nowhere.")] = None,
    comments_url: Annotated[str | None, typer.Option(help="Where its comments are.")] = None,
    deputy: Annotated[str | None, typer.Option(help="Who steps in; empty: nobody.")] = None,
    editors: Annotated[str | None, typer.Option(help="Who alone answers (slugs); empty: all.")] = None,
    feed: Annotated[str | None, typer.Option(help="The feed of its comments; empty: none.")] = None,
    paused: Annotated[bool | None, typer.Option(help="Whether it rests.")] = None,
    by: By = None,
) -> None:
    """New values for what is said."""
    with acting(by) as desk:
        found = desk.account(which)
        before = Details(
            name=found.name,
            platform=found.platform,
            url=found.url,
            comments_url=found.comments_url,
            deputy_id=found.deputy_id,
            editors=managed_accounts.editors(desk.actor.tx, found.id),
            paused=found.paused,
            feed=found.source_url if found.source == managed.FEED else None,
        )
        own = [slug.strip() for slug in (editors or "").split(",") if slug.strip()]
        said = replace(
            before,
            name=before.name if name is None else name,
            platform=before.platform if platform is None else platform,
            url=before.url if url is None else url or None,
            comments_url=before.comments_url if comments_url is None else comments_url or None,
            deputy_id=before.deputy_id if deputy is None else desk.person(deputy).id if deputy else None,
            editors=before.editors if editors is None else frozenset(desk.person(slug).id for slug in own),
            paused=before.paused if paused is None else paused,
            feed=before.feed if feed is None else feed or None,
        )
        desk.tell(managed.change(desk.actor, desk.known.units[found.unit_id], found, said))


@account.command("move")
def move_account(
    which: Which, *, to: Annotated[str, typer.Option(help="The other unit.")], by: By = None
) -> None:
    """Another unit watches it from now on; open comments stay where they are."""
    with acting(by) as desk:
        found = desk.account(which)
        desk.tell(managed.move(desk.actor, desk.known.units[found.unit_id], found, desk.unit(to)))


@account.command("end")
def end_account(which: Which, *, why: Why = "", by: By = None) -> None:
    """It is no longer watched; what was written there stays."""
    with acting(by) as desk:
        found = desk.account(which)
        desk.tell(managed.end(desk.actor, desk.known.units[found.unit_id], found, why=why))


def _cell(value: object) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value or "")


def _weekdays(text: str | None) -> list[int] | None:
    """`1,2,3` is Monday to Wednesday; 0 is Monday to the bot."""
    if text is None:
        return None
    days = [day.strip() for day in text.split(",") if day.strip()]
    if not all(day in set("1234567") for day in days):
        raise typer.BadParameter("1,2,3 (Monday is 1)", param_hint="--duty")
    return [int(day) - 1 for day in days]
