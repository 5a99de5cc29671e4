"""One look at the clock: load what is due, plan, store. Running it twice, or on two machines, adds nothing.

Every step is a transaction of its own, found by index and guarded by unique keys, so a crash between two
steps loses nothing: the next tick finds the same work again. The number of statements does not depend on how
much is stored, only (a page at a time) on how much is due.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts, marks, messages, outbox, people, planning, rounds
from db.people import Team
from db.rows import Account, Comment, Round, Unit
from db.store import Store
from db.words import Role, RoundState
from scheduler import notices, plan_rounds, plan_week
from scheduler.plan import CommentPlan, plan_comment
from scheduler.plan_rounds import RoundChange
from scheduler.recompute import recompute
from scheduler.rulebook import RuleBook

PAGE = 200
LAST_TICK = "last_tick"
ROUNDS = "rounds:"
DUTY = "duty:"
WEEK = "week"
DOWN_AFTER = timedelta(minutes=15)
"""A longer silence of the clock is told to the operator."""
AFTER_FAULT = timedelta(minutes=5)
"""How long a comment waits that could not be planned."""


@dataclass(frozen=True, kw_only=True)
class Newsrooms:
    """All units with their accounts and teams, as they are in this transaction."""

    units: Mapping[int, Unit]
    accounts: Mapping[int, Sequence[Account]]
    teams: Mapping[int, Team]

    @classmethod
    def load(cls, tx: Connection) -> "Newsrooms":
        """Everything that plans are made from, in a handful of statements."""
        units = {unit.id: unit for unit in accounts.units(tx)}
        return cls(
            units=units,
            accounts=plan_rounds.by_unit(accounts.accounts(tx)),
            teams=people.teams(tx, sorted(units)),
        )

    def of(self, unit_id: int) -> Sequence[Account]:
        """The unit's active accounts."""
        return self.accounts.get(unit_id, ())


def tick(store: Store, book: RuleBook, now: datetime, *, down_after: timedelta = DOWN_AFTER) -> None:
    """Plan everything that is due at `now`. On a simulated clock, which leaps, give a longer `down_after`.

    Raises ExceptionGroup after everything else is planned, when some comments could not be.
    """
    with store.write() as tx:
        _note_tick(tx, book, now, down_after)
        recompute(tx, book, now)
    with store.write() as tx:
        _fix_rounds(tx, book, now)
    with store.write() as tx:
        _judge_rounds(tx, book, now)
    faults: list[Exception] = []
    while True:
        with store.write() as tx:
            if _look_at_comments(tx, book, now, faults) < PAGE:
                break
    with store.write() as tx:
        _look_at_duty(tx, book, now)
    with store.write() as tx:
        _sum_up_week(tx, book, now)
    if faults:
        raise ExceptionGroup("comments that could not be planned", faults)


def _note_tick(tx: Connection, book: RuleBook, now: datetime, down_after: timedelta) -> None:
    """Remember that the clock runs; a long silence before is told to the operator."""
    last = marks.read(tx, [LAST_TICK]).get(LAST_TICK)
    marks.note(tx, LAST_TICK, now)
    if last is not None and now - last.at > down_after:
        day = book.organisation_calendar.local_day(now)
        about = f"{last.at.isoformat(timespec='minutes')}/{now.isoformat(timespec='minutes')}"
        outbox.add(tx, [notices.operator("was_down", about=about, day=day, now=now)], now)


def _fix_rounds(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Fix the day's rounds at its first tick; days that nobody ticked have theirs as missed.

    A unit's very first day has only the rounds that are still to come.
    """
    units = accounts.units(tx)
    days = {unit.id: book.calendar(unit.slug).local_day(now) for unit in units}
    fixed = {mark.name: mark for mark in marks.beginning(tx, ROUNDS)}
    new = [
        unit
        for unit in units
        if (mark := fixed.get(f"{ROUNDS}{unit.id}")) is None or (mark.value or "") < days[unit.id].isoformat()
    ]
    if not new:
        return
    watched = plan_rounds.by_unit(accounts.accounts(tx))
    planned: list[dict[str, object]] = []
    for unit in new:
        if not watched.get(unit.id):
            continue
        today = days[unit.id]
        mark = fixed.get(f"{ROUNDS}{unit.id}")
        last = date.fromisoformat(mark.value) if mark is not None and mark.value else None
        for day in [*plan_rounds.days_between(last, today), today]:
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
    rounds.add(tx, planned)


def _judge_rounds(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Call the rounds whose time has come, and judge those that are over."""
    due = [row for row in rounds.begun(tx, now) if row.state is RoundState.PLANNED or row.ends_at <= now]
    if not due:
        return
    rooms = Newsrooms.load(tx)
    due = [row for row in due if row.unit_id in rooms.units]
    ids = {account.id for row in due for account in rooms.of(row.unit_id)}
    since = min((row.at for row in due), default=now) - timedelta(hours=12)
    handled = rounds.handled_between(tx, ids, since, now)
    same_days = rounds.of_days(tx, {row.unit_id for row in due}, {row.day for row in due})
    confirmed: dict[int, set[int]] = {}
    for look in rounds.confirmed(tx, [row.id for row in same_days]):
        confirmed.setdefault(look.round_id, set()).add(look.account_id)
    changes: list[RoundChange] = []
    told: list[outbox.NewNotice] = []
    for row in due:
        unit = rooms.units[row.unit_id]
        the_day = [other for other in same_days if (other.unit_id, other.day) == (row.unit_id, row.day)]
        change = _judge(row, unit, rooms, confirmed.get(row.id, set()), handled, book=book, now=now)
        changes.append(change)
        told += change.notices
        if row.number == max(other.number for other in the_day) and row.ends_at <= now:
            calendar = book.calendar(unit.slug)
            looked_at = {account_id for other in the_day for account_id in confirmed.get(other.id, set())}
            looked_at |= {account_id for account_id, _, at in handled if calendar.local_day(at) == row.day}
            told += plan_rounds.unwatched(
                unit,
                row.day,
                rounds=the_day,
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


def _judge(
    row: Round,
    unit: Unit,
    rooms: Newsrooms,
    confirmed: set[int],
    handled: Iterable[plan_rounds.Handled],
    *,
    book: RuleBook,
    now: datetime,
) -> RoundChange:
    rules = book.rules(unit.slug).rounds
    watched = [account.id for account in rooms.of(unit.id)]
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


def _look_at_comments(tx: Connection, book: RuleBook, now: datetime, faults: list[Exception]) -> int:
    """Plan the rungs of a page of comments whose time to be looked at has come; how many.

    One that cannot be planned holds up no other: it is looked at again soon, and its fault is handed back.
    """
    due = planning.to_attend(tx, now, PAGE)
    if not due:
        return 0
    units = accounts.units_named(tx, {comment.unit_id for comment in due})
    teams = people.teams(tx, sorted(units))
    claimers = people.named(tx, {row.claimed_by for row in due if row.claimed_by is not None})
    replies = planning.holding_replies(tx, due)
    looked: list[planning.Looked] = []
    told: list[outbox.NewNotice] = []

    def plan_one(comment: Comment) -> CommentPlan:
        slug = units[comment.unit_id].slug
        return plan_comment(
            comment,
            rules=book.rules(slug),
            calendar=book.calendar(slug),
            team=teams[comment.unit_id],
            claimer=claimers.get(comment.claimed_by or 0),
            version=book.version,
            now=now,
            holding_replies=replies.get(comment.id, 0),
        )

    for comment in due:
        try:
            plan = plan_one(comment)
        except Exception as fault:
            faults.append(fault)
            looked.append(
                planning.Looked(comment_id=comment.id, rung=comment.rung, attend_at=now + AFTER_FAULT)
            )
            continue
        looked.append(planning.Looked(comment_id=comment.id, rung=plan.rung, attend_at=plan.attend_at))
        told += plan.notices
    planning.looked(tx, looked)
    outbox.add(tx, told, now)
    return len(due)


def _look_at_duty(tx: Connection, book: RuleBook, now: datetime) -> None:
    """Look for gaps in duty at the working day's first tick, and again when somebody's absence changes."""
    units = accounts.units(tx)
    absences = people.absences(tx)
    known = {mark.name: mark.value for mark in marks.beginning(tx, DUTY)}
    fresh = {
        unit.id: f"{book.calendar(unit.slug).local_day(now).isoformat()} {absences}"
        for unit in units
        if book.calendar(unit.slug).is_working(now)
    }
    due = [unit for unit in units if unit.id in fresh and known.get(f"{DUTY}{unit.id}") != fresh[unit.id]]
    if not due:
        return
    rooms = Newsrooms.load(tx)
    for unit in due:
        outbox.add(
            tx,
            plan_week.duty_gaps(
                unit,
                accounts=rooms.of(unit.id),
                team=rooms.teams[unit.id],
                calendar=book.calendar(unit.slug),
                version=book.version,
                now=now,
            ),
            now,
        )
        marks.note(tx, f"{DUTY}{unit.id}", now, fresh[unit.id])


def _sum_up_week(tx: Connection, book: RuleBook, now: datetime) -> None:
    """On the week's first working day at opening + 4 h: Veckan i korthet, once a supervisor."""
    calendar = book.organisation_calendar
    mark = marks.read(tx, [WEEK]).get(WEEK)
    found = plan_week.weeks_to_tell(
        mark.value if mark is not None else None,
        calendar=calendar,
        answer=book.organisation.answer,
        now=now,
    )
    if found is None:
        return
    weeks, at = found
    supervisors = {row.person_id for row in people.memberships(tx) if row.role is Role.SUPERVISOR}
    hearing = [person for person in people.everybody(tx) if person.id in supervisors]
    if mark is None and not planning.anything_in(tx, [unit.id for unit in accounts.units(tx)], weeks):
        hearing = []  # the bot has just been set up: there is no week to sum up yet
    outbox.add(
        tx,
        plan_week.week_notices(weeks, hearing, at=at, calendar=calendar, version=book.version, now=now),
        now,
    )
    marks.note(tx, WEEK, now, weeks[-1])
