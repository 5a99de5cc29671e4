"""The day's hours change while it runs: its rounds are withdrawn, moved, or come after all (M17)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import Connection

from db import accounts, crises, marks, messages, rounds
from db.rows import Round, Unit
from db.words import RoundState
from scheduler import plan_rounds
from scheduler.crisis import runs
from scheduler.glance import HOURS, Glance
from scheduler.rulebook import RuleBook
from scheduler.tick_crises import fix_looks
from scheduler.watch import day_rounds
from scheduler.working_calendar import WorkingCalendar


def hours_word(day: date, calendar: WorkingCalendar) -> str:
    """The day and its working time, in a word that changes when they do."""
    times = (f"{start.isoformat()}/{end.isoformat()}" for start, end in calendar.intervals(day))
    return " ".join((day.isoformat(), *times))


def refit_rounds(tx: Connection, book: RuleBook, there: Glance, now: datetime) -> int:
    """Fit the rounds of a day that has begun to its new hours; in how many units.

    Only where the hours are others: other round times hold from the next day, since a day's rounds are fixed.
    """
    fitted = 0
    watched = plan_rounds.by_unit(accounts.accounts(tx))
    for unit in there.units:
        calendar = book.calendar(unit.slug)
        today = calendar.local_day(now)
        before, after = there.value(f"{HOURS}{unit.id}") or "", hours_word(today, calendar)
        if before == after or not before.startswith(today.isoformat()) or unit.id not in watched:
            continue
        marks.note(tx, f"{HOURS}{unit.id}", now, after)
        _refit(tx, book, unit, today, now)
        fitted += 1
    return fitted


def _refit(tx: Connection, book: RuleBook, unit: Unit, today: date, now: datetime) -> None:
    calendar = book.calendar(unit.slug)
    stored = rounds.of_days(tx, [unit.id], [today])
    own = [row for row in stored if row.crisis_id is None]
    fit = {planned.at for planned in day_rounds(today, calendar, book.rules(unit.slug).rounds)}
    kept = [row for row in own if row.state is not RoundState.PLANNED or (row.at <= now and row.at in fit)]
    rounds.drop(tx, [row.id for row in own if row not in kept])
    first = max((row.number for row in kept), default=0) + 1
    coming = plan_rounds.day_of_rounds(
        unit,
        today,
        calendar=calendar,
        rules=book.rules(unit.slug).rounds,
        version=book.version,
        since=now,
    )
    there = {row.at for row in kept}
    coming = [row for row in coming if row["at"] not in there]
    coming = [{**row, "number": number} for number, row in enumerate(coming, start=first)]
    rounds.add(tx, coming)
    _end_kept(tx, kept, coming, calendar=calendar, today=today, now=now)
    crisis = crises.running(tx, [unit.id]).get(unit.id)
    if crisis is not None and runs(crisis, now):
        crises.drop_planned(tx, crisis, now)
        called = [row.at for row in stored if row.at <= now]
        fix_looks(tx, book, unit, crisis, today, since=now, last=max(called, default=None))


def _end_kept(
    tx: Connection,
    kept: Sequence[Round],
    coming: Sequence[dict[str, object]],
    *,
    calendar: WorkingCalendar,
    today: date,
    now: datetime,
) -> None:
    """A round that people were called to is over at the next one, at the new close, or now if that was."""
    if not kept or kept[-1].state is not RoundState.CALLED:
        return
    close = calendar.close(today) if calendar.is_working_day(today) else now
    ends_at = coming[0]["at"] if coming else max(close, now)
    assert isinstance(ends_at, datetime)
    if ends_at != kept[-1].ends_at:
        rounds.end_at(tx, kept[-1].id, ends_at)
        messages.touch_rounds(tx, [kept[-1].id])
