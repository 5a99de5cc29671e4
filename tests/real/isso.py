"""A real Isso on loopback: a comment server with its own database, API and feeds."""

import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import httpx

ISSO = Path(__file__).parent.parent.parent / ".venv-isso" / "bin" / "isso"
PAGE = "/blogg/hosten/"

SETTINGS = """
[general]
dbpath = {folder}/isso.db
host = {site}
[server]
listen = {address}
[guard]
enabled = false
[rss]
base = {site}
limit = 100
"""


@dataclass(frozen=True)
class Isso:
    """The running server."""

    address: str

    @property
    def feed(self) -> str:
        """The comments of one page, as Atom."""
        return f"{self.address}/feed?uri={quote(PAGE, safe='')}"

    def write(self, text: str, author: str) -> None:
        """A visitor writes a comment, through Isso's own API."""
        row = {"text": text, "author": author, "title": "Hösten på museet"}
        answer = httpx.post(f"{self.address}/new", params={"uri": PAGE}, json=row)
        answer.raise_for_status()


@contextmanager
def running(folder: Path) -> Iterator[Isso]:
    """Isso on a free port, until the block ends. Its times are local ones labelled Z: it runs in UTC."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{one.getsockname()[1]}"
    settings = folder / "isso.cfg"
    settings.write_text(SETTINGS.format(folder=folder, address=address, site=address), encoding="utf-8")
    with (folder / "isso.log").open("wb") as log:
        process = subprocess.Popen(
            [str(ISSO), "-c", str(settings), "run"],
            env={**os.environ, "TZ": "UTC"},
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            _answers(address, process)
            yield Isso(address=address)
        finally:
            process.terminate()
            process.wait(10)


def _answers(address: str, process: "subprocess.Popen[bytes]") -> None:
    """Until it answers. Raises RuntimeError when it ends instead."""
    transport = httpx.HTTPTransport(retries=8)  # backs off by itself: about a minute in all
    with httpx.Client(transport=transport, timeout=10) as client:
        if process.poll() is not None:
            raise RuntimeError("Isso did not start")
        client.get(f"{address}/feed", params={"uri": PAGE})
