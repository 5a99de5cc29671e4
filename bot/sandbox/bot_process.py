"""The bot as a child process: started, killed and started again by a button, and stopped with the demo."""

import signal
import subprocess  # nosec B404  # the demo starts the bot, as itself, with a command of its own making
import threading
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path

STOP_SECONDS = 12.0
"""A bot that is asked to stop finishes what it has in hand within ten seconds."""


class BotState(StrEnum):
    """How the bot fares, as the page shows it."""

    RUNNING = "running"
    """The process runs and listens."""
    STARTING = "starting"
    """The process runs and does not listen yet."""
    STOPPED = "stopped"
    """There is no process."""


class BotProcess:
    """One child process at a time; what it writes goes to a log file."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        log: Path,
        is_listening: Callable[[], bool],
    ) -> None:
        self._command = tuple(command)
        self.environment = dict(environment)
        self._is_listening = is_listening
        self.log = log
        self.crashes = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._changing = threading.Lock()

    def start(self) -> None:
        """Start it, unless it runs."""
        with self._changing:
            if self._runs():
                return
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(  # nosec B603  # no shell, and nothing that anybody typed
                    self._command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log
                )

    def crash(self) -> None:
        """Kill it as a power cut would: nothing can be caught, nothing is finished."""
        with self._changing:
            if self._process is None or not self._runs():
                return
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()
            self.crashes += 1

    def stop(self) -> None:
        """Ask it to stop and wait; kill it if it does not."""
        with self._changing:
            if self._process is None or not self._runs():
                return
            self._process.terminate()
            try:
                self._process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def wait(self, seconds: float) -> None:
        """Wait until it has ended by itself."""
        if self._process is not None:
            self._process.wait(seconds)

    @property
    def state(self) -> BotState:
        """How it fares now."""
        if not self._runs():
            return BotState.STOPPED
        return BotState.RUNNING if self._is_listening() else BotState.STARTING

    @property
    def exit_code(self) -> int | None:
        """How it ended; none while it runs, or before it ever did."""
        return None if self._process is None else self._process.poll()

    def last_words(self, lines: int = 12) -> str:
        """The end of its log."""
        written = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(written.splitlines()[-lines:])

    def _runs(self) -> bool:
        return self._process is not None and self._process.poll() is None
