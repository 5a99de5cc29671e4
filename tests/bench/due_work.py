"""One tick, however much is stored: with a thousand open comments to look at, and with nothing due.

The stores take turns, so that whatever else the machine does hits them alike. Between two turns what the tick
wrote is taken back, so that each tick finds the same work.
"""

import statistics
from collections.abc import Callable, Iterator
from time import perf_counter

from sqlalchemy import delete, update

from db.models import comments, notices
from handlers.turn import turn
from tests.bench.counted import statements
from tests.bench.filled import NOW, Filled, Stores
from tests.bench.measured import Measured, at_most

TURNS = 15
ALL_DUE = 3
NOTHING_DUE = 1.25


def measure(stores: Stores, turns: int = TURNS) -> Iterator[Measured]:
    """From the smallest store to the largest, ten times more a step."""
    filled = [stores.of(stored) for stored in stores.sizes[1:]]
    for one in filled:
        _tick(one)  # the day's rounds and duty, once
    due: list[list[float]] = [[] for _ in filled]
    nothing: list[list[float]] = [[] for _ in filled]
    for _ in range(turns):
        for place, one in enumerate(filled):
            take_back(one)
            due[place].append(_took(lambda one=one: _tick(one)))  # type: ignore[misc]
            quickest = min(_took(lambda one=one: _tick(one)) for _ in range(5))  # type: ignore[misc]
            nothing[place].append(quickest)
    for what, found, limit in (("1,000 to look at", due, ALL_DUE), ("nothing due", nothing, NOTHING_DUE)):
        first = statistics.median(found[0])
        for place, one in enumerate(filled[1:], 1):
            yield _row(f"a tick at {one.stored:,} stored, {what}", statistics.median(found[place]), first,
                       "ms", limit, beside=f"at {filled[0].stored:,}")  # fmt: skip
    for what, count in (("1,000 to look at", statements_all_due), ("nothing due", statements_nothing_due)):
        yield _row(f"statements of a tick at {filled[-1].stored:,} stored, {what}", count(filled[-1]),
                   count(filled[0]), "", 1, beside=f"at {filled[0].stored:,}")  # fmt: skip


def statements_all_due(one: Filled) -> int:
    """How many statements a tick makes that looks at every open comment."""
    take_back(one)
    with statements(one.store) as made:
        _tick(one)
    return len(made)


def statements_nothing_due(one: Filled) -> int:
    """How many a tick makes right after another."""
    _tick(one)
    with statements(one.store) as made:
        _tick(one)
    return len(made)


def take_back(one: Filled) -> None:
    """Every open comment is to be looked at, and nothing has been said of it but its card."""
    with one.store.write() as tx:
        tx.execute(delete(notices).where(notices.c.id > one.stored))
        waits = comments.c.id > one.stored - one.opened
        tx.execute(update(comments).where(waits).values(attend_at=NOW, rung=0))


def _tick(one: Filled) -> None:
    turn(one.store, one.book, NOW)


def _took(work: Callable[[], None]) -> float:
    begun = perf_counter()
    work()
    return (perf_counter() - begun) * 1000


def _row(what: str, ours: float, theirs: float, unit: str, limit: float, *, beside: str) -> Measured:
    asked, met = at_most(limit, ours, theirs)
    return Measured(
        group="due work", what=what, beside=beside, ours=ours, theirs=theirs, unit=unit, asked=asked, met=met
    )
