"""Meta's Graph API as its documentation describes it: who may ask, refusals, pages, batches, signatures.

Facebook and Instagram are built upon it. Pages are under developers.facebook.com/docs/graph-api.
"""

import hmac
import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar
from urllib.parse import parse_qsl

import httpx

from handlers.sources.base import Delivery
from tests.sources.site import Site

SECRET, TOKEN, VERIFY, APP = "app-secret", "page-token", "verify-token", "7001"
PROOF = hmac.digest(SECRET.encode(), TOKEN.encode(), "sha256").hex()
Fields = dict[str, "Fields"]


class GraphError(Exception):
    """guides/error-handling: code, subcode, and the status that it travels with."""

    def __init__(self, code: int, *, subcode: int | None = None, status: int = 400) -> None:
        super().__init__(f"({code}) refused")
        self.status = status
        self.said = {"message": f"(#{code}) refused", "type": "OAuthException", "code": code}
        if subcode:
            self.said["error_subcode"] = subcode


NO_SUCH = {"code": 100, "subcode": 33}


class GraphSite(Site):
    """What is the same for both."""

    keys: ClassVar[Mapping[str, str]] = {"token": TOKEN, "app_secret": SECRET, "verify_token": VERIFY}
    webhooks: ClassVar[bool] = True
    exact_parents: ClassVar[bool] = False
    host: ClassVar[str] = "graph.facebook.com"
    scopes: tuple[str, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.token_ends_at: datetime | None = None
        self.token_revoked = False
        self.throttled_minutes = 0
        self.calls = True
        """Whether the webhook is subscribed to."""
        self.sent: list[bytes] = []
        """Bodies of deliveries, in the order in which they were made."""

    def deliveries(self) -> list[Delivery]:
        sent, self.sent = self.sent, []
        return [signed(body) for body in sent]

    def batch(self, deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        """webhooks/getting-started: up to a thousand updates in one."""
        bodies = [json.loads(one.body) for one in deliveries]
        entries = [entry for body in bodies for entry in body["entry"]]
        starts = range(0, len(entries), 1000)
        kind = bodies[0]["object"] if bodies else "none"
        return [
            signed(json.dumps({"object": kind, "entry": entries[start : start + 1000]}).encode())
            for start in starts
        ]

    def paths(self) -> list[str]:
        """What was asked for since this was last asked."""
        asked = [request.url.path for request in self.asked]
        self.asked.clear()
        return asked

    def answer(self, request: httpx.Request) -> httpx.Response:
        assert request.headers["host"] == self.host, "the token goes nowhere else"
        assert TOKEN not in str(request.url), "addresses are logged"
        version, _, path = request.url.path.lstrip("/").partition("/")
        assert re.fullmatch(r"v\d+\.0", version)
        params = dict(request.url.params)
        proof = params.pop("appsecret_proof", None)
        try:
            if request.method == "POST" and not path:
                return httpx.Response(200, json=self._batch(dict(parse_qsl(request.content.decode()))))
            form = dict(parse_qsl(request.content.decode()))
            proof = form.pop("appsecret_proof", proof)
            self._may(request.headers.get("authorization", "").removeprefix("Bearer "), proof)
            if request.method != "GET":
                return httpx.Response(200, json=self.done(request.method, path, {**params, **form}))
            return httpx.Response(200, json=self.found(path, params))
        except GraphError as error:
            return self._refused(error)

    def found(self, path: str, params: Mapping[str, str]) -> Any:
        """What stands at this path. Raises GraphError."""
        raise NotImplementedError

    def done(self, method: str, path: str, params: Mapping[str, str]) -> Any:
        """What is answered when something is changed. Raises GraphError."""
        raise NotImplementedError

    def deliver(self, kind: str, entry: Mapping[str, Any]) -> None:
        """webhooks/getting-started#event-notifications"""
        if self.calls and self.broken is None:
            body = {"object": kind, "entry": [{"time": int(self.now.timestamp()), **entry}]}
            self.sent.append(json.dumps(body, ensure_ascii=True).encode())

    def needs(self, *scopes: str) -> None:
        """docs/permissions: code 10 or 200 without."""
        if not {*scopes} <= {*self.scopes}:
            raise GraphError(200, status=403)

    def _may(self, token: str, proof: str | None) -> None:
        """guides/secure-requests: a proof that is given must be right."""
        if self.throttled_minutes:
            raise GraphError(80001)
        ended = self.token_ends_at is not None and self.token_ends_at <= self.now
        if token != TOKEN or self.token_revoked or ended:
            raise GraphError(190, subcode=463 if ended else 460, status=401)
        if proof not in {None, PROOF}:
            raise GraphError(100)

    def _refused(self, error: GraphError) -> httpx.Response:
        headers = {}
        if self.throttled_minutes:  # overview/rate-limiting#buc-headers
            usage = {"type": "pages", "estimated_time_to_regain_access": self.throttled_minutes}
            headers["x-business-use-case-usage"] = json.dumps({"9001": [usage]})
        return httpx.Response(error.status, json={"error": error.said}, headers=headers)

    def _batch(self, form: Mapping[str, str]) -> list[Any]:
        """batch-requests: at most 50; each part has its own code, and its body as text."""
        token = form["access_token"]
        is_app = token == f"{APP}|{SECRET}"
        if not is_app:
            self._may(token, form.get("appsecret_proof"))
        asked = json.loads(form["batch"])
        if len(asked) > 50:
            raise GraphError(1)
        parts = []
        for one in asked:
            assert set(one) == {"method", "relative_url"}
            path, _, query = one["relative_url"].partition("?")
            try:
                if path == "debug_token":
                    said: Any = {"data": self._debugged(dict(parse_qsl(query)), is_app=is_app)}
                else:
                    said = self.found(path, dict(parse_qsl(query)))
                parts.append({"code": 200, "body": json.dumps(said)})
            except GraphError as error:
                parts.append({"code": error.status, "body": json.dumps({"error": error.said})})
        return parts

    def _debugged(self, params: Mapping[str, str], *, is_app: bool) -> Mapping[str, Any]:
        """reference/debug_token: an app may ask about its tokens; zero is never."""
        if not is_app:
            raise GraphError(100)
        end = int(self.token_ends_at.timestamp()) if self.token_ends_at else 0
        return {
            "app_id": APP,
            "is_valid": params["input_token"] == TOKEN and not self.token_revoked,
            "expires_at": end,
            "data_access_expires_at": 0,
            "scopes": [*self.scopes],
        }


def only(params: Mapping[str, str], *known: str) -> None:
    """guides/error-handling: a parameter that there is not is refused, and an empty one too."""
    if {*params} - {*known} or not all(params.get(name, "").strip() for name in known):
        raise GraphError(100)


def flag(params: Mapping[str, str], name: str) -> bool:
    """A parameter that is true or false."""
    only(params, name)
    if params[name] not in {"true", "false"}:
        raise GraphError(100)
    return params[name] == "true"


def signed(body: bytes, secret: str = SECRET) -> Delivery:
    """webhooks/getting-started#validating-payloads"""
    signature = hmac.digest(secret.encode(), body, "sha256").hex()
    return Delivery(method="POST", body=body, headers={"x-hub-signature-256": f"sha256={signature}"})


def fields_of(asked: str) -> Fields:
    """guides/field-expansion: `id,comments.limit(2){id,from}`; modifiers are kept as fields of their own."""
    found: Fields = {}
    depth, word, inner = 0, "", ""
    for mark in f"{asked},":
        if depth == 0 and mark == ",":
            name, *modifiers = word.split(".")
            found[name] = {**fields_of(inner)} if inner else {}
            found[name] |= {f".{one}": {} for one in modifiers}
            word, inner = "", ""
            continue
        depth += mark == "{"
        depth -= mark == "}"
        if depth == 0 and mark != "}":
            word += mark
        elif not (depth == 1 and mark == "{") and depth:
            inner += mark
    return {name: fields for name, fields in found.items() if name}


def picked(record: Mapping[str, Any], fields: Fields, known: set[str]) -> dict[str, Any]:
    """guides/error-handling: a field that there is not fails the whole call; an empty one is left out."""
    wanted = {name for name in fields if not name.startswith(".")}
    if wanted - known:
        raise GraphError(100)
    return {name: record[name] for name in record if name in wanted | {"id"} and record[name] is not None}


def edge(rows: Sequence[Any], *, limit: int, after: str | None) -> dict[str, Any]:
    """overview/paging: cursors, and `next` only if there is more; it holds the token."""
    if after and not after.isdecimal():
        raise GraphError(100)  # a cursor that has ended
    start = int(after) if after else 0
    page = rows[start : start + limit]
    if not page:
        return {"data": []}
    end = start + len(page)
    paging: dict[str, Any] = {"cursors": {"before": str(start), "after": str(end)}}
    if end < len(rows):
        paging["next"] = f"https://graph.facebook.com/next?access_token={TOKEN}"
    return {"data": page, "paging": paging}


def modifier(fields: Fields, name: str) -> str | None:
    """`limit(25)` among the modifiers of a field."""
    found = (re.fullmatch(rf"\.{name}\((\w+)\)", one) for one in fields)
    return next((one[1] for one in found if one), None)


def stamp(at: datetime) -> str:
    """The Graph API's way to write a time."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")
