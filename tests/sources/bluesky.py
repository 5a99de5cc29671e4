"""Bluesky as its lexicons describe it: a server that our account logs in to, and the network behind it.

Its words are those of the lexicons (docs.bsky.app/docs/api, atproto.com/lexicons); what is asked with a
parameter that they do not name is refused, as is a session that has run out.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx

from tests.sources.site import Site

HANDLE = "museet.exempelstad.example"
ME = "did:plc:museet"
COLLECTION = "app.bsky.feed.post"
ACCESS, REFRESH = timedelta(hours=2), timedelta(days=60)


@dataclass
class Post:
    """A record of app.bsky.feed.post, and when the network saw it."""

    uri: str
    did: str
    name: str
    text: str
    at: datetime
    seen_at: datetime
    parent: "Post | None" = None
    notifies: bool = True
    pictures: tuple[Mapping[str, str], ...] = ()

    @property
    def root(self) -> "Post":
        return self if self.parent is None else self.parent.root


@dataclass
class Tokens:
    """Which sessions hold, and until when."""

    access: dict[str, datetime] = field(default_factory=dict)
    refresh: dict[str, datetime] = field(default_factory=dict)
    made: int = 0


class BlueskySite(Site):
    """The account's server; the public is elsewhere in the network."""

    kind: ClassVar[str] = "bluesky"
    url: ClassVar[str] = f"https://bsky.app/profile/{HANDLE}"
    keys: ClassVar[Mapping[str, str]] = {"password": "abcd-efgh-ijkl-mnop"}
    edits: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, Post] = {}
        self.tokens = Tokens()
        self.password = self.keys["password"]
        self.full = False
        """Whether the day's questions are used up."""
        self._count = 0

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self.says(text, at, by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.says(text, at, by=ME, under=to)

    def remove(self, number: str, at: datetime) -> None:
        del self.posts[number]

    def says(
        self,
        text: str,
        at: datetime,
        *,
        by: str = "Kim på Söder",
        under: str | None = None,
        seen_at: datetime | None = None,
        **more: Any,
    ) -> str:
        """Somebody posts; `seen_at`: when the network first saw it."""
        self._count += 1
        did = ME if by == ME else "did:plc:" + "".join(c for c in by.lower() if c.isascii() and c.isalpha())
        uri = f"at://{did}/{COLLECTION}/3l{self._count:011}"
        name = "Exempelstads museum" if by == ME else by
        parent = self.posts[under] if under else None
        self.posts[uri] = Post(uri, did, name, text, at, seen_at or at, parent, **more)
        return uri

    def names(self) -> list[str]:
        """What it was asked."""
        return [request.url.path.removeprefix("/xrpc/") for request in self.asked]

    def answer(self, request: httpx.Request) -> httpx.Response:
        name = request.url.path.removeprefix("/xrpc/").rpartition(".")[2]
        if self.full:  # docs.bsky.app/docs/advanced-guides/rate-limits
            reset = str(int((self.now + timedelta(minutes=7)).timestamp()))
            return _refused(429, "RateLimitExceeded", headers={"ratelimit-reset": reset})
        if name == "createSession":
            return self._log_in(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if name == "refreshSession":
            if self.tokens.refresh.pop(token, self.now) <= self.now:
                return _refused(400, "ExpiredToken")
            return self._session()
        if token not in self.tokens.access:
            return _refused(401, "AuthMissing")
        if self.tokens.access[token] <= self.now:
            return _refused(400, "ExpiredToken")
        match name:
            case "createRecord" | "listRecords":
                return self._created(request) if name == "createRecord" else self._listed(request)
            case "getSession":
                return httpx.Response(200, json={"did": ME, "handle": HANDLE, "active": True})
            case "listNotifications":
                return self._notifications(request)
            case "getAuthorFeed":
                return self._feed(request)
            case "getPosts":
                return self._several(request)
            case "getPostThread":
                return self._thread(request)
        return _refused(501, "MethodNotImplemented")

    def _created(self, request: httpx.Request) -> httpx.Response:
        """com.atproto.repo.createRecord of an app.bsky.feed.post: at most 300 characters of text."""
        said = json.loads(request.content)
        assert request.method == "POST"
        assert not said.keys() - {"repo", "collection", "record"}, "the lexicon does not name it"
        record = said["record"]
        if (said["repo"], said["collection"], record["$type"]) != (ME, COLLECTION, COLLECTION):
            return _refused(400, "InvalidRequest")
        parent = record["reply"]["parent"]
        if len(record["text"]) > 300 or parent["cid"] != f"cid-{parent['uri']}":
            return _refused(400, "InvalidRequest")
        uri = self.says(
            record["text"], datetime.fromisoformat(record["createdAt"]), by=ME, under=parent["uri"]
        )
        return httpx.Response(200, json={"uri": uri, "cid": f"cid-{uri}"})

    def _listed(self, request: httpx.Request) -> httpx.Response:
        """com.atproto.repo.listRecords: newest first."""
        asked = _only(request, {"repo", "collection", "limit"})
        assert (asked["repo"], asked["collection"]) == (ME, COLLECTION)
        mine = [post for post in self.posts.values() if post.did == ME]
        rows = [
            {"uri": post.uri, "cid": f"cid-{post.uri}", "value": _record(post)} for post in reversed(mine)
        ]
        return httpx.Response(200, json={"records": rows[: int(asked["limit"])]})

    def _log_in(self, request: httpx.Request) -> httpx.Response:
        """com.atproto.server.createSession: JSON, a handle and an app password."""
        assert request.method == "POST"
        said = httpx.Response(200, content=request.content).json()
        if said != {"identifier": HANDLE, "password": self.password}:
            return _refused(401, "AuthenticationRequired")
        return self._session()

    def _session(self) -> httpx.Response:
        self.tokens.made += 1
        access, refresh = (f"{kind}-{self.tokens.made}" for kind in ("access", "refresh"))
        self.tokens.access[access] = self.now + ACCESS
        self.tokens.refresh[refresh] = self.now + REFRESH
        said = {"accessJwt": access, "refreshJwt": refresh, "handle": HANDLE, "did": ME, "active": True}
        return httpx.Response(200, json=said)

    def _notifications(self, request: httpx.Request) -> httpx.Response:
        """app.bsky.notification.listNotifications"""
        asked = _only(request, {"reasons", "limit", "cursor"})
        rows = []
        for post in self.posts.values():
            ours = post.parent is not None and post.parent.did == ME
            reason = "reply" if ours else "mention"
            if post.did == ME or not post.notifies or reason not in asked.get_list("reasons"):
                continue
            rows.append(
                {
                    "uri": post.uri,
                    "cid": f"cid-{post.uri}",
                    "author": _author(post),
                    "reason": reason,
                    "record": _record(post),
                    "isRead": False,
                    "indexedAt": _time(post.seen_at),
                }
            )
        return _paged("notifications", rows, asked)

    def _feed(self, request: httpx.Request) -> httpx.Response:
        """app.bsky.feed.getAuthorFeed"""
        asked = _only(request, {"actor", "filter", "limit", "cursor"})
        replies = asked["filter"] == "posts_with_replies"
        assert replies or asked["filter"] == "posts_no_replies"
        assert asked["actor"] == ME
        rows = [
            {"post": self._view(post)}
            for post in self.posts.values()
            if post.did == ME and (replies or post.parent is None)
        ]
        return _paged("feed", rows, asked)

    def _several(self, request: httpx.Request) -> httpx.Response:
        """app.bsky.feed.getPosts: at most 25; what is gone is left out."""
        wanted = _only(request, {"uris"}).get_list("uris")
        if not 1 <= len(wanted) <= 25:
            return _refused(400, "InvalidRequest")
        found = [self._view(self.posts[uri]) for uri in wanted if uri in self.posts]
        return httpx.Response(200, json={"posts": found})

    def _thread(self, request: httpx.Request) -> httpx.Response:
        """app.bsky.feed.getPostThread"""
        asked = _only(request, {"uri", "depth", "parentHeight"})
        if asked["uri"] not in self.posts:
            return _refused(400, "NotFound")
        return httpx.Response(200, json={"thread": self._node(self.posts[asked["uri"]])})

    def _node(self, post: Post) -> dict[str, Any]:
        beneath: list[dict[str, Any]] = [self._node(one) for one in self.posts.values() if one.parent is post]
        gone = {"$type": "app.bsky.feed.defs#notFoundPost", "uri": "at://gone", "notFound": True}
        view = self._view(post)
        return {"$type": "app.bsky.feed.defs#threadViewPost", "post": view, "replies": [*beneath, gone]}

    def _view(self, post: Post) -> dict[str, Any]:
        """app.bsky.feed.defs#postView"""
        view = {
            "uri": post.uri,
            "cid": f"cid-{post.uri}",
            "author": _author(post),
            "record": _record(post),
            "replyCount": sum(one.parent is post for one in self.posts.values()),
            "indexedAt": _time(post.seen_at),
        }
        if post.pictures:
            view["embed"] = {"$type": "app.bsky.embed.images#view", "images": [*post.pictures]}
        return view


def _author(post: Post) -> dict[str, str]:
    handle = HANDLE if post.did == ME else f"{post.did.rpartition(':')[2]}.annan.example"
    return {"did": post.did, "handle": handle, "displayName": post.name}


def _record(post: Post) -> dict[str, Any]:
    """app.bsky.feed.post"""
    record: dict[str, Any] = {"$type": COLLECTION, "text": post.text, "createdAt": _time(post.at)}
    if post.parent is not None:
        root, parent = post.root, post.parent
        record["reply"] = {"root": {"uri": root.uri, "cid": "c"}, "parent": {"uri": parent.uri, "cid": "c"}}
    if post.pictures:
        record["embed"] = {"$type": "app.bsky.embed.images", "images": [{"alt": "", "image": {}}]}
    return record


def _paged(name: str, rows: list[dict[str, Any]], asked: httpx.QueryParams) -> httpx.Response:
    """Newest first; the cursor is the server's own matter."""
    size = int(asked.get("limit", "50"))
    assert 1 <= size <= 100
    rows.sort(key=lambda row: row.get("indexedAt") or row["post"]["indexedAt"], reverse=True)
    start = int(asked.get("cursor", "0"))
    said: dict[str, Any] = {name: rows[start : start + size]}
    if start + size < len(rows):
        said["cursor"] = str(start + size)
    return httpx.Response(200, json=said)


def _only(request: httpx.Request, known: Iterable[str]) -> httpx.QueryParams:
    asked = request.url.params
    assert not asked.keys() - {*known}, "asked with a parameter that the lexicon does not name"
    return asked


def _time(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _refused(status: int, error: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
    """atproto.com/specs/xrpc#error-responses"""
    return httpx.Response(status, json={"error": error, "message": error}, headers=headers)
