"""Ids and message times: unique, in order, and in the workspace's own clock."""

from collections import defaultdict
from datetime import UTC, datetime, timedelta

from scheduler.clock import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Stamps:
    """Mints `ts` values: the clock's time in microseconds, always later than the one before.

    A clock that stands still, or is set back, still gives unique and rising values, as Slack promises within
    a channel.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0
        self._counts: dict[str, int] = defaultdict(int)

    def ts(self) -> str:
        """The next message's `ts`."""
        self._last = max((self._clock() - _EPOCH) // _MICROSECOND, self._last + 1)
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"

    def id(self, prefix: str) -> str:
        """The next id of a kind: `V00000001`, `D00000001`."""
        self._counts[prefix] += 1
        return f"{prefix}{self._counts[prefix]:08d}"


def instant(ts: str) -> datetime:
    """The time a `ts` stands for; ValueError if it is none."""
    seconds, _, fraction = ts.partition(".")
    return (
        _EPOCH + int(seconds) * timedelta(seconds=1) + int((fraction or "0").ljust(6, "0")[:6]) * _MICROSECOND
    )


def order(ts: str) -> int:
    """A `ts` as a number that sorts; ValueError if it is none."""
    return (instant(ts) - _EPOCH) // _MICROSECOND
