"""A chat at the port: it remembers what was posted, refuses what it is told to, and lets its history lag."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.rows import Message, Notice
from db.words import NoticeKind
from scheduler.port import CannotTell, Outgoing, Ref, SendError, Unclear


@dataclass(frozen=True)
class Post:
    """One message in the chat."""

    at: datetime
    outgoing: Outgoing
    ref: Ref

    @property
    def keys(self) -> list[str]:
        return [notice.key for notice in self.outgoing.notices]

    @property
    def kind(self) -> NoticeKind:
        return self.outgoing.kind

    @property
    def recipient(self) -> str:
        return self.outgoing.recipient


@dataclass
class FakeChat:
    """`scheduler.port.Chat`, in memory. `faults` are used up one a send, in order."""

    posts: list[Post] = field(default_factory=list)
    updates: list[tuple[datetime, str, tuple[Notice, ...]]] = field(default_factory=list)
    faults: deque[SendError | Unclear | str | None] = field(default_factory=deque)
    update_faults: deque[SendError | Unclear | None] = field(default_factory=deque)
    dead: dict[str, str] = field(default_factory=dict)  # recipient: the chat's word for why
    readable: bool = True
    has_history: bool = True  # a chat that never shows a bot what was said has none
    lag: timedelta = timedelta(0)
    now: datetime | None = None  # the chat's own clock, for the lag
    finds: int = 0
    find_faults: deque[SendError | Unclear] = field(default_factory=deque)

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        self.now = now
        if outgoing.recipient in self.dead:
            raise SendError(self.dead[outgoing.recipient], permanent=True)
        fault = self.faults.popleft() if self.faults else None
        if isinstance(fault, (SendError, Unclear)):
            raise fault
        ref = Ref(channel=f"C-{outgoing.recipient}", reference=f"{len(self.posts) + 1}.0")
        self.posts.append(Post(at=now, outgoing=outgoing, ref=ref))
        if fault == "cut off after it was taken":
            raise Unclear("timeout")
        return ref

    def update(self, message: Message, notices: tuple[Notice, ...], now: datetime) -> None:
        fault = self.update_faults.popleft() if self.update_faults else None
        if fault is not None:
            raise fault
        self.updates.append((now, message.reference, notices))

    def find(self, outgoing: Outgoing, since: datetime) -> Ref | CannotTell | None:
        self.finds += 1
        if self.find_faults:
            raise self.find_faults.popleft()
        if not self.has_history:
            return CannotTell(ever=True)
        if not self.readable:
            return CannotTell()
        for post in self.posts:
            old_enough = self.now is None or post.at <= self.now - self.lag
            looked_at = post.outgoing.thread in {None, outgoing.thread}  # a channel's history omits replies
            if looked_at and post.outgoing.batch == outgoing.batch and post.at >= since and old_enough:
                return post.ref
        return None

    def to(self, recipient: str) -> list[Post]:
        return [post for post in self.posts if post.recipient == recipient]

    def of(self, kind: NoticeKind) -> list[Post]:
        return [post for post in self.posts if post.kind is kind]

    def said(self) -> list[str]:
        return [key for post in self.posts for key in post.keys]
