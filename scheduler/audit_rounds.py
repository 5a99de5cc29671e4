"""The auditor's half about watch rounds: every working day's were called."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts, audits
from db.rows import Notice, Round, Unit
from db.words import NoticeState, RoundState
from scheduler.gaps import Gap, GapKind
from scheduler.round_notices import round_key
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds

LATE = timedelta(minutes=15)


def round_gaps(
    tx: Connection,
    book: RuleBook,
    books: Callable[[int | None], RuleBook],
    *,
    units: Mapping[int, Unit],
    now: datetime,
    since: datetime,
) -> Iterator[Gap]:
    """Rounds of working days that nobody was called to, judged by the settings before and after them.

    What only one of them has was moved or withdrawn when the hours changed.
    On a unit's first day only the rounds that were fixed count.
    """
    stored = audits.rounds_since(tx, units, since.date())
    days: dict[tuple[int, date], dict[int, Round]] = {}
    for row in stored:
        days.setdefault((row.unit_id, row.day), {})[row.number] = row
    keys = [round_key(units[row.unit_id].slug, row.day, row.number) for row in stored]
    calls = audits.with_keys(tx, keys)
    for unit in units.values():
        watched = accounts.accounts(tx, unit.id)
        begun = [row.day for row in stored if row.unit_id == unit.id]
        if not watched or not begun:
            continue
        version = book.version
        day = min(begun)
        while day <= book.calendar(unit.slug).local_day(now):
            rows = days.get((unit.id, day), {})
            version = next((row.settings_version for row in rows.values()), version)
            rules = books(version)
            planned = day_rounds(day, rules.calendar(unit.slug), rules.rules(unit.slug).rounds)
            later = (row.settings_version for row in stored if row.unit_id == unit.id and row.day > day)
            after = books(next(later, book.version))
            planned_after = day_rounds(day, after.calendar(unit.slug), after.rules(unit.slug).rounds)
            still = {one.at for one in planned_after}
            due = {one.number: one.at for one in planned if day > min(begun) and one.at in still} | {
                row.number: row.at for row in rows.values()
            }
            for number, at in sorted(due.items()):
                called = calls.get(round_key(unit.slug, day, number))
                if at + LATE < now and not _called(rows.get(number), called):
                    yield Gap(
                        kind=GapKind.NO_ROUND,
                        at=at,
                        unit_id=unit.id,
                        key=round_key(unit.slug, day, number),
                    )
            day += timedelta(days=1)


def _called(row: Round | None, call: Notice | None) -> bool:
    if row is None or row.state is RoundState.PLANNED or call is None:
        return False
    # Cancelled: it was done before it was called. Dead: its next in line has a row of its own.
    return call.state in {NoticeState.SENT, NoticeState.CANCELLED, NoticeState.DEAD}
