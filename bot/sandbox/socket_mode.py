"""The server's side of Socket Mode: connections, envelopes, acknowledgements, and ways to lose them."""

import asyncio
import itertools
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.websockets import WebSocket, WebSocketDisconnect

from bot.sandbox.identities import APP_ID, Json


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back from the app. `failure`: no_app, timeout or dispatch_failed; None when acknowledged."""

    failure: str | None = None
    body: Json | str | None = None


@dataclass(eq=False)
class _Connection:
    socket: WebSocket
    transport: asyncio.Transport | None
    waiting: dict[str, "asyncio.Future[Answer]"] = field(default_factory=dict)


class Sockets:
    """The app's open connections; an envelope goes to one of them, in turn."""

    def __init__(self) -> None:
        self._open: list[_Connection] = []
        self._turn = itertools.count()
        self.tickets: set[str] = set()
        self.on_change: Callable[[], None] = lambda: None  # called whenever a connection comes or goes

    def count(self) -> int:
        """How many are open."""
        return len(self._open)

    def ticket(self) -> str:
        """One connection's way in, as `apps.connections.open` gives it."""
        ticket = uuid.uuid4().hex
        self.tickets.add(ticket)
        return ticket

    async def serve(self, socket: WebSocket) -> None:
        """Hold one connection until it ends."""
        ticket = socket.query_params.get("ticket", "")
        if ticket not in self.tickets:
            await socket.close(code=4401)
            return
        self.tickets.discard(ticket)
        await socket.accept()
        connection = _Connection(socket, socket.scope.get("sandbox.transport"))
        await socket.send_json(_hello(len(self._open) + 1))
        self._open.append(connection)
        self.on_change()
        try:
            while True:
                self._received(connection, await socket.receive_text())
        except WebSocketDisconnect:
            pass
        finally:
            self._gone(connection)

    async def send(self, kind: str, payload: Json, *, seconds: float, attempt: int, reason: str) -> Answer:
        """Send an envelope and wait for its acknowledgement."""
        if not self._open:
            return Answer(failure="no_app")
        connection = self._open[next(self._turn) % len(self._open)]
        envelope_id = str(uuid.uuid4())
        envelope: Json = {
            "envelope_id": envelope_id,
            "payload": payload,
            "type": kind,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            envelope |= {"retry_attempt": attempt, "retry_reason": reason}
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        connection.waiting[envelope_id] = answer
        try:
            await connection.socket.send_json(envelope)
            return await asyncio.wait_for(answer, seconds)
        except TimeoutError:
            return Answer(failure="timeout")
        except (WebSocketDisconnect, RuntimeError):  # Starlette's two words for "it closed meanwhile"
            return Answer(failure="no_app")
        finally:
            connection.waiting.pop(envelope_id, None)

    async def lose(self, how: str) -> int:
        """What happens to every connection: cut, close, refresh or warning. How many there were."""
        connections = list(self._open)
        for connection in connections:
            match how:
                case "cut":
                    if connection.transport is not None:
                        connection.transport.abort()
                    self._gone(connection)
                case "close":
                    self._gone(connection)
                    await connection.socket.close(code=1001)
                case "refresh":
                    await connection.socket.send_json(_disconnect("refresh_requested"))
                    self._gone(connection)
                    await connection.socket.close(code=1000)
                case "warning":
                    await connection.socket.send_json(_disconnect("warning"))
                case _:
                    raise ValueError(how)
        return len(connections)

    def _received(self, connection: _Connection, text: str) -> None:
        try:
            message = json.loads(text)
        except ValueError:
            return
        waiting = connection.waiting.get(str(message.get("envelope_id")))
        if waiting is not None and not waiting.done():
            waiting.set_result(Answer(body=message.get("payload")))

    def _gone(self, connection: _Connection) -> None:
        if connection in self._open:
            self._open.remove(connection)
            self.on_change()
        for waiting in connection.waiting.values():
            if not waiting.done():
                waiting.set_result(Answer(failure="no_app"))


def _hello(connections: int) -> Json:
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {"host": "sandbox", "build_number": 1, "approximate_connection_time": 18060},
        "connection_info": {"app_id": APP_ID},
    }


def _disconnect(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "sandbox"}}
