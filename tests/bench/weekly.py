"""Veckan i korthet: one week of all ten units in a store of years, beside the same week in a tenth of it.

And beside the raw SQL that it is made of: the same statements, sent by the driver alone, rows fetched.
"""

import sqlite3
import statistics
from collections.abc import Iterator
from contextlib import closing
from time import perf_counter

from sqlalchemy import Connection

from db import accounts
from handlers import summary
from tests.bench.counted import statements
from tests.bench.filled import NOW, Filled, Stores
from tests.bench.measured import Measured, at_most

WEEK = "2026-W44"
TURNS = 15
ASKED = 1.5


def measure(stores: Stores, turns: int = TURNS) -> Iterator[Measured]:
    """The largest store beside the one before it, by turns."""
    small, large = (stores.of(stored) for stored in stores.sizes[-2:])
    assert _summed(small) == _summed(large) > 0, "the same week"
    found: dict[str, list[float]] = {"small": [], "large": [], "raw": []}
    with statements(large.store) as made:
        _sum_up(large)
    for _ in range(turns):
        found["small"].append(_timed(small))
        found["large"].append(_timed(large))
        found["raw"].append(_raw(large, made))
    ours, theirs, raw = (statistics.median(found[name]) for name in ("large", "small", "raw"))
    asked, met = at_most(ASKED, ours, theirs)
    what = f"the week of ten units at {large.stored:,} stored"
    yield Measured(group="weekly summary", what=what, beside=f"at {small.stored:,}", ours=ours, theirs=theirs,
                   unit="ms", asked=asked, met=met)  # fmt: skip
    yield Measured(group="weekly summary", what=what, beside=f"its {len(made)} statements alone", ours=ours,
                   theirs=raw, unit="ms")  # fmt: skip


def _sum_up(one: Filled) -> list[summary.UnitWeek]:
    with one.store.read() as tx:
        return _weeks(tx, one)


def _weeks(tx: Connection, one: Filled) -> list[summary.UnitWeek]:
    return [summary.week(tx, one.book, unit, WEEK, NOW) for unit in accounts.units(tx)]


def _summed(one: Filled) -> int:
    return sum(week.received for week in _sum_up(one))


def _timed(one: Filled) -> float:
    begun = perf_counter()
    _sum_up(one)
    return (perf_counter() - begun) * 1000


def _raw(one: Filled, made: list[tuple[str, object]]) -> float:
    with closing(sqlite3.connect(one.path)) as raw:
        raw.execute("SELECT 1 FROM units").fetchone()  # the schema is read
        begun = perf_counter()
        for sql, parameters in made:
            raw.execute(sql, parameters).fetchall()  # type: ignore[arg-type]  # as SQLAlchemy gave them
        return (perf_counter() - begun) * 1000
