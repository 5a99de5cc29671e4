"""Who is told when an account cannot be seen into any more, soon will not be, or is unusually quiet."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Connection

from db import accounts, marks, outbox, payloads, people, sources
from db.outbox import NewNotice
from db.rows import Account, SourceState
from db.store import Store
from handlers.sources.places import Places
from scheduler import source_notices, unit_notices
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

DAYS_AHEAD = (14, 7, 1)
FAILING_AFTER = 6
"""Failures in a row, about an hour of them, until whoever runs the bot hears."""
LOOKED_AHEAD = "sources_looked_ahead"
LOOK_EVERY = timedelta(hours=6)
DELIVERED_AGAIN = timedelta(days=14)
"""Longer than any platform goes on trying to deliver."""
HABIT = timedelta(days=56)
FEWEST = 10
"""Comments in that time, below which an account has no habit to be unlike."""
TIMES_AS_LONG = 2
SHORTEST_SILENCE = timedelta(days=2)


def paused_notices(
    tx: Connection, book: RuleBook, account: Account, code: str, now: datetime
) -> Sequence[NewNotice]:
    """Its credentials are not taken: its channel hears how to mend it, and so does who runs the bot."""
    calendar = _calendar(tx, book, account)
    told = source_notices.paused(account, code=code, since=now, send_at=calendar.next_moment(now))
    return [told, _operator("source_paused", account, code, calendar, now)]


def failing_notices(
    tx: Connection, book: RuleBook, account: Account, failures: int, now: datetime
) -> Sequence[NewNotice]:
    """It has failed for about an hour: told once, until it has worked again."""
    if failures != FAILING_AFTER:
        return []
    return [_operator("source_failing", account, "", _calendar(tx, book, account), now)]


def look_ahead(store: Store, book: RuleBook, places: Places, now: datetime) -> int:
    """Tell of credentials that end soon and of unusual silence, now and then; how many were looked at."""
    with store.read() as tx:
        last = marks.read(tx, [LOOKED_AHEAD]).get(LOOKED_AHEAD)
    if last is not None and now - last.at < LOOK_EVERY:
        return 0
    with store.write() as tx:
        watched = [one for one in accounts.accounts(tx) if places.of(one) is not None and not one.paused]
        states = sources.states(tx, [one.id for one in watched])
        for account in watched:
            state = states.get(account.id)
            if state is None or state.paused_at is not None:
                continue
            calendar = _calendar(tx, book, account)
            rows = [
                *_ending(tx, account, state, places, calendar, now),
                *_silent(tx, account, state, calendar, now),
            ]
            outbox.add(tx, rows, now)
        payloads.forget(tx, now - DELIVERED_AGAIN)
        marks.note(tx, LOOKED_AHEAD, now)
    return len(watched)


def is_unusual(written: Sequence[datetime], now: datetime) -> bool:
    """Whether it is silent for longer than twice its longest silence of the last weeks. Pure."""
    recent = sorted(at for at in written if at >= now - HABIT)
    if len(recent) < FEWEST:
        return False
    longest = max(later - earlier for earlier, later in pairwise(recent))
    return now - recent[-1] > max(TIMES_AS_LONG * longest, SHORTEST_SILENCE)


def _ending(  # noqa: PLR0917 - what it depends on
    tx: Connection,
    account: Account,
    state: SourceState,
    places: Places,
    calendar: WorkingCalendar,
    now: datetime,
) -> list[NewNotice]:
    ends_at = state.token_ends_at
    if ends_at is None or ends_at <= now:
        return []
    reached = [days for days in DAYS_AHEAD if ends_at - now <= timedelta(days=days)]
    if not reached:
        return []
    days = min(reached)
    owner = people.by_slug(tx, places.owners.get(account.slug, ""))
    if owner is None or not owner.active:
        day = calendar.local_day(ends_at)  # its key: told once for each number of days
        about = f"{account.slug} {day.isoformat()} {days}"
        row = unit_notices.operator(
            "source_token_ends", about=about, day=day, now=now, unit_id=account.unit_id
        )
        return [row]
    send_at = calendar.next_moment(now)
    return [
        source_notices.token_ends(account, ends_at=ends_at, days=days, person_id=owner.id, send_at=send_at)
    ]


def _silent(
    tx: Connection, account: Account, state: SourceState, calendar: WorkingCalendar, now: datetime
) -> list[NewNotice]:
    written = sources.written_since(tx, account.id, now - HABIT)
    if not is_unusual(written, now) or state.last_error is not None:
        return []
    # Once for each silence: named by when it began.
    began = max(written)
    about = f"{account.slug} {began.date().isoformat()}"
    day = calendar.local_day(began)
    return [unit_notices.operator("source_silent", about=about, day=day, now=now, unit_id=account.unit_id)]


def _operator(code: str, account: Account, about: str, calendar: WorkingCalendar, now: datetime) -> NewNotice:
    return unit_notices.operator(
        code,
        about=f"{account.slug} {about}".strip(),
        day=calendar.local_day(now),
        now=now,
        unit_id=account.unit_id,
    )


def _calendar(tx: Connection, book: RuleBook, account: Account) -> WorkingCalendar:
    unit = accounts.unit(tx, account.unit_id)
    return book.calendar(unit.slug if unit else "")
