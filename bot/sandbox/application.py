"""The one application that answers the app, its sockets, the page and the people."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from bot.sandbox import hooks
from bot.sandbox.acts import Acts
from bot.sandbox.cutting import CutsConnections
from bot.sandbox.page_api import PageApi
from bot.sandbox.state import State
from bot.sandbox.web_api.endpoint import WebApi

PAGE = Path(__file__).parent / "page"


def application(
    state: State, acts: Acts, closing: asyncio.Event, extra_routes: Sequence[BaseRoute] = ()
) -> Starlette:
    """All addresses of the workspace. Extra routes (the demo's clock) come first."""
    web_api = WebApi(state, closing)

    async def api(request: Request) -> Response:
        return await web_api(request)

    async def link(socket: WebSocket) -> None:
        await state.outbound.sockets.serve(socket)

    async def respond(request: Request) -> Response:
        return await hooks.respond(state, request)

    async def upload(request: Request) -> Response:
        return await hooks.upload(state, request)

    routes: list[BaseRoute] = [
        *extra_routes,
        Route("/api/{method}", api, methods=["GET", "POST"]),
        WebSocketRoute("/link/", link),
        Route("/response/{number}/{key}", respond, methods=["POST"]),
        Route("/upload/v1/{file_id}", upload, methods=["POST"]),
        *PageApi(state, acts).routes(),
        Route("/archives/{channel}/{message}", _permalink),
        Route("/", _front),
    ]
    if PAGE.is_dir():
        routes.append(Mount("/page", StaticFiles(directory=PAGE)))
    # A name other than the machine's own means that another site's page is asking (DNS rebinding).
    hosts = ["127.0.0.1", "localhost", "[::1]"]
    return Starlette(
        routes=routes,
        middleware=[
            Middleware(CutsConnections),
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        ],
    )


async def _front(request: Request) -> Response:  # noqa: ARG001 - every endpoint gets its request
    index = PAGE / "index.html"
    if not index.is_file():
        return PlainTextResponse("This workspace was installed without its page.", status_code=404)
    return FileResponse(index, headers={"Cache-Control": "no-cache"})


async def _permalink(request: Request) -> Response:
    """A message's permanent address leads to the page, which shows it."""
    digits = request.path_params["message"].removeprefix("p")
    ts = f"{digits[:-6]}.{digits[-6:]}"
    thread = request.query_params.get("thread_ts")
    more = f"&thread_ts={thread}" if thread else ""
    return RedirectResponse(f"/?channel={request.path_params['channel']}&ts={ts}{more}")
