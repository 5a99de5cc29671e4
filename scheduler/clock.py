"""What time it is: the only place that asks the machine."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives an aware UTC datetime. Each operation reads it once and passes `now` on."""


def system_clock() -> datetime:
    """Now, by the machine's clock, in UTC."""
    return datetime.now(UTC)
