"""Socket Mode: the bot calls Slack, nothing calls in. Kept alive by pings and by asking every minute."""

import threading
from collections.abc import Callable
from contextlib import suppress
from socket import SHUT_RDWR

import structlog
from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from slack_sdk.socket_mode.builtin import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.chat.storable import storable_in
from bot.slack.calls import bypasses_proxy
from bot.slack.errors import judged
from bot.slack.hearing import QUIET
from scheduler.port import SendError, Unclear

log = structlog.get_logger()
PING_SECONDS = 3.0
"""After a dropped line the built-in client notices within about four of these; its default took a minute."""
WORKERS = 32
"""Bolt's default of five lost half of ten slow commands at once."""
WATCH_SECONDS = 60.0


class SocketMode:
    """The connection: `connect()`, then events come; `close()` ends it. Bolt's `start()` ignores SIGTERM."""

    def __init__(self, app: App, app_token: str, client: WebClient) -> None:
        self._handler = _Handler(
            app,
            app_token,
            logger=QUIET,
            web_client=client,
            ping_interval=PING_SECONDS,
            concurrency=WORKERS,
        )
        if bypasses_proxy(client.base_url):
            self._handler.client.proxy = None

    def connect(self) -> None:
        """Open it. Raises SendError or Unclear when Slack does not let us in."""
        with judged():
            self._handler.connect()  # type: ignore[no-untyped-call]

    @property
    def connected(self) -> bool:
        """Whether the line is up right now."""
        return bool(self._handler.client.is_connected())

    def reconnect(self) -> None:
        """Leave a line that only looks alive for a new one."""
        with judged():
            self._handler.client.connect_to_new_endpoint()

    def close(self) -> None:
        """End it at once; what is being handled is finished first.

        The built-in client waits until its reading thread has heard something, up to three seconds: shutting
        the line down wakes it.
        """
        client = self._handler.client
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        line = client.current_session.sock if client.current_session is not None else None
        if line is not None:
            with suppress(OSError):
                line.shutdown(SHUT_RDWR)
        self._handler.close()  # type: ignore[no-untyped-call]


class _Handler(SocketModeHandler):
    """Hands on what came, as the HTTP door does: with nothing in it that no database can hold."""

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        req.payload = storable_in(req.payload)
        super().handle(client, req)  # type: ignore[no-untyped-call,unused-ignore]


class LineWatch:
    """Asks Slack every minute whether it hears us, and mends a line that is silent or gone.

    Sockets have been seen to stay open and dead (bolt-python #1529, python-slack-sdk #1701).
    """

    def __init__(
        self,
        client: WebClient,
        socket: SocketMode | None,
        *,
        every_seconds: float = WATCH_SECONDS,
        on_reached: Callable[[bool, str], None] = lambda _reached, _why: None,
    ) -> None:
        """`on_reached(False, code)` is called when Slack refuses or does not answer."""
        self._client = client
        self._socket = socket
        self._every = every_seconds
        self._on_reached = on_reached
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="slack-line-watch", daemon=True)

    def start(self) -> None:
        """Watch from now on."""
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._stopping.set()

    def look(self) -> None:
        """Ask once."""
        try:
            with judged():
                self._client.auth_test()
            if self._socket is not None and not self._socket.connected:
                log.warning("slack_socket_down", action="slack_socket_down")
                self._socket.reconnect()
        except (SendError, Unclear) as failure:
            log.warning("slack_unreachable", action="slack_unreachable", why=str(failure)[:80])
            self._on_reached(False, str(failure)[:80])
        else:
            self._on_reached(True, "")

    def _run(self) -> None:
        while not self._stopping.wait(self._every):
            self.look()
