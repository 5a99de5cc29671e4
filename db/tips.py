"""Which tips a person has had: each is shown once."""

from datetime import datetime

from sqlalchemy import Connection, select

from db.models import tips_seen
from db.store import new_rows


def seen(tx: Connection, person_id: int) -> frozenset[str]:
    """The tips that she has had."""
    return frozenset(tx.execute(select(tips_seen.c.tip).where(tips_seen.c.person_id == person_id)).scalars())


def note(tx: Connection, person_id: int, tip: str, now: datetime) -> None:
    """She has had it; again is nothing."""
    tx.execute(new_rows(tx, tips_seen), [{"person_id": person_id, "tip": tip, "at": now}])
