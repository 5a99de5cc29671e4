"""An Isso as its API is documented, and as an Isso 0.14 answers: a page's comments, and the latest of all.

https://isso-comments.de/docs/reference/server-api/ (fetch, latest, config: the shape of a comment; times are
seconds since 1970; text is HTML unless `plain=1`; `latest` is 404 unless the server's settings allow it)
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

import httpx

from tests.sources.site import Site

PAGE = "/blogg/hosten/"
OURS = "2af4e1a6c96a"
"""The hash of the museum's e-mail address."""


@dataclass
class Row:
    """A comment in Isso's table. `mode`: 1 is shown, 2 waits for approval, 4 is deleted but answered."""

    id: int
    uri: str
    parent: int | None
    author: str | None
    hash: str
    text: str
    created: float
    modified: float | None = None
    mode: int = 1


class IssoSite(Site):
    """A blog's comment server."""

    kind: ClassVar[str] = "isso"
    settings: ClassVar[dict[str, str]] = {"authors": OURS}

    def __init__(self) -> None:
        super().__init__()
        self.rows: dict[int, Row] = {}
        self.latest_enabled = True

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder", uri: str = PAGE) -> str:
        return self._add(Row(0, uri, None, author, "1cb6cc0309a2", text, at.timestamp()))

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.answers(text, at, to=to, author="Museet", key=OURS)

    def answers(self, text: str, at: datetime, *, to: str, author: str, key: str = "9f86d081884c") -> str:
        """A reply by anybody; one to a reply is put under the topmost comment."""
        asked = self.rows[int(to)]
        return self._add(Row(0, asked.uri, asked.parent or asked.id, author, key, text, at.timestamp()))

    def edit(self, number: str, text: str, at: datetime) -> None:
        row = self.rows[int(number)]
        row.text, row.modified = text, at.timestamp()

    def remove(self, number: str, at: datetime) -> None:
        """For good, unless others answer it: then it stays without its text."""
        row = self.rows[int(number)]
        if any(one.parent == row.id for one in self.rows.values()):
            row.text, row.author, row.mode, row.modified = "", None, 4, at.timestamp()
        else:
            del self.rows[row.id]

    def answer(self, request: httpx.Request) -> httpx.Response:
        asked = dict(request.url.params)
        if request.url.path == "/config":
            return httpx.Response(200, json={"config": {"reply-to-self": False}})
        if request.url.path == "/latest":
            return self._latest(asked)
        if request.url.path != "/":
            return httpx.Response(404)
        assert not asked.keys() - {
            "uri",
            "plain",
            "after",
            "limit",
            "nested_limit",
            "parent",
            "sort",
            "offset",
        }
        if "uri" not in asked:
            return httpx.Response(400, text="missing uri query")
        shown = [row for row in self.rows.values() if row.uri == asked["uri"] and row.mode in {1, 4}]
        tops = [row for row in shown if row.parent is None]
        replies = [
            shape(top)
            | {"replies": [shape(one) for one in shown if one.parent == top.id], "hidden_replies": 0}
            for top in tops
        ]
        page: dict[str, Any] = {
            "id": None,
            "total_replies": len(shown),
            "hidden_replies": 0,
            "replies": replies,
            "config": {},
        }
        return httpx.Response(200, json=page)

    def _latest(self, asked: dict[str, str]) -> httpx.Response:
        if not self.latest_enabled:
            return httpx.Response(404)
        if not asked.get("limit", "").isdecimal() or int(asked["limit"]) <= 0:
            return httpx.Response(400, text="Query parameter 'limit' is mandatory (integer, >0)")
        rows = sorted((row for row in self.rows.values() if row.mode == 1), key=lambda row: row.created)
        found = [shape(row) | {"uri": row.uri} for row in rows[-int(asked["limit"]) :]]
        for one in found:
            del one["hash"]  # only a page's own list has it
        return httpx.Response(200, json=found)

    def _add(self, row: Row) -> str:
        row.id = 15 + len(self.rows)
        self.rows[row.id] = row
        return str(row.id)


def shape(row: Row) -> dict[str, Any]:
    """A comment in an answer."""
    return {
        "id": row.id,
        "parent": row.parent,
        "mode": row.mode,
        "author": row.author,
        "website": None,
        "hash": row.hash,
        "text": f"<p>{row.text}</p>" if row.text else "",
        "created": row.created,
        "modified": row.modified,
        "likes": 0,
        "dislikes": 0,
    }
