"""How a source asks a platform: a question, its answer, and what can go wrong; the network is at the edge."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Protocol


class FetchFailed(Exception):  # noqa: N818 - what happened; the source goes on later
    """The source did not give what was asked for; `code` says why, in a word that may be shown."""

    def __init__(self, code: str, *, retry_after: timedelta | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.retry_after = retry_after


class AuthFailed(FetchFailed):
    """The platform does not take the credentials. Twice in a row, and the account is paused."""


class NotSet(FetchFailed):
    """A setting or a credential is missing: nothing is asked until it is there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"not_set:{name}")
        self.name = name


class NotDone(FetchFailed):
    """The platform has said that it does not do this, and has not: asking again changes nothing."""


class RateLimited(FetchFailed):
    """The platform wants to be asked later (429, or its own word for it); no failure of the source."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """A request to a platform. What is secret goes into `headers` or `form`, never into `params`."""

    url: str
    method: str = "GET"
    params: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] | None = field(default=None, repr=False)
    data: Any = field(default=None, repr=False)
    """Sent as JSON."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the platform answered."""

    status: int
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    """Names in lower case."""
    retry_after: timedelta | None = None

    def json(self) -> Any:
        """The body as JSON. Raises FetchFailed("not_json")."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise FetchFailed("not_json") from error

    def records(self) -> list[Mapping[str, Any]]:
        """The body as a list of objects. Raises FetchFailed: `not_json`, `not_a_list`."""
        found = self.json()
        if not isinstance(found, list):
            raise FetchFailed("not_a_list")
        return [one for one in found if isinstance(one, Mapping)]

    def record(self) -> Mapping[str, Any]:
        """The body as an object. Raises FetchFailed: `not_json`, `not_an_object`."""
        found = self.json()
        if not isinstance(found, Mapping):
            raise FetchFailed("not_an_object")
        return found


class Ask(Protocol):
    """Asks a platform. Whatever the status, it is an answer; raises FetchFailed when there is none."""

    def __call__(self, question: Question) -> Answer:
        """The answer. Raises FetchFailed: `timeout`, `unreachable`, `too_large` and the like."""
        ...


def judged(answer: Answer) -> Answer:
    """The answer, if it is a good one (2xx, 304); else what its status means in general.

    Raises AuthFailed (401, 403), RateLimited (429, 503 with Retry-After), FetchFailed("http_<status>").
    """
    code = f"http_{answer.status}"
    if answer.status in {401, 403}:
        raise AuthFailed(code, retry_after=answer.retry_after)
    if answer.status == 429 or (answer.status == 503 and answer.retry_after is not None):
        raise RateLimited(code, retry_after=answer.retry_after)
    if answer.status != 304 and not 200 <= answer.status < 300:
        raise FetchFailed(code, retry_after=answer.retry_after)
    return answer
