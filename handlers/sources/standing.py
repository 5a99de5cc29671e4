"""Where a comment stands by what the platform shows: open, answered or gone. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from db.source_words import Gone


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """It waits for its answer, since then."""

    since: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class HasAnswer:
    """The account answered it, first at that time."""

    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class IsGone:
    """It went unanswered, at that time."""

    at: datetime
    how: Gone


Standing = Open | HasAnswer | IsGone


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What is known of one comment; all times by the platform's clock."""

    asked_at: datetime
    """Since when the answer time of its present episode counts."""
    edited_at: datetime | None = None
    gone: Gone | None = None
    gone_at: datetime | None = None
    replies: Sequence[datetime] = ()
    """When the account's own replies to it were written, those that can be seen."""
    taken_back: Sequence[datetime] = ()
    """When replies to it were removed or hidden."""


def standing(facts: Facts) -> Standing:
    """An edit after the last answer asks anew; what goes before it was answered is gone."""
    heard = [at for at in facts.replies if at >= facts.asked_at]
    if facts.gone is not None and facts.gone_at is not None:
        heard = [at for at in heard if at <= facts.gone_at]
    asked_anew = facts.edited_at is not None and bool(heard) and facts.edited_at > max(heard)
    if heard and not asked_anew:
        since = facts.edited_at if facts.edited_at is not None else facts.asked_at
        after = [at for at in heard if at >= since]
        return HasAnswer(at=min(after or heard))
    if facts.gone is not None:
        return IsGone(at=facts.gone_at or facts.asked_at, how=facts.gone)
    taken = [at for at in facts.taken_back if at >= facts.asked_at]
    times = [facts.asked_at, *taken]
    if asked_anew and facts.edited_at is not None:
        times.append(facts.edited_at)
    return Open(since=max(times))
