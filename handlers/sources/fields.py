"""Reads fields of platforms' records, whatever stands in them: a wrong type is None, never an exception."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any


def entries(body: bytes, *path: str) -> list[Any]:
    """A payload's parts: the list that it is, or that stands at this path. Raises ValueError for no such."""
    try:
        found = at(json.loads(body), *path)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if not isinstance(found, list):
        raise ValueError(f"no list at {path}")  # noqa: TRY004 - what a source says of what is no payload
    return found


def text_of(record: Any, *path: str) -> str | None:
    """The text at this path (`text_of(record, "from", "name")`), numbers as text; none: it is not there."""
    found = at(record, *path)
    if isinstance(found, str):
        return found or None
    return str(found) if isinstance(found, int) and not isinstance(found, bool) else None


def at(record: Any, *path: str) -> Any:
    """What stands at this path; none: it is not there."""
    for name in path:
        record = record.get(name) if isinstance(record, Mapping) else None
    return record


def listed(record: Any, *path: str) -> list[Any]:
    """The list at this path; anything else is an empty one."""
    found = at(record, *path)
    return found if isinstance(found, list) else []


def instant(stated: Any, *, naive_is_utc: bool = False) -> datetime | None:
    """A time in UTC: ISO 8601 with its offset (also `+0000`), or seconds since 1970. None: it is no time.

    `naive_is_utc`: only where the platform's documentation says so.
    """
    try:
        if isinstance(stated, bool):
            return None
        if isinstance(stated, int | float):
            return datetime.fromtimestamp(stated, UTC)
        if not isinstance(stated, str):
            return None
        if stated.isdecimal():
            return datetime.fromtimestamp(int(stated), UTC)
        read = datetime.fromisoformat(stated)
        if read.tzinfo is None:
            return read.replace(tzinfo=UTC) if naive_is_utc else None
        return read.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def ids(setting: str | None) -> frozenset[str]:
    """A setting that names several: "12, 15"."""
    return frozenset(part for part in (setting or "").replace(",", " ").split() if part)
