"""What Instagram's records say, as changes: of the `comments` webhook, and of the Graph API."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handlers.sources.base import Act, Change, Unparsed, What
from handlers.sources.fields import at, instant, text_of
from handlers.sources.graph import sent_at

COMMENT = "id,text,timestamp,username,from,hidden,parent_id"
ID = re.compile(r"\d+\Z")
MEDIA = "id,caption,timestamp,permalink,comments_count"


@dataclass(frozen=True, kw_only=True, slots=True)
class Us:
    """The account itself: Instagram names writers by numbers that differ between apps, and by name."""

    number: str
    name: str

    def wrote(self, record: Any) -> bool:
        """Whether it is the account's own."""
        name = text_of(record, "from", "username") or text_of(record, "username")
        own_numbers = {text_of(record, "from", "id"), text_of(record, "from", "self_ig_scoped_id")}
        return self.number in own_numbers or (name is not None and name.lower() == self.name)


def from_webhook(value: Any, entry: Mapping[str, Any], us: Us, now: datetime) -> Change | Unparsed:
    """A comment that was just written: Instagram says no more than when it sent this."""
    if not isinstance(value, Mapping):
        return Unparsed(code="not_an_object", raw=value)
    number = text_of(value, "id") or text_of(value, "comment_id")
    if number is None:
        return Unparsed(code="no_id", raw=value)
    if not isinstance(value.get("text", ""), str):
        return Unparsed(code="not_text", raw=value)
    return Change(
        act=Act.ADDED,
        id=number,
        at=sent_at(entry, now),
        out=us.wrote(value),
        text=value.get("text", ""),
        author=text_of(value, "from", "username"),
        thread=_thread(number, text_of(value, "parent_id")),
        parent=None if us.wrote(value) else text_of(value, "parent_id"),
        raw=value,
    )


def from_comment(
    record: Any, us: Us, link: str | None, now: datetime, *, under: str | None = None
) -> Sequence[Change | Unparsed]:
    """A comment as the API shows it now; `under`: the one whose reply it is, `link`: its post."""
    number, written_at = text_of(record, "id"), instant(at(record, "timestamp"))
    if number is None or written_at is None:
        return [Unparsed(code="no_id" if number is None else "no_time", raw=record)]
    own, hidden = us.wrote(record), at(record, "hidden") is True
    parent = text_of(record, "parent_id") or under
    change = Change(
        act=Act.ADDED,
        id=number,
        at=written_at,
        seen_at=None if hidden else now,
        out=own,
        text=text_of(record, "text") or "",
        author=text_of(record, "from", "username") or text_of(record, "username"),
        thread=_thread(number, parent),
        parent=None if own else parent,
        url=link,
        raw={name: value for name, value in record.items() if name != "replies"},
    )
    if hidden:
        return [change, Change(act=Act.HIDDEN, id=number, at=now, seen_at=now, out=own, raw=change.raw)]
    return [change]


def from_media(record: Any, now: datetime) -> Change | Unparsed:
    """The account's own post."""
    number, published_at = text_of(record, "id"), instant(at(record, "timestamp"))
    if number is None or published_at is None:
        return Unparsed(code="no_id" if number is None else "no_time", raw=at(record, "id"))
    return Change(
        act=Act.ADDED,
        what=What.POST,
        id=number,
        at=published_at,
        seen_at=now,
        out=True,
        text=text_of(record, "caption") or "",
        thread=number,
        url=text_of(record, "permalink"),
        raw=record,
    )


def _thread(number: str, parent: str | None) -> str:
    """The topmost comment and its replies: Instagram's are two levels deep."""
    return parent or number
