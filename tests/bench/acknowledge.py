"""A signed slash command to its acknowledgement: ours beside a bare Bolt app, in the same kind of server.

The fast floor is a bare Bolt app with `process_before_response=True` whose listener answers what ours did,
on Starlette and uvicorn, dispatching in a thread as ours does. The documented one is Bolt's `App.start()`.
Each server is a process of its own; the client is the same for all.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.server import Workspace
from tests.bench.client import SECRET, answer, latencies
from tests.bench.measured import Measured, at_most
from tests.bench.newsroom import NEWSROOM
from tests.bench.served import Served, serve_until_told

READ = "varför 7"
"""A command that reads: it looks a comment up and explains its answer time."""
AT_ONCE = 50
TURNS = 16
IN_A_TURN = 20
WARM_UP = 60


def measure() -> Iterator[Measured]:
    """One at a time and fifty at once, the servers by turns; a claim with its commit beside."""
    with tempfile.TemporaryDirectory() as name, Workspace() as workspace, ExitStack() as servers:
        folder = Path(name)
        ours = servers.enter_context(Served("tests.bench.acknowledge", "ours", folder, workspace))
        expected = answer(ours.port, READ)
        (folder / "answer.json").write_text(expected, encoding="utf-8")
        floor = servers.enter_context(Served("tests.bench.acknowledge", "floor", folder, workspace))
        documented = servers.enter_context(Served("tests.bench.acknowledge", "documented", folder, workspace))
        assert answer(floor.port, READ) == expected, "the floor's answer must be equal"
        for served in (ours, floor, documented):
            latencies(served.port, READ, 1, WARM_UP)
        one = _by_turns((ours, floor, documented), 1)
        at_once = _by_turns((ours, floor), AT_ONCE)
        claim = latencies(ours.port, "ta {n}", 1, 100)
    p50, floor_p50, documented_p50 = map(_p50, one)
    yield _row("a command that reads, one at a time, p50", "fast floor", p50, floor_p50, 3)
    yield _row("the same", "Bolt as documented", p50, documented_p50, 0.5)
    yield _row("fifty at once, p99", "fast floor", *map(_p99, at_once), 3)
    yield _row("fifty at once, p50", "fast floor", *map(_p50, at_once), None)
    yield _row("a claim with its commit, p50", "fast floor's no-op", _p50(claim), floor_p50, None)


def _by_turns(servers: Sequence[Served], at_once: int) -> list[list[float]]:
    """So that whatever else the machine does hits them alike."""
    found: list[list[float]] = [[] for _ in servers]
    for _ in range(TURNS):
        for place, served in enumerate(servers):
            found[place] += latencies(served.port, READ, at_once, at_once if at_once > 1 else IN_A_TURN)
    return found


def _row(what: str, beside: str, ours: float, theirs: float, limit: float | None) -> Measured:
    asked, met = at_most(limit, ours, theirs) if limit is not None else ("", None)
    return Measured(
        group="acknowledge",
        what=what,
        beside=beside,
        ours=ours,
        theirs=theirs,
        unit="ms",
        asked=asked,
        met=met,
    )


def _p50(found: Sequence[float]) -> float:
    return statistics.median(found)


def _p99(found: Sequence[float]) -> float:
    return sorted(found)[int(len(found) * 0.99)]


# -- the servers --


CONFIG = (
    NEWSROOM
    + """
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
watch_from = 2026-01-01T00:00:00
"""
)


def _ours(folder: Path) -> int:
    from dataclasses import replace

    from bot.app import Tempo, build, settle
    from bot.config import load
    from handlers.intake import take

    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    config = load(path, os.environ)
    quiet = Tempo(tick=timedelta(hours=1), deliver=timedelta(hours=1))
    # Midnight: nothing is due to be sent, so nothing but the commands is measured.
    at = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)
    program = build(replace(config, http=replace(config.http, port=0)), clock=lambda: at, tempo=quiet)
    rows = [
        {
            "account": "kulturskolan",
            "text": f"Fråga {n}",
            "written_at": (at - timedelta(minutes=n)).isoformat(),
        }
        for n in range(1, 2_001)
    ]
    with program.store.write() as tx:
        take(tx, program.book, "bench", rows, at)
    program.start()
    settle()
    return program.web.port


def _floor(folder: Path) -> int:
    from slack_bolt import App, BoltRequest
    from starlette.applications import Starlette
    from starlette.concurrency import run_in_threadpool
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route

    from bot.serving import WebServer

    app = App(token=os.environ["SLACK_BOT_TOKEN"], signing_secret=SECRET, process_before_response=True,
              client=_client())  # fmt: skip
    _listening(app, folder)

    async def events(request: Request) -> Response:
        body = (await request.body()).decode()
        headers = {name: [value] for name, value in request.headers.items()}
        answer = await run_in_threadpool(app.dispatch, BoltRequest(body=body, headers=headers))
        return Response(answer.body, answer.status, media_type=answer.first_headers().get("content-type"))

    server = WebServer(
        Starlette(routes=[Route("/slack/events", events, methods=["POST"])]), host="127.0.0.1", port=0
    )
    server.start()
    return server.port


def _documented(folder: Path) -> int:
    import threading
    from http.server import HTTPServer
    from unittest.mock import patch

    from slack_bolt import App
    from slack_bolt.app.app import SlackAppDevelopmentServer

    app = App(token=os.environ["SLACK_BOT_TOKEN"], signing_secret=SECRET, client=_client())
    _listening(app, folder)
    # As `app.start()` makes it, but on loopback: by itself it binds every address of the machine.
    with patch("slack_bolt.app.app.HTTPServer", lambda _, handler: HTTPServer(("127.0.0.1", 0), handler)):
        server = SlackAppDevelopmentServer(
            port=0, path="/slack/events", app=app, http_server_logger_enabled=False
        )
    inner = server._server
    threading.Thread(target=inner.serve_forever, daemon=True).start()
    return int(inner.server_address[1])


def _client() -> Any:
    from slack_sdk import WebClient

    return WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])


def _listening(app: Any, folder: Path) -> None:
    reply = json.loads((folder / "answer.json").read_text(encoding="utf-8"))

    @app.command("/svarsvakt")  # type: ignore[untyped-decorator]  # Bolt's own
    def answered(ack: Any) -> None:
        ack(**reply)


if __name__ == "__main__":
    KINDS = {"ours": _ours, "floor": _floor, "documented": _documented}
    serve_until_told(lambda: KINDS[sys.argv[1]](Path(sys.argv[2])))
