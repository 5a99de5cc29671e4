"""Forums that run phpBB, by the Atom feeds that every phpBB since 3.2 has (Board features, Syndication).

Shapes: area51.phpbb.com/docs/dev (routes `feed`, `feed/forum/<number>`) and the feed's template. Entries are
posts; `updated` is the time of the last edit. Links differ between versions: the post's number is its id.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from handlers.sources.base import Act, Ask, Change, FetchFailed, Page, Place, Question, judged
from handlers.sources.feed import Feed, read_feed
from handlers.sources.fields import ids, instant, text_of
from handlers.sources.plain import plain_text

_POST = re.compile(r"[?&]p=(\d+)")
_TOPIC = re.compile(r"[?&]t=(\d+)")
_FOOT = re.compile(r"<p>.*</p>\s*<hr ?/?>$", re.DOTALL)
_ANSWERED = re.compile(r"^(?:re|sv|aw|vs): ", re.IGNORECASE)
SEPARATOR = " • "
MARK = "last-modified"


class PhpBB(Feed):
    """The newest posts of a board, or of some of its forums."""

    kind: ClassVar[str] = "phpbb"
    every: ClassVar[timedelta] = timedelta(minutes=5)
    settings: ClassVar[frozenset[str]] = frozenset({"authors", "forums"})

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """Each feed whole, as long as it is another than the last time."""
        marks: dict[str, str] = {}
        changes: list[Change] = []
        for path in _feeds(place):
            mark = text_of(cursor or {}, path)
            headers = {"If-Modified-Since": mark} if mark else {}
            answer = ask(Question(url=f"{place.address()}{path}", headers=headers))
            if answer.status == 304 and mark:
                marks[path] = mark
                continue
            if answer.status == 404:  # switched off, or there is no such forum
                raise FetchFailed("no_such_feed")
            found = read_feed(judged(answer).body, place, now)
            changes += [_post(one, now) for one in found if one.at >= place.account.watch_from]
            if answer.headers.get(MARK):
                marks[path] = answer.headers[MARK]
        return Page(changes=tuple(changes), cursor=marks)


def _feeds(place: Place) -> list[str]:
    forums = sorted(ids(place.settings.get("forums")))
    return [f"/app.php/feed/forum/{number}" for number in forums] or ["/app.php/feed"]


def _post(change: Change, now: datetime) -> Change:
    """As phpBB means it: without its line of statistics, with the topic that it stands in."""
    link = change.url or text_of(change.raw, "id") or ""
    post, topic = _POST.search(link), _TOPIC.search(link)
    title = (text_of(change.raw, "title") or "").rpartition(SEPARATOR)[2]
    subject = _ANSWERED.sub("", title).strip()
    content = text_of(change.raw, "content") or ""
    said = plain_text(_without_foot(content))
    edited_at = instant((text_of(change.raw, "updated") or "").strip())
    edited = edited_at is not None and edited_at > change.at
    return replace(
        change,
        act=Act.EDITED if edited else Act.ADDED,
        id=f"p{post[1]}" if post else change.id,
        at=min(edited_at, now) if edited and edited_at is not None else change.at,
        written_at=change.at,
        text=said if title != subject or not subject or change.out else f"{subject}\n{said}",
        thread=f"t{topic[1]}" if topic else subject or change.thread,
        parent=None,
    )


def _without_foot(content: str) -> str:
    start = content.rfind("<p>")
    return content[:start] if start >= 0 and _FOOT.match(content[start:].strip()) else content
