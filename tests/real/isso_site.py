"""A real Isso, by its API: whoever writes keeps the cookie by which she may edit and delete for a while."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Self

import httpx

from scheduler.clock import system_clock
from tests.real.isso import ISSO, PAGE, SETTINGS
from tests.real.real_site import RealSite
from tests.real.server import Server, free_port

EMAIL = "museet@exempelstad.example"


class RealIsso(RealSite):
    """A blog's comment server; the museum is known by its e-mail address."""

    kind: ClassVar[str] = "isso"

    def __init__(self, url: str, server: Server) -> None:
        self.url, self.server = url, server
        self.writers: dict[str, httpx.Client] = {}
        self.settings: Mapping[str, str] = {}  # type: ignore[misc]  # known when the museum has written

    @classmethod
    def missing(cls) -> str | None:
        return None if ISSO.exists() else "isso (a C compiler and Python's headers)"

    @classmethod
    @contextmanager
    def running(cls, folder: Path) -> Iterator[Self]:
        url = f"http://127.0.0.1:{free_port()}"
        settings = folder / "isso.cfg"
        written = SETTINGS.format(folder=folder, address=url, site=url)
        settings.write_text(written.replace("[server]", "latest-enabled = true\n[server]"), encoding="utf-8")
        command = [str(ISSO), "-c", str(settings), "run"]
        server = Server(command, url + "/config", folder / "isso.log", {"TZ": "UTC"})
        with server.running():
            site = cls(url, server)
            first = site._post({"text": "Välkomna att fråga!", "author": "Museet", "email": EMAIL})
            site.settings = {"authors": str(first["hash"])}  # type: ignore[misc]  # as above
            yield site

    def clock(self) -> datetime:
        return system_clock()

    def write(self, text: str) -> str:
        return str(self._post({"text": text, "author": "Kim på Söder"})["id"])

    def reply(self, text: str, *, to: str) -> str:
        row = {"text": text, "author": "Museet", "email": EMAIL, "parent": int(to)}
        return str(self._post(row)["id"])

    def edit(self, number: str, text: str) -> None:
        self.writers[number].put(f"/id/{number}", json={"text": text}).raise_for_status()

    def remove(self, number: str) -> None:
        self.writers[number].delete(
            f"/id/{number}", headers={"Content-Type": "application/json"}
        ).raise_for_status()

    def _post(self, row: dict[str, object]) -> dict[str, object]:
        client = httpx.Client(base_url=self.url, timeout=60, trust_env=False)
        answer = client.post("/new", params={"uri": PAGE}, json={**row, "title": "Hösten på museet"})
        answer.raise_for_status()
        written: dict[str, object] = answer.json()
        self.writers[str(written["id"])] = client
        return written
