"""A unit's week on duty, and the gaps ahead, as one reader may see and change them."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from db import accounts, duty, on_calls, people
from db.people import Team
from db.rows import Notice, Person, Unit
from db.words import NoticeKind
from handlers.duty_content import (
    DutyDayLine,
    DutyGapsContent,
    DutyWeekContent,
    OnCallEndedContent,
    OnCallLine,
    OpenSwap,
    SwapContent,
    UncoveredAccount,
)
from handlers.showing.past_days import past_days
from handlers.weeks import iso_week
from scheduler.duty import is_away
from scheduler.duty_days import DutyDay, duty_days, week_days
from scheduler.duty_notices import AWAY
from scheduler.named_days import named_day
from scheduler.rulebook import RuleBook

GAPS_AHEAD = timedelta(weeks=26)
"""As far as anybody plans holidays."""


def duty_week(
    tx: Connection, book: RuleBook, unit: Unit, monday: date, *, reader: Person | None, now: datetime
) -> DutyWeekContent:
    """Who is on duty in this unit, day by day; on a day that has passed, who was."""
    calendar = book.calendar(unit.slug)
    today = calendar.local_day(now)
    watched = accounts.accounts(tx, unit.id)
    team = people.unit_team(tx, unit.id)
    days = duty_days(week_days(monday), accounts=watched, team=team, calendar=calendar)
    sunday = monday + timedelta(days=6)
    past = past_days(tx, unit, monday, sunday, today=today, calendar=calendar) if monday < today else {}
    return DutyWeekContent(
        unit_id=unit.id,
        unit=unit.name,
        week=iso_week(monday),
        days=tuple(_line(past.get(day.day, day), team, reader, today) for day in days),
        editors=len(team.editors),
        watched=len(watched),
        swaps=open_swaps(tx, unit, team, reader=reader, since=max(monday, today)),
        on_call=_on_call(tx, unit, monday),
    )


def duty_gaps(
    tx: Connection, book: RuleBook, unit: Unit, *, reader: Person | None, now: datetime
) -> DutyGapsContent:
    """The days of the coming half year on which somebody is missing, klämdagar and summer by name."""
    calendar = book.calendar(unit.slug)
    today = calendar.local_day(now)
    until = today + GAPS_AHEAD
    team = people.unit_team(tx, unit.id)
    ahead = (today + timedelta(days=number) for number in range(GAPS_AHEAD.days + 1))
    days = duty_days(ahead, accounts=accounts.accounts(tx, unit.id), team=team, calendar=calendar)
    return DutyGapsContent(
        unit=unit.name,
        until=until,
        days=tuple(_line(day, team, reader, today) for day in days if day.gap),
        editors=len(team.editors),
    )


def open_swaps(
    tx: Connection, unit: Unit, team: Team, *, reader: Person | None, since: date
) -> tuple[OpenSwap, ...]:
    """The unit's questions that nobody has answered yet, about days from `since` on."""
    found = duty.open_swaps(tx, [unit.id], since)
    names = people.named(
        tx, {one for swap in found for one in (swap.asked_by, swap.to_id, swap.from_id) if one is not None}
    )
    me = reader.id if reader is not None else None
    editor = any(one.id == me for one in team.editors)

    def name(person_id: int | None) -> str | None:
        return names[person_id].first_name if person_id in names else None

    return tuple(
        OpenSwap(
            id=swap.id,
            day=swap.day,
            asked_by=name(swap.asked_by) or "",
            to=name(swap.to_id),
            whose=name(swap.from_id),
            back_day=swap.back_day,
            for_me=swap.to_id == me or (swap.to_id is None and editor and me != swap.from_id),
            mine=swap.asked_by == me,
        )
        for swap in found
    )


def swap(tx: Connection, book: RuleBook, notice: Notice) -> SwapContent:
    """The message that asks, or that tells what came of it, as things stand now."""
    found = duty.swap(tx, int(notice.detail or 0))
    unit = accounts.unit(tx, notice.unit_id or 0)
    if found is None or unit is None:
        raise LookupError(f"notice {notice.id} names no question")
    several = (found.asked_by, found.to_id, found.from_id, found.decided_by)
    names = people.named(tx, {one for one in several if one is not None})

    def name(person_id: int | None) -> str | None:
        return names[person_id].first_name if person_id in names else None

    return SwapContent(
        unit=unit.name,
        unit_id=unit.id,
        swap=OpenSwap(
            id=found.id,
            day=found.day,
            asked_by=name(found.asked_by) or "",
            to=name(found.to_id),
            whose=name(found.from_id),
            back_day=found.back_day,
            for_me=notice.kind is NoticeKind.SWAP,
            mine=notice.kind is NoticeKind.SWAPPED,
        ),
        state=found.state,
        named=named_day(found.day, book.calendar(unit.slug)),
        decided_by=name(found.decided_by),
        private=not notice.recipient.startswith("unit:"),
        to_asker=notice.kind is NoticeKind.SWAPPED,
    )


def on_call_ended(tx: Connection, notice: Notice) -> OnCallEndedContent:
    """Who was on call has left the unit, or is away."""
    unit = accounts.unit(tx, notice.unit_id or 0)
    if unit is None or notice.day is None or notice.person_id is None:
        raise LookupError(f"notice {notice.id} names no on-call")
    name = people.named(tx, [notice.person_id])[notice.person_id].first_name
    first, _, why = (notice.detail or notice.day.isoformat()).partition(" ")
    line = OnCallLine(person=name, first_day=date.fromisoformat(first), last_day=notice.day)
    return OnCallEndedContent(unit=unit.name, line=line, away=why == AWAY)


def _on_call(tx: Connection, unit: Unit, monday: date) -> tuple[OnCallLine, ...]:
    """Who is on call some day of the week."""
    sunday = monday + timedelta(days=6)
    found = [row for row in on_calls.since(tx, [unit.id], monday) if row.first_day <= sunday]
    names = people.named(tx, {row.person_id for row in found})
    return tuple(
        OnCallLine(person=names[row.person_id].first_name, first_day=row.first_day, last_day=row.last_day)
        for row in found
    )


def _line(day: DutyDay, team: Team, reader: Person | None, today: date) -> DutyDayLine:
    ours = reader is not None and any(one.id == reader.id for one in team.editors)
    return DutyDayLine(
        named=day.named,
        people=_first_names(day.people),
        uncovered=tuple(
            UncoveredAccount(
                account=each.account.name, deputy=each.deputy.first_name if each.deputy else None
            )
            for each in day.uncovered
        ),
        mine=reader is not None and any(one.id == reader.id for one in day.people),
        past=day.day < today,
        takeable=ours and day.nobody and day.day >= today and not is_away(reader, team.away, day.day),  # type: ignore[arg-type]  # `ours` says that she is somebody
    )


def _first_names(found: Sequence[Person]) -> tuple[str, ...]:
    """First names; two of the same are told apart by their surnames."""
    first = [one.first_name for one in found]
    return tuple(
        (one.full_name or one.first_name) if first.count(one.first_name) > 1 else one.first_name
        for one in found
    )
