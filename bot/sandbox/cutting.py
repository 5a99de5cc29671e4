"""Cutting connections without a word, and answers that never come: what no well-behaved server can do."""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol


class Cut(Exception):  # noqa: N818 - asked for, not an error
    """Cut this connection: no answer, not even an end."""


def _with_transport(inner: Callable[..., Any], transport: asyncio.BaseTransport) -> Callable[..., Any]:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope["sandbox.transport"] = transport
        await inner(scope, receive, send)

    return app


class CuttableHttp(H11Protocol):
    """uvicorn's HTTP protocol, which also tells the application which transport it speaks on."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Hand the transport to every request of this connection."""
        super().connection_made(transport)
        self.app = _with_transport(self.app, transport)


class CuttableWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket protocol, which does the same."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Hand the transport to the connection's handler."""
        super().connection_made(transport)
        self.app = _with_transport(self.app, transport)


class CutsConnections:
    """Turns a raised `Cut` into a connection that breaks off."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the application; when it asks for a cut, abort the transport and wait for it to be gone."""
        try:
            await self._app(scope, receive, send)
        except Cut:
            # After this uvicorn sees a client that went away and asks for no response.
            scope["sandbox.transport"].abort()
            while (await receive())["type"] != "http.disconnect":
                pass


async def hang(request: Request, closing: asyncio.Event) -> None:
    """Hold a request until its client gives up or the workspace closes."""

    async def gone() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(0.02)

    waits = [asyncio.create_task(gone()), asyncio.create_task(closing.wait())]
    await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    for wait in waits:
        wait.cancel()
