"""`svarsvakt verify`: is every record still as it was when it was sealed?"""

import re
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.output import print_json
from bot.cli.session import configuration, opened, words
from db.seal_check import Checked, check

_HASH = re.compile(r"[0-9a-f]{64}")


def verify(
    head: Annotated[
        str | None, typer.Option(help="A hash that was noted before (the log has them): is it still there?")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Read the chain of seals through and tell what was changed, taken out or put in since."""
    config = configuration()
    say = words(config)
    noted = head.strip().lower() if head else None
    if noted is not None and not _HASH.fullmatch(noted):
        raise Failure(say.sealed.not_a_hash(), exit_code=EXIT_USAGE)
    with opened(config) as store, store.read() as tx:
        found = check(tx, noted=noted)
    zone = ZoneInfo(config.zone)
    if as_json:
        print_json(_row(found, zone))
    elif not found.found:
        print("\n".join(say.sealed.whole(found, zone)))
    else:
        for each in found.found:
            print(say.sealed.breach(each, zone))
        print(say.sealed.broken(len(found.found)))
    if found.found:
        raise typer.Exit(EXIT_REFUSED)


def _row(found: Checked, zone: ZoneInfo) -> dict[str, Any]:
    return {
        "whole": not found.found,
        "seals": found.seals,
        "head": found.head,
        "since": found.since.astimezone(zone).isoformat() if found.since else None,
        "purged": found.purged,
        "waiting": found.waiting,
        "breaches": [
            {
                "breach": each.breach.value,
                "seal": each.seal,
                "kind": each.kind.value if each.kind else None,
                "record": each.row_id,
                "comment": each.comment_id,
                "at": each.at.astimezone(zone).isoformat() if each.at else None,
            }
            for each in found.found
        ],
    }
