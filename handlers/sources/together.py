"""Deliveries that come at the same moment are stored in one transaction: each waits for one flush alone.

A platform that has much to say calls many times at once; on SQLite writers go one after the other, and each
commit is flushed. Nobody is answered before the commit that holds what he sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any

from db import payloads
from db.store import Store


@dataclass(eq=False)
class _One:
    """What somebody waits to have stored."""

    row: Mapping[str, Any]
    stored: bool = False
    alone: bool = False
    """It could not be stored with the others; whether it can by itself is for whoever brought it."""


class Together:
    """`keep(row)` returns when it is stored; whoever comes first stores for all that have come meanwhile."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._come = Lock()
        self._waiting: list[_One] = []
        self._writing = Lock()

    def keep(self, row: Mapping[str, Any]) -> None:
        """Store it, with whatever else waits. Raises what the database raises for this one."""
        mine = _One(row)
        with self._come:
            self._waiting.append(mine)
        with self._writing:
            if not (mine.stored or mine.alone):
                self._store_all()
        if mine.alone:
            self._write([mine])

    def _store_all(self) -> None:
        with self._come:
            these, self._waiting = self._waiting, []
        try:
            self._write(these)
        except Exception:
            if len(these) == 1:
                raise
            for one in these:
                one.alone = True
            return
        for one in these:
            one.stored = True

    def _write(self, these: list[_One]) -> None:
        with self._store.write() as tx:
            payloads.keep(tx, [one.row for one in these])
