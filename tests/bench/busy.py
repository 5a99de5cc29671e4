"""A whole bot to put under load: its own process, a Tuesday whose clock runs fast, a workspace to post to."""

import asyncio
import json
import logging
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import structlog

from bot.sandbox.server import Workspace
from tests.bench.client import one
from tests.bench.filled import NOW
from tests.bench.newsroom import ACCOUNT, NEWSROOM
from tests.bench.served import Served, serve_until_told

SPEED = 40
"""Ten minutes in fifteen seconds."""
TOKEN = "bench-intake-token"
ACCOUNTS = 6


@contextmanager
def busy_bot() -> Iterator[tuple[Served, Workspace]]:
    """The bot from its configuration, and the workspace where what it says can be seen."""
    os.environ["SVARSVAKT_INTAKE_TOKEN_BENCH"] = TOKEN
    with TemporaryDirectory(prefix="svarsvakt-bench-") as name, Workspace() as workspace:
        folder = Path(name)
        accounts = [ACCOUNT.format(number=number) for number in range(1, ACCOUNTS + 1)]
        (folder / "config.toml").write_text("".join([NEWSROOM, *accounts]), encoding="utf-8")
        with Served("tests.bench.busy", "bot", folder, workspace) as served:
            yield served, workspace


def comments(numbers: Sequence[int], *, accounts: int = ACCOUNTS) -> list[dict[str, Any]]:
    """Rows for the intake; `accounts` 1: all on one post."""
    return [
        {
            "account": f"account{number % accounts + 1}",
            "external_id": f"post_{number}",
            "thread_id": "post" if accounts == 1 else f"post_{number % 1000}",
            "text": f"Hej! Nummer {number} undrar när ni öppnar på lördag, och om man behöver anmäla sig.",
            "author": f"Besökare {number}",
            "written_at": NOW.isoformat(),
        }
        for number in numbers
    ]


async def hand_in(port: int, rows: Sequence[dict[str, Any]]) -> int:
    """Post rows to the intake in one request; how many were accepted."""
    body = json.dumps(rows).encode()
    head = (
        "POST /intake/bench HTTP/1.1\r\n"
        f"Host: 127.0.0.1:{port}\r\n"
        f"Authorization: Bearer {TOKEN}\r\n"
        "Content-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    _, answer = await one(port, head.encode() + body)
    accepted: int = json.loads(answer)["accepted"]
    return accepted


def hand_in_all(port: int, rows: Sequence[dict[str, Any]], *, at_once: int = 500) -> int:
    """Post rows one request after the other; how many were accepted."""

    async def each() -> int:
        return sum([await hand_in(port, rows[at : at + at_once]) for at in range(0, len(rows), at_once)])

    return asyncio.run(each())


def said(workspace: Workspace) -> int:
    """How many messages stand in the unit's channel, replies in threads among them."""
    channel = "C-KULTUR"
    first = workspace.messages(channel)
    return sum(len(workspace.thread(channel, message["ts"])) for message in first)


def _start(folder: Path) -> int:
    from bot.app import Tempo, build, settle
    from bot.config import load

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    began = time.monotonic()

    def clock() -> datetime:
        return NOW + timedelta(seconds=(time.monotonic() - began) * SPEED)

    config = load(folder / "config.toml", os.environ)
    config = replace(config, http=replace(config.http, port=0))
    tempo = Tempo(tick=timedelta(seconds=1), deliver=timedelta(seconds=1), lease=timedelta(hours=2))
    program = build(config, clock=clock, tempo=tempo)
    program.start()
    settle()
    return program.web.port


if __name__ == "__main__":
    serve_until_told(lambda: _start(Path(sys.argv[2])))
