"""Tells open pages what to fetch again: one stream a person, nothing replayed."""

import asyncio
import itertools
from collections.abc import Callable, Collection

from bot.sandbox.identities import Json


class Changes:
    """Every change of the workspace, handed to the streams of those who may see it."""

    def __init__(self) -> None:
        self._listeners: dict[asyncio.Queue[tuple[int, Json] | None], str] = {}
        self._numbers = itertools.count(1)
        self.watchers: list[Callable[[], None]] = []  # told that something changed, whoever may see it

    def tell(self, kind: str, *, only: Collection[str] | None = None, **what: object) -> None:
        """Tell everyone (or `only` these people) that something of this kind changed."""
        number = next(self._numbers)
        for queue, user in self._listeners.items():
            if only is None or user in only:
                queue.put_nowait((number, {"kind": kind, **what}))
        for watcher in self.watchers:
            watcher()

    def listen(self, user: str) -> "asyncio.Queue[tuple[int, Json] | None]":
        """A new stream for a person; None in it means that the workspace closes."""
        queue: asyncio.Queue[tuple[int, Json] | None] = asyncio.Queue()
        self._listeners[queue] = user
        return queue

    def leave(self, queue: "asyncio.Queue[tuple[int, Json] | None]") -> None:
        """The page went away."""
        self._listeners.pop(queue, None)

    def close(self) -> None:
        """End every stream."""
        for queue in self._listeners:
            queue.put_nowait(None)
