"""What platforms call us with: stored once (by door and hash) before it is answered, worked on afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, func, select, update

from db.models import payloads
from db.rows import columns, found
from db.source_words import PayloadState
from db.store import insert_new

LEASE = timedelta(minutes=2)
"""So long one process has a payload; then another may try."""
TRIES = (timedelta(seconds=30), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
"""How long it is waited after each failure of ours; after the last it is kept to be looked at."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Payload:
    """One delivery, to be worked on."""

    id: int
    door: str
    account_id: int | None
    kind: str
    came_at: datetime
    about: str | None
    body: bytes | None
    attempts: int


def delivered(
    *, door: str, account_id: int | None, kind: str, about: str, body: bytes, now: datetime
) -> dict[str, Any]:
    """A delivery, as it is kept."""
    return {
        "door": door[:80],
        "account_id": account_id,
        "kind": kind,
        "came_at": now,
        "sha256": sha256(about.encode("utf-8", "replace") + b"\0" + body).hexdigest(),
        "about": about[:200] or None,
        "body": body,
        "state": PayloadState.WAITING,
        "try_at": now,
    }


def keep(tx: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Keep what was delivered; what is there already is passed over. How many were new."""
    return insert_new(tx, payloads, rows)


def waits(tx: Connection, now: datetime) -> bool:
    """Whether there is anything to work on by now."""
    return tx.execute(select(payloads.c.id).where(payloads.c.try_at <= now).limit(1)).first() is not None


def claim_due(tx: Connection, now: datetime) -> Payload | None:
    """The next to work on; for as long as the lease runs nobody else does."""
    query = (
        select(*columns(Payload, payloads))
        .where(payloads.c.try_at <= now)
        .order_by(payloads.c.try_at, payloads.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    there = found(tx, Payload, query)
    for one in there:
        tx.execute(
            update(payloads)
            .where(payloads.c.id == one.id)
            .values(try_at=now + LEASE, attempts=one.attempts + 1)
        )
    return there[0] if there else None


def done(tx: Connection, payload: Payload) -> None:
    """All of it is in the store, piece by piece: its bytes are let go."""
    tx.execute(
        update(payloads)
        .where(payloads.c.id == payload.id)
        .values(state=PayloadState.DONE, body=None, try_at=None, code=None)
    )


def failed(tx: Connection, payload: Payload, code: str, again_at: datetime | None = None) -> None:
    """Some of it could not be read, or ours was the fault: tried again then, or kept to be looked at."""
    state = PayloadState.WAITING if again_at is not None else PayloadState.FAILED
    tx.execute(
        update(payloads)
        .where(payloads.c.id == payload.id)
        .values(state=state, try_at=again_at, code=code[:80])
    )


def forget(tx: Connection, before: datetime) -> int:
    """Let go of the hashes of what came before then and is done: no platform delivers it again."""
    gone = delete(payloads).where(payloads.c.state == PayloadState.DONE, payloads.c.came_at < before)
    return tx.execute(gone).rowcount


def counts(tx: Connection) -> dict[PayloadState, int]:
    """How many wait, and how many could not be read."""
    query = (
        select(payloads.c.state, func.count())
        .where(payloads.c.state != PayloadState.DONE)
        .group_by(payloads.c.state)
    )
    return {row[0]: row[1] for row in tx.execute(query)}
