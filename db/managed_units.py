"""Units that came from chat: the configuration's silence does not end them."""

from sqlalchemy import Connection, insert, select

from db.models import units
from db.register import ADDED_FROM_CHAT


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
