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
    asked_anew: datetime | None = None
    """When it was edited after an earlier answer: an episode of its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class IsGone:
    """It went unanswered, at that time."""

    at: datetime
    how: Gone
    asked_anew: datetime | None = None


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
    """An edit after an answer asks anew, from then; what goes before it was answered is gone."""
    visible = facts.replies
    if facts.gone is not None and facts.gone_at is not None:
        visible = [at for at in visible if at <= facts.gone_at]
    edited = facts.edited_at
    anew = edited if edited is not None and any(at < edited for at in visible) else None
    since = max(facts.asked_at, anew) if anew is not None else facts.asked_at
    answers = [at for at in visible if at >= since]
    if answers:
        return HasAnswer(at=min(answers), asked_anew=anew)
    if facts.gone is not None:
        return IsGone(at=facts.gone_at or facts.asked_at, how=facts.gone, asked_anew=anew)
    return Open(since=max([since, *(at for at in facts.taken_back if at >= facts.asked_at)]))
