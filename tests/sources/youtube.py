"""A YouTube channel as the Data API's documentation describes it, with a public beneath its videos.

Pages are under developers.google.com/youtube/v3. Each question costs a unit, also one that is refused.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

import httpx

from tests.sources.site import Site

CHANNEL, NAME = "UCexempelstad0000000000a", "Exempelstads kommun"
KEY = "api-key"
INLINE = 5
"""docs/commentThreads#replies.comments[]: a subset; how many, nobody promises."""


@dataclass
class Written:
    """docs/comments#resource"""

    id: str
    at: datetime
    by: str
    text: str
    video: str
    under: str | None = None
    updated_at: datetime | None = None


class YouTubeSite(Site):
    """One channel of ours."""

    kind: ClassVar[str] = "youtube"
    url: ClassVar[str] = "https://www.youtube.com/@exempelstad"
    settings: ClassVar[Mapping[str, str]] = {"channel": CHANNEL}
    keys: ClassVar[Mapping[str, str]] = {"key": KEY}
    exact_parents: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.videos: dict[str, datetime] = {}
        self.written: dict[str, Written] = {}
        self._under: dict[str, list[str]] = defaultdict(list)
        self.units: dict[str, int] = {}
        """By the quota's own day: getting-started#quota, midnight Pacific time."""
        self.quota = 10_000
        self.missing_fails = False
        """docs/comments/list#errors: one that there is not may fail the whole question."""
        self._numbers = count(1)

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        video = next(iter(self.videos), None) or self.uploads(at=at - timedelta(days=1))
        return self.writes(text, at=at, on=video, by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.writes(text, at=at, on=self.written[to].video, by=NAME, under=to)

    def edit(self, number: str, text: str, at: datetime) -> None:
        self.written[number].text, self.written[number].updated_at = text, at

    def remove(self, number: str, at: datetime) -> None:
        """A topmost comment takes its replies with it."""
        del at
        self.written = {key: one for key, one in self.written.items() if number not in {key, one.under}}

    def uploads(self, *, at: datetime) -> str:
        """We publish a video."""
        number = f"video{next(self._numbers)}"
        self.videos[number] = at
        return number

    def writes(
        self, text: str, *, at: datetime, on: str, by: str = "@berit", under: str | None = None
    ) -> str:
        """Somebody comments, or replies: replies are one level deep."""
        top = self.written[under].under or under if under else None
        number = f"{top}.r{next(self._numbers)}" if top else f"Ugx{next(self._numbers):08}AaABAg"
        self.written[number] = Written(id=number, at=at, by=by, text=text, video=on, under=top)
        self._under[top or ""].append(number)
        return number

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["host"] == "www.googleapis.com"
        assert KEY not in str(request.url), "addresses are logged"
        day = self.now.astimezone(ZoneInfo("America/Los_Angeles")).date().isoformat()
        self.units[day] = self.units.get(day, 0) + 1
        if self.units[day] > self.quota:
            return _error(403, "quotaExceeded")
        if request.headers.get("x-goog-api-key") != KEY:
            return _error(400, "keyInvalid")
        params = dict(request.url.params)
        match request.url.path.removeprefix("/youtube/v3/"):
            case "commentThreads":  # docs/commentThreads/list
                _only(params, {"part", "allThreadsRelatedToChannelId", "order", "textFormat"})
                return self._threads(params)
            case "comments":  # docs/comments/list
                _only(params, {"part", "id", "parentId", "textFormat"})
                return self._comments(params)
            case "playlistItems":  # docs/playlistItems/list
                _only(params, {"part", "playlistId"})
                assert params["playlistId"] == "UU" + CHANNEL.removeprefix("UC")
                return self._page(params, [*map(self._upload, self.videos)], most=50)
            case "channels":  # docs/channels/list
                found = [{"id": CHANNEL, "snippet": {"title": NAME}}] if params["id"] == CHANNEL else []
                return httpx.Response(200, json={"items": found} if found else {})
        return httpx.Response(404)

    def _threads(self, params: Mapping[str, str]) -> httpx.Response:
        if params["allThreadsRelatedToChannelId"] != CHANNEL:
            return _error(404, "channelNotFound")
        top = [one for one in self.written.values() if one.under is None]
        top.sort(key=lambda one: one.at, reverse=True)
        return self._page(params, top, most=100, shown=self._thread)

    def _comments(self, params: Mapping[str, str]) -> httpx.Response:
        if "id" in params:
            assert "maxResults" not in params, "docs/comments/list#maxResults: not with id"
            wanted = params["id"].split(",")
            if len(wanted) > 50:
                return _error(400, "invalidFilters")
            there = [self._comment(self.written[one]) for one in wanted if one in self.written]
            if self.missing_fails and len(there) < len(wanted):
                return _error(404, "commentNotFound")
            return httpx.Response(200, json={"items": there})
        replies = [self.written[one] for one in self._under[params["parentId"]] if one in self.written]
        return self._page(params, replies, most=100, shown=self._comment)

    def _page(
        self,
        params: Mapping[str, str],
        rows: list[Any],
        *,
        most: int,
        shown: Callable[[Any], Any] = lambda row: row,
    ) -> httpx.Response:
        size = int(params.get("maxResults", "20"))
        assert 1 <= size <= most
        start = int(params.get("pageToken", "0"))
        page: dict[str, Any] = {"items": [shown(row) for row in rows[start : start + size]]}
        if start + size < len(rows):
            page["nextPageToken"] = str(start + size)
        return httpx.Response(200, json=page)

    def _thread(self, one: Written) -> dict[str, Any]:
        """docs/commentThreads#resource"""
        replies = [self.written[other] for other in self._under[one.id] if other in self.written]
        thread: dict[str, Any] = {
            "id": one.id,
            "snippet": {
                "channelId": CHANNEL,
                "videoId": one.video,
                "topLevelComment": self._comment(one),
                "totalReplyCount": len(replies),
            },
        }
        if replies:
            thread["replies"] = {"comments": [self._comment(other) for other in replies[:INLINE]]}
        return thread

    def _comment(self, one: Written) -> dict[str, Any]:
        snippet: dict[str, Any] = {
            "authorDisplayName": one.by,
            "authorChannelId": {"value": CHANNEL if one.by == NAME else f"UC-{one.by}"},
            "textDisplay": one.text,
            "publishedAt": _stamp(one.at),
            "updatedAt": _stamp(one.updated_at or one.at),
        }
        snippet |= {"parentId": one.under} if one.under else {}
        return {"id": one.id, "snippet": snippet}

    def _upload(self, number: str) -> dict[str, Any]:
        said = {"videoId": number, "videoPublishedAt": _stamp(self.videos[number])}
        return {"id": f"PL{number}", "snippet": {"title": "En film"}, "contentDetails": said}


def _only(params: Mapping[str, str], known: set[str]) -> None:
    assert not {*params} - known - {"maxResults", "pageToken"}, "no documented parameter"


def _error(status: int, reason: str) -> httpx.Response:
    """docs/errors"""
    said = {"code": status, "message": reason, "errors": [{"reason": reason, "domain": "youtube"}]}
    return httpx.Response(status, json={"error": said})


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
