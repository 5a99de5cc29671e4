"""The workspace's whole state, and the few ways in which it changes.

Everything here runs on the server's own event loop, so nothing needs a lock.
"""

import copy
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.sandbox import payloads
from bot.sandbox.changes import Changes
from bot.sandbox.conversations import Conversation, Post
from bot.sandbox.delivery import Outbound
from bot.sandbox.faults import Faults
from bot.sandbox.files import Files
from bot.sandbox.identities import BOT_USER_ID, Json, Layout, User
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import Stamps, order
from bot.sandbox.surfaces import Surfaces
from bot.sandbox.triggers import Lent
from scheduler.clock import Clock


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """What the app must show, and what signed deliveries are signed with."""

    bot: str = "xoxb-sandbox-bot-token"
    app: str = "xapp-sandbox-app-token"
    signing_secret: str = "sandbox-signing-secret"  # noqa: S105 - it guards nothing


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that happened to a message, in order; `request` is the Web API call that did it."""

    what: Literal["posted", "changed", "deleted", "ephemeral"]
    post: Post
    request: int | None


@dataclass(kw_only=True)
class CallRecord:
    """One Web API request that came in."""

    number: int
    method: str
    args: Json
    status: int = 200
    ok: bool = False
    error: str | None = None


class State:
    """Everything that the workspace knows."""

    def __init__(
        self,
        layout: Layout,
        clock: Clock,
        tokens: Tokens,
        outbound: Outbound,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.layout = layout
        self.clock = clock
        self.tokens = tokens
        self.outbound = outbound
        self.base_url = ""
        self.stamps = Stamps(clock)
        self.users: dict[str, User] = {user.id: user for user in layout.everyone()}
        self.surfaces = Surfaces(self.stamps)
        self.files = Files(self.stamps)
        self.lent = Lent(monotonic)
        self.faults = Faults()
        self.changes = Changes()
        self.calls: list[CallRecord] = []
        self.journal: list[Entry] = []
        self.request: int | None = None  # the Web API call under way
        self.last_post: dict[str, float] = {}  # per channel, for rate limits
        self.started = int(clock().timestamp())
        self.conversations: dict[str, Conversation] = {}
        for spec in layout.channels:
            members = set(spec.members) | ({BOT_USER_ID} if spec.bot_invited else set())
            self.conversations[spec.id] = Conversation(
                id=spec.id,
                name=spec.name,
                created=self.started,
                members=members,
                topic=spec.topic,
                is_private=spec.is_private,
                is_archived=spec.is_archived,
            )

    def user(self, user_id: str) -> User:
        """A person by id; refused if unknown."""
        if user_id not in self.users:
            raise Refused("user_not_found")
        return self.users[user_id]

    def direct(self, user_id: str) -> Conversation:
        """The direct message between a person and the app, opened if need be."""
        if self.user(user_id).is_bot:
            raise Refused("cannot_dm_bot")
        for conversation in self.conversations.values():
            if conversation.with_user == user_id:
                return conversation
        opened = Conversation(
            id=self.stamps.id("D"),
            name="directmessage",
            created=self.started,
            is_im=True,
            with_user=user_id,
            members={user_id, BOT_USER_ID},
        )
        self.conversations[opened.id] = opened
        self.changes.tell("conversations", only={user_id})
        return opened

    def conversation(self, channel: str) -> Conversation:
        """A channel by id or name, or a person's direct message; refused if there is none."""
        if channel in self.conversations:
            return self.conversations[channel]
        if channel in self.users:
            return self.direct(channel)
        for conversation in self.conversations.values():
            if not conversation.is_im and conversation.name == channel.removeprefix("#"):
                return conversation
        raise Refused("channel_not_found")

    def post(
        self,
        conversation: Conversation,
        user: str,
        text: str,
        *,
        blocks: Sequence[Json] = (),
        attachments: Sequence[Json] = (),
        thread_ts: str | None = None,
        broadcast: bool = False,
        metadata: Json | None = None,
        files: Sequence[Json] = (),
        only_for: str | None = None,
    ) -> Post:
        """A message comes into a conversation; the pages and the app hear of it."""
        post = Post(
            ts=self.stamps.ts(),
            channel=conversation.id,
            user=user,
            text=text,
            posted_at=self.clock(),
            blocks=list(blocks),
            attachments=list(attachments),
            thread_ts=self._thread(conversation, thread_ts),
            broadcast=broadcast,
            metadata=metadata,
            files=list(files),
            only_for=only_for,
        )
        conversation.add(post)
        if user != BOT_USER_ID:
            conversation.read[user] = post.ts
        if only_for is not None:
            self._tell("ephemeral", post, only={only_for})
            self._note("ephemeral", post)
            return post
        self._tell("message", post, only=conversation.members)
        self._note("posted", post)
        for event in payloads.message_events(self, conversation, post):
            self.outbound.event(payloads.event_callback(self, event))
        return post

    def edit(self, conversation: Conversation, post: Post) -> None:
        """A message was changed: everyone who sees it hears."""
        post.edited_ts = self.stamps.ts()
        self._tell("message_changed", post, only=conversation.members)
        self._note("changed", post)

    def delete(self, conversation: Conversation, post: Post) -> None:
        """A message goes away."""
        conversation.remove(post)
        only = {post.only_for} if post.only_for is not None else conversation.members
        self._tell("message_deleted", post, only=only)
        self._note("deleted", post)

    def visible(self, post: Post) -> bool:
        """History has caught up with this message (it lags when told to)."""
        lag = self.faults.history_lag
        return not lag or self.clock() - post.posted_at >= lag

    def said_by_app(self, user: str, since: int) -> tuple[Json, ...]:
        """What the app posted or changed that this person can see, from that entry of the journal on."""
        return tuple(
            entry.post.slack(with_metadata=True)
            | {"channel": entry.post.channel, "blocks": entry.post.blocks, "what": entry.what}
            for entry in self.journal[since:]
            if entry.post.user == BOT_USER_ID
            and entry.what != "deleted"
            and entry.post.only_for in (None, user)
            and user in self.conversations[entry.post.channel].members
        )

    def app_status(self) -> Json:
        """Is the app there, and how does it listen?"""
        connections = self.outbound.connections()
        by_http = self.outbound.request_url is not None
        return {
            "connected": by_http or connections > 0,
            "connections": connections,
            "mode": "http" if by_http else "socket",
        }

    def _thread(self, conversation: Conversation, thread_ts: str | None) -> str | None:
        if thread_ts is None:
            return None
        try:
            order(thread_ts)
            parent = conversation.message(thread_ts)
        except (ValueError, Refused):
            raise Refused("thread_not_found") from None
        return parent.thread_ts or parent.ts

    def _tell(self, kind: str, post: Post, *, only: set[str]) -> None:
        self.changes.tell(
            kind,
            only=only,
            channel=post.channel,
            ts=post.ts,
            thread_ts=post.thread_ts,
            author=post.user,
        )

    def _note(self, what: Literal["posted", "changed", "deleted", "ephemeral"], post: Post) -> None:
        self.journal.append(Entry(what=what, post=copy.deepcopy(post), request=self.request))
