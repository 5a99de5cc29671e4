"""Ready replies: what a unit answers again and again, kept by its editors."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.models import ready_replies
from db.rows import ReadyReply, columns, made


def of_units(tx: Connection, unit_ids: Collection[int]) -> tuple[ReadyReply, ...]:
    """The ready replies of these units that are in use, by title."""
    query = (
        select(*columns(ReadyReply, ready_replies))
        .where(ready_replies.c.unit_id.in_(sorted(unit_ids)), ready_replies.c.active)
        .order_by(ready_replies.c.title, ready_replies.c.id)
    )
    return tuple(made(ReadyReply, row) for row in tx.execute(query))


def get(tx: Connection, number: int) -> ReadyReply | None:
    """The ready reply with this number, in use or not."""
    query = select(*columns(ReadyReply, ready_replies)).where(ready_replies.c.id == number)
    row = tx.execute(query).one_or_none()
    return None if row is None else made(ReadyReply, row)


def titled(tx: Connection, unit_id: int, title: str) -> ReadyReply | None:
    """The unit's ready reply with this title, in use or not: a title is there once."""
    query = select(*columns(ReadyReply, ready_replies)).where(
        ready_replies.c.unit_id == unit_id, ready_replies.c.title == title
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else made(ReadyReply, row)


def add(
    tx: Connection, *, unit_id: int, title: str, text: str, individual: bool, by: int, now: datetime
) -> int:
    """Keep a new one; its number. IntegrityError when the unit has one with this title."""
    values = {
        "unit_id": unit_id,
        "title": title,
        "text": text,
        "individual": individual,
        "active": True,
        "changed_by": by,
        "changed_at": now,
    }
    number: int = tx.execute(insert(ready_replies).values(values).returning(ready_replies.c.id)).scalar_one()
    return number


def change(
    tx: Connection,
    number: int,
    *,
    title: str,
    text: str,
    individual: bool,
    active: bool,
    by: int,
    now: datetime,
) -> None:
    """Keep it otherwise, or (not `active`) out of use."""
    changed = update(ready_replies).where(ready_replies.c.id == number)
    tx.execute(
        changed.values(
            title=title, text=text, individual=individual, active=active, changed_by=by, changed_at=now
        )
    )
