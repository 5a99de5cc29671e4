"""Where platforms call: judged over the raw bytes, kept, answered at once; worked on afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from db.store import Store
from handlers.sources.base import Accepted, Answered, Delivery, Refused
from handlers.sources.places import Places
from handlers.sources.together import Together
from handlers.sources.webhooks import take_delivery
from scheduler.clock import Clock

log = structlog.get_logger()

MOST_BYTES = 4 * 1024 * 1024
"""A batch of a thousand updates is about one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DoorAnswer:
    """What goes back."""

    status: int
    body: bytes = b""
    content_type: str = "text/plain"


class SourceDoor:
    """`/sources/<account>` and `/sources/<kind>`; by a wrong clock nothing is taken (503: come again)."""

    def __init__(
        self,
        store: Store,
        places: Places,
        clock: Clock,
        *,
        may_work: Callable[[], bool] = lambda: True,
    ) -> None:
        """`may_work`: asked before anything is taken."""
        self._store, self._places, self._clock = store, places, clock
        self._may_work = may_work
        self._together = Together(store)

    def __call__(
        self, door: str, method: str, body: bytes, headers: Mapping[str, str], query: Mapping[str, str]
    ) -> DoorAnswer:
        """Answer one request."""
        if not self._may_work():
            return DoorAnswer(status=503)
        known = {name.lower(): value for name, value in headers.items()}
        delivery = Delivery(method=method, body=body, headers=known, query=query)
        verdict = take_delivery(
            self._store, self._places, door, delivery, self._clock(), together=self._together
        )
        match verdict:
            case Answered(body=said, content_type=kind, status=status):
                return DoorAnswer(status=status, body=said, content_type=kind)
            case Refused(status=status):
                log.warning("delivery_refused", status=status)
                return DoorAnswer(status=status)
            case Accepted():
                return DoorAnswer(status=200)
