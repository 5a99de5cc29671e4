"""A message in Teams to its answer: ours beside a bare echo bot on Microsoft's library; and what that costs.

Timed from the request's last byte until the answer has come to the connector, which is the client's own. Each
bot is a process of its own and asks nobody who writes; the echo bot is the library's own application, which
answers with the words that it was sent. Ours looks a comment up and explains its answer time, and notes the
message in its store before it answers.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.sandbox.server import Workspace
from tests.bench.measured import Measured, at_most
from tests.bench.served import Served, serve_until_told
from tests.bench.startup import THE_BOT, started

READ = "varför 7"
AT_ONCE = 50
TURNS = 16
IN_A_TURN = 20
WARM_UP = 2
TENANT = "11111111-2222-4333-8444-555555555555"
ANNA = "aaaaaaaa-0000-4000-8000-000000000001"
LIBRARY = "import warnings; warnings.simplefilter('ignore'); import microsoft_teams.apps"
WITH_TEAMS = (
    f"{THE_BOT}; import bot.teams.wiring; from bot.teams.authentication import MicrosoftToken;"
    " MicrosoftToken('0f8fad5b-d9cb-469f-a165-70867728950e')"
)


def measure(turns: int = TURNS) -> Iterator[Measured]:
    """One at a time and fifty at once, by turns; then start-up and memory with and without Teams."""
    with tempfile.TemporaryDirectory() as name, Workspace() as workspace, ExitStack() as servers:
        folder = Path(name)
        ours = servers.enter_context(Served("tests.bench.teams", "ours", folder, workspace))
        echo = servers.enter_context(Served("tests.bench.teams", "echo", folder, workspace))
        ports = (ours.port, echo.port)
        one, at_once = asyncio.run(_measured(ports, turns))
        memory = ours.megabytes, echo.megabytes
    yield _row("a message to its answer, one at a time, p50", *map(_p50, one), 2)
    yield _row("the same, p99", *map(_p99, one), 2)
    yield _row("fifty at once, p50", *map(_p50, at_once), 2)
    yield _row("fifty at once, p99", *map(_p99, at_once), 2)
    yield _plain("memory of the running bot", "the running echo bot", *memory, "MB")
    slack, teams, library = started(THE_BOT, WITH_TEAMS, LIBRARY)
    yield _plain("the bot's modules imported, not in Teams", "the same in Teams", slack[0], teams[0], "ms")
    yield _plain("memory when imported, not in Teams", "the same in Teams", slack[1], teams[1], "MB")
    yield _plain("the bot's modules imported, in Teams", "the library alone", teams[0], library[0], "ms")
    yield _plain("memory when imported, in Teams", "the library alone", teams[1], library[1], "MB")


async def _measured(ports: Sequence[int], turns: int) -> tuple[list[list[float]], list[list[float]]]:
    there = _Connector()
    server = await asyncio.start_server(there.called, "127.0.0.1", 0)
    there.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    for port in ports:  # every conversation has been seen
        for _ in range(WARM_UP):
            await asyncio.gather(*(there.answered(port, place) for place in range(AT_ONCE)))
    one: list[list[float]] = [[] for _ in ports]
    at_once: list[list[float]] = [[] for _ in ports]
    for _ in range(turns):  # by turns, so that whatever else the machine does hits them alike
        for place, port in enumerate(ports):
            one[place] += [await there.answered(port, 0) for _ in range(IN_A_TURN)]
            at_once[place] += await asyncio.gather(*(there.answered(port, n) for n in range(AT_ONCE)))
    server.close()
    return one, at_once


@dataclass
class _Connector:
    """Teams, as far as a bot can see: it is told what was written, and takes what is answered."""

    url: str = ""
    number: int = 0
    waiting: dict[str, asyncio.Future[float]] = field(default_factory=dict)

    async def answered(self, port: int, place: int) -> float:
        """Write in one of Anna's conversations; the milliseconds until the answer is there."""
        self.number += 1
        conversation = f"a:bench-{port}-{place}"
        body = json.dumps(self._activity(conversation)).encode()
        head = (
            f"POST /teams/messages HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        there: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self.waiting[conversation] = there
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        begun = time.perf_counter()
        writer.write(head.encode() + body)
        await writer.drain()
        arrived = await asyncio.wait_for(there, 30)
        said = await reader.read()
        writer.close()
        if b" 200 " not in said.split(b"\r\n")[0]:
            raise RuntimeError(said[:80])
        return (arrived - begun) * 1000

    async def called(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """A bot says something; the line stays open as long as the bot wants it."""
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                length = int(head.lower().split("content-length:")[1].split("\r\n")[0])
                await reader.readexactly(length)
                arrived = time.perf_counter()
                conversation = head.split()[1].split("/")[3].replace("%3A", ":")
                waits = self.waiting.pop(conversation, None)
                if waits is not None and not waits.done():
                    waits.set_result(arrived)
                body = b'{"id": "1"}'
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
                    b"Content-Length: %d\r\n\r\n%s" % (len(body), body)
                )
                await writer.drain()
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):  # all is measured
            writer.close()

    def _activity(self, conversation: str) -> dict[str, Any]:
        return {
            "type": "message",
            "id": str(self.number),
            "timestamp": "2026-11-28T00:00:00Z",
            "channelId": "msteams",
            "serviceUrl": self.url,
            "from": {"id": "29:1anna", "name": "Anna Berg", "aadObjectId": ANNA},
            "recipient": {"id": "28:svarsvakt", "name": "Svarsvakt"},
            "conversation": {"id": conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": READ,
            "textFormat": "plain",
            "locale": "sv-SE",
        }


def _row(what: str, ours: float, theirs: float, limit: float) -> Measured:
    asked, met = at_most(limit, ours, theirs)
    return Measured(
        group="teams",
        what=what,
        beside="a bare echo bot",
        ours=ours,
        theirs=theirs,
        unit="ms",
        asked=asked,
        met=met,
    )


def _plain(what: str, beside: str, ours: float, theirs: float, unit: str) -> Measured:
    return Measured(group="teams", what=what, beside=beside, ours=ours, theirs=theirs, unit=unit)


def _p50(found: Sequence[float]) -> float:
    return statistics.median(found)


def _p99(found: Sequence[float]) -> float:
    return sorted(found)[int(len(found) * 0.99)]


# -- the servers --

CONFIG = f"""
organisation = "Exempelstad"
database = "sqlite:///bench.db"
[teams]
unauthenticated = true
[people.anna]
first_name = "Anna"
teams = "{ANNA}"
[units.kultur]
name = "Kultur"
channel = "19:kultur@thread.tacv2"
editors = ["anna"]
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
watch_from = 2026-01-01T00:00:00
"""


def _ours(folder: Path) -> int:
    from dataclasses import replace

    from bot.app import Tempo, build, settle
    from bot.config import load
    from handlers.intake import take

    path = folder / "config.toml"
    path.write_text(CONFIG, encoding="utf-8")
    config = load(path, {})
    quiet = Tempo(tick=timedelta(hours=1), deliver=timedelta(hours=1))
    at = datetime(2026, 11, 28, 0, 0, tzinfo=UTC)  # midnight: nothing is due to be sent
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


def _echo(_folder: Path) -> int:
    """As the library's own documentation has it, on loopback."""
    import socket
    import threading
    import warnings

    warnings.simplefilter("ignore")
    import uvicorn
    from microsoft_teams.api import MessageActivity
    from microsoft_teams.apps import ActivityContext, App
    from microsoft_teams.apps.http import FastAPIAdapter

    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    port = int(free.getsockname()[1])

    def server(app: Any) -> uvicorn.Server:
        return uvicorn.Server(
            uvicorn.Config(app, host="127.0.0.1", port=port, log_config=None, access_log=False)
        )

    app = App(
        dangerously_allow_unauthenticated_requests=True,
        messaging_endpoint="/teams/messages",
        http_server_adapter=FastAPIAdapter(server_factory=server),
    )

    @app.on_message
    async def echo(ctx: ActivityContext[MessageActivity]) -> None:
        await ctx.send(ctx.activity.text)

    free.close()
    threading.Thread(target=lambda: asyncio.run(app.start(port)), daemon=True).start()
    for _ in range(200):
        with socket.socket() as line:
            if line.connect_ex(("127.0.0.1", port)) == 0:
                return port
        time.sleep(0.05)
    raise RuntimeError("the echo bot did not start")


if __name__ == "__main__":
    KINDS = {"ours": _ours, "echo": _echo}
    serve_until_told(lambda: KINDS[sys.argv[1]](Path(sys.argv[2])))
