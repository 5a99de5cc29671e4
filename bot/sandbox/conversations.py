"""Channels and direct messages, what was said in them, and who has read how far."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bot.sandbox.identities import BOT_ID, BOT_USER_ID, TEAM_ID, Json
from bot.sandbox.refusal import Refused
from bot.sandbox.stamps import order


@dataclass(kw_only=True)
class Post:
    """One message as it stands now. `only_for`: an ephemeral one, for that person alone, in no history."""

    ts: str
    channel: str
    user: str
    text: str
    posted_at: datetime
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    edited_ts: str | None = None
    only_for: str | None = None
    broadcast: bool = False

    @cached_property
    def at(self) -> int:
        """Its `ts` as a number that sorts."""
        return order(self.ts)

    @property
    def is_reply(self) -> bool:
        """Stands in a thread, below its parent."""
        return self.thread_ts is not None and self.thread_ts != self.ts

    def slack(self, *, with_metadata: bool = False) -> Json:
        """The message object of Slack's Web API and events."""
        shown: Json = {
            "type": "message",
            "user": self.user,
            "text": self.text,
            "ts": self.ts,
            "team": TEAM_ID,
        }
        if self.user == BOT_USER_ID:
            shown["bot_id"] = BOT_ID
            shown["app_id"] = "A0SVARSVAKT"
        if self.blocks:
            shown["blocks"] = self.blocks
        if self.attachments:
            shown["attachments"] = self.attachments
        if self.thread_ts is not None:
            shown["thread_ts"] = self.thread_ts
        if self.broadcast:
            shown["subtype"] = "thread_broadcast"
        if self.files:
            shown["files"] = self.files
        if self.edited_ts is not None:
            shown["edited"] = {"user": self.user, "ts": self.edited_ts}
        if with_metadata and self.metadata is not None:
            shown["metadata"] = self.metadata
        return shown


@dataclass(kw_only=True)
class Conversation:
    """A channel or a direct message."""

    id: str
    name: str
    created: int
    is_im: bool = False
    with_user: str | None = None  # a direct message: the person on the app's other side
    members: set[str] = field(default_factory=set)
    topic: str = ""
    is_private: bool = False
    is_archived: bool = False
    posts: dict[str, Post] = field(default_factory=dict)  # in the order of their ts
    threads: dict[str, list[Post]] = field(default_factory=dict)  # lasting replies by their parent
    read: dict[str, str] = field(default_factory=dict)

    def add(self, post: Post) -> None:
        """A message comes in, later than all before it."""
        self.posts[post.ts] = post
        if post.is_reply and post.only_for is None:
            self.threads.setdefault(post.thread_ts or "", []).append(post)

    def remove(self, post: Post) -> None:
        """A message goes away."""
        del self.posts[post.ts]
        if post.is_reply and post.only_for is None:
            self.threads[post.thread_ts or ""].remove(post)

    def lasting(self) -> Iterator[Post]:
        """Every message that is not ephemeral, oldest first."""
        return (post for post in self.posts.values() if post.only_for is None)

    def replies(self, parent_ts: str) -> list[Post]:
        """A thread's replies, oldest first."""
        return self.threads.get(parent_ts, [])

    def message(self, ts: str) -> Post:
        """The message; refused if it is not there (ephemerals are not)."""
        post = self.posts.get(ts)
        if post is None or post.only_for is not None:
            raise Refused("message_not_found")
        return post

    def seen_by(self, user: str) -> list[Post]:
        """What this person may see, oldest first."""
        return [post for post in self.posts.values() if post.only_for in (None, user)]

    def unread(self, user: str) -> list[Post]:
        """What others have written since this person last looked."""
        upto = order(self.read.get(user, "0"))
        return [post for post in self.seen_by(user) if post.user != user and post.at > upto]

    def with_thread(self, post: Post, *, with_metadata: bool = False) -> Json:
        """The message, and if it is a thread's parent, how its thread stands."""
        shown = post.slack(with_metadata=with_metadata)
        replies = [] if post.is_reply else self.replies(post.ts)
        if replies:
            shown |= {
                "thread_ts": post.ts,
                "reply_count": len(replies),
                "reply_users": list(dict.fromkeys(reply.user for reply in replies)),
                "reply_users_count": len({reply.user for reply in replies}),
                "latest_reply": replies[-1].ts,
                "is_locked": False,
                "subscribed": False,
            }
        return shown

    def slack(self) -> Json:
        """The conversation object of Slack's Web API."""
        if self.is_im:
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_archived": self.is_archived,
                "is_org_shared": False,
                "user": self.with_user,
                "is_user_deleted": False,
            }
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "created": self.created,
            "is_channel": not self.is_private,
            "is_group": self.is_private,
            "is_im": False,
            "is_mpim": False,
            "is_private": self.is_private,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": BOT_USER_ID in self.members,
            "topic": {"value": self.topic, "creator": "", "last_set": 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
            "num_members": len(self.members),
        }
