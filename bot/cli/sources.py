"""`svarsvakt sources`: how each account is seen into."""

from datetime import datetime
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer

from bot.cli.failure import EXIT_REFUSED, EXIT_USAGE, Failure
from bot.cli.output import print_json, print_table
from bot.cli.session import configuration, opened, words
from bot.sources import places_of
from bot.texts import Texts
from db import accounts
from db import sources as stored
from handlers.sources.overview import Health, Row, overview
from scheduler.clock import system_clock

WRONG = frozenset({Health.PAUSED, Health.FAILING, Health.UNKNOWN})


def sources(
    resume: Annotated[
        str | None, typer.Option(help="Ask this account again: its credentials are taken now.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object an account.")] = False,
) -> None:
    """Every account: way in, latest comment, how far behind, quota, credentials' end, state.

    Exit status 1 while any of them fails.
    """
    config = configuration()
    say, now = words(config), system_clock()
    with opened(config) as store:
        if resume is not None:
            with store.write() as tx:
                account = accounts.by_slug(tx, {resume}).get(resume)
                if account is None:
                    raise Failure(say.source.no_such(resume), exit_code=EXIT_USAGE)
                state = stored.states(tx, [account.id]).get(account.id)
                if state is None or state.paused_at is None:
                    raise Failure(say.source.not_paused(resume), exit_code=EXIT_REFUSED)
                stored.resume(tx, account.id)
            print(say.source.resumed(resume))
            return
        with store.read() as tx:
            rows = overview(tx, places_of(config), now)
    zone = ZoneInfo(config.zone)
    if as_json:
        for row in rows:
            print_json(_json(row, zone))
    else:
        print_table(say.source.headings(), [_cells(row, say, zone) for row in rows])
    if any(row.health in WRONG for row in rows):
        raise typer.Exit(EXIT_REFUSED)


def _json(row: Row, zone: ZoneInfo) -> dict[str, Any]:
    def at(moment: datetime | None) -> str | None:
        return moment.astimezone(zone).isoformat() if moment else None

    return {
        "account": row.account,
        "source": row.kind,
        "ways": list(row.ways),
        "health": row.health.value,
        "code": row.code,
        "last_written_at": at(row.last_written_at),
        "last_ok_at": at(row.last_ok_at),
        "last_delivery_at": at(row.last_delivery_at),
        "lag_seconds": row.lag_seconds,
        "quota_used": row.quota_used,
        "daily_quota": row.daily_quota,
        "token_ends_at": at(row.token_ends_at),
        "failures": row.failures,
    }


def _cells(row: Row, say: Texts, zone: ZoneInfo) -> tuple[str, ...]:
    def at(moment: datetime | None) -> str:
        return say.dates.at_short(moment, zone) if moment else "–"

    quota = f"{row.quota_used} / {row.daily_quota}" if row.daily_quota else "–"
    behind = f"{round(row.lag_seconds / 60)} min" if row.lag_seconds is not None else "–"
    way = " + ".join([row.kind or "–", *(word for word in row.ways if word != row.kind)])
    return (
        row.account,
        way,
        at(row.last_written_at),
        behind,
        quota,
        at(row.token_ends_at),
        say.source.health(row.health, row.code),
    )
