"""Codes by which somebody shows in one chat that she is who she is in the other: each works once."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, delete

from db.models import link_codes
from db.store import inserting


def make(tx: Connection, person_id: int, code: str, *, ends_at: datetime) -> None:
    """Until then whoever says this code is she; the one she had before is void. Only its digest is kept."""
    values = {"digest": _digest(code), "ends_at": ends_at}
    statement = inserting(tx.dialect.name, link_codes).values(person_id=person_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def take(tx: Connection, code: str, now: datetime) -> int | None:
    """Whose code it is, by id, and it is used up; none: nobody's, or too old."""
    used = (
        delete(link_codes)
        .where(link_codes.c.digest == _digest(code), link_codes.c.ends_at > now)
        .returning(link_codes.c.person_id)
    )
    person_id: int | None = tx.execute(used).scalar_one_or_none()
    return person_id


def _digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()
