"""What something says and whether it is there, by the platform's changes; in whatever order they come.

Of two changes the later one by the platform's clock holds. Pure: the same changes in any order, and any of
them twice, end in the same (a text that was changed and changed back excepted, until it is looked at again).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.source_words import Gone, GoneBy
from handlers.sources.base import Act, Change

_GONE = {Act.HIDDEN: Gone.HIDDEN, Act.REMOVED: Gone.REMOVED, Act.UNHIDDEN: None}
_RANK = {None: 0, Gone.HIDDEN: 1, Gone.REMOVED: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class Thing:
    """Something that was written: its text and since when it is that, whether it is gone and since when."""

    text: str
    text_at: datetime
    gone: Gone | None = None
    visibility_at: datetime | None = None
    gone_by: GoneBy | None = None


def merged(thing: Thing, changes: Sequence[Change]) -> Thing:
    """The thing after these changes."""
    for change in sorted(changes, key=lambda one: (one.at, one.act.value)):
        thing = _seen(_visible(_said(thing, change), change), change)
    return thing


def is_same(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but white space."""
    return one.split() == other.split()


def _said(thing: Thing, change: Change) -> Thing:
    if change.text is None or is_same(change.text, thing.text):
        return thing
    if change.act is Act.EDITED:
        at = change.at
    elif change.act is Act.ADDED and change.seen_at is not None:
        at = change.seen_at  # the platform keeps no time of edits: it was seen to be another
    else:
        return thing
    later = (at, change.text) > (thing.text_at, thing.text)
    return replace(thing, text=change.text, text_at=at) if later else thing


def _visible(thing: Thing, change: Change) -> Thing:
    if change.act not in _GONE:
        return thing
    gone = _GONE[change.act]
    if gone is not None and gone is thing.gone and change.seen_at is not None:
        return thing  # a poll sees that it is so still: when it became so, and by whom, is known already
    before = thing.visibility_at
    if before is not None and (change.at, _RANK[gone]) <= (before, _RANK[thing.gone]):
        return thing
    by = change.by if gone is not None else None
    return replace(thing, gone=gone, visibility_at=change.at, gone_by=by)


def _seen(thing: Thing, change: Change) -> Thing:
    """What a poll shows is there."""
    if thing.gone is None or change.seen_at is None or change.act not in {Act.ADDED, Act.EDITED}:
        return thing
    if thing.visibility_at is not None and change.seen_at <= thing.visibility_at:
        return thing
    return replace(thing, gone=None, visibility_at=change.seen_at, gone_by=None)
