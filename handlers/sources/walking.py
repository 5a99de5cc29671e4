"""Lists that are paged by id, newest first: first backwards to where the account begins, then on from there.

For platforms whose lists take "older than this id" and "just newer than this id" (Mastodon). Each poll begins
again some minutes back: what was written at the same time on another of the platform's machines may get its
place late.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from handlers.sources.fields import instant, text_of

OVERLAP = timedelta(minutes=10)

Records = Sequence[Mapping[str, Any]]
GivePage = Callable[[Mapping[str, str]], Records]
"""A page of at most so many records, newest first, given `min_id` (those just newer) or `max_id` (older)."""


@dataclass(frozen=True, kw_only=True)
class Walked:
    """One page of the list, and where to go on."""

    records: Records
    state: Mapping[str, str]
    more: bool


def walk(give: GivePage, state: Mapping[str, Any], *, since: datetime, now: datetime, full: int) -> Walked:
    """The next page; `full`: how many records a page has that another follows.

    `state`: what the last call gave, empty at first. `anchor`: from where each poll begins; `at`: how far
    this one has come forward; `back`: how far backwards, before there is an anchor.
    """
    anchor, at, back = (text_of(state, name) for name in ("anchor", "at", "back"))
    if anchor is not None and back is None:
        records = give({"min_id": at or anchor})
        more = len(records) >= full
        onward = _settled(records, now) or anchor
        reached = text_of(records[0], "id") if records else None
        more = more and reached is not None and reached != at
        return Walked(records=records, state=_kept(anchor=onward, at=reached if more else None), more=more)
    records = give({"max_id": back} if back else {})
    top = anchor or _settled(records, now)
    oldest = instant(records[-1].get("created_at")) if records else None
    last = text_of(records[-1], "id") if records else None
    more = len(records) >= full and last not in {None, back} and (oldest is None or oldest >= since)
    wanted = [one for one in records if (instant(one.get("created_at")) or since) >= since]
    return Walked(records=wanted, state=_kept(anchor=top, back=last if more else None), more=more)


def _settled(records: Records, now: datetime) -> str | None:
    """The newest of them before which nothing will come any more."""
    for one in records:
        created_at = instant(one.get("created_at"))
        if created_at is not None and created_at <= now - OVERLAP:
            return text_of(one, "id")
    return None


def _kept(**ids: str | None) -> Mapping[str, str]:
    return {name: value for name, value in ids.items() if value is not None}
