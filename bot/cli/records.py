"""`svarsvakt comments` and `svarsvakt notices`: what is stored, what was said and what will be."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.asked import Names, account_ids, unit_id
from bot.cli.output import print_json, print_table
from bot.cli.rows import coming_row, comment_row, notice_row, withheld
from bot.cli.session import looking
from bot.texts import Texts
from db import records
from db.records import Wanted
from db.rows import Comment
from db.words import NoticeKind, NoticeState
from handlers.outlook import outlook
from scheduler.clock import system_clock
from scheduler.rules_in_force import in_force

EXCERPT = 60

AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
OfUnit = Annotated[str | None, typer.Option("--unit", help="Only this unit's (its slug).")]


def comments(
    only_open: Annotated[bool, typer.Option("--open", help="Only those that wait.")] = False,
    account: Annotated[str | None, typer.Option(help="Only this account's (its slug).")] = None,
    unit: OfUnit = None,
    limit: Annotated[int | None, typer.Option(min=1, help="At most so many.")] = None,
    as_json: AsJson = False,
) -> None:
    """What comments are stored, in order of number; of a flagged one neither author nor text."""
    with looking() as look:
        known, say = look.known, look.say
        wanted = Wanted(
            account_ids=account_ids(known, account, say),
            unit_id=unit_id(known, unit, say),
            open_only=only_open,
        )
        found = records.stored(look.tx, wanted, limit)
        if as_json:
            for comment in found:
                print_json(withheld(comment_row(comment, known, look.zone)))
            return
        cells = [_comment_cells(comment, known, say, look.zone) for comment in found]
    if cells:
        print_table(say.records.comment_headings(), cells)
    else:
        print(say.records.no_comments())


def notices(
    unit: OfUnit = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many rows of the outbox.")] = 1000,
    as_json: AsJson = False,
) -> None:
    """What was said and what will be: the outbox, and the warnings that come if nothing happens."""
    with looking() as look:
        known, say, zone = look.known, look.say, look.zone
        of_unit = unit_id(known, unit, say)
        said = records.outbox(look.tx, unit_id=of_unit, limit=limit)
        coming = outlook(look.tx, in_force(look.tx, look.config.layers()), system_clock(), of_unit)
    there = {notice.key for notice in said}
    rows = [notice_row(notice, known, zone) for notice in said]
    rows += [coming_row(each, known, zone) for each in coming if each.key not in there]
    if as_json:
        for row in rows:
            print_json(row)
    elif rows:
        print_table(say.records.notice_headings(), [_notice_cells(row, known, say, zone) for row in rows])
    else:
        print(say.records.no_notices())


def _comment_cells(comment: Comment, known: Names, say: Texts, zone: ZoneInfo) -> tuple[str, ...]:
    line = say.records.withheld() if comment.flagged else " ".join(comment.text.split())
    return (
        str(comment.id),
        known.accounts[comment.account_id].name,
        say.words.state(comment.state),
        say.dates.at(comment.due_at, zone),
        known.person(comment.claimed_by) or "",
        line if comment.flagged or len(line) <= EXCERPT else f"{line[: EXCERPT - 1]}…",
    )


def _notice_cells(row: Mapping[str, Any], known: Names, say: Texts, zone: ZoneInfo) -> tuple[str, ...]:
    kind, _, slug = row["recipient"].partition(":")
    shown = {
        "unit": {unit.slug: unit.name for unit in known.units.values()},
        "person": {person.slug: person.full_name or person.first_name for person in known.people.values()},
    }
    planned = row["state"] == "planned"
    return (
        say.dates.at(datetime.fromisoformat(row["sent_at"] or row["send_at"]), zone),
        say.words.kind(NoticeKind(row["kind"])),
        say.records.recipient(kind, shown.get(kind, {}).get(slug, "")),
        say.records.comment_number(row["comment"]) if row["comment"] else "",
        say.records.planned() if planned else say.words.notice_state(NoticeState(row["state"])),
        row["key"],
    )
