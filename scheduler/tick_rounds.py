"""The tick's part about watch rounds: fixed at the day's first tick, called, judged, stored."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts, crises, marks, messages, outbox, rounds
from db.rows import Crisis, Round, Unit
from db.words import RoundState
from scheduler import plan_rounds
from scheduler.glance import HOURS, ROUNDS, Glance
from scheduler.newsrooms import Newsrooms
from scheduler.plan_rounds import RoundChange
from scheduler.refit_rounds import hours_word
from scheduler.rulebook import RuleBook
from scheduler.tick_crises import fix_days, unlooked_twice


def unfixed(book: RuleBook, there: Glance, now: datetime) -> list[Unit]:
    """The units for which a day has begun whose rounds are not fixed."""
    return [
        unit
        for unit in there.units
        if (there.value(f"{ROUNDS}{unit.id}") or "") < book.calendar(unit.slug).local_day(now).isoformat()
    ]


def fix_rounds(tx: Connection, book: RuleBook, there: Glance, now: datetime) -> None:
    """Fix the day's rounds at its first tick; days that nobody ticked have theirs as missed.

    A unit's very first day has only the rounds that are still to come.
    """
    watched = plan_rounds.by_unit(accounts.accounts(tx))
    running = crises.running(tx)
    planned: list[dict[str, object]] = []
    for unit in unfixed(book, there, now):
        if not watched.get(unit.id):
            continue
        today = book.calendar(unit.slug).local_day(now)
        fixed = there.value(f"{ROUNDS}{unit.id}")
        last = date.fromisoformat(fixed) if fixed else None
        days = [*plan_rounds.days_between(last, today), today]
        if unit.id in running:
            fix_days(tx, book, unit, running[unit.id], days)
        for day in days:
            planned += plan_rounds.day_of_rounds(
                unit,
                day,
                calendar=book.calendar(unit.slug),
                rules=book.rules(unit.slug).rounds,
                version=book.version,
                missed=day < today,
                since=now if last is None else None,
            )
        marks.note(tx, f"{ROUNDS}{unit.id}", now, today.isoformat())
        marks.note(tx, f"{HOURS}{unit.id}", now, hours_word(today, book.calendar(unit.slug)))
    rounds.add(tx, planned)


def judge_rounds(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Call the rounds whose time has come, and judge those that are over."""
    due = [row for row in rounds.begun(tx, now) if row.state is RoundState.PLANNED or row.ends_at <= now]
    if not due:
        return
    rooms = Newsrooms.load(tx)
    _let_go(tx, [row for row in due if row.unit_id not in rooms.units])
    due = [row for row in due if row.unit_id in rooms.units]
    ids = {account.id for row in due for account in rooms.of(row.unit_id)}
    since = min((row.at for row in due), default=now) - timedelta(hours=12)
    handled = rounds.handled_between(tx, ids, since, now)
    same_days = rounds.of_days(tx, {row.unit_id for row in due}, {row.day for row in due})
    confirmed: dict[int, set[int]] = {}
    for look in rounds.confirmed(tx, [row.id for row in same_days]):
        confirmed.setdefault(look.round_id, set()).add(look.account_id)
    because = crises.named(tx, {row.crisis_id for row in due if row.crisis_id is not None})
    changes: list[RoundChange] = []
    told: list[outbox.NewNotice] = []
    for row in due:
        unit = rooms.units[row.unit_id]
        the_day = [other for other in same_days if (other.unit_id, other.day) == (row.unit_id, row.day)]
        change = _judge(
            row, unit, rooms, confirmed.get(row.id, set()), handled,
            crisis=because.get(row.crisis_id or 0), book=book, now=now,
        )  # fmt: skip
        if row.crisis_id is not None:
            change = unlooked_twice(tx, book, change, unit, rooms.teams[unit.id])
        changes.append(change)
        told += change.notices
        own = [other for other in the_day if other.crisis_id is None]
        calendar = book.calendar(unit.slug)
        if own and row == own[-1] and row.ends_at <= now and calendar.is_working_day(row.day):
            looked_at = {account_id for other in the_day for account_id in confirmed.get(other.id, set())}
            looked_at |= {account_id for account_id, _, at in handled if calendar.local_day(at) == row.day}
            told += plan_rounds.unwatched(
                unit,
                row.day,
                rounds=own,
                accounts=rooms.of(row.unit_id),
                looked_at=looked_at,
                team=rooms.teams[row.unit_id],
                calendar=calendar,
                version=book.version,
                now=now,
            )
    for of, to in sorted({(change.round.state, change.state) for change in changes}):
        rounds.change(
            tx,
            [row.round.id for row in changes if (row.round.state, row.state) == (of, to)],
            to=to,
            of=of,
        )
    rounds.confirm(tx, [look for change in changes for look in change.looks])
    messages.touch_rounds(tx, [change.round.id for change in changes])
    outbox.add(tx, told, now)


def _let_go(tx: Connection, left: Sequence[Round]) -> None:
    """The rounds of a unit that is no more are over, and nobody is told: they must not wait for ever."""
    for state in {row.state for row in left}:
        rounds.change(tx, [row.id for row in left if row.state is state], to=RoundState.MISSED, of=state)
    messages.touch_rounds(tx, [row.id for row in left])


def _judge(
    row: Round,
    unit: Unit,
    rooms: Newsrooms,
    confirmed: set[int],
    handled: Iterable[plan_rounds.Handled],
    *,
    crisis: Crisis | None,
    book: RuleBook,
    now: datetime,
) -> RoundChange:
    rules = book.rules(unit.slug).rounds
    watched = [
        account.id
        for account in rooms.of(unit.id)
        if row.crisis_id is None or (crisis is not None and account.id in crisis.account_ids)
    ]
    if row.state is RoundState.PLANNED:
        return plan_rounds.begin(row, unit=unit, accounts=watched, handled=handled, rules=rules, now=now)
    return plan_rounds.end(
        row,
        unit=unit,
        accounts=watched,
        confirmed=confirmed,
        handled=handled,
        team=rooms.teams[unit.id],
        calendar=book.calendar(unit.slug),
        rules=rules,
        now=now,
    )
