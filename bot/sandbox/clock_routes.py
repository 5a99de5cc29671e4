"""`/sandbox/clock...`: what the page's clock bar and guide ask and do.

`GET /sandbox/clock` answers `{"at", "speed", "next", "bot", "story", "facts"}`: the simulated time (UTC), how
fast it runs, when something happens next, how the bot fares, which steps of the story are done, and what the
guide's texts need to know. The POSTs answer the same: `clock/run` `{"speed": 60}`, `clock/next` `{}` or
`{"until": TIME}`, `clock/bot` `{"do": "crash" | "start"}`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.sandbox.bot_process import BotProcess
from bot.sandbox.time_machine import TimeMachine

Json = dict[str, Any]
Story = Callable[[], tuple[dict[str, bool], Json]]
"""Which steps are done, by name, and the facts."""


class ClockRoutes:
    """The addresses, for `Workspace(extra_routes=...)`."""

    def __init__(self, machine: TimeMachine, bot: BotProcess, story: Story) -> None:
        self._machine = machine
        self._bot = bot
        self._story = story

    def routes(self) -> list[BaseRoute]:
        """The four addresses."""
        return [
            Route("/sandbox/clock", self._look, methods=["GET"]),
            Route("/sandbox/clock/run", self._post(self._run), methods=["POST"]),
            Route("/sandbox/clock/next", self._post(self._next), methods=["POST"]),
            Route("/sandbox/clock/bot", self._post(self._do), methods=["POST"]),
        ]

    def shown(self) -> Json:
        """How everything stands now."""
        next_thing = self._machine.next_thing()
        story, facts = self._story()
        return {
            "ok": True,
            "at": self._machine.clock().isoformat(),
            "speed": self._machine.clock.pace().speed,
            "next": next_thing.isoformat() if next_thing else None,
            "bot": self._bot.state,
            "story": story,
            "facts": facts,
        }

    async def _look(self, _request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(self.shown))

    def _run(self, body: Json) -> None:
        self._machine.run(float(body["speed"]))

    def _next(self, body: Json) -> None:
        if body.get("until") is None:
            self._machine.hop()
            return
        until = datetime.fromisoformat(body["until"])
        if until.tzinfo is None:
            raise ValueError("until: a time with its zone")
        self._machine.travel(until)

    def _do(self, body: Json) -> None:
        if body["do"] == "crash":
            self._bot.crash()
        elif body["do"] == "start":
            self._bot.start()
        else:
            raise ValueError("do: crash or start")

    def _post(self, act: Callable[[Json], None]) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            origin = request.headers.get("origin")
            if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
                return JSONResponse({"ok": False, "error": "wrong_origin"}, status_code=403)
            try:
                body = await request.json()
                await run_in_threadpool(act, body)
            except (ValueError, KeyError, TypeError, OverflowError) as wrong:
                refusal = {"ok": False, "error": "invalid_arguments", "message": str(wrong)}
                return JSONResponse(refusal, status_code=400)
            return JSONResponse(await run_in_threadpool(self.shown))

        return endpoint
