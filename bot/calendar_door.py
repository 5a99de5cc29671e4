"""Lets a calendar read its owner's days: whoever has the secret address, and nobody else (U21)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from bot.ical import CONTENT_TYPE, ical
from bot.texts import Texts
from db import calendar_links
from db.store import Store
from handlers.duty_calendar import person_calendar
from scheduler.clock import Clock
from scheduler.rulebook import RuleBook

ENDING = ".ics"
LONGEST_SECRET = 100
KEPT_BY_READERS = "private, no-cache"
"""A proxy must not keep it; the reader asks each time whether it is still the same."""


@dataclass(frozen=True, kw_only=True)
class CalendarAnswer:
    """What goes back: 200 with the calendar, 304 when the reader has it, 404 for what is no address."""

    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class CalendarDoor:
    """Answers one request. An address that was renewed or taken away is as unknown as one never made."""

    def __init__(
        self,
        store: Store,
        *,
        book: Callable[[], RuleBook],
        clock: Clock,
        texts: Callable[[str | None], Texts],
    ) -> None:
        self._store, self._book, self._clock, self._texts = store, book, clock, texts

    def __call__(self, name: str, known: str | None) -> CalendarAnswer:
        """`name`: the address's last part. `known`: the tag of the calendar that the reader has."""
        secret = name.removesuffix(ENDING)
        if not name.endswith(ENDING) or not 0 < len(secret) <= LONGEST_SECRET:
            return CalendarAnswer(status=404)
        with self._store.read() as tx:
            person = calendar_links.whose(tx, secret)
            if person is None:
                return CalendarAnswer(status=404)
            content = person_calendar(tx, self._book(), person, self._clock())
        body = ical(content, self._texts(person.language))
        tag = f'"{sha256(body).hexdigest()[:32]}"'
        headers = {"ETag": tag, "Cache-Control": KEPT_BY_READERS, "Referrer-Policy": "no-referrer"}
        if known is not None and tag in known:
            return CalendarAnswer(status=304, headers=headers)
        headers["Content-Type"] = CONTENT_TYPE
        headers["X-Robots-Tag"] = "noindex"
        return CalendarAnswer(status=200, body=body, headers=headers)
