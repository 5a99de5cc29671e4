"""`svarsvakt gallra`: retention decisions, what each covers, and the one way in which anything is deleted."""

import getpass
from datetime import date, datetime, time
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from dateutil.relativedelta import relativedelta
from sqlalchemy import Connection

from bot.cli.asked import Names, account_ids, ground_of, names, unit_id
from bot.cli.failure import EXIT_USAGE, Failure
from bot.cli.output import print_json
from bot.cli.session import configuration, looking, opened, words
from bot.config import Config
from bot.texts import Texts
from db import retention
from db.retention import Coverage, Covers, Decision, Scope
from db.seals import seal_new
from scheduler.clock import system_clock
from scheduler.local_time import reached

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def program(context: typer.Context) -> None:
    """What may be purged (gallras), by which recorded decision."""
    if context.invoked_subcommand is None:
        show()


@app.command()
def show(
    reference: Annotated[
        str | None, typer.Argument(help="The decision's id; all of them if not said.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """What each recorded decision covers right now. Changes nothing."""
    with looking() as look:
        tx, known, say, zone = look.tx, look.known, look.say, look.zone
        wanted = [_decision(tx, reference, say)] if reference else list(retention.decisions(tx))
        found = [
            (each, _covered(tx, each, known, look.config), retention.purged(tx, each)) for each in wanted
        ]
    if as_json:
        for each, covered, gone in found:
            print_json(_row(each, covered, gone, known, zone))
        return
    if not found:
        print("\n".join(say.purging.none()))
    for each, covered, gone in found:
        by_account = [(known.accounts[account].name, count) for account, count in covered.by_account]
        print("\n".join(say.purging.decision(each, covered, by_account, gone, zone)))


@app.command()
def record(
    reference: Annotated[str, typer.Argument(help="The decision's id, as you name it: “KS 2027/12”.")],
    *,
    decided_by: Annotated[str, typer.Option(help="Who decided it: “Kommunstyrelsen”.")],
    decided_on: Annotated[str, typer.Option(help="On which day: 2027-01-10.")],
    months: Annotated[
        int | None, typer.Option(min=1, help="It covers what was closed so many months ago or earlier.")
    ] = None,
    closed_before: Annotated[str | None, typer.Option(help="Or what was closed before this day.")] = None,
    account: Annotated[str | None, typer.Option(help="Only this account's (its slug).")] = None,
    unit: Annotated[str | None, typer.Option(help="Only this unit's (its slug).")] = None,
    ground: Annotated[
        str | None, typer.Option(help="Only what was hidden or removed on this ground.")
    ] = None,
    registered_too: Annotated[
        bool, typer.Option("--registered-too", help="Also what has a diary number: the registrar has it.")
    ] = False,
) -> None:
    """Record a retention decision. Nothing is purged by this."""
    config = configuration()
    say = words(config)
    if (months is None) == (closed_before is None):
        raise Failure(say.purging.months_or_day(), exit_code=EXIT_USAGE)
    day = _day(decided_on, say)
    before = _day(closed_before, say).isoformat() if closed_before else None
    with opened(config) as store:
        with store.write() as tx:
            known = names(tx)
            account_ids(known, account, say)
            unit_id(known, unit, say)
            if retention.by_reference(tx, reference) is not None:
                raise Failure(say.purging.there_already(reference))
            covers = Covers(
                closed_before=before,
                months=months,
                account=account,
                unit=unit,
                ground=ground_of(ground, say),
                registered_too=registered_too,
            )
            given = {
                "reference": reference.strip(),
                "decided_by": decided_by,
                "decided_on": day,
                "recorded_by": getpass.getuser(),
            }
            retention.record(tx, given, covers, system_clock())
        seal_new(store, system_clock())
    print(say.purging.recorded(reference.strip()))


@app.command()
def purge(
    reference: Annotated[str, typer.Argument(help="The decision's id.")],
    confirm: Annotated[
        int, typer.Option(help="How many comments it covers, as “gallra show” tells: you have looked.")
    ],
) -> None:
    """Purge what the decision covers: author, text, replies and files go for good, and that is noted."""
    config = configuration()
    say = words(config)
    with opened(config) as store:
        with store.read() as tx:
            known = names(tx)
            decision = _decision(tx, reference, say)
            covered = _covered(tx, decision, known, config)
        if confirm != covered.comments:
            raise Failure(say.purging.other_count(decision.reference, confirm, covered.comments))
        gone = 0
        now = system_clock()
        before, scope = _before(decision.covers, now, config), _scope(decision.covers, known)
        while True:
            with store.write() as tx:
                page = retention.purge_page(
                    tx, decision, before=before, ids=scope, by=getpass.getuser(), now=now
                )
            if not page:
                break
            gone += len(page)
    print(say.purging.purged(gone, decision.reference))


def _decision(tx: Connection, reference: str, say: Texts) -> Decision:
    found = retention.by_reference(tx, reference)
    if found is None:
        known = [each.reference for each in retention.decisions(tx)]
        raise Failure(say.purging.no_decision(reference, known), exit_code=EXIT_USAGE)
    return found


def _covered(tx: Connection, decision: Decision, known: Names, config: Config) -> Coverage:
    before = _before(decision.covers, system_clock(), config)
    return retention.coverage(tx, decision.covers, before=before, ids=_scope(decision.covers, known))


def _before(covers: Covers, now: datetime, config: Config) -> datetime:
    """The local midnight before which a comment must have been closed."""
    zone = ZoneInfo(config.zone)
    if covers.closed_before is not None:
        day = date.fromisoformat(covers.closed_before)
    else:
        day = now.astimezone(zone).date() - relativedelta(months=covers.months or 0)
    return reached(datetime.combine(day, time()), zone)


def _scope(covers: Covers, known: Names) -> Scope:
    accounts = {one.slug: one.id for one in known.accounts.values()}
    units = {one.slug: one.id for one in known.units.values()}
    nothing = -1  # what is not there any more covers nothing, never everything
    return Scope(
        account_id=accounts.get(covers.account, nothing) if covers.account else None,
        unit_id=units.get(covers.unit, nothing) if covers.unit else None,
    )


def _day(written: str, say: Texts) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        raise Failure(say.records.not_a_day(written), exit_code=EXIT_USAGE) from None


def _row(each: Decision, covered: Coverage, gone: int, known: Names, zone: ZoneInfo) -> dict[str, Any]:
    covers = each.covers
    return {
        "reference": each.reference,
        "decided_by": each.decided_by,
        "decided_on": each.decided_on.isoformat(),
        "recorded_at": each.recorded_at.astimezone(zone).isoformat(),
        "recorded_by": each.recorded_by,
        "months": covers.months,
        "closed_before": covers.closed_before,
        "account": covers.account,
        "unit": covers.unit,
        "ground": covers.ground.value if covers.ground else None,
        "registered_too": covers.registered_too,
        "covers": covered.comments,
        "by_account": {known.accounts[account].slug: count for account, count in covered.by_account},
        "oldest": covered.oldest.astimezone(zone).isoformat() if covered.oldest else None,
        "newest": covered.newest.astimezone(zone).isoformat() if covered.newest else None,
        "waits_for_number": covered.waits_for_number,
        "registered": covered.registered,
        "purged": gone,
    }
