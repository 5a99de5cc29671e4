"""Units as supervisors say that they are: the configuration neither ends nor changes that."""

from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from db.models import comments, registrations, units
from db.register import ACTIVE, ADDED_FROM_CHAT
from db.words import OPEN_STATES


def add(tx: Connection, *, slug: str, name: str, chat: str, channel: str) -> int:
    """A new unit; its id."""
    number: int = tx.execute(
        insert(units)
        .values(slug=slug, name=name, chat=chat, channel=channel, active=True, chat_fields=[ADDED_FROM_CHAT])
        .returning(units.c.id)
    ).scalar_one()
    return number


def slugs(tx: Connection) -> frozenset[str]:
    """Every slug that was ever given."""
    return frozenset(tx.execute(select(units.c.slug)).scalars())


def change(tx: Connection, unit_id: int, given: dict[str, Any]) -> None:
    """New values; the configuration does not change them back."""
    before = tx.execute(select(units.c.chat_fields).where(units.c.id == unit_id)).scalar_one()
    fields = sorted({*before, *given})
    tx.execute(update(units).where(units.c.id == unit_id).values(**given, chat_fields=fields))


def end(tx: Connection, unit_id: int) -> None:
    """It is no more. What was written and done there stays."""
    change(tx, unit_id, {ACTIVE: False})


def still_open(tx: Connection, unit_id: int) -> int:
    """How many comments wait for an answer there."""
    return _count(tx, comments.c.unit_id == unit_id, comments.c.state.in_(OPEN_STATES), ~comments.c.history)


def without_number(tx: Connection, unit_id: int) -> int:
    """How many of its comments wait for a diary number."""
    waits = select(registrations.c.comment_id).where(registrations.c.remind_at.is_not(None))
    return _count(tx, comments.c.unit_id == unit_id, comments.c.id.in_(waits))


def _count(tx: Connection, *where: Any) -> int:
    count: int = tx.execute(select(func.count()).select_from(comments).where(*where)).scalar_one()
    return count
