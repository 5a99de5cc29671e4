"""Contract servers of many accounts in a process of their own, reached over HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import get_context
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

import httpx

from tests.bench.filled import NOW
from tests.sources.facebook import FacebookSite
from tests.sources.instagram import InstagramSite
from tests.sources.mastodon import MastodonSite
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.sources.youtube import YouTubeSite

MIX: tuple[type[Site], ...] = (
    *(FacebookSite, FacebookSite, InstagramSite),
    *(WordPressSite, YouTubeSite, MastodonSite),
)
"""Of six accounts; sixty have ten times as many of each."""
BEFORE = 12
"""Comments that each account has when it is first asked, one a day, each but the last answered."""
AN_HOUR = 2
"""New comments an hour on each."""
KEPT = 1_000
"""So many requests are kept, to be made once more."""
SITE, MOMENT = "x-bench-site", "x-bench-now"


class Through(httpx.BaseTransport):
    """Carries every request to the contract servers, whatever host it is for; `site`: whose turn it is."""

    def __init__(self, port: int) -> None:
        self.site, self.now = 0, NOW
        self.count = 0
        self.requests: list[httpx.Request] = []
        self._port = port
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """As httpx asks of a transport."""
        headers = {**request.headers, SITE: str(self.site), MOMENT: self.now.isoformat()}
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        sent = httpx.Request(request.method, url, headers=headers, content=request.read())
        self.count += 1
        if len(self.requests) < KEPT:
            self.requests.append(sent)
        return self._inner.handle_request(sent)


@contextmanager
def platforms(many: int) -> Iterator[int]:
    """So many accounts' platforms; the port that they answer on."""
    ours, theirs = get_context("spawn").Pipe()
    process = get_context("spawn").Process(target=_serve, args=(theirs, many), daemon=True)
    process.start()
    theirs.close()  # so that it shows when the process could not begin
    try:
        yield int(ours.recv())
    finally:
        process.terminate()
        process.join()


class _Public:
    """One account's platform, and the public that writes there as time goes."""

    def __init__(self, number: int) -> None:
        self.site = MIX[number % len(MIX)]()
        self.lock = Lock()
        for day in range(BEFORE, 0, -1):
            at = NOW - timedelta(days=day, minutes=number % 60)
            asked = self._write(f"Fråga {day}: när öppnar ni på lördag?", at)
            if day > 1:
                self.site.reply("Klockan tio, välkomna! /Anna", at + timedelta(hours=1), to=asked)
        minutes = [number % 30 + 60 * place // AN_HOUR for place in range(AN_HOUR)]
        self._coming = [NOW + timedelta(minutes=one + 1) for one in minutes]

    def at(self, now: datetime) -> None:
        """Whatever is written by now."""
        while self._coming and self._coming[0] <= now:
            self._write("Finns det hiss till plan två?", self._coming.pop(0))
        self.site.now = now
        self.site.deliveries()  # nobody is called here

    def _write(self, text: str, at: datetime) -> str:
        self.site.now = at
        return self.site.write(text, at)


def _serve(told: Connection, many: int) -> None:
    publics = [_Public(number) for number in range(many)]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            public = publics[int(self.headers[SITE])]
            request = httpx.Request(
                self.command,
                f"https://{self.headers['host']}{self.path}",
                headers=[(name, value) for name, value in self.headers.items() if name != SITE],
                content=body,
            )
            with public.lock:
                public.at(datetime.fromisoformat(self.headers[MOMENT]))
                answer = public.site.answer(request)
            self.send_response(answer.status_code)
            for name, value in answer.headers.items():
                if name.lower() not in {"content-length", "transfer-encoding"}:
                    self.send_header(name, value)
            self.send_header("content-length", str(len(answer.content)))
            self.end_headers()
            self.wfile.write(answer.content)

        do_POST = do_DELETE = do_GET  # noqa: N815 - http.server's names

        def log_message(self, *_: Any) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    told.send(server.server_address[1])
    server.serve_forever()
