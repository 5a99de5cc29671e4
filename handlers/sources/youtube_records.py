"""What the YouTube Data API's records say, as changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.sources.base import Act, Change, Unparsed, What
from handlers.sources.fields import at, instant, text_of

Found = Sequence[Change | Unparsed]


@dataclass(frozen=True, kw_only=True, slots=True)
class Thread:
    """A topmost comment: how many replies it has, and how many of them were shown with it."""

    id: str
    video: str | None
    written_at: datetime
    replies: int
    shown: int


def from_thread(item: Any, channel: str, now: datetime) -> tuple[Found, Thread | None]:
    """A thread with the replies that it shows."""
    video = text_of(item, "snippet", "videoId")
    top = at(item, "snippet", "topLevelComment")
    number, written_at = text_of(top, "id"), instant(at(top, "snippet", "publishedAt"))
    found = [*from_comment(top, channel, now, video=video, under=None)]
    if number is None or written_at is None:
        return found, None
    replies = at(item, "replies", "comments")
    shown = replies if isinstance(replies, list) else []
    for reply in shown:
        found += from_comment(reply, channel, now, video=video, under=number)
    total = at(item, "snippet", "totalReplyCount")
    thread = Thread(
        id=number,
        video=video,
        written_at=written_at,
        replies=total if isinstance(total, int) else len(shown),
        shown=len(shown),
    )
    return found, thread


def from_comment(item: Any, channel: str, now: datetime, *, video: str | None, under: str | None) -> Found:
    """A comment as it is shown now; `under`: the one that it replies to. An edit has YouTube's own time."""
    said = at(item, "snippet")
    number, written_at = text_of(item, "id"), instant(at(said, "publishedAt"))
    if number is None or written_at is None:
        return [Unparsed(code="no_id" if number is None else "no_time", raw=item)]
    updated_at = instant(at(said, "updatedAt")) or written_at
    parent = text_of(said, "parentId") or under
    own = text_of(said, "authorChannelId", "value") == channel
    watched = video or text_of(said, "videoId")
    return [
        Change(
            act=Act.EDITED if updated_at > written_at else Act.ADDED,
            id=number,
            at=max(updated_at, written_at),
            written_at=written_at,
            seen_at=now,
            out=own,
            text=text_of(said, "textDisplay") or "",
            author=text_of(said, "authorDisplayName"),
            thread=parent or number,
            parent=None if own else parent,
            url=f"https://www.youtube.com/watch?v={watched}&lc={number}" if watched else None,
            raw=item,
        )
    ]


def from_upload(item: Any, now: datetime) -> Found:
    """A video of the channel's."""
    number = text_of(item, "contentDetails", "videoId")
    published_at = instant(at(item, "contentDetails", "videoPublishedAt"))
    if number is None or published_at is None:
        return []  # private, or not out yet
    return [
        Change(
            act=Act.ADDED,
            what=What.POST,
            id=f"video:{number}",
            at=published_at,
            seen_at=now,
            out=True,
            text=text_of(item, "snippet", "title") or "",
            thread=f"video:{number}",
            url=f"https://www.youtube.com/watch?v={number}",
            raw={"id": number, "at": at(item, "contentDetails", "videoPublishedAt")},
        )
    ]
