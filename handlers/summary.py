"""A unit's week: the comments received in it, how they were handled, the rounds, the signatures."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from math import ceil
from typing import Any

from sqlalchemy import Connection

from db import accounts, summaries
from db.rows import Account, Round, Unit
from db.summaries import IN_TIME, LATE, LATE_SEEN, WAITING, Count, Scope
from db.words import CLOSING_STATES, CommentState, Ground, RoundState
from handlers.crisis_week import WeekCrisis, week_crises
from handlers.seeing import seen
from handlers.weeks import before, monday, sunday
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True)
class AccountRounds:
    """One account's rounds in a week."""

    account: str
    done: int
    planned: int


@dataclass(frozen=True, kw_only=True)
class UnitWeek:
    """One unit's week. The counts are named as in the JSON of `svarsvakt summary`.

    Every comment received in the week is in exactly one of `in_time`, `late`, `waiting` and `late_seen`:
    `late` was handled after its answer time or still waits past it, `waiting` is not yet due, `late_seen` was
    first seen past its answer time. Times are working minutes from what the answer time counts from.
    """

    unit: str
    slug: str
    week: str
    received: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    late_seen: int = 0
    answered: int = 0
    no_reply_needed: int = 0
    referred: int = 0
    hidden: int = 0
    removed: int = 0
    hidden_by_ground: Mapping[Ground, int] = field(default_factory=dict)
    removed_by_ground: Mapping[Ground, int] = field(default_factory=dict)
    median_working_minutes: float | None = None
    p90_working_minutes: float | None = None
    rounds_done: int = 0
    rounds_planned: int = 0
    rounds_by_account: tuple[AccountRounds, ...] = ()
    unsigned: int = 0
    unseen: tuple[str, ...] = ()  # accounts that the bot cannot see into
    crises: tuple[WeekCrisis, ...] = ()
    previous: "UnitWeek | None" = None  # the week before; it has no `previous` of its own


def week(
    tx: Connection,
    book: RuleBook,
    unit: Unit,
    iso_week: str,
    now: datetime,
    *,
    only: Collection[int] | None = None,
) -> UnitWeek:
    """The unit's week beside the week before, in seven statements; `only`: these accounts of it."""
    weeks = (iso_week, before(iso_week))
    scope = Scope(unit_id=unit.id, weeks=weeks, account_ids=only)
    counts = summaries.counts(tx, scope, now)
    minutes = summaries.minutes(tx, scope)
    zone = book.calendar(unit.slug)
    lacking = [
        of
        for of, at, mended in summaries.unsigned(tx, scope)
        if mended is None or zone.local_day(mended) != zone.local_day(at)
    ]
    first, last = monday(weeks[1]), sunday(weeks[0])
    held = summaries.judged_rounds(tx, unit.id, first, last, now)
    looks = summaries.confirmed(tx, unit.id, first, last)
    watched = [one for one in accounts.accounts(tx, unit.id) if only is None or one.id in only]
    visible = seen(tx, watched, {unit.id: book.rules(unit.slug).rounds}, now)

    def one(which: str) -> UnitWeek:
        took = [(minute, count) for of, minute, count in minutes if of == which]
        days = (monday(which), sunday(which))
        in_week = [row for row in held if days[0] <= row.day <= days[1] and row.crisis_id is None]
        return UnitWeek(
            unit=unit.name,
            slug=unit.slug,
            week=which,
            unsigned=lacking.count(which),
            median_working_minutes=median(took),
            p90_working_minutes=percentile(took, 0.9),
            **_counted([row for row in counts if row.week == which]),
            **_rounds(in_week, looks, watched, whole_unit=only is None),
        )

    blind = tuple(account.name for account in watched if account.id not in visible)
    extra = week_crises(tx, unit, weeks[0], held=held, calendar=zone, now=now) if only is None else ()
    return replace(one(weeks[0]), unseen=blind, crises=extra, previous=one(weeks[1]))


def median(took: Sequence[tuple[int, int]]) -> float | None:
    """The middle of (minutes, how many) pairs in order; between two middles, their mean."""
    total = sum(count for _, count in took)
    if total == 0:
        return None
    low, high = _ranked(took, (total + 1) // 2), _ranked(took, total // 2 + 1)
    return low if low == high else (low + high) / 2


def percentile(took: Sequence[tuple[int, int]], share: float) -> float | None:
    """The least time within which at least this share was done: "nio av tio inom ..."."""
    total = sum(count for _, count in took)
    return _ranked(took, ceil(share * total)) if total else None


def _ranked(took: Sequence[tuple[int, int]], rank: int) -> int:
    passed = 0
    for minute, count in took:
        passed += count
        if passed >= rank:
            return minute
    return took[-1][0]


def _counted(rows: Sequence[Count]) -> dict[str, Any]:
    def total(**wanted: object) -> int:
        return sum(
            row.count for row in rows if all(getattr(row, name) == is_ for name, is_ in wanted.items())
        )

    def by_ground(state: CommentState) -> dict[Ground, int]:
        found = {ground: total(state=state, ground=ground) for ground in Ground}
        return {ground: count for ground, count in found.items() if count}

    return {
        "received": total(),
        "in_time": total(how=IN_TIME),
        "late": total(how=LATE),
        "waiting": total(how=WAITING),
        "late_seen": total(how=LATE_SEEN),
        **{state.value: total(state=state) for state in CLOSING_STATES},
        "hidden_by_ground": by_ground(CommentState.HIDDEN),
        "removed_by_ground": by_ground(CommentState.REMOVED),
    }


def _rounds(
    held: Sequence[Round], looks: set[tuple[int, int]], watched: Sequence[Account], *, whole_unit: bool
) -> dict[str, Any]:
    """Rounds done of planned, as a whole and per account; an account counts from when it is watched."""

    def done(of: Round) -> bool:
        if whole_unit:
            return of.state is RoundState.DONE
        return all((of.id, account.id) in looks for account in watched if account.watch_from <= of.at)

    by_account = []
    for account in watched:
        asked = [row for row in held if account.watch_from <= row.at]
        looked = sum((row.id, account.id) in looks for row in asked)
        by_account.append(AccountRounds(account=account.name, done=looked, planned=len(asked)))
    return {
        "rounds_done": sum(done(row) for row in held),
        "rounds_planned": len(held),
        "rounds_by_account": tuple(by_account),
    }
