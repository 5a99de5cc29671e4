"""`svarsvakt swap` and `svarsvakt on-call`: days that change hands and who is called, scripted (U21)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

import typer

from bot.cli.acting import Desk, acting
from bot.cli.crises import By, InUnit
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.managing import Json
from bot.cli.output import print_json, print_rows
from db import duty, on_calls
from handlers import on_call as on_call_desk
from handlers import swapping
from handlers.days import Days, read_day
from handlers.duty import told
from handlers.outcome import Said, Say
from handlers.swapping import Room

swap = typer.Typer(add_completion=False, no_args_is_help=True, help="Days on duty that change hands.")
on_call = typer.Typer(
    add_completion=False, no_args_is_help=True, help="Who is called on outside hours when it is urgent."
)

OneUnit = Annotated[str | None, typer.Option("--unit", help="Only this unit's.")]
Day = Annotated[str, typer.Argument(help="A day: 2026-12-04.")]
Number = Annotated[int, typer.Argument(help="The question's number, as in `swap list`.")]


@swap.command("list")
def list_swaps(unit: OneUnit = None, as_json: Json = False) -> None:
    """The questions that nobody has answered."""
    with acting() as desk:
        slugs = {one.id: one.slug for one in desk.known.people.values()}
        rows = [
            {
                "number": asked.id,
                "unit": each.slug,
                "day": asked.day.isoformat(),
                "asked_by": slugs[asked.asked_by],
                "of": slugs[asked.to_id] if asked.to_id is not None else None,
                "back_day": asked.back_day.isoformat() if asked.back_day else None,
            }
            for each in ([desk.unit(unit)] if unit else desk.actor.units())
            for asked in duty.open_swaps(
                desk.actor.tx, [each.id], desk.actor.book.calendar(each.slug).local_day(desk.actor.now)
            )
        ]
        _show(desk, ("number", "unit", "day", "asks", "asked", "in_return"), rows, as_json=as_json)


@swap.command("ask")
def ask(
    day: Day,
    *,
    unit: InUnit,
    by: By,
    of: Annotated[str, typer.Option("--of", help="The colleague who is asked; without: the channel.")] = "",
    back: Annotated[str, typer.Option("--back", help="A day of the colleague's in return.")] = "",
) -> None:
    """She asks a colleague, or whoever can, to take her day."""
    with acting() as desk:
        room = _room(desk, unit)
        whom = desk.person(of) if of else None
        returned = _day(desk, room, back) if back else None
        desk.tell(told(swapping.ask(room, desk.person(by), _day(desk, room, day), whom=whom, back=returned)))


@swap.command("yes")
def yes(number: Number, *, by: By) -> None:
    """She takes the day."""
    _answer(number, by, yes=True)


@swap.command("no")
def no(number: Number, *, by: By) -> None:
    """She cannot take it."""
    _answer(number, by, yes=False)


@swap.command("withdraw")
def withdraw(number: Number, *, by: By) -> None:
    """Who asked takes the question back."""
    with acting() as desk:
        tx, book, now = desk.actor.tx, desk.actor.book, desk.actor.now
        desk.tell(swapping.withdraw(tx, book, person=desk.person(by), swap_id=number, now=now))


@on_call.command("list")
def list_on_calls(unit: OneUnit = None, as_json: Json = False) -> None:
    """Who is on call, and who will be."""
    with acting() as desk:
        units = {one.id: one for one in ([desk.unit(unit)] if unit else desk.actor.units())}
        slugs = {one.id: one.slug for one in desk.known.people.values()}
        today = desk.actor.book.organisation_calendar.local_day(desk.actor.now)
        rows = [
            {
                "unit": units[each.unit_id].slug,
                "person": slugs[each.person_id],
                "first_day": each.first_day.isoformat(),
                "last_day": each.last_day.isoformat(),
            }
            for each in on_calls.since(desk.actor.tx, sorted(units), today)
        ]
        _show(desk, ("unit", "person", "from", "to"), rows, as_json=as_json)


@on_call.command("set")
def set_on_call(
    who: Annotated[str, typer.Argument(help="Her slug, her id in Slack, or her name if nobody shares it.")],
    first: Annotated[str, typer.Argument(help="The first day: 2026-12-14.")],
    last: Annotated[str, typer.Argument(help="The last; without: only that day.")] = "",
    *,
    unit: InUnit,
    by: By,
) -> None:
    """She is called on outside hours on these days."""
    with acting() as desk:
        room = _room(desk, unit)
        days = Days(first=_day(desk, room, first), last=_day(desk, room, last) if last else None)
        desk.tell(on_call_desk.begin(room, desk.person(by), desk.person(who), days))


@on_call.command("unset")
def unset(day: Day, *, unit: InUnit, by: By) -> None:
    """The on-call that covers that day ends."""
    with acting() as desk:
        room = _room(desk, unit)
        desk.tell(on_call_desk.end(room, desk.person(by), _day(desk, room, day)))


def _show(desk: Desk, heads: Sequence[str], rows: Sequence[Mapping[str, Any]], *, as_json: bool) -> None:
    if as_json:
        for row in rows:
            print_json(row)
        return
    print_rows(desk.say.managing.columns(*heads), rows, desk.say.managing.nothing())


def _answer(number: int, by: str, *, yes: bool) -> None:
    with acting() as desk:
        tx, book, now = desk.actor.tx, desk.actor.book, desk.actor.now
        person = desk.person(by)
        desk.tell(swapping.answer(tx, book, person=person, swap_id=number, yes=yes, now=now))


def _room(desk: Desk, unit: str) -> Room:
    return Room.of(desk.actor.tx, desk.actor.book, desk.unit(unit), desk.actor.now)


def _day(desk: Desk, room: Room, said: str) -> date:
    day = read_day(said, room.today)
    if day is None:
        raise Failure(desk.say.say(Say(said=Said.DATE_UNCLEAR, text=said[:40])), exit_code=EXIT_USAGE)
    return day
