"""An Instagram account as Meta's documentation describes it, with a public that writes beneath its posts.

Pages are under developers.facebook.com/docs/instagram-platform.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, ClassVar

from tests.sources.graph_server import (
    APP,
    NO_SUCH,
    GraphError,
    GraphSite,
    edge,
    fields_of,
    flag,
    modifier,
    only,
    picked,
    stamp,
)

ACCOUNT, NAME = "17841400000000001", "museet.example"
COMMENT_FIELDS = {"id", "text", "timestamp", "username", "from", "hidden", "parent_id", "replies", "media"}
MEDIA_FIELDS = {"id", "caption", "timestamp", "permalink", "comments_count", "media_type", "comments"}


@dataclass
class Written:
    """instagram-graph-api/reference/ig-comment and ig-media"""

    id: str
    at: datetime
    by: str
    text: str
    media: str
    parent: str | None = None
    hidden: bool = False


class InstagramSite(GraphSite):
    """One account of ours, with Facebook Login."""

    kind: ClassVar[str] = "instagram"
    url: ClassVar[str] = f"https://www.instagram.com/{NAME}/"
    settings: ClassVar[Mapping[str, str]] = {"account": ACCOUNT, "app_id": APP}
    scopes: tuple[str, ...] = (
        *("instagram_basic", "instagram_manage_comments"),
        *("pages_show_list", "pages_read_engagement"),
    )

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, Written] = {}
        self._numbers = count(1)

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        self.now = at
        return self.writes(text, at=at, on=self._first(at), by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        self.now = at
        return self.writes(text, at=at, on=self.written[to].media, by=NAME, under=to)

    def edit(self, number: str, text: str, at: datetime) -> None:
        """webhooks: nobody is told."""
        del at
        self.written[number].text = text

    def remove(self, number: str, at: datetime) -> None:
        """webhooks: nobody is told."""
        del at
        del self.written[number]

    def publishes(self, caption: str, *, at: datetime) -> str:
        """We publish something."""
        number = f"1790{next(self._numbers):06}"
        self.written[number] = Written(id=number, at=at, by=NAME, text=caption, media=number)
        return number

    def writes(self, text: str, *, at: datetime, on: str, by: str = "berit", under: str | None = None) -> str:
        """Somebody comments, or replies: a reply to a reply stands beside it."""
        number = f"1785{next(self._numbers):06}"
        top = self.written[under].parent or under if under else None
        self.written[number] = Written(id=number, at=at, by=by, text=text, media=on, parent=top)
        self._tell(self.written[number])
        return number

    def found(self, path: str, params: Mapping[str, str]) -> Any:
        """Under instagram-graph-api/reference: ig-user, ig-user/media, ig-media/comments, ig-comment."""
        fields = fields_of(params.get("fields", "id"))
        assert not {*params} - {"fields", "limit", "after"}, "no documented parameter"
        limit, start = min(int(params.get("limit", "25")), 50), params.get("after")
        match path.split("/"):
            case [number] if number == ACCOUNT:
                self._reads("instagram_basic")
                return picked({"id": ACCOUNT, "username": NAME}, fields, {"id", "username", "name"})
            case [number, "media"] if number == ACCOUNT:
                self._reads("instagram_basic")
                posts = [one for one in self.written.values() if one.id == one.media]
                posts.sort(key=lambda one: one.at, reverse=True)
                return edge([self._media(one, fields) for one in posts], limit=limit, after=start)
            case [number, "comments"] if number in self.written:
                self._reads("instagram_basic", "instagram_manage_comments")
                top = [one for one in self._under(number) if one.parent is None]
                return edge([self._comment(one, fields) for one in top], limit=limit, after=start)
            case [number, "replies"] if number in self.written:
                self._reads("instagram_basic", "instagram_manage_comments")
                beneath = [one for one in self.written.values() if one.parent == number]
                return edge([self._comment(one, fields) for one in beneath], limit=limit, after=start)
            case [number] if number in self.written:
                self._reads("instagram_basic", "instagram_manage_comments")
                return self._comment(self.written[number], fields)
        raise GraphError(**NO_SUCH)

    def done(self, method: str, path: str, params: Mapping[str, str]) -> Any:
        """comment-moderation; ig-comment: updating, deleting; ig-comment/replies: its limitations."""
        self._reads("instagram_basic", "instagram_manage_comments")
        match method, path.split("/"):
            case "POST", [number, "replies"] if number in self.written:
                only(params, "message")
                asked = self.written[number]
                if asked.hidden:
                    raise GraphError(100)
                return {
                    "id": self.writes(params["message"], at=self.now, on=asked.media, by=NAME, under=number)
                }
            case "POST", [number] if number in self.written:
                self.written[number].hidden = flag(params, "hide")
                return {"success": True}
            case "DELETE", [number] if number in self.written:
                self.remove(number, self.now)
                return {"success": True}
        raise GraphError(**NO_SUCH)

    def _reads(self, *scopes: str) -> None:
        self.needs(*scopes)

    def _first(self, at: datetime) -> str:
        first = next((one.id for one in self.written.values() if one.id == one.media), None)
        return first or self.publishes("Nu är utställningen öppen.", at=at - timedelta(days=1))

    def _under(self, media: str) -> list[Written]:
        return [one for one in self.written.values() if one.media == media and one.id != media]

    def _media(self, one: Written, fields: Any) -> dict[str, Any]:
        """ig-media: `comments_count` counts replies too."""
        said = {
            "id": one.id,
            "caption": one.text or None,
            "timestamp": stamp(one.at),
            "permalink": f"https://www.instagram.com/p/{one.id}/",
            "comments_count": len(self._under(one.id)),
        }
        return picked(said, fields, MEDIA_FIELDS)

    def _comment(self, one: Written, fields: Any) -> dict[str, Any]:
        said: dict[str, Any] = {
            "id": one.id,
            "text": one.text,
            "timestamp": stamp(one.at),
            "username": one.by,
            "from": self._who(one.by),
            "hidden": one.hidden,
            "parent_id": one.parent,
        }
        if "replies" in fields:
            inner = fields["replies"]
            beneath = [other for other in self.written.values() if other.parent == one.id]
            rows = [self._comment(other, inner) for other in beneath]
            page = edge(rows, limit=int(modifier(inner, "limit") or 25), after=None)
            said["replies"] = page if rows else None
        return picked(said, fields, COMMENT_FIELDS)

    def _who(self, by: str) -> dict[str, str]:
        """Numbers are the app's own: ours here is another than the account's."""
        return {"id": f"45{sum(by.encode())}", "username": by}

    def _tell(self, one: Written) -> None:
        """graph-api/webhooks/reference/instagram#comments: neither a time nor a verb."""
        value: dict[str, Any] = {
            "id": one.id,
            "from": self._who(one.by),
            "text": one.text,
            "media": {"id": one.media, "media_product_type": "FEED"},
        }
        value |= {"parent_id": one.parent} if one.parent else {}
        self.deliver("instagram", {"id": ACCOUNT, **self.shaped(value)})

    def shaped(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """With Facebook Login."""
        return {"changes": [{"field": "comments", "value": value}]}


class InstagramLoginSite(InstagramSite):
    """The same account with Instagram Login: another host, other permissions, no batches, a flat entry."""

    settings: ClassVar[Mapping[str, str]] = {
        "account": ACCOUNT,
        "login": "instagram",
        "renew_by": "2026-12-04",
    }
    host: ClassVar[str] = "graph.instagram.com"
    scopes: tuple[str, ...] = ("instagram_business_basic", "instagram_business_manage_comments")

    def _reads(self, *scopes: str) -> None:
        self.needs(*(one.replace("instagram_", "instagram_business_") for one in scopes))

    def shaped(self, value: Mapping[str, Any]) -> Mapping[str, Any]:
        """webhooks/examples: Business Login for Instagram"""
        return {"field": "comments", "value": value}
