"""Deliveries that come at the same moment: one commit, each stored once, nobody answered before his is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import DBAPIError

from db import payloads
from db.models import payloads as table
from db.store import Store
from handlers.sources.together import Together
from tests.stories.desk import at

NINE = at("2026-11-24 09:05")


def row(number: int, **other: Any) -> dict[str, Any]:
    return (
        payloads.delivered(
            door="museibloggen", account_id=None, kind="facebook", about="", body=b"%d" % number, now=NINE
        )
        | other
    )


def stored(store: Store) -> int:
    with store.read() as tx:
        return tx.execute(select(func.count()).select_from(table)).scalar_one()


@pytest.fixture
def held(tmp_path: Any) -> Callable[..., Store]:
    """A store in a file whose first writer waits until the others have come."""
    from db.models import metadata

    def made(commits: list[int], first: Event, go_on: Event) -> Store:
        store = Store.open(f"sqlite:///{tmp_path / 'together.db'}")
        metadata.create_all(store.engine)

        @event.listens_for(store.engine, "commit")
        def committing(_connection: Any) -> None:
            commits.append(1)
            first.set()
            assert go_on.wait(10)

        return store

    return made


def bring(store: Store, rows: list[dict[str, Any]], first: Event, go_on: Event) -> list[Exception | None]:
    """The first is being written while the others come; what each of them was told."""
    together = Together(store)
    with ThreadPoolExecutor(len(rows)) as pool:
        begun = pool.submit(together.keep, rows[0])
        assert first.wait(10)
        others = [pool.submit(together.keep, one) for one in rows[1:]]
        while len(together._waiting) < len(rows) - 1:
            Event().wait(0.005)
        assert not any(one.done() for one in others)
        go_on.set()
        found = [one.exception(10) for one in (begun, *others)]
    return [one if isinstance(one, Exception) else None for one in found]


def test_what_comes_while_another_is_written_is_stored_in_one_commit(held: Callable[..., Store]) -> None:
    commits: list[int] = []
    first, go_on = Event(), Event()
    store = held(commits, first, go_on)
    rows = [row(number % 5) for number in range(10)]
    assert bring(store, rows, first, go_on) == [None] * 10
    assert (stored(store), len(commits)) == (5, 2)
    store.close()


def test_one_that_cannot_be_stored_takes_no_other_with_it(held: Callable[..., Store]) -> None:
    first, go_on = Event(), Event()
    store = held([], first, go_on)
    rows = [row(number, **({"door": None} if number == 3 else {})) for number in range(6)]
    told = bring(store, rows, first, go_on)
    assert [number for number, one in enumerate(told) if one is not None] == [3]
    assert isinstance(told[3], DBAPIError)
    assert stored(store) == 5
    store.close()
