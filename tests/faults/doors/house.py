"""The whole bot in HTTP mode against a local workspace; what comes to its doors comes as plain ASGI calls."""

import asyncio
import hashlib
import hmac
import time
from collections.abc import Iterable, MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import unquote

from anyio.from_thread import start_blocking_portal
from sqlalchemy import func, select

from bot.app import Program, Tempo, build
from bot.config import load
from bot.sandbox.server import Workspace
from db.models import comments, events
from tests.stores import migrated
from tests.workspace import SetClock

Headers = Iterable[tuple[str, bytes]]

TOKEN, OTHER_TOKEN = "webbens-langa-hemlighet-0001", "forumets-langa-hemlighet-0002"
SIGNING = "slacks-egen-hemlighet-0003"
CONFIG = """
organisation = "Exempelstad"
database = "sqlite:///svarsvakt.db"
[slack]
mode = "http"
[operator]
channel = "C-ALLMANT"
[people.anna]
first_name = "Anna"
slack = "U-ANNA"
[people.cecilia]
first_name = "Cecilia"
slack = "U-CECILIA"
[units.kultur]
name = "Kultur"
channel = "C-KULTUR"
editors = ["anna"]
supervisors = ["cecilia"]
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a request got."""

    status: int
    headers: dict[str, str]
    body: bytes


class House:
    """The program, its workspace and its doors; nothing ticks, nothing listens."""

    def __init__(self, folder: Path) -> None:
        self.clock = SetClock()
        self.workspace = Workspace(clock=self.clock, retry_after=(0.0, 0.0, 0.0))
        self._folder = folder
        self._opened = ExitStack()  # the loop runs in a thread of its own: a browser's tests have one here

    def __enter__(self) -> Self:
        self.workspace.start()
        path = self._folder / "config.toml"
        path.write_text(CONFIG, encoding="utf-8")
        migrated(self._folder / "svarsvakt.db")
        secrets = {
            "SLACK_SIGNING_SECRET": SIGNING,
            "SVARSVAKT_INTAKE_TOKEN_WEBB": TOKEN,
            "SVARSVAKT_INTAKE_TOKEN_FORUM": OTHER_TOKEN,
        }
        config = load(path, {**self.workspace.environment, **secrets})
        config = replace(config, http=replace(config.http, port=0))
        slow = Tempo(tick=timedelta(hours=1), deliver=timedelta(hours=1))
        self.program: Program = build(config, clock=self.clock, tempo=slow)
        self._portal = self._opened.enter_context(start_blocking_portal())
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        self.program.stop()
        self.workspace.stop()

    def ask(
        self, method: str, path: str, body: bytes | list[bytes | float] = b"", headers: Headers = ()
    ) -> Answer:
        """One request; a body in pieces may hold pauses, in seconds."""
        return self._portal.call(call, self.program.pages, method, path, body, headers)

    def stored(self) -> tuple[int, int]:
        """How many comments there are, and how many changes to them: what an outsider must not move."""
        with self.program.store.read() as tx:
            return (
                int(tx.execute(select(func.count()).select_from(comments)).scalar_one()),
                int(tx.execute(select(func.count()).select_from(events)).scalar_one()),
            )


async def call(
    app: Any, method: str, path: str, body: bytes | list[bytes | float], headers: Headers
) -> Answer:
    """The request as a server hands it to the app; `path` as it stands on the line."""
    raw, _, query = path.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": _unquoted(raw),
        "raw_path": raw.encode("latin-1", "replace"),
        "query_string": query.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [(name.lower().encode("latin-1"), value) for name, value in headers],
        "client": ("192.0.2.7", 40000),
        "server": ("127.0.0.1", 8480),
    }
    pieces = [body] if isinstance(body, bytes) else list(body)
    told: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        while pieces:
            piece = pieces.pop(0)
            if isinstance(piece, bytes):
                return {"type": "http.request", "body": piece, "more_body": bool(pieces)}
            await asyncio.sleep(piece)  # a slow sender
        return {"type": "http.disconnect"}

    async def send(message: MutableMapping[str, Any]) -> None:
        told.append(message)

    await app(scope, receive, send)
    start = next(message for message in told if message["type"] == "http.response.start")
    return Answer(
        status=int(start["status"]),
        headers={name.decode("latin-1"): value.decode("latin-1") for name, value in start["headers"]},
        body=b"".join(
            message.get("body", b"") for message in told if message["type"] == "http.response.body"
        ),
    )


def _unquoted(path: str) -> str:
    """As uvicorn does it."""
    return unquote(path)


def bearer(token: str = TOKEN) -> Headers:
    return [("Authorization", b"Bearer " + token.encode())]


def hub(body: bytes, token: str = TOKEN) -> Headers:
    digest = hmac.new(token.encode(), body, hashlib.sha256).hexdigest()
    return [("X-Hub-Signature-256", f"sha256={digest}".encode())]


def by_slack(
    body: bytes,
    *,
    age: float = 0,
    secret: str = SIGNING,
    version: str = "v0",
    kind: bytes = b"application/x-www-form-urlencoded",
) -> list[tuple[str, bytes]]:
    """Signed as Slack signs, so many seconds ago."""
    stamp = str(int(time.time() - age))
    digest = hmac.new(secret.encode(), f"{version}:{stamp}:".encode() + body, hashlib.sha256).hexdigest()
    return [
        ("Content-Type", kind),
        ("X-Slack-Request-Timestamp", stamp.encode()),
        ("X-Slack-Signature", f"{version}={digest}".encode()),
    ]
