"""The bot's web server: Slack's HTTP mode, comments in, health, metrics. One app, its work in threads."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.calendar_door import CalendarAnswer
from bot.intake_door import IntakeDoor
from bot.slack.http import MOST_BYTES as MOST_SLACK_BYTES
from bot.slack.http import HttpAnswer
from bot.source_door import MOST_BYTES as MOST_SOURCE_BYTES
from bot.source_door import SourceDoor

if TYPE_CHECKING:  # whoever does not use Teams reads nothing of it
    from bot.teams.door import TeamsDoor

MOST_INTAKE_BYTES = 256 * 1024
MOST_TEAMS_BYTES = 1024 * 1024
"""Teams' own activities are far smaller."""
TEAMS_AT_ONCE = 8
"""Its answers may wait for Teams itself."""
COUNTING_AT_ONCE = 2
"""So many of Slack's requests are worked on at once: with SQLite, more only wait for one another."""
WAITING_AT_ONCE = 8
"""With a database server, a thread mostly waits for its answers."""
BODY_SECONDS = 10.0
"""A body must have come within this; a slow one would hold the connection for ever."""


@dataclass(frozen=True, kw_only=True)
class Health:
    """Whether the bot does its work, and what of it does not."""

    well: bool
    checks: Mapping[str, str]


class BodyRefused(Exception):  # noqa: N818 - an answer, not a fault
    """The body was not taken; `status` says why."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def web_app(
    *,
    intake: IntakeDoor,
    health: Callable[[], Health],
    metrics: Callable[[], tuple[bytes, str]],
    slack: Callable[[bytes, Mapping[str, str]], HttpAnswer] | None = None,
    calendar: Callable[[str, str | None], CalendarAnswer] | None = None,
    sources: SourceDoor | None = None,
    teams: "TeamsDoor | None" = None,
    slack_at_once: int = COUNTING_AT_ONCE,
    body_seconds: float = BODY_SECONDS,
) -> Starlette:
    """The app. `slack` only in HTTP mode; `metrics` gives the text and its content type."""

    at_once = CapacityLimiter(slack_at_once)

    async def slack_events(request: Request) -> Response:
        body = await body_of(request, most=MOST_SLACK_BYTES, seconds=body_seconds)
        assert slack is not None  # the route is there only then
        answer = await to_thread.run_sync(slack, body, _headers(request), limiter=at_once)
        return Response(answer.body, answer.status, media_type=answer.content_type)

    async def comments_in(request: Request) -> Response:
        source = str(request.path_params["source"])
        body = await body_of(request, most=MOST_INTAKE_BYTES, seconds=body_seconds)
        status, said = await run_in_threadpool(
            intake, source, body, _headers(request), dict(request.query_params)
        )
        return JSONResponse(said, status)

    async def healthz(_request: Request) -> Response:
        found = await run_in_threadpool(health)
        return JSONResponse({"well": found.well, **found.checks}, 200 if found.well else 503)

    async def measured(_request: Request) -> Response:
        text, kind = await run_in_threadpool(metrics)
        return Response(text, media_type=kind)

    routes = [
        Route("/intake/{source}", refusing(comments_in), methods=["POST"]),
        Route("/healthz", healthz, methods=["GET"]),
        Route("/metrics", measured, methods=["GET"]),
    ]
    if calendar is not None:
        routes.append(Route("/calendar/{name}", calendar_route(calendar), methods=["GET"]))
    if sources is not None:
        door = refusing(source_route(sources, body_seconds))
        routes.append(Route("/sources/{door}", door, methods=["GET", "POST"]))
    if slack is not None:
        routes.append(Route("/slack/events", refusing(slack_events), methods=["POST"]))
    if teams is not None:
        routes.append(Route("/teams/messages", refusing(teams_route(teams, body_seconds)), methods=["POST"]))
    app = Starlette(routes=routes)
    app.router.redirect_slashes = False  # a redirect would lead to whatever host the request names
    return app


def calendar_route(
    calendar: Callable[[str, str | None], CalendarAnswer],
) -> Callable[[Request], Awaitable[Response]]:
    """A person's calendar at its secret address."""

    async def own_calendar(request: Request) -> Response:
        name = str(request.path_params["name"])
        answer = await run_in_threadpool(calendar, name, request.headers.get("if-none-match"))
        return Response(answer.body, answer.status, headers=dict(answer.headers))

    return own_calendar


def teams_route(teams: "TeamsDoor", body_seconds: float) -> Callable[[Request], Awaitable[Response]]:
    """Where Teams knocks."""
    at_once = CapacityLimiter(TEAMS_AT_ONCE)

    async def messages(request: Request) -> Response:
        body = await body_of(request, most=MOST_TEAMS_BYTES, seconds=body_seconds)
        answer = await to_thread.run_sync(teams, body, _headers(request), limiter=at_once)
        return Response(answer.bytes, answer.status, media_type="application/json" if answer.body else None)

    return messages


def source_route(sources: SourceDoor, body_seconds: float) -> Callable[[Request], Awaitable[Response]]:
    """Where a platform calls, or asks whether we are who it was told of."""

    async def called(request: Request) -> Response:
        body = await body_of(request, most=MOST_SOURCE_BYTES, seconds=body_seconds)
        door, query = str(request.path_params["door"]), dict(request.query_params)
        answer = await run_in_threadpool(sources, door, request.method, body, _headers(request), query)
        return Response(answer.body, answer.status, media_type=answer.content_type)

    return called


def refusing(
    endpoint: Callable[[Request], Awaitable[Response]],
) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint, answering what a refused body is answered."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except BodyRefused as refused:
            # Not read to its end: the connection is of no more use.
            return JSONResponse({"error": "body"}, refused.status, headers={"Connection": "close"})
        except ClientDisconnect:
            return Response(status_code=400)

    return guarded


async def body_of(request: Request, *, most: int, seconds: float) -> bytes:
    """The whole body; 413 for more than `most` bytes, 408 when it does not come in time."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > most:
        raise BodyRefused(413)
    came = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                came += chunk
                if len(came) > most:
                    raise BodyRefused(413)
    except TimeoutError:
        raise BodyRefused(408) from None
    return bytes(came)


def _headers(request: Request) -> dict[str, str]:
    return dict(request.headers)
