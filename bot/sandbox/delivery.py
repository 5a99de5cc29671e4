"""From the workspace to the app: Socket Mode or signed HTTP, three seconds to acknowledge, retries."""

import asyncio
import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.sandbox.identities import Json
from bot.sandbox.signed_http import SignedHttp
from bot.sandbox.socket_mode import Answer, Sockets

ACK_SECONDS = 3.0
RETRY_AFTER = (0.0, 60.0, 300.0)
"""Slack sends an event again almost at once, after a minute, and after five."""

SOON = 1.0
"""Who waits for an event's acknowledgement waits over retries this close, not longer."""


@dataclass(kw_only=True)
class EventDelivery:
    """One event and how often it was sent. `settled`: acknowledged, given up, or the next try is far off."""

    payload: Json
    attempts: int = 0
    acknowledged: bool = False
    failure: str | None = None
    settled: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def event_id(self) -> str:
        """What the app tells repeats by."""
        return str(self.payload["event_id"])


class Outbound:
    """Everything that goes to the app. With a request URL it goes by HTTP, else by socket."""

    def __init__(
        self,
        *,
        signing_secret: str,
        request_url: str | None = None,
        ack_seconds: float = ACK_SECONDS,
        retry_after: Sequence[float] = RETRY_AFTER,
        dropping: Callable[[], bool] = lambda: False,
    ) -> None:
        self.request_url = request_url
        self.sockets = Sockets()
        self.events: list[EventDelivery] = []
        self.dropping = dropping
        self._http = SignedHttp(signing_secret)
        self._ack_seconds = ack_seconds
        self._retry_after = tuple(retry_after)
        self._tasks: set[asyncio.Task[None]] = set()
        self._numbers = itertools.count(1)

    def connections(self) -> int:
        """How many Socket Mode connections are open."""
        return self.sockets.count()

    def event(self, payload: Json) -> EventDelivery:
        """Send an event, again and again if need be, in the background."""
        delivery = EventDelivery(payload=payload)
        self.events.append(delivery)
        self._start(delivery)
        return delivery

    def redeliver(self, event_id: str | None) -> EventDelivery | None:
        """Send the latest (or this) event once more, though it was acknowledged: Slack does that too."""
        for earlier in reversed(self.events):
            if event_id in (None, earlier.event_id):
                again = EventDelivery(payload=earlier.payload, attempts=earlier.attempts)
                self._start(again)
                return again
        return None

    async def interact(self, kind: str, payload: Json) -> Answer:
        """Send an interaction or a slash command: once, no retries."""
        return await self._send(kind, payload, attempt=0, reason="")

    async def verify(self) -> bool:
        """Slack's first question to a request URL: does it say the challenge back?"""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        payload = {"type": "url_verification", "challenge": challenge}
        answer = await self._send("events_api", payload, attempt=0, reason="")
        return answer.body in (challenge, {"challenge": challenge})

    async def stop(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._http.close()

    def _start(self, delivery: EventDelivery) -> None:
        task = asyncio.get_running_loop().create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: EventDelivery) -> None:
        try:
            for wait in (None, *self._retry_after):
                if wait is not None:
                    if wait > SOON:
                        delivery.settled.set()
                    await asyncio.sleep(wait)
                if self.dropping():
                    continue
                answer = await self._send(
                    "events_api",
                    delivery.payload,
                    attempt=delivery.attempts,
                    reason=_retry_reason(delivery.failure),
                )
                delivery.attempts += 1
                delivery.failure = answer.failure
                if answer.failure is None:
                    delivery.acknowledged = True
                    return
        finally:
            delivery.settled.set()

    async def _send(self, kind: str, payload: Json, *, attempt: int, reason: str) -> Answer:
        if self.request_url is not None:
            return await self._http.send(
                self.request_url, kind, payload, seconds=self._ack_seconds, attempt=attempt, reason=reason
            )
        return await self.sockets.send(
            kind, payload, seconds=self._ack_seconds, attempt=attempt, reason=reason
        )


def _retry_reason(failure: str | None) -> str:
    """Slack's words for why it tries again."""
    if failure is None:
        return ""
    words = {"timeout": "http_timeout", "no_app": "connection_failed", "dispatch_failed": "http_error"}
    return words[failure]
