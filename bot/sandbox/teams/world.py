"""What the local service knows: people, channels, 1:1 chats, and every message in the order it came.

Everything here runs on the server's own event loop, so nothing needs a lock.
"""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scheduler.clock import Clock

Json = dict[str, Any]
THREAD = ";messageid="


@dataclass(frozen=True, kw_only=True)
class TeamsUser:
    """Somebody in the tenant: known to a bot as `id` (29:...), to the directory as `object_id`."""

    id: str
    object_id: str
    name: str
    email: str
    guest: bool = False

    def shown(self) -> Json:
        """As the members' list has it."""
        return {
            "id": self.id,
            "aadObjectId": self.object_id,
            "objectId": self.object_id,
            "name": self.name,
            "email": self.email,
            "userPrincipalName": self.email,
            "userRole": "guest" if self.guest else "user",
        }


@dataclass(kw_only=True)
class Chat:
    """A channel, a group chat, or a 1:1 chat with a user."""

    id: str
    kind: str  # channel, groupChat or personal
    team_id: str = ""
    name: str = ""
    user: TeamsUser | None = None
    installed: bool = True
    blocked: bool = False
    """The user has blocked the bot, or the channel lets it write nothing."""


@dataclass(kw_only=True)
class Posted:
    """One message of the bot's: where, when it came, what it said then and says now."""

    id: str
    conversation: str
    at: datetime
    first: Json
    now: Json
    changes: int = 0
    deleted: bool = False

    @property
    def card(self) -> Json:
        """The card it shows now; empty when it has none."""
        attached = self.now.get("attachments") or [{}]
        card: Json = attached[0].get("content") or {}
        return card


@dataclass
class World:
    """Everything that the service knows."""

    clock: Clock
    bot_id: str = "28:svarsvakt"
    tenant_id: str = "11111111-2222-4333-8444-555555555555"
    users: dict[str, TeamsUser] = field(default_factory=dict)  # by 29:... and by object id
    chats: dict[str, Chat] = field(default_factory=dict)
    posted: list[Posted] = field(default_factory=list)
    said: list[Any] = field(default_factory=list)
    """All that the bot ever gave: what it asked the service for, and what it answered, in order."""
    _last: int = 0

    def add_user(self, user: TeamsUser) -> None:
        """Somebody new in the tenant."""
        self.users[user.id] = self.users[user.object_id] = user

    def add_channel(self, channel: str, *, team: str, name: str) -> Chat:
        """A channel of a team in which the app is installed."""
        self.chats[channel] = chat = Chat(id=channel, kind="channel", team_id=team, name=name)
        return chat

    def add_group(self, group: str, *, name: str) -> Chat:
        """A group chat to which the app is added: it has no threads."""
        self.chats[group] = chat = Chat(id=group, kind="groupChat", name=name)
        return chat

    def personal(self, user: TeamsUser) -> Chat:
        """The 1:1 chat with her: always the same."""
        number = f"a:{user.object_id}"
        return self.chats.setdefault(number, Chat(id=number, kind="personal", user=user))

    def post(self, conversation: str, activity: Json) -> Posted:
        """Take a message; its id is the service's, whatever the activity says."""
        self._last = max(int(self.clock().timestamp() * 1000), self._last + 1)
        posted = Posted(
            id=str(self._last),
            conversation=conversation,
            at=self.clock(),
            first=copy.deepcopy(activity),
            now=activity,
        )
        self.posted.append(posted)
        return posted

    def message(self, number: str) -> Posted | None:
        """The message with this id, if it is still there."""
        return next((one for one in self.posted if one.id == number and not one.deleted), None)
