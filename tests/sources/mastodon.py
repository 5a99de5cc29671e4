"""A Mastodon server as its documentation describes it, with one account of ours and a public that writes.

It counts questions against its limits, and refuses what a real one refuses.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from urllib.parse import parse_qs

import httpx

from tests.sources.site import Site

ME = "109000000000000001"
ADDRESS = "https://social.exempelstad.example"
WINDOW = timedelta(minutes=5)


@dataclass
class Status:
    """docs.joinmastodon.org/entities/Status"""

    id: str
    at: datetime
    writer: str
    text: str
    under: "Status | None" = None
    visibility: str = "public"
    mentions_us: bool = True
    edited_at: datetime | None = None
    media: tuple[Mapping[str, Any], ...] = ()
    warning: str = ""

    @property
    def ours(self) -> bool:
        """Whether our account wrote it."""
        return self.writer == ME


class MastodonSite(Site):
    """What the public and we do there, and what it answers."""

    kind: ClassVar[str] = "mastodon"
    url: ClassVar[str] = f"{ADDRESS}/@museet"
    keys: ClassVar[Mapping[str, str]] = {"token": "mastodon-token"}

    def __init__(self) -> None:
        super().__init__()
        self.token = self.keys["token"]
        self.scopes: tuple[str, ...] = ("read:accounts", "read:notifications", "read:statuses")
        self.limit = 300
        self.version = (4, 4)
        self.statuses: dict[str, Status] = {}
        self.notifications: list[tuple[str, Status]] = []
        self._spent: list[datetime] = []
        self._sent: dict[str, str] = {}

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        return self.writes(text, at=at, by=author)

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        return self.writes(text, at=at, by=ME, under=to)

    def writes(
        self,
        text: str,
        *,
        at: datetime,
        by: str = "Berit",
        under: str | None = None,
        notifies: bool = True,
        **more: Any,
    ) -> str:
        """Somebody writes; `notifies`: it mentions us."""
        number = str((int(at.timestamp() * 1000) << 16) + len(self.statuses))
        status = Status(
            id=number,
            at=at,
            writer=by,
            text=text,
            under=self.statuses[under] if under else None,
            mentions_us=notifies and by != ME,
            **more,
        )
        self.statuses[number] = status
        if status.mentions_us:
            self.notifications.append((str(34_000_000 + len(self.notifications)), status))
        return number

    def edit(self, number: str, text: str, at: datetime) -> None:
        self.statuses[number].text, self.statuses[number].edited_at = text, at

    def remove(self, number: str, at: datetime) -> None:
        gone = self.statuses.pop(number)
        self.notifications = [one for one in self.notifications if one[1] is not gone]

    def paths(self) -> list[str]:
        """What it was asked."""
        return [request.url.path.removeprefix("/api/v1/") for request in self.asked]

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["host"] == "social.exempelstad.example", "the token goes nowhere else"
        answer = self._answer(request) if self._count() else _said({"error": "Too many requests"}, 429)
        answer.headers.update(self._left())
        return answer

    def _count(self) -> bool:
        """docs.joinmastodon.org/api/rate-limits: 300 in five minutes for one account."""
        self._spent = [at for at in self._spent if self.now - at < WINDOW]
        if len(self._spent) >= self.limit:
            return False
        self._spent.append(self.now)
        return True

    def _left(self) -> dict[str, str]:
        reset = (min(self._spent) if self._spent else self.now) + WINDOW
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.limit - len(self._spent)),
            "x-ratelimit-reset": _time(reset),
        }

    def _answer(self, request: httpx.Request) -> httpx.Response:
        if request.headers.get("authorization") != f"Bearer {self.token}":
            return _said({"error": "The access token is invalid"}, 401)
        query = request.url.params
        if request.method == "POST":
            return self._posted(request)
        match request.url.path.removeprefix("/api/v1/").split("/"):
            case ["accounts", "verify_credentials"]:  # /methods/accounts/#verify_credentials
                return self._within("read:accounts", {"id": ME, "acct": "museet", "username": "museet"})
            case ["apps", "verify_credentials"]:  # /methods/apps/#verify_credentials; scopes since 4.3
                return _said({"name": "Svarsvakt", "scopes": [*self.scopes]})
            case ["notifications"]:  # /methods/notifications/#get
                return self._within("read:notifications", self._notified(query))
            case ["accounts", number, "statuses"]:  # /methods/accounts/#statuses
                return self._within("read:statuses", self._written_by(number, query))
            case ["statuses"] if self.version >= (4, 3):  # /methods/statuses/#index
                wanted = query.get_list("id[]")
                if len(wanted) > 20:
                    return _said({"error": "Validation failed"}, 422)
                found = [self._status(self.statuses[one]) for one in wanted if one in self.statuses]
                return self._within("read:statuses", found)
            case ["statuses", number] if number in self.statuses:  # /methods/statuses/#get
                return self._within("read:statuses", self._status(self.statuses[number]))
            case ["statuses", number, "context"] if number in self.statuses:  # /methods/statuses/#context
                beneath = [self._status(one) for one in self.statuses.values() if number in _above(one)]
                return self._within("read:statuses", {"ancestors": [], "descendants": beneath})
        return _said({"error": "Record not found"}, 404)

    def _posted(self, request: httpx.Request) -> httpx.Response:
        """docs.joinmastodon.org/methods/statuses/#create; the same Idempotency-Key is the same status."""
        assert request.url.path == "/api/v1/statuses"
        said = {name: values[0] for name, values in parse_qs(request.content.decode()).items()}
        _only(said, {"status", "in_reply_to_id", "visibility"})
        if not {"write:statuses", "write"} & {*self.scopes}:
            return _said({"error": "This action is outside the authorized scopes"}, 403)
        if said["in_reply_to_id"] not in self.statuses:
            return _said({"error": "The post you are trying to reply to does not appear to exist."}, 404)
        if len(said["status"]) > 500:
            return _said({"error": "Validation failed: Text character limit of 500 exceeded"}, 422)
        key = request.headers["idempotency-key"]
        if key not in self._sent:
            under = said["in_reply_to_id"]
            self._sent[key] = self.writes(said["status"], at=self.now, by=ME, under=under)
        return _said(self._status(self.statuses[self._sent[key]]))

    def _within(self, scope: str, found: Any) -> httpx.Response:
        """docs.joinmastodon.org/api/oauth-scopes"""
        if not {scope, "read"} & {*self.scopes}:
            return _said({"error": "This action is outside the authorized scopes"}, 403)
        return _said(found)

    def _notified(self, query: httpx.QueryParams) -> list[dict[str, Any]]:
        wanted = dict(query)
        _only(wanted, {"types[]", "limit", "min_id", "max_id"})
        assert wanted["types[]"] == "mention"
        rows = [
            {
                "id": number,
                "type": "mention",
                "created_at": _time(status.at),
                "account": self._account(status.writer),
                "status": self._status(status),
            }
            for number, status in self.notifications
        ]
        return _paged(rows, wanted, most=80)

    def _written_by(self, number: str, query: httpx.QueryParams) -> list[dict[str, Any]]:
        wanted = dict(query)
        _only(wanted, {"exclude_reblogs", "exclude_replies", "limit", "min_id", "max_id"})
        rows = [
            self._status(one)
            for one in self.statuses.values()
            if one.writer == number and not (one.under and wanted.get("exclude_replies") == "true")
        ]
        return _paged(rows, wanted, most=40)

    def _status(self, one: Status) -> dict[str, Any]:
        return {
            "id": one.id,
            "created_at": _time(one.at),
            "edited_at": _time(one.edited_at) if one.edited_at else None,
            "in_reply_to_id": one.under.id if one.under else None,
            "in_reply_to_account_id": self._account(one.under.writer)["id"] if one.under else None,
            "visibility": one.visibility,
            "spoiler_text": one.warning,
            "content": "".join(f"<p>{part}</p>" for part in one.text.split("\n\n")),
            "url": f"{ADDRESS}/@{one.writer}/{one.id}",
            "uri": f"{ADDRESS}/users/{one.writer}/statuses/{one.id}",
            "reblog": None,
            "replies_count": sum(other.under is one for other in self.statuses.values()),
            "account": self._account(one.writer),
            "media_attachments": [*one.media],
        }

    def _account(self, writer: str) -> dict[str, str]:
        if writer == ME:
            return {"id": ME, "acct": "museet", "username": "museet", "display_name": "Exempelstads museum"}
        return {"id": f"p-{writer}", "acct": f"{writer.lower()}@annan.example", "display_name": writer}


def _above(status: Status) -> set[str]:
    found, one = set(), status.under
    while one is not None:
        found.add(one.id)
        one = one.under
    return found


def _paged(rows: list[dict[str, Any]], wanted: Mapping[str, str], *, most: int) -> list[dict[str, Any]]:
    """docs.joinmastodon.org/api/guidelines#pagination: newest first; `min_id` gives those just newer."""
    full = min(int(wanted.get("limit", most)), most)
    rows = sorted(rows, key=lambda row: int(row["id"]))
    if "min_id" in wanted:
        rows = [row for row in rows if int(row["id"]) > int(wanted["min_id"])][:full]
    if "max_id" in wanted:
        rows = [row for row in rows if int(row["id"]) < int(wanted["max_id"])]
    return rows[::-1][:full]


def _only(wanted: Mapping[str, str], known: Iterable[str]) -> None:
    assert not {*wanted} - {*known}, "asked with a parameter that the documentation does not name"


def _time(at: datetime) -> str:
    """docs.joinmastodon.org/api/datetime-format"""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _said(body: Any, status: int = 200) -> httpx.Response:
    return httpx.Response(status, json=body)
