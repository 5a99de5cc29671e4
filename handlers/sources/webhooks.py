"""Platforms call us: judged over the raw bytes, stored, answered at once; worked on afterwards.

Redelivery and disorder are normal: the same bytes are one payload, and changes are merged by the platform's
clock. What a platform never delivers, a poll finds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from db import accounts, payloads, sources
from db.payloads import TRIES, Payload
from db.rows import Account
from db.store import Store
from handlers.sources.applying import Applied, apply
from handlers.sources.base import Accepted, Delivery, Parsed, Refused, Verdict
from handlers.sources.places import Places
from handlers.sources.registry import UnknownSource
from handlers.sources.together import Together
from scheduler.rulebook import RuleBook

MOST_IN_ONE_GO = 200
NO_DOOR = Refused(status=404)


@dataclass(frozen=True, kw_only=True, slots=True)
class Worked:
    """What came of one payload, for the log: no text, no names."""

    payload_id: int
    kind: str
    new: int = 0
    changed: int = 0
    unparsed: int = 0
    code: str | None = None
    fault: Exception | None = None


def take_delivery(
    store: Store,
    places: Places,
    door: str,
    delivery: Delivery,
    now: datetime,
    *,
    together: Together | None = None,
) -> Verdict:
    """Judge a request at /sources/<door> and keep it; `door` is an account's slug, or a kind of source.

    `together`: with others that come at the same moment.
    A kind's door is for platforms that know one address for all accounts; its credentials are the kind's.
    """
    with store.read() as tx:
        account = accounts.by_slug(tx, {door}).get(door)
    kind = account.source if account is not None else door
    try:
        found = places.find(kind or "")
    except UnknownSource:
        return NO_DOOR
    if not found.webhooks:
        return NO_DOOR
    keys = places.keys_of(account.slug, found.kind) if account else places.kind_keys(found.kind)
    verdict = found.verify(delivery, keys)
    if isinstance(verdict, Accepted):
        row = payloads.delivered(
            door=door,
            account_id=account.id if account else None,
            kind=found.kind,
            about=verdict.about,
            body=delivery.body,
            now=now,
        )
        (together or Together(store)).keep(row)
    return verdict


def work_due(
    store: Store,
    book: RuleBook,
    places: Places,
    clock: Callable[[], datetime],
    *,
    told: Callable[[Worked], None] = lambda _: None,
) -> int:
    """Work on what was delivered; how many payloads had something to tell."""
    count = 0
    for _ in range(MOST_IN_ONE_GO):
        payload = _next(store, clock())
        if payload is None:
            break
        worked = _work(store, book, places, payload, clock())
        told(worked)
        count += bool(worked.new or worked.changed)
    return count


def _next(store: Store, now: datetime) -> Payload | None:
    with store.read() as tx:
        if not payloads.waits(tx, now):
            return None
    with store.write() as tx:
        return payloads.claim_due(tx, now)


def _work(store: Store, book: RuleBook, places: Places, payload: Payload, now: datetime) -> Worked:
    """All of it in one transaction: it is done when what it says is in the store, never before."""
    try:
        with store.write() as tx:
            applied, unparsed, code = _apply(tx, book, places, payload, now)
            if code is None:
                payloads.done(tx, payload)
            else:
                payloads.failed(tx, payload, code)
    except Exception as fault:  # ours, or somebody else's code: kept, tried again, told of
        again = TRIES[payload.attempts] if payload.attempts < len(TRIES) else None
        with store.write() as tx:
            payloads.failed(tx, payload, "source_fault", now + again if again is not None else None)
        return Worked(payload_id=payload.id, kind=payload.kind, code="source_fault", fault=fault)
    return Worked(
        payload_id=payload.id,
        kind=payload.kind,
        new=sum(one.new for one in applied),
        changed=sum(one.changed for one in applied),
        unparsed=unparsed,
        code=code,
    )


def _apply(
    tx: Connection, book: RuleBook, places: Places, payload: Payload, now: datetime
) -> tuple[list[Applied], int, str | None]:
    """What of it was applied, how many parts could not be read, and a word for that."""
    applied: list[Applied] = []
    unparsed = 0
    for account in _accounts(tx, payload):
        try:
            parsed = _parsed(places, account, payload, now)
        except (ValueError, RecursionError):
            return applied, 1, "not_read"
        if parsed is None:
            continue
        unparsed += len(parsed.unparsed)
        if parsed.changes:
            one = apply(tx, book, account, parsed.changes, now, how="webhook")
            unparsed += one.refused
            applied.append(one)
            _note(tx, account, one, now)
    return applied, unparsed, f"unparsed:{unparsed}" if unparsed else None


def _parsed(places: Places, account: Account, payload: Payload, now: datetime) -> Parsed | None:
    watched = places.of(account)
    if watched is None:
        return None
    return watched.source.parse(payload.body or b"", payload.about or "", watched.place, now)


def _accounts(tx: Connection, payload: Payload) -> list[Account]:
    if payload.account_id is not None:
        one = accounts.account(tx, payload.account_id)
        return [one] if one is not None and one.active else []
    return [one for one in accounts.accounts(tx) if one.source == payload.kind]


def _note(tx: Connection, account: Account, applied: Applied, now: datetime) -> None:
    state = sources.states(tx, [account.id])[account.id]
    known: dict[str, Any] = {"last_delivery_at": now}
    if applied.newest is not None:
        known["last_written_at"] = max(filter(None, (applied.newest, state.last_written_at)))
    if applied.lag is not None:
        known["lag_seconds"] = max(applied.lag, timedelta(0)).total_seconds()
    sources.store(tx, account.id, **known)
