"""A change as it may be stored: ids and links within their lengths, storable text, no time ahead of ours."""

from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256

from handlers.intake_row import FIRST_YEAR, LONGEST_ID, LONGEST_TEXT, LONGEST_URL, is_link, storable
from handlers.sources.base import Change


def clean(change: Change, now: datetime) -> Change | None:
    """The change, fit to be stored; none: it has no id or no time that can be."""
    external_id = _id(change.id)
    at = _time(change.at, now)
    if external_id is None or at is None:
        return None
    return replace(
        change,
        id=external_id,
        at=at,
        written_at=_time(change.written_at, now),
        seen_at=_time(change.seen_at, now),
        text=None if change.text is None else storable(change.text).strip()[:LONGEST_TEXT],
        author=(storable(change.author).strip()[:LONGEST_ID] or None) if change.author else None,
        thread=_id(change.thread),
        parent=_id(change.parent),
        url=change.url if change.url and len(change.url) <= LONGEST_URL and is_link(change.url) else None,
        attachments=tuple(
            one for one in change.attachments if is_link(one.url) and len(one.url) <= 4 * LONGEST_URL
        ),
    )


def _id(stated: str | None) -> str | None:
    if stated is None or not stated.strip():
        return None
    kept = storable(stated).strip()
    return kept if len(kept) <= LONGEST_ID else "sha256:" + sha256(kept.encode()).hexdigest()


def _time(stated: datetime | None, now: datetime) -> datetime | None:
    """In UTC; a platform whose clock is ahead gives nobody more time."""
    if stated is None or stated.tzinfo is None or stated.year < FIRST_YEAR:
        return None
    return min(stated.astimezone(UTC), now)
