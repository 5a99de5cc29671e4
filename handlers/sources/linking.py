"""Which comment an own reply answers where the platform flattens its threads: the oldest that was open then.

Worked out for the whole thread from when everything was written, so that it does not depend on what was heard
of first. Pure.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A comment in it. `until`: when it was done otherwise: by a person, by its own reply, removed."""

    id: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Loose:
    """An own reply in the thread that names no parent."""

    id: int
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """What a reply answers; uncertain when more than one comment was open then."""

    comment_id: int | None
    uncertain: bool = False


def links(
    asked: Sequence[Asked],
    replies: Sequence[Loose],
    *,
    not_those: Mapping[int, Collection[int]] | None = None,
) -> dict[int, Link]:
    """Each reply's comment. `not_those`: comments that somebody said a reply does not answer."""
    excluded = not_those or {}
    waiting = sorted(asked, key=lambda one: (one.since, one.id))
    done: set[int] = set()
    found: dict[int, Link] = {}
    for reply in sorted(replies, key=lambda one: (one.at, one.id)):
        could = [
            one
            for one in waiting
            if one.since <= reply.at
            and one.id not in done
            and (one.until is None or one.until > reply.at)
            and one.id not in excluded.get(reply.id, ())
        ]
        if could:
            done.add(could[0].id)
        found[reply.id] = Link(comment_id=could[0].id if could else None, uncertain=len(could) > 1)
    return found
