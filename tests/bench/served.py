"""A server in a process of its own, so that nothing but requests passes between it and its client."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, Self

from bot.sandbox.server import Workspace
from tests.bench.client import SECRET


class Served:
    """`python -m MODULE KIND FOLDER`: writes its port on a line, and serves until it is let go."""

    def __init__(self, module: str, kind: str, folder: Path, workspace: Workspace) -> None:
        environment = {**os.environ, **workspace.environment, "SLACK_SIGNING_SECRET": SECRET}
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, kind, str(folder)],
            stdout=subprocess.PIPE,
            stdin=subprocess.PIPE,
            env=environment,
            text=True,
        )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the {kind} server did not start")
        self.port = int(line)

    @property
    def megabytes(self) -> float:
        """What it holds in memory now, as the machine counts it."""
        said = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return int(said.split("VmRSS:")[1].split()[0]) / 1024

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        with self._process:  # closes what is left open
            self._process.wait(timeout=20)


def serve_until_told(start: Callable[[], int]) -> NoReturn:
    """Be that process: start, say the port, and end when whoever started us lets go of standard input."""
    logging.disable(logging.CRITICAL)
    out = os.dup(1)
    os.dup2(2, 1)  # logs go elsewhere than the port
    os.write(out, f"{start()}\n".encode())
    sys.stdin.read()
    os._exit(0)
