"""What the shared suite needs of a platform's contract server: people who write, and the platform's answers.

A contract server is written from the platform's documentation, with the page named beside each shape; it
refuses what the platform refuses. It answers HTTP requests; the bot's own fetching asks it.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar

import httpx

from handlers.sources.base import Delivery
from handlers.sources.fetching import HttpFetch


class Site:
    """One platform with one account of ours. Times are the platform's own."""

    kind: ClassVar[str]
    url: ClassVar[str] = "https://blogg.example.org"
    """What `config.toml` has as the account's `url`."""
    settings: ClassVar[Mapping[str, str]] = {}
    keys: ClassVar[Mapping[str, str]] = {}
    """Credentials that the server takes, as their source names them."""
    webhooks: ClassVar[bool] = False
    polls: ClassVar[bool] = True
    exact_parents: ClassVar[bool] = True
    """Whether the platform says exactly what a reply answers."""
    edits: ClassVar[bool] = True
    """Whether the platform tells of edits at all."""
    removals: ClassVar[bool] = True

    def __init__(self) -> None:
        self.now = datetime.min.replace(tzinfo=UTC)
        """The server's clock; the suite sets it before it asks."""
        self.asked: list[httpx.Request] = []
        self.broken: httpx.Response | None = None
        """Answered instead of everything else while it is set."""

    def write(self, text: str, at: datetime, *, author: str = "Kim på Söder") -> str:
        """The public writes a comment; its id as the source gives it."""
        raise NotImplementedError

    def reply(self, text: str, at: datetime, *, to: str) -> str:
        """Somebody answers as the account."""
        raise NotImplementedError

    def edit(self, number: str, text: str, at: datetime) -> None:
        """Whoever wrote it changes it."""
        raise NotImplementedError

    def remove(self, number: str, at: datetime) -> None:
        """It goes."""
        raise NotImplementedError

    def answer(self, request: httpx.Request) -> httpx.Response:
        """What the platform answers."""
        raise NotImplementedError

    def deliveries(self) -> list[Delivery]:
        """What the platform has called us with since this was last asked, signed as it does."""
        return []

    def batch(self, deliveries: Sequence[Delivery]) -> Sequence[Delivery]:
        """The same as the platform sends it when it has much to say: several in one, where it does so."""
        return deliveries

    @property
    def ask(self) -> HttpFetch:
        """The bot's own fetching, over this in place of the network."""
        client = httpx.Client(transport=httpx.MockTransport(self._heard))
        return HttpFetch(client, resolve=lambda *_: ["93.184.215.14"], proxy=lambda *_: None)

    def _heard(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        return self.broken if self.broken is not None else self.answer(request)
