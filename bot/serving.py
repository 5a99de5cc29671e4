"""Runs the web server in a thread of its own: bound at once, so that a taken port is heard of at start."""

import socket
import threading

import uvicorn
from starlette.applications import Starlette

START_SECONDS = 10.0
STOP_SECONDS = 5


class _Server(uvicorn.Server):
    """Says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


class WebServer:
    """A Starlette app on a port; port 0 takes a free one, `port` says which."""

    def __init__(self, app: Starlette, *, host: str, port: int) -> None:
        """Bind it. Raises OSError when the port is taken."""
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._socket = socket.socket(family)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self._socket.bind((host, port))
        except OSError:
            self._socket.close()
            raise
        self.port: int = self._socket.getsockname()[1]
        config = uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            server_header=False,
            timeout_graceful_shutdown=STOP_SECONDS,
        )
        self._server = _Server(config)
        self._thread = threading.Thread(target=self._serve, name="web", daemon=True)

    def start(self) -> None:
        """Serve from now on."""
        self._thread.start()
        if not self._server.ready.wait(START_SECONDS):
            raise RuntimeError("the web server did not start")

    def stop(self) -> None:
        """Finish what is being answered, then close."""
        self._server.should_exit = True
        if self._thread.is_alive():
            self._thread.join(STOP_SECONDS + 1)
        self._socket.close()

    def _serve(self) -> None:
        self._server.run(sockets=[self._socket])
