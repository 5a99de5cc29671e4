"""One look at the clock: load what is due, plan, store. Running it twice, or on two machines, adds nothing.

One glance finds what there is to do: nearly always nothing. Every step is then a transaction of its own,
found by index and guarded by unique keys, so a crash between two steps loses nothing: the next tick finds the
same work again. The number of statements does not depend on how much is stored, only (a page at a time) on
how much is due.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, crises, marks, outbox, people, planning, waits
from db.rows import Comment
from db.store import Store
from scheduler import unit_notices
from scheduler.crisis import covering, rules_in
from scheduler.glance import LAST_TICK, RULES_SET, Glance
from scheduler.plan import CommentPlan, plan_comment
from scheduler.recompute import counted_otherwise, recompute
from scheduler.refit_rounds import refit_rounds
from scheduler.rulebook import RuleBook
from scheduler.rules_in_force import renewed
from scheduler.tick_crises import note_ends
from scheduler.tick_days import look_at_duty, sum_up_weeks, unlooked, untold_weeks
from scheduler.tick_rounds import fix_rounds, judge_rounds, unfixed

PAGE = 200
DOWN_AFTER = timedelta(minutes=15)
"""A longer silence of the clock is told to the operator."""
CLOCKS_APART = timedelta(minutes=5)
"""By less than this may several machines' clocks differ; a tick from further ahead was a wrong clock's."""
FAR_AHEAD = timedelta(hours=6)
"""What came in from further ahead than this came by a clock that nothing was planned by."""
AFTER_FAULT = timedelta(minutes=5)
"""How long a comment waits that could not be planned."""


def tick(store: Store, book: RuleBook, now: datetime, *, down_after: timedelta = DOWN_AFTER) -> None:
    """Plan everything that is due at `now`. On a simulated clock, which leaps, give a longer `down_after`.

    Raises ExceptionGroup after everything else is planned, when some comments could not be.
    """
    live, book = book, book.present()
    with store.write() as tx:
        there = Glance.at_store(tx, now)
        new = renewed(tx, book, now) if there.value(RULES_SET) != book.revision else None
        if new is not None:
            book, there = new, Glance.at_store(tx, now)
        moved = _note_tick(tx, book, there, now, down_after)
        if counted_otherwise(book, there, again=live.just_changed):
            recompute(tx, book, there, now)
            refit_rounds(tx, book, there, now)
            moved = True
    live.settle(new)
    if there.crises_wait:
        with store.write() as tx:
            note_ends(tx, book, there.units, now)
    if new_day := bool(unfixed(book, there, now)):
        with store.write() as tx:
            fix_rounds(tx, book, there, now)
    if there.rounds_wait or new_day:
        with store.write() as tx:
            judge_rounds(tx, book, now)
    faults: list[Exception] = []
    page = PAGE if there.comments_wait or moved else 0
    while page == PAGE:
        with store.write() as tx:
            page = _look_at_comments(tx, book, now, faults)
    if unlooked(book, there, now):
        with store.write() as tx:
            look_at_duty(tx, book, there, now)
    if (untold := untold_weeks(book, there, now)) is not None:
        with store.write() as tx:
            sum_up_weeks(tx, book, there, untold, now)
    if faults:
        raise ExceptionGroup("comments that could not be planned", faults)


def _note_tick(tx: Connection, book: RuleBook, there: Glance, now: datetime, down_after: timedelta) -> bool:
    """Remember that the clock runs; a long silence before is told to the operator.

    A clock that was put back would leave everything waiting for the time that it showed before: it is brought
    forward. Whether it was.
    """
    last = there.marks.get(LAST_TICK)
    marks.note(tx, LAST_TICK, now)
    ticked, came = last.at if last is not None else now, there.newest or now
    far, back = came - now > FAR_AHEAD, ticked - now > CLOCKS_APART
    if far:  # no tick went by that clock: it was known to be wrong
        waits.bring_forward(tx, now, ahead=came - now)
        waits.came_now(tx, now)
    elif back:
        waits.bring_forward(tx, now, ahead=ticked - now)
    if last is not None and now - last.at > down_after:
        day = book.organisation_calendar.local_day(now)
        about = f"{last.at.isoformat(timespec='minutes')}/{now.isoformat(timespec='minutes')}"
        outbox.add(tx, [unit_notices.operator("was_down", about=about, day=day, now=now)], now)
    return far or back


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
    running = crises.running(tx, units)
    looked: list[planning.Looked] = []
    told: list[outbox.NewNotice] = []

    def plan_one(comment: Comment) -> CommentPlan:
        slug = units[comment.unit_id].slug
        crisis = covering(running, comment, now)
        return plan_comment(
            comment,
            rules=rules_in(book.rules(slug), crisis),
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
