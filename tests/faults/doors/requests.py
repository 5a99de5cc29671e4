"""Requests by somebody who should not get in, or who says odd things, and what each is answered: a table."""

import gzip
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from bot.slack.blocks.pieces import PREFIX
from tests.faults.doors.house import OTHER_TOKEN, SIGNING, TOKEN, Headers, bearer, by_slack, hub

WEBB, SLACK = "/intake/webb", "/slack/events"
GOOD: Mapping[str, Any] = {
    "account": "kulturskolan",
    "text": "Har ni öppet?",
    "written_at": "2026-11-27T14:30:00+01:00",
    "external_id": "1",
}
BODY = json.dumps(GOOD).encode()
COMMAND = urlencode(
    {
        "command": "/svarsvakt",
        "text": "status",
        "user_id": "U-ANNA",
        "channel_id": "C-KULTUR",
        "trigger_id": "1.2",
    }
).encode()
JSON, FORM = b"application/json", b"application/x-www-form-urlencoded"


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One request, and its answer's status; `stored`: so many comments come in by it."""

    status: int
    path: str = WEBB
    method: str = "POST"
    body: bytes = BODY
    headers: Callable[[bytes], Headers] = field(default=lambda _body: bearer())
    stored: int = 0


def intake(status: int, body: bytes = BODY, *headers: tuple[str, bytes], stored: int = 0) -> Ask:
    return Ask(status=status, body=body, headers=lambda _: headers, stored=stored)


def row(stored: int = 0, **fields: Any) -> Ask:
    """One comment, well authenticated."""
    return Ask(status=200, body=json.dumps({**GOOD, **fields}).encode(), stored=stored)


def at(path: str, status: int, method: str = "POST") -> Ask:
    return Ask(status=status, path=path, method=method)


def slack(status: int, body: bytes = COMMAND, *, sent: bytes | None = None, **signed: Any) -> Ask:
    """What Slack signed; `sent`: what came in its place."""
    return Ask(
        status=status,
        path=SLACK,
        body=body if sent is None else sent,
        headers=lambda _: by_slack(body, **signed),
    )


def with_header(name: str, value: bytes | None, status: int = 401) -> Ask:
    """A well signed command whose header `name` is another, or missing."""

    def headers(body: bytes) -> Headers:
        kept = [pair for pair in by_slack(body) if pair[0] != name]
        return kept if value is None else [*kept, (name, value)]

    return Ask(status=status, path=SLACK, body=COMMAND, headers=headers)


def twice(name: str, value: bytes, status: int) -> Ask:
    """A well signed command with the header `name` a second time."""
    return Ask(status=status, path=SLACK, body=COMMAND, headers=lambda body: [*by_slack(body), (name, value)])


def event(status: int, **payload: Any) -> Ask:
    return slack(
        status, json.dumps({"type": "event_callback", "event_id": "E1", **payload}).encode(), kind=JSON
    )


def interactive(status: int, **payload: Any) -> Ask:
    return slack(status, urlencode({"payload": json.dumps(payload)}).encode())


def pressed(name: str, value: str, status: int = 200, **beside: Any) -> Ask:
    element = {
        "type": "button",
        "action_id": PREFIX + name,
        "block_id": "b",
        "value": value,
        "action_ts": "1",
    }
    click = {"type": "block_actions", "user": {"id": "U-ANNA"}, "trigger_id": name + value[:9]}
    return interactive(status, **click, actions=[element], **beside)


def form(status: int, kind: str = "settings", metadata: str = "{}", **view: Any) -> Ask:
    blocks = [{"type": "input", "block_id": "first_name"}]
    value = {"first_name": {"v": {"type": "plain_text_input", "value": "A\0nna \ud800"}}}
    shown = {
        "id": "V1",
        "type": "modal",
        "callback_id": f"{PREFIX}form.{kind}",
        "private_metadata": metadata,
        "state": {"values": value},
        "blocks": blocks,
    }
    return interactive(status, type="view_submission", user={"id": "U-ANNA"}, view=shown | view)


def _hex(body: bytes) -> bytes:
    """The right signature's value."""
    return dict(hub(body))["X-Hub-Signature-256"]


DEEP = 100_000
REQUESTS: Mapping[str, Ask] = {
    # The intake's token.
    "the right token": Ask(status=200, stored=1),
    "the token's scheme in small letters": intake(
        200, BODY, ("Authorization", b"bearer " + TOKEN.encode()), stored=1
    ),
    "another source's token": intake(401, BODY, *bearer(OTHER_TOKEN)),
    "the token less its last letter": intake(401, BODY, *bearer(TOKEN[:-1])),
    "the token and one letter more": intake(401, BODY, *bearer(TOKEN + "x")),
    "the token in capitals": intake(401, BODY, *bearer(TOKEN.upper())),
    "no token after its scheme": intake(401, BODY, ("Authorization", b"Bearer ")),
    "a scheme alone": intake(401, BODY, ("Authorization", b"Bearer")),
    "the token without its scheme": intake(401, BODY, ("Authorization", TOKEN.encode())),
    "a token that is not ASCII": intake(401, BODY, ("Authorization", "Bearer nyckel-å".encode())),
    "a token of 60 kB": intake(401, BODY, ("Authorization", b"Bearer " + b"x" * 60_000)),
    "a wrong token before the right one": intake(401, BODY, *bearer("fel"), *bearer()),
    "the token in the address": Ask(status=401, path=f"{WEBB}?token={TOKEN}", headers=lambda _: ()),
    "Slack's secret as a token": intake(401, BODY, *bearer(SIGNING)),
    # The intake's signature.
    "the right signature": Ask(status=200, headers=hub, stored=1),
    "a signature in capitals": intake(401, BODY, ("X-Hub-Signature-256", _hex(BODY).upper())),
    "a signature less one digit": intake(401, BODY, ("X-Hub-Signature-256", _hex(BODY)[:-1])),
    "a signature without its kind": intake(401, BODY, ("X-Hub-Signature-256", _hex(BODY)[7:])),
    "a signature by SHA-1": intake(401, BODY, ("X-Hub-Signature", b"sha1=" + b"0" * 40)),
    "a signature said to be SHA-1": intake(401, BODY, ("X-Hub-Signature-256", b"sha1=" + _hex(BODY)[7:])),
    "a signature by an empty secret": intake(401, BODY, *hub(BODY, "")),
    "a signature by another source's secret": intake(401, BODY, *hub(BODY, OTHER_TOKEN)),
    "a wrong token and the right signature": intake(401, BODY, *bearer("fel"), *hub(BODY)),
    "the right token and a wrong signature": intake(200, BODY, *bearer(), *hub(b""), stored=1),
    "a signature of the body less its last byte": intake(401, BODY[:-1], *hub(BODY)),
    # What the intake is handed.
    "a packed body": Ask(status=400, body=gzip.compress(BODY)),
    "a body said to be packed": intake(200, BODY, *bearer(), ("Content-Encoding", b"gzip"), stored=1),
    "a body said to be XML": intake(200, BODY, *bearer(), ("Content-Type", b"text/xml"), stored=1),
    "a body in UTF-16": Ask(status=400, body=BODY.decode().encode("utf-16")),
    "a byte order mark": Ask(status=400, body=b"\xef\xbb\xbf" + BODY),
    "objects nested without end": Ask(status=400, body=b'{"a":' * 40_000),
    "a whole number of 5,000 digits": Ask(status=400, body=b"9" * 5_000),
    "a number that is none": Ask(status=200, body=b"NaN"),
    "a text that is no number": Ask(status=200, body=b'{"account": "kulturskolan", "text": Infinity}'),
    "an id of 4,000 digits": row(external_id=int("9" * 4_000)),
    "a name twice: the last counts": Ask(status=200, body=b'{"account": "annan", ' + BODY[1:], stored=1),
    "a NUL in the text": row(stored=1, text="a\0b"),
    "half a character in the text": row(stored=1, text="\ud800"),
    "half a character as an account": row(account="\ud800"),
    "half a character in a field's name": Ask(status=200, body=b'{"acc\\ud800ount": "x"}'),
    "a time whose offset takes it past the last year": row(written_at="9999-12-31T23:59:59-23:59"),
    "80,000 comments that are none": Ask(status=200, body=b"[" + b"{}," * 79_999 + b"{}]"),
    "nothing, as a list": Ask(status=200, body=b"[]"),
    "the same comment twice in a list": Ask(status=200, body=b"[" + BODY + b"," + BODY + b"]", stored=1),
    # Addresses.
    "the source in capitals": Ask(status=200, path="/intake/WEBB", stored=1),
    "the source with a percent sign": Ask(status=200, path="/intake/%77ebb", stored=1),
    "no source": at("/intake/", 404),
    "a slash too many at the end": at(f"{WEBB}/", 404),
    "a slash too many at the start": at(f"/{WEBB}", 404),
    "a source one floor up": at("/intake/../intake/webb", 404),
    "a source one floor up, hidden": at("/intake/..%2fwebb", 404),
    "a NUL as a source": at("/intake/%00", 404),
    "a source and a NUL": at("/intake/webb%00", 404),
    "a source and a line break": at("/intake/webb%0d%0a", 404),
    "a source that is not UTF-8": at("/intake/%ed%a0%80", 404),
    "a source of 60,000 letters": at("/intake/" + "a" * 60_000, 404),
    "the intake's address in capitals": at("/INTAKE/webb", 404),
    "putting where one posts": at(WEBB, 405, "PUT"),
    "taking away": at(WEBB, 405, "DELETE"),
    "asking what may be done": at(WEBB, 405, "OPTIONS"),
    "an echo": at(WEBB, 405, "TRACE"),
    "a method that nobody knows": at(WEBB, 405, "FNYS"),
    "reading Slack's door": at(SLACK, 405, "GET"),
    "posting to the measurements": at("/metrics", 405),
    "posting to the health": at("/healthz", 405),
    "the root": at("/", 404, "GET"),
    "somebody's calendar at a made-up address": at("/calendar/hej.ics", 404, "GET"),
    "a calendar without an address": at("/calendar/.ics", 404, "GET"),
    "a calendar at an address of odd bytes": at("/calendar/%ff%00%f0%9f.ics", 404, "GET"),
    "a calendar at an address of 3,000 letters": at("/calendar/" + "a" * 3_000 + ".ics", 404, "GET"),
    "posting to a calendar": at("/calendar/hej.ics", 405),
    # Slack's signature.
    "what Slack signed": slack(200),
    "what Slack signed four minutes ago": slack(200, age=240),
    "what Slack signed four minutes ahead": slack(200, age=-240),
    "what Slack signed six minutes ahead": slack(401, age=-360),
    "what Slack signed a year ago": slack(401, age=31_536_000),
    "a signature of another version": slack(401, version="v1"),
    "the intake's token as Slack's secret": slack(401, secret=TOKEN),
    "an empty secret": slack(401, secret=""),
    "a body changed by one byte": slack(401, sent=COMMAND.replace(b"status", b"statuS")),
    "a body cut off": slack(401, sent=COMMAND[:-1]),
    "no timestamp": with_header("X-Slack-Request-Timestamp", None),
    "an empty timestamp": with_header("X-Slack-Request-Timestamp", b""),
    "a timestamp below zero": with_header("X-Slack-Request-Timestamp", b"-1"),
    "a timestamp with a fraction": with_header("X-Slack-Request-Timestamp", b"1795787400.0"),
    "a timestamp of 60,000 digits": with_header("X-Slack-Request-Timestamp", b"1" * 60_000),
    "a timestamp in Arabic digits": with_header("X-Slack-Request-Timestamp", "١٢٣".encode()),
    "no signature": with_header("X-Slack-Signature", None),
    "an empty signature": with_header("X-Slack-Signature", b""),
    "a signature of 60 kB": with_header("X-Slack-Signature", b"v0=" + b"0" * 60_000),
    "a second signature, a wrong one": twice("X-Slack-Signature", b"v0=fel", 200),
    "a second timestamp": twice("X-Slack-Request-Timestamp", b"1", 200),
    # What Slack's door is handed, well signed.
    "Slack's question whether we are there": slack(
        200, b'{"type": "url_verification", "challenge": "x"}', kind=JSON
    ),
    "that question unsigned": Ask(
        status=401, path=SLACK, body=b'{"type": "url_verification"}', headers=lambda _: ()
    ),
    "that question with half a character": slack(
        200, b'{"type": "url_verification", "challenge": "\\ud800"}', kind=JSON
    ),
    "a form said to be JSON": slack(400, COMMAND, kind=JSON),
    "JSON said to be a form": slack(404, b'{"type": "event_callback"}'),
    "JSON nested without end": slack(400, b"[" * DEEP, kind=JSON),
    "a form's JSON nested without end": slack(400, b"payload=" + b"[" * DEEP),
    "a packed command": slack(400, gzip.compress(COMMAND)),
    "bytes that are not UTF-8": slack(400, b"command=\xff"),
    "a command without a person": slack(400, b"command=%2Fsvarsvakt"),
    "a command from a channel of 3,000 letters": slack(400, COMMAND.replace(b"C-KULTUR", b"C" * 3_000)),
    "a command that is not ours": slack(404, COMMAND.replace(b"svarsvakt", b"annat")),
    "a command in half characters": slack(200, COMMAND.replace(b"status", b"%ed%a0%80")),
    "a command with a number beyond all": slack(200, COMMAND.replace(b"status", b"ta+" + b"9" * 5_000)),
    "an event that is nothing": event(400, event=None),
    "an event that is a word": event(400, event="hej"),
    "an event without its sender": event(
        400, event={"type": "message", "channel_type": "im", "channel": "D1"}
    ),
    "an event in half characters": event(
        200,
        event={
            "type": "message",
            "channel_type": "im",
            "user": "U-\ud800",
            "channel": "D\0",
            "text": "\ud800",
        },
    ),
    "a home without its person": event(400, event={"type": "app_home_opened", "tab": "home"}),
    "an event that nobody asked for": event(200, event={"type": "team_join", "user": {"id": "U-NY"}}),
    "a button that nobody pressed": interactive(400, type="block_actions", user={"id": "U-ANNA"}, actions=[]),
    "a button pressed by nobody": interactive(
        400, type="block_actions", actions=[{"action_id": PREFIX + "claim"}]
    ),
    "a button of a number beyond all": pressed("claim", "9" * 30),
    "a button of 5,000 digits": pressed("hide", "9" * 5_000),
    "a button of a number in another script": pressed("sign_mended", "٣"),
    "a button of a number below zero": pressed("claim", "-1"),
    "a round beyond all": pressed("round", f"c:{'9' * 30}:{'9' * 30}"),
    "many closed at once, one beyond all": pressed("close_no_reply", "1," + "9" * 30),
    "a button that is not ours": pressed("fnys", ""),
    "a button in a view that is nothing": pressed("release", "1", view=None),
    "a form with a NUL and half a character": form(200),
    "a form that is not ours": form(200, "fnys"),
    "a form whose notes are no JSON": form(200, metadata="{"),
    "a form whose notes are a list": form(200, metadata="[]"),
    "a form about a number beyond all": form(200, "refer", metadata=json.dumps({"number": 10**30})),
    "a form without fields": form(400, blocks=[]),
    "a form with nothing in it": form(400, state={"values": None}),
    "a kind that nobody knows, with a view that is a word": interactive(404, type="fnys", view="hej"),
    "a menu that asks for its choices": interactive(404, type="block_suggestion", action_id=PREFIX + "claim"),
    "a form closed without sending, its view nothing": interactive(404, type="view_closed", view=None),
    "a message that is a word": interactive(
        400,
        type="message_action",
        callback_id="svarsvakt.add_comment",
        user={"id": "U-ANNA"},
        trigger_id="1",
        message="hej",
    ),
    "a message from beyond all time": interactive(
        200,
        type="message_action",
        callback_id="svarsvakt.add_comment",
        user={"id": "U-ANNA"},
        trigger_id="2",
        message={"text": "<@U-X|x> \ud800", "ts": "1e400"},
    ),
}
