"""Misbehaving on request: what the next Web API calls meet instead of a good answer."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from bot.sandbox.identities import Json


class Fault(StrEnum):
    """What can go wrong with a call. The `..._after` kinds do what was asked first."""

    RATELIMITED = "ratelimited"
    """429 with `Retry-After`; nothing is done."""
    SERVER_ERROR = "server_error"
    """500; nothing is done."""
    ERROR = "error"
    """`{"ok": false, "error": ...}` of the caller's choice; nothing is done."""
    CUT_BEFORE = "cut_before"
    """The connection is cut; nothing is done."""
    CUT_AFTER = "cut_after"
    """It is done, then the connection is cut."""
    HANG_AFTER = "hang_after"
    """It is done, and no answer ever comes."""
    SERVER_ERROR_AFTER = "server_error_after"
    """It is done, then 500."""


BEFORE = frozenset({Fault.RATELIMITED, Fault.SERVER_ERROR, Fault.ERROR, Fault.CUT_BEFORE})


@dataclass
class Planned:
    """One fault that waits for its next `times` calls of a method (`*`: any)."""

    method: str
    kind: Fault
    times: int = 1
    retry_after: int = 1
    error: str = "internal_error"

    def shown(self) -> Json:
        """As the page sees it."""
        return {
            "method": self.method,
            "kind": self.kind.value,
            "times": self.times,
            "retry_after": self.retry_after,
            "error": self.error,
        }


class Faults:
    """All switches: planned faults, lagging history, rate limits."""

    def __init__(self) -> None:
        self.planned: list[Planned] = []
        self.history_lag = timedelta(0)
        self.rate_limits = False
        self.drop_events = False

    def next_for(self, method: str) -> Planned | None:
        """The fault that this call meets, counted down."""
        for fault in self.planned:
            if fault.method in (method, "*"):
                fault.times -= 1
                if fault.times <= 0:
                    self.planned.remove(fault)
                return fault
        return None

    def clear(self) -> None:
        """All is well again."""
        self.__init__()  # type: ignore[misc]  # one place says what "well" is

    def shown(self) -> Json:
        """As the page sees it."""
        return {
            "faults": [fault.shown() for fault in self.planned],
            "history_lag": self.history_lag.total_seconds(),
            "rate_limits": self.rate_limits,
            "drop_events": self.drop_events,
        }
