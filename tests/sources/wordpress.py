"""A WordPress as its REST API is documented: comments and posts, held and trashed ones, a password.

https://developer.wordpress.org/rest-api/reference/comments/ (arguments, the shape of a comment)
(there too: create a comment, update a comment, delete a comment)
https://developer.wordpress.org/rest-api/using-the-rest-api/pagination/ (X-WP-Total, X-WP-TotalPages)
https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/ (application passwords: Basic)
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs

import httpx

from tests.sources.site import Site

SITE_ZONE = timedelta(hours=1)
"""The site's own time: what `after` means without Z."""
ANNA = 2
"""The user who answers."""


@dataclass
class Row:
    """A comment in the blog's own table."""

    id: int
    post: int
    parent: int
    author: int
    author_name: str
    text: str
    at: datetime
    status: str = "approved"  # hold, trash, spam


class WordPressSite(Site):
    """A blog with one post."""

    kind: ClassVar[str] = "wordpress"
    keys: ClassVar[Mapping[str, str]] = {}

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, Row] = {}
        self.posts = [(7, datetime(2026, 11, 20, 8, 0, tzinfo=UTC), "Hösten på museet")]
        self.password = "abcd efgh ijkl mnop"

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self._add(Row(0, 7, 0, 0, author, text, at))

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self._add(Row(0, 7, int(to), ANNA, "Museet", text, at))

    def edit(self, number: str, text: str, at: datetime) -> None:
        self.rows[int(number)].text = text

    def remove(self, number: str, at: datetime) -> None:
        self.rows[int(number)].status = "trash"

    def delete(self, number: str) -> None:
        """For good: the trash is emptied."""
        del self.rows[int(number)]

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") and not self._knows(request):
            return refused(401, "incorrect_password")
        route = request.url.params.get("rest_route", "")
        if request.method != "GET":
            return self._written(request, route)
        if route == "/wp/v2/comments":
            return self._comments(request)
        if route.startswith("/wp/v2/comments/"):
            return self._comment(request, route.rpartition("/")[2])
        if route == "/wp/v2/posts":
            return self._posts(request)
        if route == "/wp/v2/users/me":
            if not self._knows(request):
                return refused(401, "rest_not_logged_in")
            return httpx.Response(200, json={"id": ANNA, "name": "Museet"})
        if route == "/":
            return httpx.Response(200, json={"name": "Museibloggen", "namespaces": ["wp/v2"]})
        return refused(404, "rest_no_route")

    def _add(self, row: Row) -> str:
        row.id = 101 + len(self.rows)
        self.rows[row.id] = row
        return str(row.id)

    def _knows(self, request: httpx.Request) -> bool:
        pair = b64encode(f"anna:{self.password}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {pair}"

    def _comments(self, request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        unknown = asked.keys() - {
            "rest_route", "per_page", "page", "order", "orderby", "after", "include", "parent",
        }  # fmt: skip
        assert not unknown, f"no such argument: {unknown}"
        if asked.get("orderby", "date_gmt") not in {"date", "date_gmt", "id", "include", "post", "parent"}:
            return refused(400, "rest_invalid_param")
        if not 1 <= int(asked.get("per_page", "10")) <= 100:
            return refused(400, "rest_invalid_param")
        found = [row for row in self.rows.values() if row.status == "approved"]
        if "after" in asked:
            found = [row for row in found if row.at > meant(asked["after"])]
        if "include" in asked:
            found = [row for row in found if str(row.id) in asked["include"].split(",")]
        if "parent" in asked:
            found = [row for row in found if str(row.parent) == asked["parent"]]
        found.sort(key=lambda row: (row.at, row.id), reverse=asked.get("order", "desc") == "desc")
        return paged([self._shape(row) for row in found], asked)

    def _written(self, request: httpx.Request, route: str) -> httpx.Response:
        """Create, update, delete: for those who may moderate."""
        if not self._knows(request):
            return refused(401, "rest_cannot_edit")
        said = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        if route == "/wp/v2/comments":
            assert not said.keys() - {"post", "parent", "content"}, "no such argument"
            if int(said.get("post", "0")) not in {number for number, _, _ in self.posts}:
                return refused(403, "rest_comment_invalid_post_id")
            if not said.get("content", "").strip():
                return refused(400, "rest_comment_content_invalid")
            text, parent = said["content"], int(said.get("parent", "0"))
            if any((row.text, row.parent, row.author) == (text, parent, ANNA) for row in self.rows.values()):
                return refused(409, "comment_duplicate")
            row = self.rows[int(self._add(Row(0, 7, parent, ANNA, "Museet", text, self.now)))]
            return httpx.Response(201, json=self._shape(row))
        number = int(route.rpartition("/")[2])
        if number not in self.rows:
            return refused(404, "rest_comment_invalid_id")
        row = self.rows[number]
        if request.method == "DELETE":
            if row.status == "trash":
                return refused(410, "rest_already_trashed")
            row.status = "trash"
        else:
            assert said.keys() == {"status"}, "nothing else is changed"
            row.status = said["status"]
        return httpx.Response(200, json=self._shape(row))

    def _comment(self, request: httpx.Request, number: str) -> httpx.Response:
        row = self.rows.get(int(number))
        if row is None:
            return refused(404, "rest_comment_invalid_id")
        if row.status != "approved" and not self._knows(request):
            return refused(401, "rest_cannot_read")
        return httpx.Response(200, json=self._shape(row))

    def _posts(self, request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        found = [post for post in self.posts if post[1] > meant(asked.get("after", "1970-01-01T00:00:00Z"))]
        return paged(
            [
                {
                    "id": number,
                    "date_gmt": at.strftime("%Y-%m-%dT%H:%M:%S"),
                    "link": f"{self.url}/?p={number}",
                    "title": {"rendered": title},
                    "author": ANNA,
                }
                for number, at, title in found
            ],
            asked,
        )

    def _shape(self, row: Row) -> dict[str, Any]:
        gmt = row.at.astimezone(UTC)
        return {
            "id": row.id,
            "post": row.post,
            "parent": row.parent,
            "author": row.author,
            "author_name": row.author_name,
            "author_url": "",
            "date": (gmt + SITE_ZONE).strftime("%Y-%m-%dT%H:%M:%S"),
            "date_gmt": gmt.strftime("%Y-%m-%dT%H:%M:%S"),
            "content": {"rendered": f"<p>{row.text}</p>\n"},
            "link": f"{self.url}/?p={row.post}#comment-{row.id}",
            "status": row.status,
            "type": "comment",
            "author_avatar_urls": {},
            "meta": [],
        }


def meant(stated: str) -> datetime:
    """A time as WordPress reads it: without an offset it is the site's own."""
    at = datetime.fromisoformat(stated)
    return at if at.tzinfo else at.replace(tzinfo=UTC) - SITE_ZONE


def paged(rows: list[dict[str, Any]], asked: Mapping[str, str]) -> httpx.Response:
    """One page, with how many there are."""
    size, page = int(asked.get("per_page", "10")), int(asked.get("page", "1"))
    pages = -(-len(rows) // size)
    if page > max(pages, 1):
        return refused(400, "rest_comment_invalid_page_number")
    shown = rows[(page - 1) * size : page * size]
    return httpx.Response(
        200, json=shown, headers={"X-WP-Total": str(len(rows)), "X-WP-TotalPages": str(pages)}
    )


def refused(status: int, code: str) -> httpx.Response:
    """As WordPress says no."""
    return httpx.Response(status, json={"code": code, "message": code, "data": {"status": status}})
