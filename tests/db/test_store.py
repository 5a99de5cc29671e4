"""Transactions keep their promises on both databases: nothing lost, nothing "locked", all or nothing."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from db.models import deliveries, marks, memberships
from db.store import Store, insert_new
from db.words import Role

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
THREADS = 8
TIMES = 25


@pytest.fixture
def sqlite_store(empty_sqlite: Path, tmp_path: Path) -> Iterator[Store]:
    """Opened as the program does: with an engine of its own, and careful with what it writes."""
    path = tmp_path / "svarsvakt.db"
    shutil.copyfile(empty_sqlite, path)
    store = Store.open(f"sqlite:///{path}")
    yield store
    store.close()


def start_counting(store: Store) -> None:
    with store.write() as tx:
        tx.execute(insert(marks).values(name="count", at=FRIDAY, value="0"))


def counted(tx: Connection) -> int:
    return int(tx.execute(select(marks.c.value).where(marks.c.name == "count")).scalar_one())


def together(work: object) -> list[Exception]:
    """Do it in eight threads, many times each; what went wrong."""

    def many(_: int) -> list[Exception]:
        wrong: list[Exception] = []
        for _each in range(TIMES):
            try:
                work()  # type: ignore[operator]
            except DBAPIError as error:
                wrong.append(error)
        return wrong

    with ThreadPoolExecutor(THREADS) as pool:
        return [error for errors in pool.map(many, range(THREADS)) for error in errors]


def test_eight_threads_that_read_then_write_lose_nothing_on_sqlite(sqlite_store: Store) -> None:
    start_counting(sqlite_store)

    def increment() -> None:
        with sqlite_store.write() as tx:
            tx.execute(update(marks).where(marks.c.name == "count").values(value=str(counted(tx) + 1)))

    assert together(increment) == []
    with sqlite_store.read() as tx:
        assert counted(tx) == THREADS * TIMES


def test_eight_threads_that_compare_and_set_lose_nothing(store: Store) -> None:
    start_counting(store)

    def increment() -> None:
        done = 0
        while done == 0:
            with store.write() as tx:
                seen = counted(tx)
                done = tx.execute(
                    update(marks)
                    .where(marks.c.name == "count", marks.c.value == str(seen))
                    .values(value=str(seen + 1))
                ).rowcount

    assert together(increment) == []
    with store.read() as tx:
        assert counted(tx) == THREADS * TIMES


def test_readers_see_one_moment_while_others_write(store: Store) -> None:
    start_counting(store)
    with store.read() as reading:
        before = counted(reading)
        with store.write() as tx:
            tx.execute(update(marks).values(value="7"))
        assert (before, counted(reading)) == (0, 0)
    with store.read() as reading:
        assert counted(reading) == 7


def test_a_reading_transaction_refuses_to_write(store: Store) -> None:
    with (
        pytest.raises(DBAPIError, match=r"readonly|read-only"),
        store.read() as tx,
    ):
        tx.execute(insert(marks).values(name="count", at=FRIDAY))
    with store.write() as tx:  # the same pooled connection writes again
        tx.execute(insert(marks).values(name="count", at=FRIDAY))


def test_what_a_reading_transaction_writes_is_undone(sqlite_store: Store) -> None:
    with pytest.raises(DBAPIError, match="readonly"), sqlite_store.read() as tx:
        tx.execute(insert(marks).values(name="count", at=FRIDAY))
    with sqlite_store.read() as tx:
        assert tx.execute(select(func.count()).select_from(marks)).scalar_one() == 0


def test_no_setting_is_switched_between_transactions(sqlite_store: Store) -> None:
    """Whatever SQLite is told by a PRAGMA, it compiles all the connection's statements anew."""
    ran: list[str] = []
    start_counting(sqlite_store)
    driver = sqlite_store.engine.raw_connection()
    assert driver.driver_connection is not None
    driver.driver_connection.set_trace_callback(ran.append)
    driver.close()
    for opened in (sqlite_store.read, sqlite_store.write, sqlite_store.read):
        with opened() as tx:
            assert counted(tx) == 0
    assert [said.split()[0] for said in ran] == [
        *("BEGIN", "SELECT", "ROLLBACK"),
        *("BEGIN", "SELECT", "COMMIT"),
        *("BEGIN", "SELECT", "ROLLBACK"),
    ]


def test_a_writer_does_not_wait_for_readers(store: Store) -> None:
    start_counting(store)
    with store.read() as reading:
        assert counted(reading) == 0
        start = datetime.now(UTC)
        with store.write() as tx:
            tx.execute(update(marks).values(value="1"))
        assert datetime.now(UTC) - start < timedelta(seconds=2)


def test_what_raises_leaves_nothing_behind(store: Store) -> None:
    def half_done() -> None:
        with store.write() as tx:
            tx.execute(insert(marks).values(name="half", at=FRIDAY))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_done()
    with store.read() as tx:
        assert tx.execute(select(func.count()).select_from(marks)).scalar_one() == 0


def test_a_writer_keeps_others_out_from_its_first_statement_on_sqlite(sqlite_store: Store) -> None:
    """BEGIN IMMEDIATE is really in force: the lock is taken before anything is written."""
    with sqlite_store.write():
        other = sqlite_store.engine.raw_connection()
        try:
            cursor = other.cursor()
            cursor.execute("PRAGMA busy_timeout=0")
            with pytest.raises(Exception, match="locked"):
                cursor.execute("BEGIN IMMEDIATE")
            cursor.execute("PRAGMA busy_timeout=10000")
        finally:
            other.close()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 10_000)],
)
def test_every_sqlite_connection_is_set_up(sqlite_store: Store, pragma: str, value: object) -> None:
    with sqlite_store.read() as one, sqlite_store.read() as other:
        for tx in (one, other):
            assert tx.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_foreign_keys_hold(store: Store) -> None:
    with pytest.raises(IntegrityError), store.write() as tx:
        tx.execute(insert(memberships).values(unit_id=99, person_id=99, role=Role.EDITOR))


def test_a_naive_time_is_refused(store: Store) -> None:
    with pytest.raises(StatementError, match="without zone"), store.write() as tx:
        tx.execute(insert(marks).values(name="naive", at=datetime(2026, 11, 27, 14, 50)))  # noqa: DTZ001 - the point


def test_a_naive_time_is_refused_in_a_question_too(store: Store) -> None:
    with pytest.raises(StatementError, match="without zone"), store.read() as tx:
        tx.execute(select(marks).where(marks.c.at < datetime(2026, 11, 27)))  # noqa: DTZ001 - the point


def test_times_come_back_in_utc_to_the_microsecond(store: Store) -> None:
    local = datetime(2026, 11, 27, 14, 50, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    with store.write() as tx:
        tx.execute(insert(marks).values(name="local", at=local))
    with store.read() as tx:
        back = tx.execute(select(marks.c.at)).scalar_one()
    assert back == local
    assert back.tzinfo is UTC


def test_times_are_compared_as_instants_whatever_zone_they_were_given_in(store: Store) -> None:
    with store.write() as tx:
        for hour in (12, 13, 14):
            tx.execute(insert(marks).values(name=str(hour), at=datetime(2026, 11, 27, hour, 50, tzinfo=UTC)))
    stockholm = datetime(2026, 11, 27, 14, 50, tzinfo=timezone(timedelta(hours=1)))
    with store.read() as tx:
        names = tx.execute(select(marks.c.name).where(marks.c.at <= stockholm).order_by(marks.c.at)).scalars()
        assert list(names) == ["12", "13"]


def test_inserting_what_is_there_already_counts_only_the_new(store: Store) -> None:
    with store.write() as tx:
        assert insert_new(tx, deliveries, [{"key": "a", "at": FRIDAY}]) == 1
        assert insert_new(tx, deliveries, [{"key": "a", "at": FRIDAY}, {"key": "b", "at": FRIDAY}]) == 1
        assert insert_new(tx, deliveries, [{"key": "c", "at": FRIDAY}, {"key": "c", "at": FRIDAY}]) == 1
        assert insert_new(tx, deliveries, []) == 0


def test_a_thousand_new_rows_are_counted_right(store: Store) -> None:
    rows = [{"key": f"event-{number}", "at": FRIDAY} for number in range(1000)]
    with store.write() as tx:
        assert insert_new(tx, deliveries, rows[:400]) == 400
        assert insert_new(tx, deliveries, rows) == 600


def test_a_store_in_memory_is_one_store() -> None:
    store = Store.open("sqlite://")
    with store.write() as tx:
        tx.execute(text("CREATE TABLE one (number INTEGER)"))
    with store.read() as tx:
        assert tx.execute(text("SELECT count(*) FROM one")).scalar_one() == 0
    store.close()


def test_a_plain_postgresql_address_uses_the_driver_that_is_installed() -> None:
    store = Store.open("postgresql://nobody@127.0.0.1:1/none")
    assert store.is_postgres
    assert store.engine.dialect.driver == "psycopg"
    store.close()


def test_fifty_connections_in_turn_are_no_leak(sqlite_store: Store, tmp_path: Path) -> None:
    for _ in range(50):
        with sqlite_store.read() as tx:
            tx.execute(select(marks))
    assert sqlite_store.engine.pool.status().count("Connections in pool: 1") == 1
