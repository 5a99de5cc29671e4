"""Questions to X, with what they cost counted and capped.

Shapes: docs.x.com/x-api/fundamentals/rate-limits (429 with `x-rate-limit-reset`, seconds since 1970),
/fundamentals/response-codes-and-errors (200 with `errors` for what is missing), /getting-started/pricing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from handlers.sources.base import Ask, FetchFailed, NotSet, Place, Question, RateLimited, judged
from handlers.sources.fields import at, instant, text_of

BASE = "https://api.x.com/2"
FIELDS = {"tweet.fields": "created_at,author_id,conversation_id,referenced_tweets,attachments,note_tweet"}
EXPANDED = {
    "expansions": "author_id,attachments.media_keys",
    "user.fields": "name,username",
    "media.fields": "url,preview_image_url,alt_text",
}
FULL, FEWEST = 100, 10
"""The most and the fewest posts of a page."""
A_DAY, A_MONTH = 500, 5_000
"""Unless the configuration says otherwise: at most 2.5 and 25 dollars at half a cent each."""
LOOK_AGAIN = timedelta(hours=1)
"""When all is used: the configuration may say more by then. Nothing is asked meanwhile."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who we are there."""

    id: str
    username: str

    @property
    def stated(self) -> dict[str, str]:
        """To be stored."""
        return {"id": self.id, "username": self.username}

    @staticmethod
    def read(said: Any) -> "Account | None":
        """As stored."""
        number, name = text_of(said, "id"), text_of(said, "username")
        return Account(id=number, username=name) if number and name else None


@dataclass(kw_only=True)
class Spent:
    """What was read and is paid for: posts, users and pictures, each once a UTC day."""

    day: str = ""
    ids: set[str] = field(default_factory=set)
    """What was read today: again is free until midnight."""
    month: str = ""
    this_month: int = 0
    since: int = 0
    """How many of these since it was last stored."""

    @staticmethod
    def read(said: Any, kept: "Spent | None", now: datetime) -> "Spent":
        """As stored, with what this process read after that; another day or month begins at nothing."""
        day, month = f"{now.astimezone(UTC):%Y-%m-%d}", f"{now.astimezone(UTC):%Y-%m}"
        before = said if isinstance(said, Mapping) else {}
        spent = Spent(day=day, month=month)
        if before.get("month") == month:
            spent.this_month = int(before.get("this_month", 0))
        if before.get("day") == day:
            spent.ids = {str(one) for one in _list(before, "ids")}
        if kept is not None and kept.since:
            fresh = len(kept.ids - spent.ids) if kept.day == day else kept.since
            spent.this_month += fresh
            spent.since = fresh
            spent.ids |= kept.ids if kept.day == day else set()
        return spent

    def stored(self) -> "Spent":
        """The same, of which nothing waits to be stored."""
        return Spent(day=self.day, ids=set(self.ids), month=self.month, this_month=self.this_month)

    @property
    def today(self) -> int:
        """How many today."""
        return len(self.ids)

    @property
    def stated(self) -> dict[str, Any]:
        """To be stored."""
        return {"day": self.day, "ids": sorted(self.ids), "month": self.month, "this_month": self.this_month}

    def add(self, read: Iterable[str]) -> None:
        """These were read."""
        fresh = {*read} - self.ids
        self.ids |= fresh
        self.this_month += len(fresh)
        self.since += len(fresh)


@dataclass(frozen=True, kw_only=True)
class Given:
    """One answer."""

    data: Sequence[Any]
    includes: Any = None
    errors: Sequence[Any] = ()
    next: str | None = None

    def user(self, number: str | None) -> Any:
        """Who wrote it."""
        return self._included("users", "id", number)

    def media(self, key: str) -> Any:
        """A picture."""
        return self._included("media", "media_key", key)

    def missing(self) -> Iterator[tuple[str, str]]:
        """What was asked for and is not there, and why: the end of the problem's type."""
        for one in self.errors:
            number = text_of(one, "resource_id") or text_of(one, "value")
            if number is not None:
                yield number, (text_of(one, "type") or "").rpartition("/")[2]

    def paid(self) -> Iterator[str]:
        """What it cost: each of these."""
        yield from (f"p{text_of(one, 'id')}" for one in self.data)
        yield from (f"u{text_of(one, 'id')}" for one in _list(self.includes, "users"))
        yield from (f"m{text_of(one, 'media_key')}" for one in _list(self.includes, "media"))

    def _included(self, name: str, key: str, wanted: str | None) -> Any:
        return next((one for one in _list(self.includes, name) if at(one, key) == wanted), None)


class Api:
    """Questions with one account's token, as far as it may spend."""

    def __init__(self, ask: Ask, place: Place, spent: Spent, now: datetime) -> None:
        self._ask, self._place, self.spent, self.now = ask, place, spent, now
        self._headers = {"Authorization": f"Bearer {place.key('token')}"}

    @property
    def left(self) -> int:
        """How many more posts may be read now."""
        day, month = _cap(self._place, "posts_a_day", A_DAY), _cap(self._place, "posts_a_month", A_MONTH)
        return min(day - self.spent.today, month - self.spent.this_month)

    def check(self) -> None:
        """Raises RateLimited("capped_day" or "capped_month") when the configuration allows no more."""
        if self.left >= FEWEST:
            return
        day = _cap(self._place, "posts_a_day", A_DAY) - self.spent.today < FEWEST
        midnight = (self.now.astimezone(UTC) + timedelta(days=1)).replace(
            hour=0, minute=0, second=0, microsecond=0
        )
        wait = min(LOOK_AGAIN, midnight - self.now) if day else LOOK_AGAIN
        raise RateLimited("capped_day" if day else "capped_month", retry_after=wait)

    def me(self) -> Account:
        """By the name in the account's own address, or the setting. Raises NotSet("username")."""
        name = (
            self._place.settings.get("username")
            or (self._place.account.url or "").rstrip("/").rpartition("/")[2]
        )
        name = name.removeprefix("@")
        if not name.replace("_", "").isalnum():
            raise NotSet("username")
        said = self._said(f"users/by/username/{name}", {})
        found = Account.read(at(said, "data"))
        if found is None:
            raise FetchFailed("no_such_account")
        self.spent.add([f"u{found.id}"])
        return found

    def page(self, path: str, where: Mapping[str, str]) -> Given:
        """A page of posts, no more than may be paid for. Raises RateLimited as `check` does."""
        self.check()
        size = str(max(FEWEST, min(FULL, self.left // 2)))  # each with who wrote it
        return self._given(path, {**FIELDS, **EXPANDED, **where, "max_results": size})

    def several(self, numbers: Iterable[str]) -> Given:
        """Posts by their ids, at most 100; without who wrote them, which would cost more."""
        return self._given("tweets", {**FIELDS, "ids": ",".join(numbers)})

    def _given(self, path: str, params: Mapping[str, str]) -> Given:
        said = self._said(path, params)
        given = Given(
            data=_list(said, "data"),
            includes=at(said, "includes"),
            errors=_list(said, "errors"),
            next=text_of(said, "meta", "next_token"),
        )
        self.spent.add(given.paid())
        return given

    def _said(self, path: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        base = (self._place.account.source_url or BASE).rstrip("/")
        answer = self._ask(Question(url=f"{base}/{path}", params=params, headers=self._headers))
        reset = instant(answer.headers.get("x-rate-limit-reset"))
        if answer.status == 429 and answer.retry_after is None and reset is not None:
            raise RateLimited("http_429", retry_after=max(timedelta(0), reset - self.now))
        return judged(answer).record()


def moment(when: datetime) -> str:
    """As X wants times: whole seconds, UTC."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _cap(place: Place, name: str, otherwise: int) -> int:
    said = place.settings.get(name, "")
    if said and not said.isdecimal():
        raise NotSet(name)
    return int(said) if said else otherwise


def _list(record: Any, name: str) -> list[Any]:
    found = at(record, name)
    return found if isinstance(found, list) else []
