"""What a source is: something that is fetched, and that comments are read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from db.rows import Account
from handlers.receive import Incoming


class FetchFailed(Exception):  # noqa: N818 - what happened; the source goes on later
    """The source did not give what was asked for; `code` says why, in a word that may be shown."""

    def __init__(self, code: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True, slots=True)
class Fetched:
    """What came back; `unchanged` when the source says that nothing is new since the last time."""

    body: bytes = b""
    etag: str | None = None
    last_modified: str | None = None
    unchanged: bool = False


class Fetch(Protocol):
    """Gets an address. Raises FetchFailed."""

    def __call__(self, url: str, *, etag: str | None, last_modified: str | None) -> Fetched:
        """What is at the address, unless unchanged since these marks."""
        ...


class Reader(Protocol):
    """Reads comments from what was fetched. Raises FetchFailed for what is no such source."""

    def __call__(self, body: bytes, account: Account, now: datetime) -> Sequence[Incoming]:
        """Every comment in it."""
        ...
