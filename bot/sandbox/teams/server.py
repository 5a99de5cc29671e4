"""The local service as one object: start it, let its people write and press, look at what it was sent."""

import asyncio
import socket
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import httpx
import uvicorn

from bot.sandbox.cutting import CuttableHttp
from bot.sandbox.faults import Fault, Planned
from bot.sandbox.teams.service import Service
from bot.sandbox.teams.world import THREAD, Chat, Json, Posted, TeamsUser, World
from scheduler.clock import Clock, system_clock

T = TypeVar("T")
_START_SECONDS = 60.0


class TeamsService:
    """A Bot Connector on loopback, in a thread of its own; `url` is the service URL that bots are told."""

    def __init__(self, *, clock: Clock = system_clock, token: str | None = None, port: int = 0) -> None:
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", port))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.world = World(clock)
        self.bot_url: str | None = None
        """Where the bot hears: `http://127.0.0.1:8480/teams/messages`."""
        self._last: Json | None = None
        self._token = token
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="local-teams", daemon=True)
        self._http = httpx.Client(trust_env=False, timeout=60)

    def start(self) -> Self:
        """Serve from now on."""
        self._thread.start()
        if not self._ready.wait(_START_SECONDS):
            raise TimeoutError("the local Teams service did not start")
        return self

    def stop(self) -> None:
        """Stop serving; harmless if it never started."""
        if self._thread.is_alive():
            self.on_loop(self._close)
            self._thread.join()
        self._socket.close()
        self._http.close()

    def __enter__(self) -> Self:
        """Started on the way in."""
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stopped on the way out."""
        self.stop()

    # -- what was sent --

    def posted(self, conversation: str | None = None) -> list[Posted]:
        """Every message that was taken, in order; of one conversation (threads included) or of all."""

        def copied() -> list[Posted]:
            return [
                one
                for one in self.world.posted
                if conversation is None or one.conversation.partition(";")[0] == conversation
            ]

        return self.on_loop(copied)

    # -- misbehaving --

    def fail_next(self, call: str, kind: Fault, *, times: int = 1, retry_after: int = 1) -> None:
        """The next `send`, `update`, `open` or `member` (`*`: any) meets this."""
        fault = Planned(method=call, kind=kind, times=times, retry_after=retry_after)
        self.on_loop(lambda: self.service.faults.planned.append(fault))

    def limit_rates(self) -> None:
        """Answer 429 as Teams does from now on."""
        self.on_loop(lambda: setattr(self.service.faults, "rate_limits", True))

    def behave(self) -> None:
        """All is well again."""
        self.on_loop(self.service.faults.clear)

    # -- what people do there --

    def installs(self, chat: Chat, *, by: TeamsUser, action: str = "add") -> httpx.Response:
        """Somebody adds the app to a team or a 1:1 chat, or takes it out (`remove`)."""
        chat.installed = action == "add"
        return self._tell({"type": "installationUpdate", "action": action, **self._around(chat, by)})

    def says(
        self,
        user: TeamsUser,
        text: str,
        chat: Chat,
        *,
        thread: str = "",
        called: Mapping[str, TeamsUser] | None = None,
        files: Sequence[Json] = (),
    ) -> httpx.Response:
        """Somebody writes to the bot; in a channel its mention stands before it.

        `called`: what in the text is a mention, and of whom. `files`: as Teams tells of each.
        """
        activity: Json = {"type": "message", "textFormat": "plain", **self._around(chat, user, thread)}
        mentions: list[Json] = []
        for words, whom in (called or {}).items():
            mentions.append(_mention(whom.id, whom.name))
            text = text.replace(words, mentions[-1]["text"])
        if chat.kind != "personal":
            mentions.append(_mention(self.world.bot_id, "Svarsvakt"))
            text = f"{mentions[-1]['text']} {text}"
        return self._tell(activity | {"text": text, "entities": mentions, "attachments": list(files)})

    def again(self) -> httpx.Response:
        """Teams delivers what it told the bot last once more."""
        assert self._last is not None, "nothing was told yet"
        return self._tell(self._last)

    def invokes(
        self, user: TeamsUser, chat: Chat, name: str, value: Json, *, message: str = ""
    ) -> httpx.Response:
        """Somebody's client asks the bot for something that is no press in a card; about a message of its."""
        asked: Json = {"type": "invoke", "name": name, "value": value, **self._around(chat, user)}
        return self._tell(asked | ({"replyToId": message} if message else {}))

    def presses(self, user: TeamsUser, posted: Posted, data: Json) -> httpx.Response:
        """Somebody presses a button with this `data` in a message of the bot's.

        Where it would open a window, as on a client without them: what it asks for comes as a message.
        """
        if data.get("msteams") == {"type": "task/fetch"}:
            return self._tell({"type": "message", "value": data, **self._beside(posted, user)})
        value = {"action": {"type": "Action.Execute", "verb": "svarsvakt", "data": data}, "trigger": "manual"}
        return self._tell(
            {"type": "invoke", "name": "adaptiveCard/action", "value": value, **self._beside(posted, user)}
        )

    def opens(self, user: TeamsUser, posted: Posted, data: Json) -> httpx.Response:
        """Somebody presses such a button where there are windows: what the window shows is asked for."""
        value = {"data": data, "context": {"theme": "default"}}
        return self._tell(
            {"type": "invoke", "name": "task/fetch", "value": value, **self._beside(posted, user)}
        )

    def _beside(self, posted: Posted, user: TeamsUser) -> Json:
        """What an activity about a message of the bot's says of it."""
        chat = self.world.chats[posted.conversation.partition(";")[0]]
        root = posted.conversation.partition(THREAD)[2] or posted.id
        return {"replyToId": posted.id, **self._around(chat, user, root if chat.kind == "channel" else "")}

    def _around(self, chat: Chat, user: TeamsUser, thread: str = "") -> Json:
        channel_data: Json = {"tenant": {"id": self.world.tenant_id}}
        if chat.team_id:
            channel_data |= {
                "team": {"id": chat.team_id, "name": chat.name},
                "channel": {"id": chat.id, "name": chat.name},
            }
        return {
            "id": str(uuid.uuid4()),
            "timestamp": self.world.clock().isoformat(),
            "channelId": "msteams",
            "serviceUrl": self.url,
            "from": {"id": user.id, "name": user.name, "aadObjectId": user.object_id},
            "recipient": {"id": self.world.bot_id, "name": "Svarsvakt"},
            "conversation": {
                "id": f"{chat.id}{THREAD}{thread}" if thread else chat.id,
                "conversationType": chat.kind,
                "isGroup": chat.kind != "personal",
                "tenantId": self.world.tenant_id,
            },
            "channelData": channel_data,
        }

    def _tell(self, activity: Json) -> httpx.Response:
        assert self.bot_url is not None, "nobody has said where the bot hears"
        self._last = activity
        answer = self._http.post(self.bot_url, json=activity)
        self.on_loop(lambda: self.world.said.append(answer.text))
        return answer

    # -- the server --

    def on_loop(self, act: Callable[[], T]) -> T:
        """Do it where nothing else happens meanwhile."""

        async def acted() -> T:
            return act()

        return asyncio.run_coroutine_threadsafe(acted(), self.loop).result(_START_SECONDS)

    def _run(self) -> None:
        asyncio.run(self._serve())

    async def _serve(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.service = Service(self.world, token=self._token)
        config = uvicorn.Config(
            self.service.application(),
            http=CuttableHttp,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=2,
        )
        self._server = uvicorn.Server(config)
        startup = self._server.startup

        async def started(sockets: Any = None) -> None:
            await startup(sockets)
            self._ready.set()

        self._server.startup = started  # type: ignore[method-assign]  # uvicorn says it in no other way
        await self._server.serve(sockets=[self._socket])

    def _close(self) -> None:
        self.service.closing.set()
        self._server.should_exit = True


def _mention(who: str, name: str) -> Json:
    return {"type": "mention", "text": f"<at>{name}</at>", "mentioned": {"id": who, "name": name}}
