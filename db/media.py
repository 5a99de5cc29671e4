"""Pictures and files that the public put with a comment: noted with it, copied before links expire."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from sqlalchemy import Connection, select, update

from db.models import media
from db.rows import columns, found
from db.source_words import MediaState
from db.store import insert_new

LEASE = timedelta(minutes=5)
"""So long one process has a file to copy; then another may try."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Medium:
    """One file of one comment, as the platform shows it."""

    id: int
    account_id: int
    comment_id: int
    url: str
    name: str
    media_type: str
    attempts: int


class Shown(Protocol):
    """A file as a platform tells of it."""

    @property
    def url(self) -> str: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def media_type(self) -> str: ...  # noqa: D102
    @property
    def key(self) -> str: ...  # noqa: D102


def want(tx: Connection, account_id: int, files: Sequence[tuple[int, Shown]], now: datetime) -> int:
    """Note files to copy, by comment; one that is noted already is passed over. How many are new."""
    rows: list[dict[str, Any]] = [
        {
            "account_id": account_id,
            "comment_id": comment_id,
            "key": sha256((one.key or one.url).encode("utf-8", "replace")).hexdigest(),
            "url": one.url,
            "name": one.name[:300],
            "media_type": one.media_type[:120],
            "state": MediaState.WANTED,
            "try_at": now,
        }
        for comment_id, one in files
    ]
    return insert_new(tx, media, rows)


def waits(tx: Connection, now: datetime) -> bool:
    """Whether there is anything to copy by now."""
    return tx.execute(select(media.c.id).where(media.c.try_at <= now).limit(1)).first() is not None


def claim_due(tx: Connection, now: datetime) -> Medium | None:
    """The next file to copy; for as long as the lease runs nobody else tries."""
    query = (
        select(*columns(Medium, media))
        .where(media.c.try_at <= now)
        .order_by(media.c.try_at, media.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    there = found(tx, Medium, query)
    for one in there:
        tx.execute(
            update(media).where(media.c.id == one.id).values(try_at=now + LEASE, attempts=one.attempts + 1)
        )
    return there[0] if there else None


def settled(
    tx: Connection,
    number: int,
    state: MediaState,
    *,
    code: str | None = None,
    again_at: datetime | None = None,
) -> bool:
    """What came of it; False: it is not wanted any more."""
    done = (
        update(media)
        .where(media.c.id == number, media.c.state == MediaState.WANTED, media.c.url != "")
        .values(state=state, code=code[:80] if code else None, try_at=again_at)
    )
    return tx.execute(done).rowcount == 1
