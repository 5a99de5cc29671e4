"""A Discourse forum as its API is documented: the latest posts, topics, webhooks.

https://docs.discourse.org/#tag/Posts/operation/listPosts (`before`), #tag/Topics/operation/getTopic,
#tag/Site/operation/getSiteBasicInfo; keys: #section/Authentication (Api-Key with Api-Username)
https://meta.discourse.org/t/configure-webhooks-that-trigger-on-discourse-events-to-integrate-with-external-services/49045
https://meta.discourse.org/t/available-settings-for-global-rate-limits-and-throttling/78612 (429)
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, ClassVar

import httpx

from handlers.sources.base import Delivery
from tests.sources.site import Site

SECRET, KEY = "webbkrokens-hemlighet", "nyckel-till-forumet"
CATEGORY = 5


@dataclass
class Post:
    """A row of the forum's table."""

    id: int
    topic: int
    number: int
    username: str
    name: str
    text: str
    at: datetime
    answers: int | None = None
    updated: datetime | None = None
    version: int = 1
    deleted: datetime | None = None
    user_deleted: bool = False
    hidden: bool = False
    type: int = 1
    category: int = CATEGORY
    archetype: str = "regular"


class DiscourseSite(Site):
    """A forum with one topic of ours, where the public asks."""

    kind: ClassVar[str] = "discourse"
    url: ClassVar[str] = "https://forum.example.org"
    settings: ClassVar[Mapping[str, str]] = {"authors": "museet", "categories": str(CATEGORY)}
    keys: ClassVar[Mapping[str, str]] = {"webhook_secret": SECRET, "api_key": KEY, "api_user": "museet"}
    webhooks: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.posts: list[Post] = []
        self.told: list[Delivery] = []
        self.limited: int | None = None
        began = datetime(2026, 11, 3, 8, 0, tzinfo=UTC)
        self.add("Här kan ni fråga oss.", began, username="museet", tell=False)

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self.add(text, at, name=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.add(text, at, username="Museet", name="Museet", answers=int(to.partition("/")[2]))

    def add(self, text: str, at: datetime, *, tell: bool = True, topic: int = 12, **row: Any) -> str:
        """Somebody posts; its id as the source gives it."""
        number = 1 + sum(post.topic == topic for post in self.posts)
        names = {"username": "kim_soder", "name": "", **row}
        identity: dict[str, Any] = {"id": 400 + 3 * len(self.posts), "topic": topic, "number": number}
        self.posts.append(Post(text=text, at=at, **identity, **names))
        if tell:
            self._tell(self.posts[-1], "post_created")
        return f"{topic}/{number}"

    def post(self, number: str) -> Post:
        return next(one for one in self.posts if f"{one.topic}/{one.number}" == number)

    def edit(self, number: str, text: str, at: datetime) -> None:
        post = self.post(number)
        post.text, post.updated, post.version = text, at, post.version + 1
        self._tell(post, "post_edited")

    def remove(self, number: str, at: datetime) -> None:
        post = self.post(number)
        post.deleted = post.updated = at
        self._tell(post, "post_destroyed")

    def recover(self, number: str, at: datetime) -> None:
        """The forum's staff puts it back."""
        post = self.post(number)
        post.deleted, post.updated = None, at
        self._tell(post, "post_recovered")

    def deliveries(self) -> list[Delivery]:
        told, self.told = self.told, []
        return told

    def answer(self, request: httpx.Request) -> httpx.Response:
        if self.limited is not None:
            body = {
                "errors": ["för många"],
                "error_type": "rate_limit",
                "extras": {"wait_seconds": self.limited},
            }
            return httpx.Response(429, json=body, headers={"Retry-After": str(self.limited)})
        key, user = request.headers.get("api-key"), request.headers.get("api-username")
        if key is not None and (key, user) != (KEY, "museet"):
            return httpx.Response(403, json={"errors": ["nej"], "error_type": "invalid_access"})
        path = request.url.path
        if request.method != "GET":
            return self._written(request, path)
        if path == "/site/basic-info.json":
            return httpx.Response(200, json={"title": "Exempelforum", "description": ""})
        if path == "/session/current.json":
            known = {"current_user": {"id": 3, "username": "museet"}}
            return httpx.Response(200, json=known) if key else httpx.Response(404)
        if path == "/posts.json":
            return self._latest(dict(request.url.params))
        parts = path.removesuffix(".json").split("/")
        if parts[1] == "posts" and parts[3:] == ["replies"]:
            asked = next(post for post in self.posts if str(post.id) == parts[2])
            return httpx.Response(
                200,
                json=[
                    shape(post)
                    for post in self.posts
                    if (post.topic, post.answers) == (asked.topic, asked.number) and not post.deleted
                ],
            )
        if parts[1] == "t" and len(parts) == 5:
            return self._topic(int(parts[3]), int(parts[4]))
        return httpx.Response(404, json={"errors": ["finns inte"], "error_type": "not_found"})

    def _written(self, request: httpx.Request, path: str) -> httpx.Response:
        """docs.discourse.org/#tag/Posts: createTopicPostPM, deletePost, postReplies."""
        if not request.headers.get("api-key"):
            return httpx.Response(403, json={"errors": ["nej"], "error_type": "not_logged_in"})
        if request.method == "DELETE":
            number = path.removesuffix(".json").rpartition("/")[2]
            post = next(post for post in self.posts if str(post.id) == number)
            post.deleted = post.updated = self.now
            return httpx.Response(200, json={})
        said = json.loads(request.content)
        assert path == "/posts.json"
        assert not said.keys() - {"raw", "topic_id", "reply_to_post_number"}, "no such argument"
        if len(said["raw"]) < 20:
            return httpx.Response(422, json={"action": "create_post", "errors": ["för kort"]})
        identity = {"username": "museet", "name": "Museet", "answers": said["reply_to_post_number"]}
        key = self.add(said["raw"], self.now, topic=said["topic_id"], **identity)
        return httpx.Response(200, json=shape(self.post(key)))

    def _latest(self, asked: dict[str, str]) -> httpx.Response:
        assert not asked.keys() - {"before"}
        top = int(asked["before"]) if "before" in asked else max(post.id for post in self.posts)
        shown = [post for post in self.posts if top - 50 < post.id <= top and not post.deleted]
        public = [post for post in shown if post.archetype == "regular"]
        return httpx.Response(200, json={"latest_posts": [shape(post) for post in reversed(public)]})

    def _topic(self, topic: int, number: int) -> httpx.Response:
        there = [post for post in self.posts if post.topic == topic and not post.deleted]
        if not there:
            return httpx.Response(404, json={"errors": ["finns inte"], "error_type": "not_found"})
        around = [post for post in there if abs(post.number - number) <= 10]
        plain = [shape(post) for post in around]
        for one in plain:
            del one["topic_title"], one["category_id"], one["topic_archetype"]  # the topic itself says that
        stream = {"posts": plain, "stream": [post.id for post in there]}
        return httpx.Response(200, json={"id": topic, "title": "Fråga museet", "post_stream": stream})

    def _tell(self, post: Post, event: str) -> None:
        self.told.append(delivery({"post": shape(post)}, event))


def delivery(told: Mapping[str, Any], event: str, secret: str = SECRET) -> Delivery:
    """As Discourse calls: signed over the bytes."""
    body = json.dumps(told).encode()
    headers = {
        "content-type": "application/json",
        "x-discourse-instance": DiscourseSite.url,
        "x-discourse-event-id": "77",
        "x-discourse-event-type": event.partition("_")[0],
        "x-discourse-event": event,
        "x-discourse-event-signature": f"sha256={hmac.new(secret.encode(), body, sha256).hexdigest()}",
    }
    return Delivery(method="POST", body=body, headers=headers)


def shape(post: Post) -> dict[str, Any]:
    """A post in an answer."""
    return {
        "id": post.id,
        "name": post.name,
        "username": post.username,
        "avatar_template": "",
        "created_at": stamp(post.at),
        "updated_at": stamp(post.updated or post.at),
        "cooked": f"<p>{post.text}</p>",
        "post_number": post.number,
        "post_type": post.type,
        "reply_to_post_number": post.answers,
        "topic_id": post.topic,
        "topic_slug": "fraga-museet",
        "topic_title": "Fråga museet",
        "topic_archetype": post.archetype,
        "category_id": post.category,
        "version": post.version,
        "user_deleted": post.user_deleted,
        "deleted_at": stamp(post.deleted) if post.deleted else None,
        "hidden": post.hidden,
    }


def stamp(at: datetime) -> str:
    """As Discourse writes times."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")
