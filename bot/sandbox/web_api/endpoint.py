"""`POST /api/<method>`: token, scopes, planned faults, then the method itself."""

import asyncio
import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.sandbox.cutting import Cut, hang
from bot.sandbox.faults import BEFORE, Fault, Planned
from bot.sandbox.identities import Json
from bot.sandbox.refusal import Refused
from bot.sandbox.state import CallRecord, State
from bot.sandbox.web_api.call import Call
from bot.sandbox.web_api.chat import RateLimited
from bot.sandbox.web_api.methods import METHODS, Method


class WebApi:
    """The endpoint of every method."""

    def __init__(self, state: State, closing: asyncio.Event) -> None:
        self._state = state
        self._closing = closing

    async def __call__(self, request: Request) -> Response:
        """Answer one call as Slack would, or as a planned fault says."""
        state = self._state
        name = request.path_params["method"]
        body = await request.body()
        args = _arguments(request, body)
        record = CallRecord(number=len(state.calls) + 1, method=name, args=args)
        state.calls.append(record)
        fault = state.faults.next_for(name)
        if fault is not None and fault.kind in BEFORE:
            return self._note(record, _instead(fault))
        response = self._note(record, self._answer(request, name, args, record.number))
        if fault is None:
            return response
        record.error = record.error or fault.kind.value
        match fault.kind:
            case Fault.CUT_AFTER:
                raise Cut
            case Fault.HANG_AFTER:
                await hang(request, self._closing)
                raise Cut
            case _:
                record.status = 500
                return PlainTextResponse("Internal Server Error", status_code=500)

    def _answer(self, request: Request, name: str, args: Json, number: int) -> Response:
        state = self._state
        headers = {"X-Slack-Req-Id": f"{number:032x}"}
        scopes = state.layout.app.scopes
        if scopes is not None:
            headers["X-OAuth-Scopes"] = ",".join(sorted(scopes))
        state.request = number
        try:
            method = METHODS.get(name)
            if method is None:
                raise Refused("unknown_method", req_method=name)  # noqa: TRY301 - one place answers refusals
            _authorize(state, method, _token(request, args))
            answer = method.run(Call(state=state, args=args))
        except Refused as refused:
            return JSONResponse({"ok": False, "error": refused.code, **refused.more}, headers=headers)
        except RateLimited as limited:
            return _ratelimited(limited.retry_after)
        finally:
            state.request = None
        return JSONResponse({"ok": True, **answer}, headers=headers)

    def _note(self, record: CallRecord, response: Response) -> Response:
        record.status = response.status_code
        if isinstance(response, JSONResponse):
            answer: Any = json.loads(bytes(response.body))
            record.ok, record.error = answer["ok"], answer.get("error")
        return response


def _arguments(request: Request, body: bytes) -> Json:
    """From the query, a form or a JSON body."""
    args: Json = dict(request.query_params)
    if "json" in request.headers.get("content-type", ""):
        try:
            given = json.loads(body or b"{}")
        except ValueError:
            return args
        return args | (given if isinstance(given, dict) else {})
    return args | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def _token(request: Request, args: Json) -> str | None:
    header = request.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    token = args.pop("token", None)
    return None if token is None else str(token)


def _authorize(state: State, method: Method, token: str | None) -> None:
    if method.token == "none":  # noqa: S105 - a kind of token
        return
    if not token:
        raise Refused("not_authed")
    known = {state.tokens.bot: "bot", state.tokens.app: "app"}
    kind = known.get(token)
    if kind is None:
        raise Refused("invalid_auth")
    if kind != method.token:
        raise Refused("not_allowed_token_type")
    provided = state.layout.app.scopes
    if kind == "bot" and provided is not None and method.scopes and not provided & set(method.scopes):
        raise Refused("missing_scope", needed=method.scopes[0], provided=",".join(sorted(provided)))


def _instead(fault: Planned) -> Response:
    match fault.kind:
        case Fault.RATELIMITED:
            return _ratelimited(fault.retry_after)
        case Fault.SERVER_ERROR:
            return PlainTextResponse("Internal Server Error", status_code=500)
        case Fault.ERROR:
            return JSONResponse({"ok": False, "error": fault.error})
        case _:
            raise Cut


def _ratelimited(retry_after: int) -> Response:
    return JSONResponse(
        {"ok": False, "error": "ratelimited"}, status_code=429, headers={"Retry-After": str(retry_after)}
    )
