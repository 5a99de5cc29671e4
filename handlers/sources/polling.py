"""Asks the sources whose time has come; how far each was read is stored with what it gave."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zlib import crc32

from sqlalchemy import Connection

from db import outbox, sources
from db.store import Store
from handlers.sources.applying import Applied, apply
from handlers.sources.base import Ask, AuthFailed, FetchFailed, NotSet, Page, RateLimited
from handlers.sources.places import Places
from handlers.sources.rechecking import recheck
from handlers.sources.trouble import failing_notices, paused_notices
from handlers.sources.turn import Turn
from scheduler.clock import Clock
from scheduler.rulebook import RuleBook

TAKEN_FOR = timedelta(minutes=3)
"""How long a poll may take before another process may try."""
LONGEST_WAIT = timedelta(hours=1)
MOST_PAGES = 20
"""Of one account in one go; then the others have their turn."""
MOST_GOES = 100
"""So many times twenty accounts in one go: more than anybody has."""
AUTH_TRIES = 2
"""So many failed authentications in a row pause an account."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Polled:
    """What came of asking for one account, for the log: no text, no names."""

    account_id: int
    new: int = 0
    changed: int = 0
    error: str | None = None
    paused: bool = False
    fault: Exception | None = None
    """A fault of the source itself."""


Many = Callable[[Callable[[Turn], Polled], Iterable[Turn]], Iterable[Polled]]
"""Does it for each; beside one another, or one after the other."""


def poll_due(
    store: Store,
    book: RuleBook,
    places: Places,
    ask: Ask,
    now: datetime,
    *,
    told: Callable[[Polled], None] = lambda _: None,
    many: Many = map,
) -> int:
    """Ask for the first twenty whose time has come; how many had something to tell.

    One that fails is tried again, later; no transaction is open while a platform is asked.
    """
    with store.write() as tx:
        due = sources.take_due(tx, places.known(), now=now, until=now + TAKEN_FOR)
    told_of = 0
    turns = [
        Turn(store=store, book=book, ask=ask, due=one, watched=watched, now=now)
        for one in due
        if (watched := places.of(one.account)) is not None and watched.source.polls
    ]
    for polled in many(poll_one, turns):
        told(polled)
        told_of += bool(polled.new or polled.changed or polled.paused)
    return told_of


def poll_all(
    store: Store,
    book: RuleBook,
    places: Places,
    ask: Ask,
    clock: Clock,
    *,
    told: Callable[[Polled], None] = lambda _: None,
    many: Many = map,
) -> int:
    """The same for however many there are, some at a time, each time by the clock anew.

    Until nothing is due, or somebody's turn comes again: one with very much to read holds up no other.
    """
    told_of, seen = 0, set[int]()
    for _ in range(MOST_GOES):
        these: list[Polled] = []
        told_of += poll_due(store, book, places, ask, clock(), told=these.append, many=many)
        for one in these:
            told(one)
        asked = {one.account_id for one in these}
        if not asked or asked & seen:
            break
        seen |= asked
    return told_of


def poll_one(turn: Turn) -> Polled:
    """Ask for one account; whatever happens, it is noted when to ask again."""
    try:
        _spare(turn)
        return _pages(turn)
    except RateLimited as failed:
        every, state = turn.watched.every, turn.due.state
        wait = failed.retry_after or backoff(every, 1, turn.account.id)
        return _later(turn, failed, max(wait, every), failures=state.failures)
    except (AuthFailed, NotSet) as failed:
        return _refused(turn, failed)
    except FetchFailed as failed:
        return _failed(turn, failed)
    except Exception as fault:  # somebody else's code, perhaps: one source must not hold up the others
        polled = _failed(turn, FetchFailed("source_fault"))
        return Polled(account_id=polled.account_id, error=polled.error, fault=fault)


def _spare(turn: Turn) -> None:
    """Raises RateLimited when the day's quota is used up: the accounts of a kind share it."""
    most = turn.watched.source.daily_quota
    if most is None:
        return
    with turn.store.read() as tx:
        used = sources.quota_of_kind(tx, turn.watched.source.kind, turn.now.date())
    if used >= most:
        midnight = datetime.combine(turn.now.date() + timedelta(days=1), time(), UTC)
        raise RateLimited("quota_used_up", retry_after=midnight - turn.now)


def _pages(turn: Turn) -> Polled:
    """Page by page, each stored with where the next begins: what is cut off goes on from there."""
    cursor, new, changed = turn.due.state.cursor, 0, 0
    for number in range(1, MOST_PAGES + 1):
        page = turn.watched.source.poll(turn.ask, turn.watched.place, cursor, turn.now)
        applied = _stored(turn, page, next_poll_at=_next(turn, page, last=number == MOST_PAGES))
        new, changed = new + applied.new, changed + applied.changed
        if not page.more:
            break
        cursor = page.cursor
    changed += recheck(turn)
    return Polled(account_id=turn.account.id, new=new, changed=changed)


def _next(turn: Turn, page: Page, *, last: bool) -> datetime:
    if page.more:
        return turn.now if last else turn.now + TAKEN_FOR
    every = turn.watched.every
    return turn.now + every + jitter(every, 0, turn.account.id)


def _stored(turn: Turn, page: Page, *, next_poll_at: datetime) -> Applied:
    account, state, now = turn.account, turn.due.state, turn.now
    with turn.store.write() as tx:
        applied = Applied()
        if page.changes:
            applied = apply(tx, turn.book, account, page.changes, now, how="poll")
        # What lay there before the first reading says nothing of how far behind the source is.
        lag = applied.lag if applied.lag is not None and state.last_ok_at is not None else timedelta(0)
        known: dict[str, Any] = {"token_ends_at": page.token_ends_at} if page.token_ends_at else {}
        if applied.newest is not None:
            known["last_written_at"] = max(filter(None, (applied.newest, state.last_written_at)))
        sources.store(
            tx,
            account.id,
            cursor=dict(page.cursor) if page.cursor is not None else None,
            next_poll_at=next_poll_at,
            last_ok_at=now,
            last_error=None,
            failures=0,
            auth_failures=0,
            lag_seconds=lag.total_seconds(),
            **_quota(tx, account.id, page.quota, now),
            **known,
        )
    return applied


def _quota(tx: Connection, account_id: int, cost: int, now: datetime) -> Mapping[str, Any]:
    """Read again: the pages before this one cost something too."""
    if not cost:
        return {}
    used = sources.quota_of(sources.states(tx, [account_id])[account_id], now)
    return {"quota_day": now.date(), "quota_used": used + cost}


def _refused(turn: Turn, failed: FetchFailed) -> Polled:
    """The credentials are not taken: once may be the platform's fault; twice, and somebody must mend it."""
    state, account = turn.due.state, turn.account
    count = state.auth_failures + 1
    if count < AUTH_TRIES and not isinstance(failed, NotSet):
        wait = max(failed.retry_after or timedelta(0), turn.watched.every)
        return _later(turn, failed, wait, failures=state.failures + 1, auth_failures=count)
    with turn.store.write() as tx:
        sources.store(
            tx,
            account.id,
            failures=state.failures + 1,
            auth_failures=count,
            last_error=failed.code[:200],
            paused_at=turn.now,
            paused_code=failed.code[:80],
            paused_for=turn.watched.fingerprint,
        )
        outbox.add(tx, paused_notices(tx, turn.book, account, failed.code, turn.now), turn.now)
    return Polled(account_id=account.id, error=failed.code, paused=True)


def _failed(turn: Turn, failed: FetchFailed) -> Polled:
    failures = turn.due.state.failures + 1
    wait = backoff(turn.watched.every, failures, turn.account.id)
    return _later(turn, failed, max(failed.retry_after or timedelta(0), wait), failures=failures)


def _later(turn: Turn, failed: FetchFailed, wait: timedelta, *, failures: int, **known: Any) -> Polled:
    account, now = turn.account, turn.now
    with turn.store.write() as tx:
        sources.store(
            tx,
            account.id,
            last_error=failed.code[:200],
            next_poll_at=now + wait,
            failures=failures,
            **known,
        )
        if failures > turn.due.state.failures:
            outbox.add(tx, failing_notices(tx, turn.book, account, failures, now), now)
    return Polled(account_id=account.id, error=failed.code)


def backoff(every: timedelta, failures: int, account_id: int) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time, at most an hour, spread out."""
    wait = min(every * (1 << min(failures, 10)), max(LONGEST_WAIT, every))
    return wait + jitter(wait, failures, account_id)


def jitter(wait: timedelta, failures: int, account_id: int) -> timedelta:
    """Up to a tenth more, different for each account and try, so that sources are not all asked at once."""
    return wait * (crc32(f"{account_id}:{failures}".encode()) % 1000) / 10_000
