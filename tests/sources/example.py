"""A source from another package, as `docs/sources.md` shows it, and the platform that it speaks with.

The platform is a small one of our own invention: it calls us with batches, signed, and can be asked too.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, ClassVar

import httpx

from handlers.sources.base import (
    Accepted,
    Act,
    Ask,
    Change,
    Delivery,
    GoneBy,
    Page,
    Parsed,
    Place,
    Question,
    Refused,
    Source,
    Unparsed,
    Verdict,
    judged,
)
from handlers.sources.fields import entries, instant, text_of
from tests.sources.site import Site


class Postbox(Source):
    """A village's message board."""

    kind: ClassVar[str] = "postbox"
    webhooks: ClassVar[bool] = True
    settings: ClassVar[frozenset[str]] = frozenset({"board"})
    keys: ClassVar[frozenset[str]] = frozenset({"secret"})

    def verify(self, delivery: Delivery, keys: Mapping[str, str]) -> Verdict:
        """Signed with the board's secret."""
        given = delivery.headers.get("x-postbox-signature", "")
        right = hmac.new(keys.get("secret", "").encode(), delivery.body, hashlib.sha256).hexdigest()
        signed = keys.get("secret") and hmac.compare_digest(given.encode(), right.encode())
        return Accepted() if signed else Refused()

    def parse(self, body: bytes, about: str, place: Place, now: datetime) -> Parsed:
        """A batch of entries, of which those of this board are ours."""
        del about, now
        told = [entry for entry in entries(body) if text_of(entry, "board") == _board(place)]
        found = [_change(entry, place) for entry in told]
        return Parsed(
            changes=tuple(one for one in found if isinstance(one, Change)),
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
        )

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        """What happened since the last time, an hour's overlap included."""
        since = instant((cursor or {}).get("since")) or place.account.watch_from
        headers = {"Authorization": f"Bearer {place.key('secret')}"}
        params = {"board": _board(place), "since": (since - timedelta(hours=1)).isoformat()}
        answer = judged(ask(Question(url=f"{place.address()}/entries", params=params, headers=headers)))
        found = [_change(entry, place) for entry in answer.records()]
        return Page(
            changes=tuple(one for one in found if isinstance(one, Change)),
            unparsed=tuple(one for one in found if isinstance(one, Unparsed)),
            cursor={"since": now.isoformat()},
        )


def _board(place: Place) -> str:
    return place.setting("board")


def _change(entry: Any, place: Place) -> Change | Unparsed:
    number, at = text_of(entry, "id"), instant(text_of(entry, "at"))
    if number is None or at is None:
        return Unparsed(code="no_id" if number is None else "no_time", raw=entry)
    ours = text_of(entry, "author") == _board(place)
    return Change(
        act=Act(text_of(entry, "act") or "added"),
        id=number,
        at=at,
        written_at=instant(text_of(entry, "written")),
        out=ours,
        text=text_of(entry, "text"),
        author=text_of(entry, "author"),
        thread=text_of(entry, "thread"),
        parent=text_of(entry, "parent"),
        by=GoneBy.AUTHOR if text_of(entry, "act") == "removed" else None,
        raw=entry,
    )


class PostboxSite(Site):
    """The board's server."""

    kind: ClassVar[str] = "postbox"
    settings: ClassVar[Mapping[str, str]] = {"board": "bygdegården"}
    keys: ClassVar[Mapping[str, str]] = {"secret": "hemligt"}
    webhooks: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__()
        self.entries: list[dict[str, Any]] = []
        self._told = 0

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self._add("added", at, id=f"e{len(self.entries)}", text=text, author=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        number = f"e{len(self.entries)}"
        return self._add("added", at, id=number, text=text, author="bygdegården", parent=to)

    def says(self, text: str, at: datetime) -> str:
        """The account writes on the board, to nobody in particular."""
        return self._add("added", at, id=f"e{len(self.entries)}", text=text, author="bygdegården")

    def edit(self, number: str, text: str, at: datetime) -> None:
        first = next(entry for entry in self.entries if entry["id"] == number)
        self._add("edited", at, id=number, text=text, author=first["author"], parent=first.get("parent"))

    def remove(self, number: str, at: datetime) -> None:
        self._add("removed", at, id=number)

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") != "Bearer hemligt":
            return httpx.Response(401)
        since = datetime.fromisoformat(request.url.params["since"])
        happened = [entry for entry in self.entries if datetime.fromisoformat(entry["at"]) >= since]
        return httpx.Response(200, json=happened)

    def deliveries(self) -> list[Delivery]:
        new, self._told = self.entries[self._told :], len(self.entries)
        return [self.delivery([entry]) for entry in new]

    def batch(self, deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        return [self.delivery([entry for one in deliveries for entry in json.loads(one.body)])]

    def delivery(self, said: list[Any], key: str = "hemligt") -> Delivery:
        """These entries as one batch."""
        return self.signed(json.dumps(said).encode(), key)

    def signed(self, body: bytes, key: str = "hemligt") -> Delivery:
        """These bytes as the board sends them."""
        signature = hmac.new(key.encode(), body, hashlib.sha256).hexdigest()
        return Delivery(method="POST", body=body, headers={"x-postbox-signature": signature})

    def _add(self, act: str, at: datetime, *, id: str, **said: Any) -> str:
        known = {name: value for name, value in said.items() if value is not None}
        first = next((entry for entry in self.entries if entry["id"] == id), None)
        written = first["at"] if first else at.isoformat()
        entry = {"board": "bygdegården", "act": act, "at": at.isoformat(), "written": written, "id": id}
        self.entries.append({**entry, "thread": "torget", **known})
        return id
