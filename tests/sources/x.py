"""X as its API v2 is documented: posts with ids that tell their time, edits as new posts, a bill.

docs.x.com/x-api/posts/timelines/introduction (since_id, start_time, pagination_token, max_results 5 to 100)
docs.x.com/x-api/posts/search/introduction (7 days, conversation_id:, a query of at most 512 characters)
docs.x.com/x-api/posts/lookup/introduction (ids, at most 100; what is missing is under `errors`)
docs.x.com/x-api/fundamentals/edit-posts, /fundamentals/rate-limits, /getting-started/pricing
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar

import httpx

from tests.sources.site import Site

ME, NAME = "2244994945", "museet_exempel"
EPOCH = 1_288_834_974_657
KNOWN = {"tweet.fields", "expansions", "user.fields", "media.fields", "max_results"}
FIELDS = {"created_at", "author_id", "conversation_id", "referenced_tweets", "attachments", "note_tweet"}


@dataclass
class Tweet:
    """One version of a post."""

    id: str
    by: str
    text: str
    at: datetime
    under: "Tweet | None" = None
    history: list[str] = field(default_factory=list)
    mentions: bool = True
    picture: Mapping[str, str] | None = None
    long: str = ""

    @property
    def conversation(self) -> str:
        return self.under.conversation if self.under else (self.history or [self.id])[0]


class XSite(Site):
    """api.x.com, with an app that pays for what it reads."""

    kind: ClassVar[str] = "x"
    url: ClassVar[str] = f"https://x.com/{NAME}"
    keys: ClassVar[Mapping[str, str]] = {"token": "x-bearer"}

    def __init__(self) -> None:
        super().__init__()
        self.posts: dict[str, Tweet] = {}
        self.protected: set[str] = set()
        self.bill: set[tuple[str, str]] = set()
        """Posts, users and pictures that were given: each once a UTC day (/getting-started/pricing)."""
        self.token = self.keys["token"]
        self.full = False

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self.says(text, at, by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.says(text, at, by=ME, under=to)

    def edit(self, number: str, text: str, at: datetime) -> None:
        """Each edit is a new post; the first is shown no more."""
        old = self.posts.pop(number)
        new = self.says(text, at, by=old.by, mentions=old.mentions)
        self.posts[new].history = [*(old.history or [old.id]), new]
        self.posts[new].under = old.under

    def remove(self, number: str, at: datetime) -> None:
        del self.posts[number]

    def says(self, text: str, at: datetime, *, by: str = "Kim", under: str | None = None, **more: Any) -> str:
        number = str(((int(at.timestamp() * 1000) - EPOCH) << 22) + len(self.posts))
        self.posts[number] = Tweet(number, by, text, at, self.posts[under] if under else None, **more)
        return number

    def paths(self) -> list[str]:
        """What it was asked."""
        return [request.url.path.removeprefix("/2/") for request in self.asked]

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return httpx.Response(401, json={"title": "Unauthorized", "status": 401, "type": "about:blank"})
        if self.full:
            reset = str(int((self.now + timedelta(minutes=9)).timestamp()))
            return httpx.Response(
                429, json={"title": "Too Many Requests"}, headers={"x-rate-limit-reset": reset}
            )
        asked = request.url.params
        match request.url.path.removeprefix("/2/").split("/"):
            case ["users", "by", "username", name] if name == NAME:
                self._pay(ME)
                return httpx.Response(200, json={"data": {"id": ME, "username": NAME, "name": "Museet"}})
            case ["users", number, "mentions"] if number == ME:
                return self._page(
                    asked, [one for one in self.posts.values() if _mentions_us(one)], "pagination_token"
                )
            case ["users", number, "tweets"] if number == ME:
                assert asked["exclude"] == "retweets"
                return self._page(
                    asked, [one for one in self.posts.values() if one.by == ME], "pagination_token"
                )
            case ["tweets", "search", "recent"]:
                return self._search(asked)
            case ["tweets"]:
                return self._lookup(asked)
        return httpx.Response(404, json={"title": "Not Found Error", "status": 404})

    def _search(self, asked: httpx.QueryParams) -> httpx.Response:
        query = asked["query"]
        start = datetime.fromisoformat(asked["start_time"])
        if len(query) > 512 or start < self.now - timedelta(days=7):
            return httpx.Response(400, json={"title": "Invalid Request", "status": 400})
        wanted = re.findall(r"conversation_id:(\d+)", query)
        assert query.endswith(f") -from:{NAME} -@{NAME}")
        found = [
            one
            for one in self.posts.values()
            if one.conversation in wanted and one.by != ME and not one.mentions
        ]
        return self._page(asked, found, "next_token")

    def _page(self, asked: httpx.QueryParams, found: list[Tweet], onward: str) -> httpx.Response:
        unknown = asked.keys() - KNOWN - {"since_id", "start_time", "exclude", "query", onward}
        if unknown or not (10 if onward == "next_token" else 5) <= int(asked["max_results"]) <= 100:
            return httpx.Response(400, json={"title": "Invalid Request", "status": 400})
        if "since_id" in asked:
            found = [one for one in found if int(one.id) > int(asked["since_id"])]
        if "start_time" in asked:
            found = [one for one in found if one.at >= datetime.fromisoformat(asked["start_time"])]
        found.sort(key=lambda one: int(one.id), reverse=True)
        start, size = int(asked.get(onward, "0")), int(asked["max_results"])
        shown = found[start : start + size]
        meta: dict[str, Any] = {"result_count": len(shown)}
        if start + size < len(found):
            meta["next_token"] = str(start + size)
        return self._given(asked, shown, meta=meta)

    def _lookup(self, asked: httpx.QueryParams) -> httpx.Response:
        wanted = asked["ids"].split(",")
        if len(wanted) > 100:
            return httpx.Response(400, json={"title": "Invalid Request", "status": 400})
        there = {(one.history or [one.id])[0]: one for one in self.posts.values()}
        shown = [there[number] for number in wanted if number in there and number not in self.protected]
        errors = [
            {
                "resource_type": "tweet",
                "resource_id": number,
                "value": number,
                "parameter": "ids",
                "type": "https://api.twitter.com/2/problems/"
                + ("not-authorized-for-resource" if number in there else "resource-not-found"),
            }
            for number in wanted
            if number not in there or number in self.protected
        ]
        return self._given(asked, shown, errors=errors)

    def _given(self, asked: httpx.QueryParams, shown: list[Tweet], **more: Any) -> httpx.Response:
        assert set(asked["tweet.fields"].split(",")) == FIELDS
        users = {one.by: _user(one.by) for one in shown}
        media = [one.picture for one in shown if one.picture]
        said: dict[str, Any] = {key: value for key, value in more.items() if value}
        if shown:
            said["data"] = [_tweet(one) for one in shown]
            self._pay(*(one.id for one in shown))
        if shown and "expansions" in asked:
            said["includes"] = {"users": [*users.values()]} | ({"media": media} if media else {})
            self._pay(*(user["id"] for user in users.values()), *(one["media_key"] for one in media))
        return httpx.Response(200, json=said)

    def _pay(self, *read: str) -> None:
        self.bill |= {(f"{self.now.astimezone(UTC):%Y-%m-%d}", one) for one in read}


def _mentions_us(one: Tweet) -> bool:
    return one.by != ME and one.mentions


def _user(by: str) -> dict[str, str]:
    if by == ME:
        return {"id": ME, "name": "Museet", "username": NAME}
    return {
        "id": f"9{len(by)}",
        "name": by,
        "username": "".join(c for c in by.lower() if c.isascii() and c.isalpha()),
    }


def _tweet(one: Tweet) -> dict[str, Any]:
    """docs.x.com/x-api/fundamentals/data-dictionary"""
    said: dict[str, Any] = {
        "id": one.id,
        "text": one.text.replace("&", "&amp;"),
        "created_at": one.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "author_id": _user(one.by)["id"],
        "conversation_id": one.conversation,
        "edit_history_tweet_ids": one.history or [one.id],
    }
    if one.under:
        said["referenced_tweets"] = [{"type": "replied_to", "id": one.under.id}]
    if one.picture:
        said["attachments"] = {"media_keys": [one.picture["media_key"]]}
    if one.long:
        said["note_tweet"] = {"text": one.long}
    return said
