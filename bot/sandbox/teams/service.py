"""The Bot Connector's REST calls, as documented for Teams: what is taken, what is refused and in which words.

Sources: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference,
https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit, .../send-proactive-messages (403)
and .../format-your-bot-messages (100 KB). There is no call that gives a bot a conversation's messages.
"""

import asyncio
import json
import time
from collections import defaultdict, deque
from collections.abc import Awaitable, Callable

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.cutting import Cut, CutsConnections, hang
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.teams.world import THREAD, Chat, Json, World

MOST_BYTES = 100 * 1024
"""Of a message, in UTF-16."""
WINDOWS = ((1, 7), (2, 8), (30, 60), (3600, 1800))
"""Per bot and conversation: seconds, and how many sends in them."""
FILES = "application/vnd.microsoft.teams.card.file."
"""A question whether somebody wants a file, and one that is there."""
NEWEST_CARD = (1, 5)

Answer = Callable[[Request], Awaitable[Response]]


class Refusal(Exception):  # noqa: N818 - an answer
    """An error that the service answers."""

    def __init__(self, status: int, code: str, message: str = "") -> None:
        super().__init__(code)
        self.status, self.code, self.message = status, code, message


class Service:
    """The calls of one local service."""

    def __init__(self, world: World, *, token: str | None = None) -> None:
        self.world = world
        self.token = token
        self.faults = Faults()
        self.closing = asyncio.Event()
        self.calls: list[tuple[str, int]] = []
        self.refuse_cards = False
        """Take offence at every card, as Teams does at one that it cannot read."""
        self._sends: dict[str, deque[float]] = defaultdict(deque)

    def application(self) -> CutsConnections:
        """As an ASGI application."""
        here = "/v3/conversations/{conversation:path}"
        routes = [
            Route("/{tenant}/oauth2/v2.0/token", self._token, methods=["POST"]),
            Route(f"{here}/activities/{{activity}}", self._called("update", self._update), methods=["PUT"]),
            Route(
                f"{here}/activities/{{activity}}", self._called("delete", self._delete), methods=["DELETE"]
            ),
            Route(f"{here}/activities", self._called("send", self._send), methods=["POST"]),
            Route(f"{here}/members/{{user}}", self._called("member", self._member), methods=["GET"]),
            Route(f"{here}/pagedmembers", self._called("members", self._members), methods=["GET"]),
            Route("/v3/teams/{team:path}/conversations", self._called("channels", self._channels)),
            Route("/v3/conversations", self._called("open", self._open), methods=["POST"]),
        ]
        return CutsConnections(Starlette(routes=routes))

    # -- the calls --

    async def _send(self, request: Request) -> Response:
        conversation = request.path_params["conversation"]
        chat, activity = self._chat(conversation), await self._activity(request)
        self._pace(chat)
        root = conversation.partition(THREAD)[2]
        if root and (chat.kind != "channel" or self.world.message(root) is None):
            raise Refusal(404, "ConversationNotFound", "Conversation not found.")
        return JSONResponse({"id": self.world.post(conversation, activity).id}, status_code=201)

    async def _update(self, request: Request) -> Response:
        self._chat(request.path_params["conversation"])
        activity = await self._activity(request)
        posted = self.world.message(request.path_params["activity"])
        if posted is None:
            raise Refusal(404, "ActivityNotFoundInConversation", "Activity not found.")
        posted.now = activity
        posted.changes += 1
        return JSONResponse({"id": posted.id})

    async def _delete(self, request: Request) -> Response:
        posted = self.world.message(request.path_params["activity"])
        if posted is None:
            raise Refusal(404, "ActivityNotFoundInConversation", "Activity not found.")
        posted.deleted = True
        return Response(status_code=200)

    async def _open(self, request: Request) -> Response:
        asked = await _json(request)
        members = asked.get("members") or [{}]
        user = self.world.users.get(str(members[0].get("id")))
        tenant = ((asked.get("channelData") or {}).get("tenant") or {}).get("id")
        if user is None or tenant != self.world.tenant_id:
            raise Refusal(400, "BadArgument", "Failed to decrypt pairwise id")
        chat = self.world.personal(user)
        if not chat.installed:
            raise Refusal(403, "ForbiddenOperationException", "The bot is not installed for this user.")
        return JSONResponse({"id": chat.id}, status_code=201)

    async def _member(self, request: Request) -> Response:
        self._chat(request.path_params["conversation"])
        user = self.world.users.get(request.path_params["user"])
        if user is None:
            raise Refusal(404, "MemberNotFoundInConversation", "The member was not found.")
        return JSONResponse(user.shown())

    async def _members(self, request: Request) -> Response:
        self._chat(request.path_params["conversation"])
        everybody = {user.id: user.shown() for user in self.world.users.values()}
        return JSONResponse({"members": list(everybody.values())})

    async def _channels(self, request: Request) -> Response:
        team = request.path_params["team"]
        there = [chat for chat in self.world.chats.values() if chat.team_id == team]
        if not there:
            raise Refusal(404, "NotFound", "The team was not found.")
        # the first of all, which has no name
        listed = [{"id": team, "name": None}, *({"id": chat.id, "name": chat.name} for chat in there)]
        return JSONResponse({"conversations": listed})

    async def _token(self, _request: Request) -> Response:
        if self.token is None:
            return JSONResponse({"error": "invalid_client"}, status_code=401)
        return JSONResponse({"token_type": "Bearer", "expires_in": 3600, "access_token": self.token})

    # -- what they share --

    def _called(self, name: str, call: Answer) -> Answer:
        async def answer(request: Request) -> Response:
            fault = self.faults.next_for(name)
            kind = fault.kind if fault is not None else None
            if kind is Fault.CUT_BEFORE:
                await request.body()
                raise Cut
            if kind is Fault.RATELIMITED and fault is not None:
                return JSONResponse(
                    _error("TooManyRequests", "Quota exceeded."), 429, {"Retry-After": str(fault.retry_after)}
                )
            if kind is Fault.SERVER_ERROR:
                return JSONResponse(_error("BadGateway", "Try again."), status_code=502)
            if kind is Fault.ERROR and fault is not None:
                return JSONResponse(_error(fault.error, "As asked for."), status_code=412)
            made = await self._answered(request, call)
            self.calls.append((name, made.status_code))
            if kind is Fault.CUT_AFTER:
                raise Cut
            if kind is Fault.HANG_AFTER:
                await hang(request, self.closing)
                raise Cut
            if kind is Fault.SERVER_ERROR_AFTER:
                return JSONResponse(_error("GatewayTimeout", "Too late."), status_code=504)
            return made

        return answer

    async def _answered(self, request: Request, call: Answer) -> Response:
        if self.token is not None and request.headers.get("authorization") != f"Bearer {self.token}":
            return JSONResponse(_error("Unauthorized", "Authorization has been denied."), status_code=401)
        try:
            return await call(request)
        except Refusal as refusal:
            if refusal.code == "MessageWritesBlocked":  # this one comes in a shape of its own
                detail = {"subCode": refusal.code, "details": "Thread is blocked from message writes."}
                return JSONResponse({"errorCode": 209, "message": json.dumps(detail)}, status_code=403)
            return JSONResponse(_error(refusal.code, refusal.message), status_code=refusal.status)

    def _chat(self, conversation: str) -> Chat:
        chat = self.world.chats.get(conversation.partition(";")[0])
        if chat is None:
            raise Refusal(404, "ConversationNotFound", "Conversation not found.")
        if not chat.installed:
            raise Refusal(
                403, "BotNotInConversationRoster", "The bot is not part of the conversation roster."
            )
        if chat.blocked:
            raise Refusal(403, "MessageWritesBlocked")
        return chat

    async def _activity(self, request: Request) -> Json:
        activity = await _json(request)
        self.world.said.append(activity)
        if len(json.dumps(activity, ensure_ascii=False).encode("utf-16-le", "surrogatepass")) > MOST_BYTES:
            raise Refusal(413, "MessageSizeTooBig", "Message size too large.")
        if activity.get("type") != "message" or not (activity.get("text") or activity.get("attachments")):
            raise Refusal(400, "BadSyntax", "Activity must include text or attachments.")
        for attached in activity.get("attachments") or ():
            card = attached.get("content") or {}
            if str(attached.get("contentType")).startswith(FILES):
                if not attached.get("name") or not isinstance(card, dict):
                    raise Refusal(400, "BadSyntax", "File card is malformed.")
                continue
            version = str(card.get("version", "")).split(".")
            if (
                self.refuse_cards
                or card.get("type") != "AdaptiveCard"
                or not all(part.isdecimal() for part in version)
            ):
                raise Refusal(400, "BadSyntax", "Card is malformed.")
            if tuple(map(int, version)) > NEWEST_CARD:
                raise Refusal(400, "BadSyntax", "Card version is not supported.")
        return activity

    def _pace(self, chat: Chat) -> None:
        if not self.faults.rate_limits:
            return
        now, sends = time.monotonic(), self._sends[chat.id]
        for seconds, most in WINDOWS:
            if sum(at > now - seconds for at in sends) >= most:
                raise Refusal(429, "TooManyRequests", "Quota exceeded.")
        sends.append(now)


async def _json(request: Request) -> Json:
    try:
        said = await request.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise Refusal(400, "BadSyntax", "Invalid JSON.")
    return said


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}
