"""A Facebook Page as Meta's documentation describes it, with a public that writes on it.

Pages are under developers.facebook.com/docs/graph-api.
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

PAGE, PAGE_NAME = "100200300", "Exempelstads kulturskola"
ALL = ("pages_show_list", "pages_manage_metadata", "pages_read_engagement", "pages_read_user_content")
COMMENT_FIELDS = {
    *("id", "message", "created_time", "from", "parent", "permalink_url", "is_hidden", "attachment"),
    *("comments", "like_count", "comment_count", "can_reply_privately", "object"),
}
POST_FIELDS = {"id", "message", "created_time", "from", "permalink_url", "comments", "updated_time", "story"}


@dataclass
class Written:
    """reference/comment and reference/page/feed"""

    id: str
    at: datetime
    by: str
    text: str
    post: str
    parent: str | None = None
    hidden: bool = False
    photo: str | None = None


class FacebookSite(GraphSite):
    """One Page of ours."""

    kind: ClassVar[str] = "facebook"
    url: ClassVar[str] = "https://www.facebook.com/kulturskolan.example"
    settings: ClassVar[Mapping[str, str]] = {"page": PAGE, "app_id": APP}
    scopes: tuple[str, ...] = (*ALL, "pages_manage_engagement")
    subscribed: tuple[str, ...] = ("feed",)

    def __init__(self) -> None:
        super().__init__()
        self.written: dict[str, Written] = {}
        self._numbers = count(5000)

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        self.now = at
        return self.writes(text, at=at, on=self._post(at), by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        self.now = at
        return self.writes(text, at=at, on=self.written[to].post, by=PAGE, under=to)

    def edit(self, number: str, text: str, at: datetime) -> None:
        self.now = at
        self.rewrites(number, text, at=at)

    def remove(self, number: str, at: datetime) -> None:
        self.now = at
        self.removes(number)

    def _post(self, at: datetime) -> str:
        """What all the suite's comments hang under."""
        first = next((one.id for one in self.written.values() if one.id == one.post), None)
        return first or self.posts("I dag är det öppet hus.", at=at - timedelta(days=1))

    def posts(self, text: str, *, at: datetime, by: str = PAGE) -> str:
        """The Page publishes something, or a visitor writes on it."""
        number = f"{PAGE}_{next(self._numbers)}"
        self.written[number] = Written(id=number, at=at, by=by, text=text, post=number)
        self._tell("add", self.written[number])
        return number

    def writes(
        self,
        text: str,
        *,
        at: datetime,
        on: str,
        by: str = "Berit",
        under: str | None = None,
        hidden: bool = False,
        photo: str | None = None,
    ) -> str:
        """Somebody comments on a post, or replies to a comment: a reply to a reply stands beside it."""
        number = f"{on.partition('_')[2]}_{next(self._numbers)}"
        top = self.written[under].parent or under if under else None
        one = Written(id=number, at=at, by=by, text=text, post=on, parent=top, hidden=hidden, photo=photo)
        self.written[number] = one
        self._tell("add", one)
        return number

    def rewrites(self, number: str, text: str, *, at: datetime) -> None:
        """Its writer edits it."""
        self.written[number].text = text
        self._tell("edited", self.written[number], edited_time=int(at.timestamp()))

    def removes(self, number: str, *, by: str | None = None) -> None:
        """Its writer takes it away, or the Page does."""
        gone = self.written.pop(number)
        self._tell("remove", gone, who=by or gone.by)

    def hides(self, number: str) -> None:
        """The Page hides it."""
        self.written[number].hidden = True
        self._tell("hide", self.written[number], who=PAGE)

    def unhides(self, number: str) -> None:
        """The Page shows it again."""
        self.written[number].hidden = False
        self._tell("unhide", self.written[number], who=PAGE)

    def reacts(self, number: str) -> None:
        """Somebody likes a comment: it is named, and nothing was written."""
        value = {"item": "reaction", "verb": "add", "reaction_type": "like", "comment_id": number}
        self.deliver("page", {"id": PAGE, "changes": [{"field": "feed", "value": value}]})

    def found(self, path: str, params: Mapping[str, str]) -> Any:
        """Under reference: page/feed, comment, object/comments, page/subscribed_apps."""
        fields = fields_of(params.get("fields", "id"))
        match path.split("/"):
            case [number] if number == PAGE:
                _only(params, {"fields"})
                return picked({"id": PAGE, "name": PAGE_NAME}, fields, {"id", "name"})
            case [number, "feed"] if number == PAGE:
                self.needs("pages_read_engagement", "pages_read_user_content")
                return self._feed(params, fields)
            case [number, "subscribed_apps"] if number == PAGE:
                self.needs("pages_manage_metadata")
                return {"data": [{"id": APP, "name": "Svarsvakt", "subscribed_fields": [*self.subscribed]}]}
            case [number, "comments"] if number in self.written:
                self.needs("pages_read_engagement", "pages_read_user_content")
                _only(params, {"fields", "filter", "order", "limit", "after"})
                limit = int(params.get("limit", "25"))
                return self._comments(
                    number,
                    fields,
                    stream=params.get("filter") == "stream",
                    newest_first=params.get("order") == "reverse_chronological",
                    limit=limit,
                    after=params.get("after"),
                )
            case [number] if number in self.written:
                self.needs("pages_read_engagement", "pages_read_user_content")
                _only(params, {"fields"})
                return self._record(self.written[number], fields)
        raise GraphError(**NO_SUCH)

    def done(self, method: str, path: str, params: Mapping[str, str]) -> Any:
        """pages/publishing, reference/object/comments (two levels), reference/comment: updating, deleting."""
        match method, path.split("/"):
            case "POST", [number, "comments"] if number in self.written:
                self.needs("pages_manage_engagement")
                only(params, "message")
                asked = self.written[number]
                under = number if asked.id != asked.post else None
                return {
                    "id": self.writes(params["message"], at=self.now, on=asked.post, by=PAGE, under=under)
                }
            case "POST", [number] if number in self.written:
                self.needs("pages_manage_engagement")
                if self.written[number].by == PAGE:
                    raise GraphError(200, status=403)  # `can_hide` is false
                (self.hides if flag(params, "is_hidden") else self.unhides)(number)
                return {"success": True}
            case "DELETE", [number] if number in self.written:
                self.needs("pages_manage_engagement")
                self.removes(number, by=PAGE)
                return {"success": True}
        raise GraphError(**NO_SUCH)

    def _feed(self, params: Mapping[str, str], fields: Any) -> Any:
        """reference/page/feed: newest first, at most 100; `since` goes by the post."""
        _only(params, {"fields", "since", "until", "limit", "after"})
        limit = int(params.get("limit", "25"))
        if limit > 100:
            raise GraphError(100)
        since = int(params.get("since", "0"))
        posts = [one for one in self.written.values() if one.id == one.post and one.at.timestamp() >= since]
        posts.sort(key=lambda one: one.at, reverse=True)
        rows = [self._record(one, fields) for one in posts]
        return edge(rows, limit=limit, after=params.get("after"))

    def _record(self, one: Written, fields: Any) -> dict[str, Any]:
        is_post = one.id == one.post
        said: dict[str, Any] = {
            "id": one.id,
            "message": one.text or None,
            "created_time": stamp(one.at),
            "from": self._who(one.by),
            "permalink_url": f"https://www.facebook.com/{one.id}",
        }
        if not is_post:
            said["parent"] = {"id": one.parent} if one.parent else None
            said["is_hidden"] = one.hidden
            media = {"type": "photo", "media": {"image": {"src": one.photo}}}
            said["attachment"] = media if one.photo else None
        if "comments" in fields:
            inner = fields["comments"]
            said["comments"] = self._comments(
                one.id,
                inner,
                stream=modifier(inner, "filter") == "stream",
                newest_first=modifier(inner, "order") == "reverse_chronological",
                limit=int(modifier(inner, "limit") or 25),
                after=None,
            )
        return picked(said, fields, POST_FIELDS if is_post else COMMENT_FIELDS)

    def _comments(
        self, number: str, fields: Any, *, stream: bool, newest_first: bool, limit: int, after: str | None
    ) -> dict[str, Any]:
        """reference/object/comments: without `filter=stream` only the topmost; oldest first unless told."""
        under = [
            one
            for one in self.written.values()
            if (one.post == number and one.id != number and (stream or one.parent is None))
            or one.parent == number
        ]
        under.sort(key=lambda one: one.at, reverse=newest_first)
        return edge([self._record(one, fields) for one in under], limit=limit, after=after)

    def _who(self, by: str) -> dict[str, str] | None:
        if by == PAGE:
            return {"id": PAGE, "name": PAGE_NAME}
        return {"id": f"77{sum(by.encode())}", "name": by}

    def _tell(self, verb: str, one: Written, *, who: str | None = None, **more: Any) -> None:
        """webhooks/reference/page#feed: a removal has neither text nor time; `from` is who acted."""
        is_post = one.id == one.post
        value: dict[str, Any] = {
            "from": self._who(who or one.by),
            "item": "status" if is_post else "comment",
            "post_id": one.post,
            "verb": verb,
            **more,
        }
        if not is_post:
            value |= {"comment_id": one.id, "parent_id": one.parent or one.post}
        if verb != "remove":
            value |= {"created_time": int(one.at.timestamp()), "message": one.text}
            value["post"] = {"permalink_url": f"https://www.facebook.com/{one.post}", "id": one.post}
            value |= {"photo": one.photo} if one.photo else {}
        self.deliver("page", {"id": PAGE, "changes": [{"field": "feed", "value": value}]})


def _only(params: Mapping[str, str], known: set[str]) -> None:
    assert not {*params} - known, "asked with a parameter that the documentation does not name"
