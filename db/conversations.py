"""Where the bot may write in Teams: what Teams told it when it was installed, and what became of that.

A bot cannot look up a channel or a person there; it can only keep what it was told.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, or_, select, update

from db.models import conversations
from db.rows import columns, found
from db.store import inserting

PERSONAL = "personal"
CHANNEL = "channel"
GROUP = "groupChat"


@dataclass(frozen=True, kw_only=True, slots=True)
class Conversation:
    """One channel, group or 1:1 chat. `id` is the chat's own, without the part that names a thread."""

    id: str
    kind: str  # personal, channel or groupChat
    service_url: str
    tenant_id: str | None = None
    bot_id: str | None = None
    team_id: str | None = None
    name: str | None = None
    user_id: str | None = None
    """Of a 1:1 chat: the user's id for this bot (29:...), which mentions and cards that refresh need."""
    person_key: str | None = None
    """Of a 1:1 chat: the id that the person is known by (the directory's object id)."""
    installed: bool = True
    trouble: str | None = None
    """Why nothing can be said there, in the service's own word; none: nothing is known against it."""


_ALL = select(*columns(Conversation, conversations))
_NAMED = _ALL.where(conversations.c.id == bindparam("id"))
_WITH = (
    _ALL.where(conversations.c.kind == PERSONAL, conversations.c.person_key == bindparam("person"))
    .order_by(conversations.c.installed.desc(), conversations.c.at.desc())
    .limit(1)
)
_NEWEST = _ALL.where(conversations.c.installed).order_by(conversations.c.at.desc()).limit(1)
_WITH_THESE = _ALL.where(
    conversations.c.kind == PERSONAL, conversations.c.person_key.in_(bindparam("people", expanding=True))
)
_OF_USER = _ALL.where(conversations.c.kind == PERSONAL, conversations.c.user_id == bindparam("user")).limit(1)
_KEPT = ("name", "team_id", "tenant_id", "bot_id", "user_id", "person_key")
"""What an event that does not know it leaves as it was."""


def note(tx: Connection, conversation: Conversation, now: datetime) -> None:
    """Remember it as it is now told; what this event does not know stays as it was."""
    row = {name: getattr(conversation, name) for name in Conversation.__slots__} | {"at": now}
    told = {name: value for name, value in row.items() if value is not None or name not in _KEPT}
    statement = inserting(tx.dialect.name, conversations).values(**row)
    changed = {name: value for name, value in told.items() if name != "id"}
    tx.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed))


def get(tx: Connection, conversation_id: str) -> Conversation | None:
    """The conversation with this id, if Teams ever told of it; a thread's id names its channel."""
    return _first(tx, _NAMED, id=base(conversation_id))


def with_person(tx: Connection, person_key: str) -> Conversation | None:
    """The 1:1 chat with her; one where the bot still is before one that it was removed from."""
    return _first(tx, _WITH, person=person_key)


def newest(tx: Connection) -> Conversation | None:
    """Any place where the bot is: its service's address is the tenant's."""
    return _first(tx, _NEWEST)


def users(tx: Connection, person_keys: Collection[str]) -> dict[str, str]:
    """The ids (29:...) that these people have for this bot, as far as they have ever written to it."""
    if not person_keys:
        return {}
    there = found(tx, Conversation, _WITH_THESE, people=sorted(set(person_keys)))
    return {row.person_key: row.user_id for row in there if row.person_key and row.user_id}


def key_of(tx: Connection, user_id: str) -> str | None:
    """Whom somebody with this id (29:...) is known by, if she has ever written to the bot."""
    there = _first(tx, _OF_USER, user=user_id)
    return there.person_key if there is not None else None


def removed(tx: Connection, *, conversation_id: str, team_id: str | None, now: datetime) -> int:
    """The bot was taken out of this chat, or of a whole team; how many conversations that were."""
    which = [conversations.c.id == base(conversation_id)]
    if team_id:
        which.append(conversations.c.team_id == team_id)
    change = update(conversations).where(conversations.c.installed, or_(*which))
    return tx.execute(change.values(installed=False, at=now)).rowcount


def back(tx: Connection, team_id: str, now: datetime) -> int:
    """The bot is in all of a team's channels again; how many it had been taken out of."""
    which = (conversations.c.team_id == team_id, ~conversations.c.installed)
    return tx.execute(update(conversations).where(*which).values(installed=True, at=now)).rowcount


def gone_since(tx: Connection, conversation_id: str) -> datetime | None:
    """When the bot was taken out of a conversation; none: it is there, or has never been."""
    which = (conversations.c.id == base(conversation_id), ~conversations.c.installed)
    since: datetime | None = tx.execute(select(conversations.c.at).where(*which)).scalar_one_or_none()
    return since


def trouble(tx: Connection, conversation_id: str, code: str | None) -> None:
    """Remember why nothing can be said there; none: something could."""
    row = conversations.c.id == base(conversation_id)
    tx.execute(update(conversations).where(row).values(trouble=code))


def base(conversation_id: str) -> str:
    """The channel of a thread: `19:...@thread.tacv2;messageid=...` without what follows the semicolon."""
    return conversation_id.partition(";")[0]


def _first(tx: Connection, asked: Any, **values: object) -> Conversation | None:
    return next(iter(found(tx, Conversation, asked, **values)), None)
