"""One row from outside, read field by field: a comment, or what is wrong in which field.

The fields are the same over HTTP, in CSV and in JSON lines; `docs/running.md` lists them.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from handlers.receive import Incoming
from scheduler.local_time import NonexistentTime, from_local

LONGEST_TEXT = 100_000
LONGEST_ID = 300
LONGEST_URL = 2_000
FIRST_YEAR = 2000
CLOCKS_DIFFER = timedelta(minutes=10)
"""How far ahead of ours a platform's clock may be."""
FIELDS = ("account", "text", "written_at", "external_id", "author", "url", "thread_id", "parent_id")
"""What a row may say of a comment."""
MOST_NAMES = 100
"""So many names of a row are looked at: telling what was meant must not take longer than reading it."""


class Fault(StrEnum):
    """What is wrong with a field; `bot/texts` has a sentence for each."""

    NOT_AN_OBJECT = "not_an_object"
    """A comment is an object with named fields."""
    MISSING = "missing"
    """A required field is missing or empty (`value`: a name that was probably meant to be it)."""
    UNKNOWN_ACCOUNT = "unknown_account"
    """No account with this slug."""
    NOT_TEXT = "not_text"
    """Something else where text should be."""
    TOO_LONG = "too_long"
    """Longer than it may be (`limit`)."""
    NOT_A_TIME = "not_a_time"
    """Not an ISO 8601 time."""
    NO_OFFSET = "no_offset"
    """A time without its offset from UTC."""
    NO_SUCH_TIME = "no_such_time"
    """A local time that the clocks jumped over."""
    IN_FUTURE = "in_future"
    """It cannot have been written after now."""
    TOO_OLD = "too_old"
    """Before the year 2000: a mistake in the date."""
    NOT_A_LINK = "not_a_link"
    """Not an address that starts with http:// or https://."""
    TOO_MANY_CELLS = "too_many_cells"
    """A line of a file with more cells than the file has columns (`limit`)."""
    UNREADABLE = "unreadable"
    """The line cannot be read at all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RowFault:
    """What is wrong in one row; `index` counts from 0."""

    field: str
    fault: Fault
    index: int = 0
    limit: int | None = None
    value: str = ""


class BadRow(ValueError):  # noqa: N818 - says what it is
    """A row that cannot go in, with its first fault."""

    def __init__(self, field: str, fault: Fault, *, value: str = "", limit: int | None = None) -> None:
        super().__init__(f"{field}: {fault}")
        self.fault = RowFault(field=field, fault=fault, value=value, limit=limit)


def read_row(row: object, *, source: str, now: datetime, naive_zone: ZoneInfo | None = None) -> Incoming:
    """The comment in a row; columns that it does not know are left alone. Raises BadRow for its first fault.

    `naive_zone`: read a time without offset as local there (files); without it such a time is refused (HTTP).
    """
    if not isinstance(row, Mapping):
        raise BadRow(field="", fault=Fault.NOT_AN_OBJECT)
    account = _text(row, "account", limit=80)
    if not account:
        raise _missing(row, "account")
    text = _text(row, "text", limit=LONGEST_TEXT) or ""
    written_at = _time(row, now, naive_zone)
    author = _text(row, "author", limit=LONGEST_ID)
    external_id = _text(row, "external_id", limit=LONGEST_ID)
    return Incoming(
        account=account,
        text=text,
        written_at=written_at,
        external_id=external_id or fingerprint(account, author or "", written_at, text),
        author=author,
        url=_link(row),
        thread_id=_text(row, "thread_id", limit=LONGEST_ID),
        parent_id=_text(row, "parent_id", limit=LONGEST_ID),
        source=source,
    )


def unknown(names: Iterable[object]) -> dict[str, str | None]:
    """The names that are no field, each with the field that was probably meant by it."""
    there = [storable(str(name)) for name in islice(names, MOST_NAMES)]
    free = [field for field in FIELDS if field not in there]
    return {
        name[:80]: next(iter(get_close_matches(name[:80].lower(), free, n=1, cutoff=0.75)), None)
        for name in there
        if name not in FIELDS
    }


def _missing(row: Mapping[Any, Any], field: str) -> BadRow:
    meant = next((name for name, near in unknown(row).items() if near == field), "")
    return BadRow(field=field, fault=Fault.MISSING, value=meant)


def fingerprint(account: str, author: str, written_at: datetime, text: str) -> str:
    """An id for what has none: the same account, author, time and text are the same comment."""
    parts = "\0".join((account, author, written_at.astimezone(UTC).isoformat(), text))
    return "sha256:" + hashlib.sha256(parts.encode("utf-8")).hexdigest()


def storable(text: str) -> str:
    """The text with what no database can store (NUL, half characters) shown as �."""
    return text.replace("\0", "\ufffd").encode("utf-8", "replace").decode("utf-8")


def is_link(link: str) -> bool:
    """Whether it is an address to follow: http or https, a host, and nothing that ends a link in a chat."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and bool(parts.netloc)
        and not any(c.isspace() or c in '<>"|' for c in link)
    )


def _text(row: Mapping[Any, Any], field: str, *, limit: int) -> str | None:
    value = row.get(field)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool) and field.endswith("_id"):
        value = str(value)  # platforms send ids as numbers now and then
    if not isinstance(value, str):
        raise BadRow(field=field, fault=Fault.NOT_TEXT)
    clean = storable(value).strip()
    if len(clean) > limit:
        raise BadRow(field=field, fault=Fault.TOO_LONG, limit=limit)
    return clean or None


def _time(row: Mapping[Any, Any], now: datetime, naive_zone: ZoneInfo | None) -> datetime:
    stated = _text(row, "written_at", limit=80)
    if stated is None:
        raise _missing(row, "written_at")
    try:
        at = datetime.fromisoformat(stated)
        if at.tzinfo is None and naive_zone is not None:
            at = from_local(at, naive_zone)
        offset_missing = at.tzinfo is None
        at = at.astimezone(UTC)
    except NonexistentTime as error:
        raise BadRow(field="written_at", fault=Fault.NO_SUCH_TIME, value=stated) from error
    except (ValueError, OverflowError) as error:
        raise BadRow(field="written_at", fault=Fault.NOT_A_TIME, value=stated) from error
    if offset_missing:
        raise BadRow(field="written_at", fault=Fault.NO_OFFSET, value=stated)
    if at > now + CLOCKS_DIFFER:
        raise BadRow(field="written_at", fault=Fault.IN_FUTURE, value=stated)
    if at.year < FIRST_YEAR:
        raise BadRow(field="written_at", fault=Fault.TOO_OLD, value=stated)
    return at


def _link(row: Mapping[Any, Any]) -> str | None:
    link = _text(row, "url", limit=LONGEST_URL)
    if link is None:
        return None
    if not is_link(link):
        raise BadRow(field="url", fault=Fault.NOT_A_LINK)
    return link
