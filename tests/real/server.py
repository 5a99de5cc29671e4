"""A real server on loopback, started for the tests and stopped after them."""

import os
import socket
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class Server:
    """A command that answers HTTP."""

    def __init__(
        self,
        command: Sequence[str],
        address: str,
        log: Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.command, self.address, self.log, self.folder = list(command), address, log, folder
        self.environment = {**os.environ, **(environment or {})}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Until it answers. Raises RuntimeError when it does not, with what it said."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        transport = httpx.HTTPTransport(retries=8)  # backs off by itself: about a minute in all
        with httpx.Client(transport=transport, timeout=60, trust_env=False) as client:
            try:
                client.get(self.address)
            except httpx.HTTPError as error:
                said = self.log.read_text(encoding="utf-8", errors="replace")[-2000:]
                raise RuntimeError(f"{self.command[0]} did not start: {said}") from error

    def stop(self) -> None:
        """And wait until it is gone."""
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)
            self.process = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """From start to stop."""
        self.start()
        try:
            yield
        finally:
            self.stop()
