"""Logging in to Bluesky with an app password; the session is kept in memory alone, and renewed.

Shapes: the lexicons com.atproto.server.createSession and .refreshSession; atproto.com/specs/xrpc (errors);
docs.bsky.app/docs/advanced-guides/rate-limits: logins are few a day, so that a session must be used again.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from handlers.sources.base import (
    Answer,
    Ask,
    AuthFailed,
    FetchFailed,
    NotSet,
    Place,
    Question,
    RateLimited,
    judged,
)
from handlers.sources.fields import instant, text_of

ENTRYWAY = "https://bsky.social"
"""Where accounts that Bluesky hosts log in; others say theirs as `source_url`."""
OVER = frozenset({"ExpiredToken", "InvalidToken"})
REFUSED = frozenset(
    {"AccountTakedown", "AccountDeactivated", "AuthFactorTokenRequired", "AuthenticationRequired"}
)


@dataclass(frozen=True, kw_only=True)
class Session:
    """Who is logged in. Never stored, never shown."""

    did: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)


class Sessions:
    """The sessions of this process, by account and password: another password, another session."""

    def __init__(self) -> None:
        self._by: dict[str, Session] = {}

    def api(self, ask: Ask, place: Place, now: datetime) -> "Api":
        """Questions as this account. Raises AuthFailed, NotSet, RateLimited, FetchFailed."""
        base = (place.account.source_url or ENTRYWAY).rstrip("/")
        who, password = _handle(place), place.key("password")
        key = hashlib.sha256("\n".join((base, who, password)).encode()).hexdigest()
        return Api(ask=ask, base=base, who=who, password=password, kept=self._by, key=key, now=now)


class Api:
    """Questions to the account's server, which passes on those that the network answers."""

    def __init__(
        self,
        *,
        ask: Ask,
        base: str,
        who: str,
        password: str,
        kept: dict[str, Session],
        key: str,
        now: datetime,
    ) -> None:
        self._ask, self._base, self.now = ask, base, now
        self._who, self._password, self._kept, self._key = who, password, kept, key
        self._session = kept.get(key) or self._log_in()

    @property
    def did(self) -> str:
        """Our own id."""
        return self._session.did

    def get(self, name: str, query: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
        """What it answers. Raises as `Sessions.api` does."""
        return self._good(self._answer(name, query)).record()

    def maybe(self, name: str, query: Iterable[tuple[str, str]]) -> Mapping[str, Any]:
        """What it answers; nothing of what is gone (400 NotFound)."""
        answer = self._answer(name, query)
        return {} if _error(answer) == "NotFound" else self._good(answer).record()

    def write(self, name: str, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """What it answers to something new. A session that ran out was refused: nothing was written."""
        url = f"{self._base}/xrpc/{name}"

        def ask() -> Answer:
            headers = _bearer(self._session.access)
            return self._ask(Question(url=url, method="POST", headers=headers, data=data))

        answer = ask()
        if _error(answer) in OVER or answer.status == 401:
            self._session = self._renew()
            answer = ask()
        return self._good(answer).record()

    def _answer(self, name: str, query: Iterable[tuple[str, str]]) -> Answer:
        said = urlencode([*query])
        url = f"{self._base}/xrpc/{name}" + (f"?{said}" if said else "")
        answer = self._ask(Question(url=url, headers=_bearer(self._session.access)))
        if _error(answer) in OVER or answer.status == 401:
            self._session = self._renew()  # run out, or the server has let it go
            answer = self._ask(Question(url=url, headers=_bearer(self._session.access)))
        return answer

    def _renew(self) -> Session:
        """With the refresh token, which holds some weeks and is another each time; else with the password."""
        url = f"{self._base}/xrpc/com.atproto.server.refreshSession"
        answer = self._ask(Question(url=url, method="POST", headers=_bearer(self._session.refresh)))
        self._kept.pop(self._key, None)
        if _error(answer) in OVER or answer.status == 401:
            return self._log_in()
        return self._keep(answer)

    def _log_in(self) -> Session:
        url = f"{self._base}/xrpc/com.atproto.server.createSession"
        data = {"identifier": self._who, "password": self._password}
        return self._keep(self._ask(Question(url=url, method="POST", data=data)))

    def _keep(self, answer: Answer) -> Session:
        said = self._good(answer).record()
        did, access, refresh = (text_of(said, name) for name in ("did", "accessJwt", "refreshJwt"))
        if did is None or access is None or refresh is None:
            raise FetchFailed("no_session")
        self._kept[self._key] = self._session = Session(did=did, access=access, refresh=refresh)
        return self._session

    def _good(self, answer: Answer) -> Answer:
        """The answer if it is good; 429 says in `ratelimit-reset` until when."""
        reset = instant(answer.headers.get("ratelimit-reset"))
        if answer.status == 429 and answer.retry_after is None and reset is not None:
            raise RateLimited("http_429", retry_after=max(timedelta(0), reset - self.now))
        error = _error(answer)
        if error in REFUSED:
            raise AuthFailed(f"http_{answer.status}")
        return judged(answer)


def _handle(place: Place) -> str:
    """`handle`, else the end of the account's page, `https://bsky.app/profile/museet.example`."""
    stated = place.settings.get("handle") or (place.account.url or "").rstrip("/").rpartition("/profile/")[2]
    if not stated:
        raise NotSet("handle")
    return stated.removeprefix("@")


def _bearer(token: str) -> Mapping[str, str]:
    return {"Authorization": f"Bearer {token}"}


def _error(answer: Answer) -> str | None:
    """Its word for what went wrong, as XRPC has it; none when nothing did."""
    if answer.status < 400:
        return None
    try:
        return text_of(answer.json(), "error")
    except FetchFailed:
        return None
