"""The secret address of a person's calendar. Only its digest is kept: the store does not give it away."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, select

from db.models import calendar_links, people
from db.rows import Person, columns, made
from db.store import inserting

_WHOSE = (
    select(*columns(Person, people))
    .join(calendar_links, calendar_links.c.person_id == people.c.id)
    .where(calendar_links.c.digest == bindparam("digest"), people.c.active)
)


def renew(tx: Connection, person_id: int, secret: str, now: datetime) -> None:
    """From now on only the address with this secret is hers."""
    values = {"digest": _digest(secret), "made_at": now}
    statement = inserting(tx.dialect.name, calendar_links).values(person_id=person_id, **values)
    tx.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=values))


def remove(tx: Connection, person_id: int) -> bool:
    """Her address leads nowhere any more; False: she had none."""
    return bool(tx.execute(delete(calendar_links).where(calendar_links.c.person_id == person_id)).rowcount)


def made_at(tx: Connection, person_id: int) -> datetime | None:
    """When her address was made; none: she has none."""
    asked = select(calendar_links.c.made_at).where(calendar_links.c.person_id == person_id)
    return tx.execute(asked).scalar_one_or_none()


def whose(tx: Connection, secret: str) -> Person | None:
    """Whose calendar it is; none: nobody's, or of somebody who has left."""
    row = tx.execute(_WHOSE, {"digest": _digest(secret)}).first()
    return made(Person, row) if row else None


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
