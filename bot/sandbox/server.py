"""The local workspace as one object: start it, act as its people, look at what it holds, stop it."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self

import uvicorn
from starlette.routing import BaseRoute

from bot.sandbox.acts import Acts
from bot.sandbox.application import application
from bot.sandbox.cutting import CuttableHttp, CuttableWebSocket
from bot.sandbox.delivery import ACK_SECONDS, RETRY_AFTER, Outbound
from bot.sandbox.driver import Driver
from bot.sandbox.example import EXAMPLE
from bot.sandbox.identities import Layout
from bot.sandbox.state import State, Tokens
from scheduler.clock import Clock, system_clock

_START_SECONDS = 60.0


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready.set()


class Workspace(Driver):
    """A Slack-compatible workspace on loopback, in a thread of its own.

    `url` is the page, `api_url` what `SLACK_API_URL` is set to. The app listens by Socket Mode, or by signed
    HTTP once `request_url` is set. What people do there, `Driver` does for tests.
    """

    def __init__(
        self,
        layout: Layout = EXAMPLE,
        *,
        port: int = 0,
        clock: Clock = system_clock,
        tokens: Tokens = Tokens(),  # noqa: B008 - frozen
        request_url: str | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_after: Sequence[float] = RETRY_AFTER,
        monotonic: Callable[[], float] = time.monotonic,
        extra_routes: Sequence[BaseRoute] = (),
    ) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.api_url = f"{self.url}/api/"
        self.tokens = tokens
        outbound = Outbound(
            signing_secret=tokens.signing_secret,
            request_url=request_url,
            ack_seconds=ack_seconds,
            retry_after=retry_after,
            dropping=lambda: self.state.faults.drop_events,
        )
        self.state = State(layout, clock, tokens, outbound, monotonic)
        self.state.base_url = self.url
        outbound.sockets.on_change = self._app_came_or_went
        self._extra_routes = extra_routes
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="local-workspace", daemon=True)
        super().__init__(self.state, Acts(self.state))

    @property
    def bot_token(self) -> str:
        """The app's bot token (xoxb)."""
        return self.tokens.bot

    @property
    def app_token(self) -> str:
        """The app-level token (xapp)."""
        return self.tokens.app

    @property
    def signing_secret(self) -> str:
        """What signed deliveries are signed with."""
        return self.tokens.signing_secret

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment variables that point a bot at this workspace."""
        return {
            "SLACK_API_URL": self.api_url,
            "SLACK_BOT_TOKEN": self.bot_token,
            "SLACK_APP_TOKEN": self.app_token,
            "SLACK_SIGNING_SECRET": self.signing_secret,
        }

    def start(self) -> Self:
        """Serve from now on."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the local workspace did not start")
        return self

    def stop(self) -> None:
        """Close every connection and stop serving; harmless if it never started."""
        if self._thread.is_alive():
            self.on_loop(self._close)
            self._thread.join()
        self._socket.close()

    def join(self) -> None:
        """Wait until it stops."""
        self._thread.join()

    def __enter__(self) -> Self:
        """Started on the way in."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stopped on the way out."""
        self.stop()

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self._closing = asyncio.Event()
        app = application(self.state, self.acts, self._closing, self._extra_routes)
        config = uvicorn.Config(
            app,
            http=CuttableHttp,
            ws=CuttableWebSocket,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = _Server(config, self._ready)
        await self._server.serve(sockets=[self._socket])
        await self.state.outbound.stop()

    def _close(self) -> None:
        self._closing.set()
        self.state.changes.close()
        self._server.should_exit = True

    def _app_came_or_went(self) -> None:
        status: dict[str, Any] = self.state.app_status()
        self.state.changes.tell("app", connected=status["connected"], connections=status["connections"])
