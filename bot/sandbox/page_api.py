"""`/sandbox/...`: what the page asks and does, as `README.md` beside this file describes it."""

import asyncio
import json
from base64 import b64decode
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import shown
from bot.sandbox.acts import Acts
from bot.sandbox.faults import Fault, Planned
from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused
from bot.sandbox.state import State

_SECONDS_BETWEEN_SIGNS_OF_LIFE = 15.0
_Answer = Json | Response

_SAID = {
    "not_in_thread": "Slash commands do not work in threads.",
    "invalid_command": "There is no such command.",
    "element_not_found": "That button or menu is no longer there.",
    "option_not_found": "That is not one of the choices.",
    "no_text": "There is nothing to send.",
    "user_not_found": "There is no such person.",
    "channel_not_found": "There is no such conversation.",
    "not_in_channel": "This person is not in that channel.",
    "message_not_found": "That message is no longer there.",
    "not_found": "That window is no longer open.",
    "is_archived": "That channel is archived.",
}


class PageApi:
    """Every address under `/sandbox/`."""

    def __init__(self, state: State, acts: Acts) -> None:
        self._state = state
        self._acts = acts

    def routes(self) -> list[Route]:
        """The addresses, GET first."""
        gets: dict[str, Callable[[Request], _Answer]] = {
            "workspace": lambda _: shown.workspace(self._state),
            "conversations": lambda request: {
                "conversations": shown.conversations(self._state, _query(request, "user"))
            },
            "messages": self._messages,
            "home": lambda request: shown.home(self._state, _query(request, "user")),
            "modals": lambda request: shown.modals(self._state, _query(request, "user")),
            "faults": lambda _: self._state.faults.shown(),
            "calls": lambda request: shown.calls(self._state, int(request.query_params.get("after", "0"))),
            "stream": self._stream,
            "files/{file_id}/{name}": self._file,
        }
        posts: dict[str, Callable[[Json], Awaitable[_Answer]]] = {
            "say": self._say,
            "command": self._command,
            "action": self._action,
            "view/submit": self._submit,
            "view/close": self._close,
            "shortcut": self._shortcut,
            "home/open": lambda body: self._look(body, "home"),
            "messages/open": lambda body: self._look(body, "messages"),
            "files": self._put_file,
            "read": self._read,
            "dismiss": self._dismiss,
            "faults": self._plan_fault,
            "faults/clear": self._clear_faults,
            "faults/settings": self._set_faults,
            "sockets": self._sockets,
            "redeliver": self._redeliver,
        }
        return [
            *(Route(f"/sandbox/{path}", _get(run), methods=["GET"]) for path, run in gets.items()),
            *(Route(f"/sandbox/{path}", _post(run), methods=["POST"]) for path, run in posts.items()),
        ]

    def _messages(self, request: Request) -> Json:
        return shown.messages(
            self._state,
            _query(request, "user"),
            _query(request, "channel"),
            thread_ts=request.query_params.get("thread_ts"),
            before=request.query_params.get("before"),
            limit=int(request.query_params.get("limit", "100")),
        )

    def _file(self, request: Request) -> Response:
        file = self._state.files.get(request.path_params["file_id"])
        # An SVG could carry scripts: nothing fetched from here may run.
        headers = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}
        return Response(file.content or b"", media_type=file.media_type, headers=headers)

    def _stream(self, request: Request) -> Response:
        queue = self._state.changes.listen(self._state.user(_query(request, "user")).id)

        async def lines() -> AsyncIterator[str]:
            yield "event: hello\ndata: {}\n\n"
            try:
                while True:
                    try:
                        change = await asyncio.wait_for(queue.get(), _SECONDS_BETWEEN_SIGNS_OF_LIFE)
                    except TimeoutError:
                        yield ": still here\n\n"
                        continue
                    if change is None:
                        return
                    number, what = change
                    yield f"event: change\nid: {number}\ndata: {json.dumps(what)}\n\n"
            finally:
                self._state.changes.leave(queue)

        return StreamingResponse(
            lines(), media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )

    async def _say(self, body: Json) -> Json:
        seen = await self._acts.say(body["user"], body["channel"], body["text"], body.get("thread_ts"))
        return seen.shown()

    async def _command(self, body: Json) -> Json:
        seen = await self._acts.command(
            body["user"], body["channel"], body["command"], body.get("text") or "", body.get("thread_ts")
        )
        return seen.shown()

    async def _action(self, body: Json) -> Json:
        what: dict[str, Any] = {
            "block_id": body["block_id"],
            "action_id": body["action_id"],
            "value": body.get("value"),
            "values": body.get("state"),
        }
        if body.get("view_id"):
            return (await self._acts.click_in_view(body["user"], body["view_id"], **what)).shown()
        return (await self._acts.click(body["user"], body["channel"], body["ts"], **what)).shown()

    async def _submit(self, body: Json) -> Json:
        return (await self._acts.submit(body["user"], body["view_id"], body.get("state") or {})).shown()

    async def _close(self, body: Json) -> Json:
        seen = await self._acts.close(body["user"], body["view_id"], everything=bool(body.get("all")))
        return seen.shown()

    async def _shortcut(self, body: Json) -> Json:
        seen = await self._acts.shortcut(
            body["user"], body["callback_id"], body.get("channel"), body.get("ts")
        )
        return seen.shown()

    async def _look(self, body: Json, tab: str) -> Json:
        return (await self._acts.look(body["user"], tab)).shown()

    async def _put_file(self, body: Json) -> Json:
        self._state.user(body["user"])
        content = b64decode(body["content"], validate=True)
        file = self._state.files.put(str(body["name"]), content, int(self._state.clock().timestamp()))
        return {"file": {**file.slack(self._state.base_url), "user": body["user"]}}

    async def _read(self, body: Json) -> Json:
        self._acts.read(body["user"], body["channel"], body["ts"])
        return {"ok": True}

    async def _dismiss(self, body: Json) -> Json:
        self._acts.dismiss(body["user"], body["channel"], body["ts"])
        return {"ok": True}

    async def _plan_fault(self, body: Json) -> Json:
        planned = Planned(
            method=str(body["method"]),
            kind=Fault(body["kind"]),
            times=int(body.get("times", 1)),
            retry_after=int(body.get("retry_after", 1)),
            error=str(body.get("error", "internal_error")),
        )
        self._state.faults.planned.append(planned)
        return self._faults_changed()

    async def _clear_faults(self, body: Json) -> Json:  # noqa: ARG002 - every POST gets its body
        self._state.faults.clear()
        return self._faults_changed()

    async def _set_faults(self, body: Json) -> Json:
        faults = self._state.faults
        if "history_lag" in body:
            faults.history_lag = timedelta(seconds=float(body["history_lag"]))
        faults.rate_limits = bool(body.get("rate_limits", faults.rate_limits))
        faults.drop_events = bool(body.get("drop_events", faults.drop_events))
        return self._faults_changed()

    async def _sockets(self, body: Json) -> Json:
        return {"ok": True, "connections": await self._state.outbound.sockets.lose(str(body["how"]))}

    async def _redeliver(self, body: Json) -> Json:
        delivery = self._state.outbound.redeliver(body.get("event_id"))
        if delivery is None:
            raise Refused("no_event")
        await delivery.settled.wait()
        return {"ok": True, "acknowledged": delivery.acknowledged}

    def _faults_changed(self) -> Json:
        self._state.changes.tell("faults")
        return {"ok": True, **self._state.faults.shown()}


def _query(request: Request, name: str) -> str:
    value = request.query_params.get(name)
    if not value:
        raise Refused("invalid_arguments", field=name)
    return value


def _get(run: Callable[[Request], _Answer]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            answer = run(request)
        except (Refused, ValueError) as wrong:
            return _refusal(wrong)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


def _post(run: Callable[[Json], Awaitable[_Answer]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
            return JSONResponse({"ok": False, "error": "wrong_origin"}, status_code=403)
        if "json" not in request.headers.get("content-type", ""):
            return JSONResponse({"ok": False, "error": "not_json"}, status_code=415)
        try:
            body: Any = await request.json()
            if not isinstance(body, dict):
                raise Refused("invalid_arguments")  # noqa: TRY301 - answered just below, as all refusals
            answer = await run(body)
        except (Refused, ValueError, KeyError, TypeError) as wrong:
            return _refusal(wrong)
        return answer if isinstance(answer, Response) else JSONResponse(answer)

    return endpoint


def _refusal(wrong: Exception) -> Response:
    """400 (404 for what is not there), with Slack's word for it and a sentence."""
    code = wrong.code if isinstance(wrong, Refused) else "invalid_arguments"
    said = _SAID.get(code, str(wrong) or "That request cannot be understood.")
    status = 404 if code.endswith("not_found") else 400
    return JSONResponse({"ok": False, "error": code, "message": said}, status_code=status)
