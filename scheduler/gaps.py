"""What an audit can find."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GapKind(StrEnum):
    """How what was said differs from what should have been."""

    NOT_SHOWN = "not_shown"
    """A comment has waited through working time without having been shown."""
    NOT_WARNED = "not_warned"
    """A rung was reached, and neither it nor a higher one was told, nor is there a reason."""
    WARNED_LATE = "warned_late"
    """A rung was told much later than it was reached."""
    UNDELIVERED = "undelivered"
    """Something should have left and still waits, or nobody can tell whether it arrived."""
    REFUSED = "refused"
    """The chat refused it for good, and nobody else was told instead."""
    OUTSIDE_HOURS = "outside_hours"
    """A warning was sent when nobody was at work."""
    NEEDLESS = "needless"
    """A warning was sent after the comment had been handled."""
    POSSIBLE_DOUBLE = "possible_double"
    """The chat may show the same thing twice."""
    URGENT_NOT_TOLD = "urgent_not_told"
    """A comment was marked as urgent, and nobody who answers for its account was told."""
    NO_ROUND = "no_round"
    """A watch round of a working day was never called."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """One difference: about which comment, round or notice, and when it should have been."""

    kind: GapKind
    at: datetime
    comment_id: int | None = None
    rung: str | None = None
    key: str | None = None
    unit_id: int | None = None
