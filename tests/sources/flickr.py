"""Flickr as its API is documented: photos, comments beneath them, signed requests, failures that come as 200.

flickr.com/services/api/auth.oauth.html (OAuth 1.0a, HMAC-SHA1), /response.json.html (`_content`, `stat`)
flickr.com/services/api/flickr.activity.userPhotos.html (not more than once an hour; pages of 50)
flickr.com/services/api/flickr.photos.comments.getList.html, .people.getPhotos.html, .test.login.html
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import unquote

import httpx

from handlers.sources.oauth1 import Signer
from tests.sources.site import Site

ME = "12037949754@N01"
KEYS = {"key": "app-key", "secret": "app-secret", "token": "user-token", "token_secret": "user-secret"}
SIGNER = Signer(key="app-key", secret="app-secret", token="user-token", token_secret="user-secret")


@dataclass
class Row:
    """A comment."""

    id: str
    photo: str
    by: str
    text: str
    at: datetime


class FlickrSite(Site):
    """api.flickr.com with our account's photos."""

    kind: ClassVar[str] = "flickr"
    url: ClassVar[str] = "https://www.flickr.com/photos/museet"
    keys: ClassVar[Mapping[str, str]] = KEYS
    exact_parents: ClassVar[bool] = False

    def __init__(self) -> None:
        super().__init__()
        self.photos = {"10289": datetime.fromisoformat("2026-11-20T08:00:00+00:00")}
        self.rows: dict[str, Row] = {}
        self.signer = SIGNER
        self.nonces: set[str] = set()
        self.activity_at: datetime | None = None
        self.fails: int | None = None

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        """Each beneath a photo of its own: in a flat thread an answer is the oldest open comment's."""
        photo = str(30_000 + len(self.photos))
        self.photos[photo] = self.photos["10289"]
        return self.says(text, at, by=author, photo=photo)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.says(text, at, by=ME, photo=self.rows[to].photo)

    def edit(self, number: str, text: str, at: datetime) -> None:
        self.rows[number].text = text

    def remove(self, number: str, at: datetime) -> None:
        del self.rows[number]

    def says(self, text: str, at: datetime, *, by: str = "Kim", photo: str = "10289") -> str:
        number = f"6065-{photo}-{72057594077818641 + len(self.rows)}"
        self.rows[number] = Row(number, photo, by, text, at)
        return number

    def methods(self) -> list[str]:
        """What it was asked."""
        return [request.url.params["method"].removeprefix("flickr.") for request in self.asked]

    def answer(self, request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        assert (asked.pop("format"), asked.pop("nojsoncallback")) == ("json", "1")
        if self.fails is not None or not self._is_signed(request):
            return _failed(self.fails or 96)
        match asked.pop("method"):
            case "flickr.test.login":
                return _ok(user={"id": ME, "username": {"_content": "museet"}})
            case "flickr.activity.userPhotos":
                return self._activity(asked)
            case "flickr.photos.comments.getList":
                return self._comments(asked)
            case "flickr.people.getPhotos":
                return self._uploaded(asked)
        return _failed(112)

    def _is_signed(self, request: httpx.Request) -> bool:
        """RFC 5849, 3.2: a fresh time, a nonce that was never used, and the signature."""
        header = request.headers.get("authorization", "").removeprefix("OAuth ")
        said = {name: unquote(value) for name, value in re.findall(r'(\w+)="([^"]*)"', header)}
        claimed, nonce = said.pop("oauth_signature", ""), said.get("oauth_nonce", "")
        if nonce in self.nonces or abs(int(said.get("oauth_timestamp", "0")) - self.now.timestamp()) > 300:
            return False
        self.nonces.add(nonce)
        url = "https://api.flickr.com/services/rest"
        return claimed == self.signer.signature("GET", url, {**dict(request.url.params), **said})

    def _activity(self, asked: dict[str, str]) -> httpx.Response:
        first = asked["page"] == "1"
        fresh = self.activity_at is not None and self.now - self.activity_at < timedelta(hours=1)
        assert not (first and fresh), "not more than once an hour"
        self.activity_at = self.now if first else self.activity_at
        assert int(asked["per_page"]) <= 50
        amount, unit = int(asked["timeframe"][:-1]), asked["timeframe"][-1]
        since = self.now - {"h": timedelta(hours=amount), "d": timedelta(days=amount)}[unit]
        items = []
        for photo in self.photos:
            recent = [row for row in self.rows.values() if row.photo == photo and row.at >= since]
            events: list[dict[str, Any]] = [
                {
                    "type": "comment",
                    "user": row.by,
                    "username": row.by,
                    "dateadded": str(int(row.at.timestamp())),
                }
                for row in recent
            ]
            if events:
                items.append({"type": "photo", "id": photo, "owner": ME, "activity": {"event": events}})
        items.append({"type": "photo", "id": "77", "owner": ME, "activity": {"event": [{"type": "fave"}]}})
        size, page = int(asked["per_page"]), int(asked["page"])
        shown = items[(page - 1) * size : page * size]
        return _ok(items={"item": shown, "page": page, "pages": -(-len(items) // size), "perpage": size})

    def _comments(self, asked: dict[str, str]) -> httpx.Response:
        photo = asked["photo_id"]
        if photo not in self.photos:
            return _failed(1)
        rows = [
            {
                "id": row.id,
                "author": ME if row.by == ME else f"{len(row.by)}@N01",
                "authorname": "museet" if row.by == ME else row.by,
                "datecreate": str(int(row.at.timestamp())),
                "permalink": f"https://www.flickr.com/photos/museet/{photo}/#comment{row.id.rpartition('-')[2]}",
                "_content": row.text,
            }
            for row in self.rows.values()
            if row.photo == photo
        ]
        return _ok(comments={"photo_id": photo, **({"comment": rows} if rows else {})})

    def _uploaded(self, asked: dict[str, str]) -> httpx.Response:
        assert (asked["user_id"], asked["extras"]) == ("me", "date_upload")
        shown = [
            {"id": photo, "owner": ME, "title": f"Bild {photo}", "dateupload": str(int(at.timestamp()))}
            for photo, at in self.photos.items()
            if at.timestamp() >= int(asked["min_upload_date"])
        ]
        return _ok(photos={"photo": shown, "page": 1, "pages": 1})


def _ok(**said: Any) -> httpx.Response:
    return httpx.Response(200, json={**said, "stat": "ok"})


def _failed(code: int) -> httpx.Response:
    return httpx.Response(200, json={"stat": "fail", "code": code, "message": "…"})
