"""What people and the clock ask does not grow with what is stored: counted in the database's own steps."""

from collections.abc import Callable, Iterator

import pytest

from handlers.turn import turn
from tests.bench import asking, due_work, weekly
from tests.bench.filled import NOW, Filled, Stores

FEW, SOME, MANY = 1_000, 2_000, 20_000
BY = 10
"""The database tells of its steps so many at a time."""


@pytest.fixture(scope="module")
def stores() -> Iterator[Stores]:
    with Stores((FEW, SOME, MANY, MANY), big=False) as filled:
        for size in (FEW, SOME, MANY):
            one = filled.of(size)
            turn(one.store, one.book, NOW)  # the day's rounds and duty
        yield filled


@pytest.mark.parametrize("question", asking.QUESTIONS)
def test_a_question_takes_as_many_steps_with_twenty_times_as_much_stored(
    stores: Stores, question: str
) -> None:
    few, many = (_steps(stores.of(size), asking.QUESTIONS[question](stores.of(size))) for size in (FEW, MANY))
    assert 0 < many <= 1.25 * few + BY


def test_a_tick_takes_as_many_steps_and_statements_with_ten_times_as_much_stored(stores: Stores) -> None:
    some, many = stores.of(SOME), stores.of(MANY)
    assert _all_due(many) <= 1.25 * _all_due(some)
    assert _nothing_due(many) <= 1.25 * _nothing_due(some) + BY
    assert due_work.statements_nothing_due(many) == due_work.statements_nothing_due(some) <= 15
    assert due_work.statements_all_due(many) == due_work.statements_all_due(some) <= 70


def test_the_benchmarks_in_filled_stores_run_whole(stores: Stores) -> None:
    for benchmark in (due_work, weekly, asking):
        rows = list(benchmark.measure(stores, turns=1))
        assert rows
        assert all(row.ours > 0 and row.theirs > 0 for row in rows)


def _all_due(one: Filled) -> int:
    due_work.take_back(one)
    return _nothing_due(one)


def _nothing_due(one: Filled) -> int:
    return _steps(one, lambda: turn(one.store, one.book, NOW))


def _steps(one: Filled, ask: Callable[[], None]) -> int:
    """How many steps the database takes."""
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += BY
        return 0

    with one.store.read() as tx:
        driver = tx.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(count, BY)  # the pool's only connection: what is asked next is asked of it
    try:
        ask()
    finally:
        driver.set_progress_handler(None, 0)
    return counted
