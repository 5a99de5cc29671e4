"""Bluesky: mentions and replies, what is written beneath our posts, our own words; no edits, there are none.

Shapes: the lexicons app.bsky.notification.listNotifications, app.bsky.feed.getAuthorFeed, .getPostThread,
.getPosts, .defs (docs.bsky.app/docs/api). Not every reply gives a notification: threads are read too. Whoever
writes says when (`createdAt`); the network says when it saw it (`indexedAt`).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

from handlers.sources.base import (
    Act,
    Ask,
    Attached,
    Change,
    Deed,
    FetchFailed,
    Health,
    Known,
    Page,
    Place,
    Source,
    ToPublish,
    Unparsed,
    What,
)
from handlers.sources.bluesky_session import Api, Sessions
from handlers.sources.fields import at, instant, text_of
from handlers.sources.plain import is_alike
from handlers.sources.threads import Beneath, due, looks, noted

FULL = "100"
"""The most notifications or posts that are given at once."""
AT_ONCE = 25
"""So many posts may be asked for by address in one question."""
OVERLAP = timedelta(hours=1)
"""The network sees some posts late."""
BELIEVED = timedelta(days=1)
"""A post that says it is older than this when the network first sees it was moved here: it is new."""
THREADS_AT_ONCE = 10
DEPTH = "100"
POST = "app.bsky.feed.post"


class Bluesky(Source):
    """An account's mentions and threads."""

    kind: ClassVar[str] = "bluesky"
    every: ClassVar[timedelta] = timedelta(minutes=2)
    recheck_every: ClassVar[timedelta | None] = timedelta(minutes=15)
    settings: ClassVar[frozenset[str]] = frozenset({"handle"})
    keys: ClassVar[frozenset[str]] = frozenset({"password"})
    acts: ClassVar[frozenset[Deed]] = frozenset({Deed.PUBLISH})

    def __init__(self) -> None:
        self._sessions = Sessions()

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """A page of notifications and one of our own posts; when both are read, threads beneath our posts."""
        api = self._sessions.api(ask, place, now)
        state = dict(cursor or {})
        since = place.account.watch_from
        wanted = [("reasons", "mention"), ("reasons", "reply")]
        notified = _back(api, "app.bsky.notification.listNotifications", wanted, state.get("told"), since)
        wanted = [("actor", api.did), ("filter", "posts_with_replies")]
        feed = _back(api, "app.bsky.feed.getAuthorFeed", wanted, state.get("own"), since)
        found = [_change(one, api.did, now) for one in _with_pictures(api, notified.records)]
        found += [_change(at(one, "post"), api.did, now) for one in feed.records if not at(one, "reason")]
        state |= {"told": notified.state, "own": feed.state}
        more = notified.more or feed.more
        if not more and looks(state, now):
            threads, state["threads"] = _threads(api, state.get("threads"))
            found += threads
            state["looked_at"] = now.isoformat()
        return Page(
            changes=tuple(one for one in found if isinstance(one, Change) and one.at >= since),
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
            cursor=state,
            more=more,
        )

    def recheck(self, ask: Ask, place: Place, known: Sequence[Known], now: datetime) -> Sequence[Change]:
        """What is deleted is not among them any more."""
        api = self._sessions.api(ask, place, now)
        wanted = [one for one in known if one.id.startswith("at://")]
        seen = {text_of(one, "uri"): one for one in _several(api, [one.id for one in wanted])}
        found: list[Change] = []
        for one in wanted:
            if one.id not in seen:
                if not one.gone:
                    found.append(Change(act=Act.REMOVED, id=one.id, at=now, out=one.out))
                continue
            change = _change(seen[one.id], api.did, now)
            if isinstance(change, Change) and (one.gone or change.text != one.text):
                found.append(change)
        return found

    def health(self, ask: Ask, place: Place, now: datetime) -> Health:
        """The name by which the account is known there."""
        api = self._sessions.api(ask, place, now)
        return Health(name=text_of(api.get("com.atproto.server.getSession", ()), "handle") or "")

    def publish(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change:
        """A record of ours (com.atproto.repo.createRecord); it names what it answers, and its digest."""
        api = self._sessions.api(ask, place, now)
        asked = next(iter(_several(api, [reply.to.id])), None)
        if asked is None:
            raise FetchFailed("http_404")
        parent = {"uri": reply.to.id, "cid": text_of(asked, "cid") or ""}
        root = at(asked, "record", "reply", "root")
        record = {
            "$type": POST,
            "text": reply.text,
            "createdAt": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
            "langs": ["sv"],
            "reply": {"root": root if isinstance(root, Mapping) else parent, "parent": parent},
        }
        data = {"repo": api.did, "collection": POST, "record": record}
        address = text_of(api.write("com.atproto.repo.createRecord", data), "uri")
        if address is None:
            raise FetchFailed("no_id")
        written = {
            "uri": address,
            "author": {"did": api.did},
            "record": record,
            "indexedAt": record["createdAt"],
        }
        change = _change(written, api.did, now)
        assert isinstance(change, Change)
        return replace(change, url=f"https://bsky.app/profile/{api.did}/post/{address.rpartition('/')[2]}")

    def published(self, ask: Ask, place: Place, reply: ToPublish, now: datetime) -> Change | None:
        """Among our own newest posts: our server knows them before the network does."""
        api = self._sessions.api(ask, place, now)
        wanted = [("repo", api.did), ("collection", POST), ("limit", FULL)]
        records = at(api.get("com.atproto.repo.listRecords", wanted), "records")
        for one in records if isinstance(records, list) else []:
            said = at(one, "value")
            answers = text_of(said, "reply", "parent", "uri") == reply.to.id
            if answers and is_alike(text_of(said, "text") or "", reply.text):
                shown = {"uri": one.get("uri"), "author": {"did": api.did}, "record": said}
                change = _change({**shown, "indexedAt": text_of(said, "createdAt")}, api.did, now)
                return change if isinstance(change, Change) else None
        return None


class _Read:
    """One page of a list that is newest first, and where to go on: back, until what was read before."""

    def __init__(self, records: Sequence[Any], state: Mapping[str, str], more: bool) -> None:
        self.records, self.state, self.more = records, state, more


def _back(api: Api, name: str, wanted: Iterable[tuple[str, str]], before: Any, since: datetime) -> _Read:
    """`before`: `newest` seen, `top` of this round, `cursor` where the round goes on."""
    state = {key: str(value) for key, value in before.items()} if isinstance(before, Mapping) else {}
    onward = [("cursor", state["cursor"])] if "cursor" in state else []
    answer = api.get(name, [*wanted, ("limit", FULL), *onward])
    listed = at(answer, "notifications") or at(answer, "feed")
    records = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    newest = instant(state.get("newest"))
    until = max(since, newest - OVERLAP) if newest else since
    times = [seen_at for one in records if (seen_at := _seen_at(one)) is not None]
    top = max([*times, *filter(None, [instant(state.get("top")), newest])], default=None)
    cursor = text_of(answer, "cursor")
    more = cursor is not None and bool(records) and min(times, default=until) >= until
    if more and cursor is not None:
        kept = {"cursor": cursor, "top": top, "newest": newest}
    else:
        kept = {"newest": top}
    said = {
        key: value if isinstance(value, str) else value.isoformat() for key, value in kept.items() if value
    }
    return _Read(records, said, more)


def _seen_at(record: Mapping[str, Any]) -> datetime | None:
    return instant(
        at(record, "reason", "indexedAt") or at(record, "post", "indexedAt") or record.get("indexedAt")
    )


def _with_pictures(api: Api, records: Sequence[Any]) -> list[Any]:
    """Notifications show no links to pictures: those posts are asked for."""
    addresses = [uri for one in records if at(one, "record", "embed") and (uri := text_of(one, "uri"))]
    whole = {text_of(one, "uri"): one for one in _several(api, addresses)}
    return [whole.get(text_of(one, "uri"), one) for one in records]


def _several(api: Api, addresses: Sequence[str]) -> Iterator[Any]:
    for start in range(0, len(addresses), AT_ONCE):
        some = addresses[start : start + AT_ONCE]
        posts = at(api.get("app.bsky.feed.getPosts", [("uris", one) for one in some]), "posts")
        yield from posts if isinstance(posts, list) else ()


def _threads(api: Api, read: Any) -> tuple[list[Change | Unparsed], dict[str, list[Any]]]:
    """What stands beneath our newest posts, and which threads were read."""
    wanted = [("actor", api.did), ("filter", "posts_no_replies"), ("limit", FULL)]
    feed = at(api.get("app.bsky.feed.getAuthorFeed", wanted), "feed")
    posts = [*_posts(feed if isinstance(feed, list) else [])]
    found: list[Change | Unparsed] = []
    done = due(posts, read, api.now)[:THREADS_AT_ONCE]
    for post in done:
        query = [("uri", post.id), ("depth", DEPTH), ("parentHeight", "0")]
        found += [
            _change(one, api.did, api.now)
            for one in _beneath(api.maybe("app.bsky.feed.getPostThread", query))
        ]
    return found, noted(posts, read, done, api.now)


def _posts(feed: Sequence[Any]) -> Iterator[Beneath]:
    for one in feed:
        address, written_at = text_of(one, "post", "uri"), instant(at(one, "post", "indexedAt"))
        if address is not None and written_at is not None and not at(one, "reason"):
            yield Beneath(id=address, written_at=written_at, count=at(one, "post", "replyCount"))


def _beneath(answer: Any) -> Iterator[Any]:
    """Every post under the first; those that are gone or blocked have no `post`."""
    waiting = [at(answer, "thread")]
    while waiting:
        replies = at(waiting.pop(), "replies")
        for one in replies if isinstance(replies, list) else []:
            if at(one, "post"):
                yield at(one, "post")
                waiting.append(one)


def _change(record: Any, did: str, now: datetime) -> Change | Unparsed:
    """What a post says; of a notification's shape or a post view's, which name the same things."""
    address, seen_at = text_of(record, "uri"), instant(at(record, "indexedAt"))
    writer = text_of(record, "author", "did")
    if address is None or writer is None or seen_at is None:
        return Unparsed(code="no_time" if address and writer else "no_id", raw=record)
    said_at = instant(at(record, "record", "createdAt"))
    out = writer == did
    root, parent = (text_of(record, "record", "reply", which, "uri") for which in ("root", "parent"))
    is_post = out and parent is None
    if out and root == parent:
        root = None  # answers exactly that; if it is our own post, nobody
    handle = text_of(record, "author", "handle") or writer
    return Change(
        act=Act.ADDED,
        what=What.POST if is_post else What.COMMENT,
        id=address,
        at=said_at if said_at is not None and seen_at - BELIEVED <= said_at <= seen_at else seen_at,
        seen_at=now,
        out=out,
        text=text_of(record, "record", "text") or "",
        author=text_of(record, "author", "displayName") or handle,
        thread=address if is_post else root,
        parent=parent,
        url=f"https://bsky.app/profile/{handle}/post/{address.rpartition('/')[2]}",
        attachments=tuple(_attached(at(record, "embed"))),
        raw=record,
    )


def _attached(embed: Any) -> Iterator[Attached]:
    images = at(embed, "images") or at(embed, "media", "images")
    for place, one in enumerate(images if isinstance(images, list) else []):
        url = text_of(one, "fullsize")
        if url is not None:
            yield Attached(url=url, name=text_of(one, "alt") or "", key=str(place))
