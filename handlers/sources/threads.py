"""When the thread beneath a post of ours is read again, where only direct replies are counted. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.sources.fields import instant

THREADS_EVERY = timedelta(minutes=15)
"""How often our newest posts are looked at for replies that notify nobody."""
YOUNG, AGAIN_EVERY = timedelta(days=3), timedelta(hours=1)
"""While a post is so young its thread is read again so often: deeper replies are not counted."""
OLD = timedelta(days=14)
"""After that nobody looks any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Beneath:
    """One of our posts, and how many direct replies it is said to have."""

    id: str
    written_at: datetime
    count: Any


def looks(state: Mapping[str, Any], now: datetime) -> bool:
    """Whether it is time to look at our newest posts; `state["looked_at"]`: when it was last done."""
    looked_at = instant(state.get("looked_at"))
    return looked_at is None or now - looked_at >= THREADS_EVERY


def due(posts: Sequence[Beneath], read: Any, now: datetime) -> list[Beneath]:
    """Those whose threads are to be read; `read`: what `noted` gave before."""
    before = read if isinstance(read, Mapping) else {}
    return [
        post for post in posts if now - post.written_at <= OLD and _is_due(post, before.get(post.id), now)
    ]


def noted(
    posts: Sequence[Beneath], read: Any, done: Sequence[Beneath], now: datetime
) -> dict[str, list[Any]]:
    """What to remember of each post: its count and when its thread was read."""
    before = read if isinstance(read, Mapping) else {}
    kept = {post.id: before[post.id] for post in posts if post.id in before and now - post.written_at <= OLD}
    return kept | {post.id: [post.count, now.isoformat()] for post in done}


def _is_due(post: Beneath, before: Any, now: datetime) -> bool:
    if not isinstance(post.count, int) or post.count < 1:
        return False
    if not isinstance(before, list) or len(before) != 2 or before[0] != post.count:
        return True
    read_at = instant(before[1])
    return now - post.written_at < YOUNG and (read_at is None or now - read_at >= AGAIN_EVERY)
