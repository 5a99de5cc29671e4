"""Reads the sources whose time has come; how far each was read is stored with the comments it gave."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from zlib import crc32

from db import sources
from db.sources import DueSource
from db.store import Store
from handlers.receive import Incoming, receive
from handlers.sources import feed
from handlers.sources.asking import Fetch, Fetched, FetchFailed
from scheduler.rulebook import RuleBook

TAKEN_FOR = timedelta(minutes=3)
"""How long a poll may take before another process may try."""
LONGEST_WAIT = timedelta(hours=1)
READERS = {feed.KIND: feed.read_feed}


@dataclass(frozen=True, kw_only=True, slots=True)
class Polled:
    """What came of reading one account's source, for the log: no text, no names."""

    account_id: int
    new: int = 0
    error: str | None = None


def poll_due(
    store: Store,
    book: RuleBook,
    fetch: Fetch,
    now: datetime,
    *,
    every: timedelta,
    told: Callable[[Polled], None] = lambda _: None,
) -> int:
    """Read each source whose time has come; how many were read. A source that fails is tried again, later."""
    count = 0
    for kind in READERS:
        with store.write() as tx:
            due = sources.take_due(tx, kind, now=now, until=now + TAKEN_FOR)
        for source in due:
            told(_poll(store, book, fetch, source, kind=kind, now=now, every=every))
            count += 1
    return count


def _poll(
    store: Store,
    book: RuleBook,
    fetch: Fetch,
    source: DueSource,
    *,
    kind: str,
    now: datetime,
    every: timedelta,
) -> Polled:
    account, state = source.account, source.state
    try:
        fetched = fetch(account.source_url or "", etag=state.etag, last_modified=state.last_modified)
        found = () if fetched.unchanged else READERS[kind](fetched.body, account, now)
    except FetchFailed as failed:
        failures = state.failures + 1
        wait = max(failed.retry_after or timedelta(0), backoff(every, failures, account.id))
        with store.write() as tx:
            sources.store(
                tx, account.id, failures=failures, last_error=failed.code[:200], next_poll_at=now + wait
            )
        return Polled(account_id=account.id, error=failed.code)
    return _stored(store, book, source, fetched, found=tuple(found), now=now, every=every)


def _stored(
    store: Store,
    book: RuleBook,
    source: DueSource,
    fetched: Fetched,
    *,
    found: tuple[Incoming, ...],
    now: datetime,
    every: timedelta,
) -> Polled:
    account, state = source.account, source.state
    newest = datetime.fromisoformat(state.cursor["newest"]) if state.cursor else None
    reached = max((item.written_at for item in found), default=newest)
    if newest is not None and reached is not None:
        reached = max(reached, newest)
    with store.write() as tx:
        # All of it each time: a comment that waited for approval comes late and among older ones.
        received = receive(tx, book, found, now) if found else ()
        fresh = [item for item, one in zip(found, received, strict=True) if one.new]
        lag = min((now - item.written_at for item in fresh), default=timedelta(0))
        sources.store(
            tx,
            account.id,
            cursor={"newest": reached.isoformat()} if reached else None,
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            next_poll_at=now + every + jitter(every, 0, account.id),
            last_ok_at=now,
            last_error=None,
            failures=0,
            # What lay there before the first reading says nothing of how far behind the source is.
            lag_seconds=lag.total_seconds() if state.last_ok_at is not None else 0.0,
        )
    return Polled(account_id=account.id, new=len(fresh))


def backoff(every: timedelta, failures: int, account_id: int) -> timedelta:
    """How long to wait after so many failures in a row: doubled each time, at most an hour, spread out."""
    wait = min(every * (1 << min(failures, 10)), LONGEST_WAIT)
    return wait + jitter(wait, failures, account_id)


def jitter(wait: timedelta, failures: int, account_id: int) -> timedelta:
    """Up to a tenth more, different for each account and try, so that sources are not all asked at once."""
    return wait * (crc32(f"{account_id}:{failures}".encode()) % 1000) / 10_000
