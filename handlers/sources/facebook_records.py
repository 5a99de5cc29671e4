"""What Facebook's records say, as changes: of the `feed` webhook, and of the Graph API."""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from handlers.sources.base import Act, Attached, Change, GoneBy, Unparsed, What
from handlers.sources.fields import at, instant, text_of
from handlers.sources.graph import sent_at

COMMENT = "id,message,created_time,from,parent{id},permalink_url,is_hidden,attachment"
ID = re.compile(r"\d+(_\d+)?\Z")
POST = "id,message,created_time,from,permalink_url"
POSTS = frozenset({"status", "post", "photo", "video", "share", "link"})
"""What `item` calls a post, its own or a visitor's. Reactions name a comment too: they are none of these."""
VERBS = {
    "add": Act.ADDED,
    "edited": Act.EDITED,
    "edit": Act.EDITED,
    "hide": Act.HIDDEN,
    "unhide": Act.UNHIDDEN,
    "remove": Act.REMOVED,
    "delete": Act.REMOVED,
}
WRITTEN = frozenset({Act.ADDED, Act.EDITED})
Found = Sequence[Change | Unparsed]


def from_webhook(value: Any, entry: Mapping[str, Any], page: str, now: datetime) -> Found:
    """What happened; nothing for what is neither a comment nor a post."""
    if not isinstance(value, Mapping):
        return [Unparsed(code="not_an_object", raw=value)]
    item = text_of(value, "item")
    is_comment = item == "comment"
    if not is_comment and (item not in POSTS or text_of(value, "published") == "0"):
        return []
    number, post = text_of(value, "comment_id" if is_comment else "post_id"), text_of(value, "post_id")
    act = VERBS.get(text_of(value, "verb") or "")
    if number is None or act is None:
        return [Unparsed(code="no_id" if number is None else "unknown_verb", raw=value)]
    if act not in WRITTEN:  # before anybody looks at `from`: here it is who did it
        at_ = sent_at(entry, now)
        return [Change(act=act, id=number, at=at_, by=_by(act, value, page), raw=value)]
    written_at = instant(value.get("created_time"))
    if written_at is None and act is Act.ADDED:
        return [Unparsed(code="no_time", raw=value)]
    if not isinstance(value.get("message", ""), str):
        return [Unparsed(code="not_text", raw=value)]
    text = value.get("message", "" if act is Act.ADDED else None)
    own = _writer(value) == page
    edited_at = instant(value.get("edited_time")) or sent_at(entry, now)
    change = Change(
        act=act,
        what=_what(is_comment=is_comment, own=own),
        id=number,
        at=edited_at if act is Act.EDITED or written_at is None else written_at,
        written_at=written_at,
        out=own,
        text=text,
        author=text_of(value, "from", "name") or text_of(value, "sender_name"),
        thread=_thread(number, text_of(value, "parent_id"), post, own=own) if is_comment else number,
        parent=_parent(text_of(value, "parent_id"), post, own=own) if is_comment else None,
        url=_link(text_of(value, "post", "permalink_url"), number, is_comment=is_comment),
        attachments=_pictures(text_of(value, "photo")),
        raw=value,
    )
    if value.get("is_hidden") is True and written_at is not None:
        return [change, Change(act=Act.HIDDEN, id=number, at=written_at, raw=value)]  # hidden as it came
    return [change]


def from_comment(record: Any, post: str | None, page: str, now: datetime) -> Found:
    """A comment as the API shows it now: `is_hidden` to us, who may see it all the same."""
    number, written_at = text_of(record, "id"), instant(at(record, "created_time"))
    if number is None or written_at is None:
        return [Unparsed(code="no_id" if number is None else "no_time", raw=record)]
    parent, own = text_of(record, "parent", "id"), text_of(record, "from", "id") == page
    hidden = at(record, "is_hidden") is True
    change = Change(
        act=Act.ADDED,
        id=number,
        at=written_at,
        seen_at=None if hidden else now,
        out=own,
        text=text_of(record, "message") or "",
        author=text_of(record, "from", "name"),
        thread=_thread(number, parent, post, own=own),
        parent=_parent(parent, post, own=own),
        url=text_of(record, "permalink_url"),
        attachments=_pictures(text_of(at(record, "attachment", "media"), "image", "src")),
        raw=record,
    )
    if hidden:
        return [change, Change(act=Act.HIDDEN, id=number, at=now, seen_at=now, out=own, raw=record)]
    return [change]


def from_post(record: Any, page: str, now: datetime) -> Found:
    """A post: the Page's own, or a visitor's, which waits for an answer like any comment."""
    number, written_at = text_of(record, "id"), instant(at(record, "created_time"))
    if number is None or written_at is None:
        return [Unparsed(code="no_id" if number is None else "no_time", raw=at(record, "id"))]
    own = text_of(record, "from", "id") == page
    raw = {name: value for name, value in record.items() if name != "comments"}
    return [
        Change(
            act=Act.ADDED,
            what=_what(is_comment=False, own=own),
            id=number,
            at=written_at,
            seen_at=now,
            out=own,
            text=text_of(record, "message") or "",
            author=text_of(record, "from", "name"),
            thread=number,
            url=text_of(record, "permalink_url"),
            raw=raw,
        )
    ]


def _what(*, is_comment: bool, own: bool) -> What:
    return What.POST if own and not is_comment else What.COMMENT


def _thread(number: str, parent: str | None, post: str | None, *, own: bool) -> str | None:
    """The topmost comment and its replies; what the Page writes directly on a post answers a visitor's."""
    if parent is not None and parent != post:
        return parent
    return post if own else number


def _parent(parent: str | None, post: str | None, *, own: bool) -> str | None:
    """Exact only for the public's: an own reply may be meant for any in its thread."""
    return parent if parent != post and not own else None


def _writer(value: Mapping[str, Any]) -> str | None:
    return text_of(value, "from", "id") or text_of(value, "sender_id")


def _by(act: Act, value: Mapping[str, Any], page: str) -> GoneBy | None:
    if act is Act.UNHIDDEN or _writer(value) is None:
        return None
    if _writer(value) == page:
        return GoneBy.ACCOUNT
    return GoneBy.AUTHOR if act is Act.REMOVED else None


def _link(post_link: str | None, number: str, *, is_comment: bool) -> str:
    if post_link is None:
        return f"https://www.facebook.com/{number}"
    if not is_comment:
        return post_link
    mark = "&" if "?" in post_link else "?"
    return f"{post_link}{mark}comment_id={number.rpartition('_')[2]}"


def _pictures(link: str | None) -> tuple[Attached, ...]:
    return (Attached(url=link),) if link else ()
