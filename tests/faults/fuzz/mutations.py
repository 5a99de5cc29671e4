"""What is done to good requests: to their JSON, bytes, headers, signature and address."""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any
from urllib.parse import urlencode

from tests.faults.doors.house import OTHER_TOKEN, SIGNING, TOKEN, bearer, by_slack, hub
from tests.faults.fuzz.good import Good, fresh
from tests.faults.fuzz.words import odd_value, odd_word

JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"
Headers = list[tuple[str, bytes]]


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request, as it comes to the door."""

    method: str
    path: str
    body: bytes
    headers: Headers


def _bent(dice: Random, value: Any) -> Any:
    """The value with one thing in it replaced, taken away, added, wrapped or repeated."""
    if isinstance(value, dict) and value and dice.random() < 0.9:
        name = dice.choice(list(value))
        how = dice.random()
        if how < 0.1:
            return {key: each for key, each in value.items() if key != name}
        if how < 0.2:
            return {**value, odd_word(dice): odd_value(dice)}
        return {**value, name: _bent(dice, value[name])}
    if isinstance(value, list) and value and dice.random() < 0.8:
        return [_bent(dice, value[0]), *value[1:]] if dice.random() < 0.7 else value * 3
    how = dice.random()
    if how < 0.1:
        return [value]
    if isinstance(value, str) and how < 0.5:
        return value + odd_word(dice)
    return odd_value(dice)


def bent(dice: Random, payload: Any) -> Any:
    """The payload, as it was or with one to three things bent."""
    for _ in range(dice.choice((0, 0, 0, 1, 1, 2, 3))):
        payload = _bent(dice, payload)
    return payload


BYTES: tuple[Callable[[bytes, int], bytes], ...] = (
    lambda body, at: body[:at],
    lambda body, at: body[:at] + b"\xff" + body[at:],
    lambda body, at: body[:at] + b"\0" + body[at + 1 :],
    lambda body, at: body[:at] + body[at + 1 :],
    lambda body, at: body[:at] + body[:at] + body[at:],
    lambda body, _: b"",
    lambda body, _: gzip.compress(body),
    lambda body, _: body.decode("utf-8", "replace").encode("utf-16"),
    lambda body, _: b"\xef\xbb\xbf" + body,
    lambda body, _: b"[" * 50_000,
    lambda body, _: body + b"&payload=%7B",
    lambda body, _: b"[" + b"{}," * 2_000 + b"{}]",
    lambda body, _: body + b" " * (300 * 1024),
)

TYPES = (
    JSON,
    FORM,
    b"",
    b"text/xml",
    b"application/json; charset=utf-16",
    b"multipart/form-data; boundary=x",
    b"\xff",
)
EXTRA: tuple[tuple[str, bytes], ...] = (
    ("Content-Encoding", b"gzip"),
    ("Content-Length", b"-1"),
    ("Content-Length", "١".encode()),
    ("Content-Length", b"99999999999"),
    ("Transfer-Encoding", b"chunked"),
    ("Host", b"lockbete.example"),
    ("X-Forwarded-For", b"127.0.0.1"),
    ("X-Forwarded-Proto", b"https"),
    ("X-HTTP-Method-Override", b"DELETE"),
    ("X-Slack-Retry-Num", b"1"),
    ("X-Slack-Retry-Reason", b"http_timeout"),
    ("Expect", b"100-continue"),
    ("Cookie", b"a=b\xff"),
    ("Range", b"bytes=0-1"),
    ("Accept", b"\xff"),
)
BY_SLACK: tuple[Callable[[bytes, bytes], Headers], ...] = (
    lambda body, kind: by_slack(body, kind=kind, secret="fel"),
    lambda body, kind: by_slack(body, kind=kind, secret=TOKEN),
    lambda body, kind: by_slack(body, kind=kind, secret=""),
    lambda body, kind: by_slack(body, kind=kind, age=400),
    lambda body, kind: by_slack(body, kind=kind, age=-400),
    lambda body, kind: by_slack(body, kind=kind, version="v1"),
    lambda body, kind: by_slack(body + b" ", kind=kind),
    lambda body, kind: by_slack(body, kind=kind)[:2],
    lambda body, kind: by_slack(body, kind=kind)[::2],
    lambda _, kind: [("Content-Type", kind)],
    lambda body, kind: [("Content-Type", kind), *bearer(), *hub(body)],
)
BY_SOURCE: tuple[Callable[[bytes], Headers], ...] = (
    lambda _: [],
    lambda _: list(bearer("fel")),
    lambda _: list(bearer(OTHER_TOKEN)),
    lambda _: list(bearer(SIGNING)),
    lambda _: list(bearer("")),
    lambda _: [("Authorization", b"Basic " + TOKEN.encode())],
    lambda _: [("Authorization", TOKEN.encode() + b"\xff")],
    lambda body: list(hub(body, "fel")),
    lambda body: list(hub(body, OTHER_TOKEN)),
    lambda body: list(hub(body + b" ")),
    lambda body: [("X-Hub-Signature-256", b"sha1=" + dict(hub(body))["X-Hub-Signature-256"][7:])],
    lambda body: by_slack(body, secret=TOKEN),
)
PATHS = (
    "/", "/intake", "/intake/", "/intake/annan", "/intake/webb/", "//intake/webb", "/intake/%00", "/intake/å",
    "/calendar/", "/calendar/hej.ics", "/calendar/%ff%00.ics", "/calendar/" + "a" * 3_000 + ".ics",
    "/calendar/.ics", "/calendar/..%2fmetrics",
    "/intake/..%2fwebb", "/slack/events/", "/slack/", "/healthz", "/metrics", "/docs", "/openapi.json",
    "/.env", "/intake/webb?token=" + TOKEN, "/metrics?name[]=x", "/healthz?%ff", "/intake/" + "a" * 3_000,
)  # fmt: skip
METHODS = ("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "FNYS", "post")


def mutant(good: Good, dice: Random) -> Request:
    """The good request, or what became of it; so many in a hundred of each kind that all are met."""
    payload = bent(dice, fresh(good.payload, dice))
    match good.kind:
        case "intake" | "event":
            body, kind = json.dumps(payload).encode(), JSON
        case "command":
            fields = payload if isinstance(payload, Mapping) else {"payload": payload}
            pairs = [(str(name), str(value)) for name, value in fields.items()]
            body, kind = urlencode(pairs, errors="surrogatepass").encode(), FORM
        case "interaction":
            body, kind = urlencode({"payload": json.dumps(payload)}).encode(), FORM
    if dice.random() < 0.08:
        body = dice.choice(BYTES)(body, dice.randrange(max(len(body), 1)))
    if dice.random() < 0.05:
        kind = dice.choice(TYPES)
    path = "/intake/webb" if good.kind == "intake" else "/slack/events"
    request = Request(method="POST", path=path, body=body, headers=_headers(good, body, kind, dice))
    return _elsewhere(request, dice) if dice.random() < 0.15 else request


def _headers(good: Good, body: bytes, kind: bytes, dice: Random) -> Headers:
    wrong = dice.random() < 0.25
    if good.kind == "intake":
        if wrong:
            return list(dice.choice(BY_SOURCE)(body))
        return list(dice.choice((hub(body), bearer())))
    return list(dice.choice(BY_SLACK)(body, kind)) if wrong else by_slack(body, kind=kind)


def _elsewhere(request: Request, dice: Random) -> Request:
    """To another address, in another way, or with headers too many."""
    match dice.randrange(5):
        case 0:
            return replace(request, path=dice.choice(PATHS))
        case 1:
            return replace(request, method=dice.choice(METHODS))
        case 2:
            return replace(request, method="GET", path=dice.choice(PATHS))
        case 3:
            return replace(request, headers=[*request.headers, dice.choice(EXTRA)])
        case _:
            return replace(request, headers=[dice.choice(EXTRA), *request.headers, *request.headers])
