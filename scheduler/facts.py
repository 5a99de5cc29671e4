"""Reading what a recheck judges by: a fixed number of statements, however many rows are claimed."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, crises, outbox, people, planning, recheck, rounds
from db.rows import Crisis, Notice, Round, Unit
from db.words import NoticeKind
from scheduler.recheck import TO_PEOPLE
from scheduler.round_notices import round_key
from scheduler.rulebook import RuleBook
from scheduler.verdicts import Facts


def facts_about(tx: Connection, rows: Sequence[Notice], *, book: RuleBook, now: datetime) -> Facts:
    """What is true now about these rows."""
    units = accounts.units_named(tx, {row.unit_id for row in rows if row.unit_id is not None})
    comments = planning.by_id(tx, [row.comment_id for row in rows if row.comment_id is not None])
    rungs = [row for row in rows if row.kind is NoticeKind.RUNG]
    of_rungs = [comments[row.comment_id] for row in rungs if row.comment_id in comments]
    for_people = {row.unit_id for row in rows if row.kind in TO_PEOPLE and row.unit_id is not None}
    siblings: dict[int, list[Notice]] = {}
    for row in outbox.of_comments(tx, sorted({comment.id for comment in of_rungs})):
        siblings.setdefault(row.comment_id or 0, []).append(row)
    recent = _recent_rounds(tx, [row for row in rungs if row.rung == "1"])
    return Facts(
        units=units,
        comments=comments,
        teams=people.teams(tx, sorted(for_people)) if for_people else {},
        people=people.named(tx, {row.claimed_by for row in of_rungs if row.claimed_by is not None}),
        holding_replies=planning.holding_replies(tx, of_rungs),
        siblings=siblings,
        rounds=rounds.named(tx, {row.round_id for row in rows if row.round_id is not None}),
        recent_rounds=recent,
        round_notices=_calls(tx, recent, units),
        mended=recheck.mended(tx, {row.reply_id for row in rows if row.reply_id is not None}),
        floods=_floods(tx, rows, units, book, now),
        crises=_crises(tx, rows),
        news=_news(tx, rows),
    )


def _recent_rounds(tx: Connection, rungs: Sequence[Notice]) -> list[Round]:
    if not rungs:
        return []
    times = [row.send_at for row in rungs]
    units = {row.unit_id for row in rungs if row.unit_id is not None}
    return recheck.rounds_between(tx, units, min(times) - timedelta(hours=1), max(times))


def _calls(tx: Connection, called: Sequence[Round], units: dict[int, Unit]) -> dict[int, Notice]:
    keys = [round_key(units[row.unit_id].slug, row.day, row.number) for row in called if row.unit_id in units]
    return recheck.calls(tx, [row.id for row in called], keys)


def _crises(tx: Connection, rows: Sequence[Notice]) -> dict[int, Crisis]:
    """The crises that may change when these rows leave."""
    kinds = {NoticeKind.CARD, NoticeKind.RUNG, NoticeKind.URGENT}
    return crises.running(tx, {row.unit_id for row in rows if row.kind in kinds and row.unit_id is not None})


def _news(tx: Connection, rows: Sequence[Notice]) -> dict[int, Crisis]:
    about = [(row.detail or "").rpartition(" ")[2] for row in rows if row.kind is NoticeKind.CRISIS]
    return crises.named(tx, {int(number) for number in about if number.isdecimal()})


def _floods(
    tx: Connection, rows: Sequence[Notice], units: dict[int, Unit], book: RuleBook, now: datetime
) -> dict[int, datetime]:
    """Accounts with more new comments than the unit wants one by one, and until when their cards wait."""
    fresh = [
        row
        for row in rows
        if row.kind is NoticeKind.CARD and row.gather is None and row.detail is None and row.unit_id in units
    ]
    if not fresh:
        return {}
    rules = book.rules(units[fresh[0].unit_id or 0].slug).chat  # rows of one claim have one recipient
    account_ids = recheck.flooded(
        tx, recheck.account_ids(fresh), since=now - rules.flood_within, more_than=rules.flood_comments
    )
    first = recheck.first_waiting_card(tx, account_ids)
    releases = {account_id: at + rules.flood_within for account_id, at in first.items()}
    return {account_id: at for account_id, at in releases.items() if at > now}
