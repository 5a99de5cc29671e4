"""Whom and what there is to choose in a chat that has no menu of its own for it: Teams told of these."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from db.conversations import CHANNEL, PERSONAL, Conversation
from db.models import conversations
from db.rows import columns, found

MOST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """A person or a channel: the chat's own id, and the name it goes by."""

    id: str
    name: str


_THERE = select(conversations).where(conversations.c.installed).order_by(conversations.c.name).limit(MOST)


def of_teams(tx: Connection) -> list[Conversation]:
    """A channel of each team that the bot is in: whoever is asked about it knows the whole team."""
    asked = select(*columns(Conversation, conversations)).where(
        conversations.c.installed, conversations.c.kind == CHANNEL, conversations.c.team_id.is_not(None)
    )
    rows = found(tx, Conversation, asked.order_by(conversations.c.team_id, conversations.c.id).limit(MOST))
    return list({row.team_id: row for row in reversed(rows)}.values())


def people(tx: Connection) -> list[Named]:
    """Everybody who has the bot in a 1:1 chat, by name."""
    rows = tx.execute(_THERE.where(conversations.c.kind == PERSONAL, conversations.c.name.is_not(None)))
    return [Named(id=row.person_key, name=row.name) for row in rows if row.person_key]


def channels(tx: Connection) -> list[Named]:
    """Every channel that the bot is in and may write in, by name."""
    asked = _THERE.where(
        conversations.c.kind == CHANNEL, conversations.c.name.is_not(None), conversations.c.trouble.is_(None)
    )
    return [Named(id=row.id, name=row.name) for row in tx.execute(asked)]
