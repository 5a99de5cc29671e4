"""The one way to the database: reads see one moment, writes are alone or fail whole."""

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any

from sqlalchemy import Connection, Engine, Insert, Table, create_engine, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

SQLITE_CONNECTIONS = 40
"""Kept open: they cost little, and one beyond them is made ready and thrown away each time it is used."""
BUSY_TIMEOUT_MS = 10_000
SQLITE = {"cached_statements": 1000}
"""The driver keeps 128 compiled statements of a connection; the bot has more than that."""
POSTGRES = {
    "connect_timeout": 10,
    # A machine that hangs in a transaction holds locks that every other machine's tick waits for.
    "options": "-c idle_in_transaction_session_timeout=60s",
    # A line that was cut says nothing by itself: asked about after 20 s of silence, given up after 60.
    "keepalives_idle": 20,
    "keepalives_interval": 10,
    "keepalives_count": 4,
    "tcp_user_timeout": 60_000,
}
"""How a connection is made, where the URL does not say otherwise."""


class Store:
    """Opens transactions on SQLite or PostgreSQL. On SQLite what is done past it is in none.

    `write()` begins with BEGIN IMMEDIATE on SQLite, so that what it reads cannot change before it commits;
    on PostgreSQL (read committed) changes are compare-and-set with the row count checked. `read()` sees one
    moment throughout and refuses to change anything.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str) -> "Store":
        """Open the store at an SQLAlchemy URL, `sqlite:///file.db` or `postgresql+psycopg://...`."""
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql":
            if parsed.drivername == "postgresql":
                parsed = parsed.set(drivername="postgresql+psycopg")
            return cls(
                create_engine(
                    parsed,
                    hide_parameters=True,  # an error's message must not carry what the public wrote
                    pool_pre_ping=True,  # a restarted server is noticed before work is begun
                    pool_size=10,
                    max_overflow=20,
                    connect_args={name: how for name, how in POSTGRES.items() if name not in parsed.query},
                )
            )
        memory = parsed.database in {None, "", ":memory:"}
        engine = (
            create_engine(
                parsed,
                hide_parameters=True,
                poolclass=StaticPool,
                connect_args={"check_same_thread": False, **SQLITE},
            )
            if memory
            else create_engine(
                parsed,
                hide_parameters=True,
                pool_size=SQLITE_CONNECTIONS,
                max_overflow=20,
                connect_args={**SQLITE},
            )
        )
        event.listen(engine, "connect", _prepare_sqlite)
        return cls(engine)

    @property
    def is_postgres(self) -> bool:
        """Whether several processes may share this store."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may change things; commits when the block ends, rolls back when it raises."""
        with self.engine.connect() as tx, tx.begin():
            if not self.is_postgres:
                _begin_sqlite(tx, "BEGIN IMMEDIATE")
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads; all its statements see the same moment."""
        with self.engine.connect() as tx:
            if self.is_postgres:
                tx.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
                with tx.begin():
                    yield tx
            else:
                with tx.begin() as reading:
                    before = _begin_sqlite(tx, "BEGIN").total_changes
                    yield tx
                    reading.rollback()
                    _refuse_changes(tx, before)

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def _prepare_sqlite(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
    # The driver's own BEGIN comes too late (its SELECTs run outside it): turn it off, `_begin_sqlite` begins.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    connection.execute("PRAGMA foreign_keys=ON")
    _write_ahead(connection)
    connection.execute("PRAGMA synchronous=FULL")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on; it stays on in the file.

    Two processes that turn it on at once stand in each other's way: SQLite then says "locked" at once,
    whatever the busy_timeout, lest both wait for ever. Whoever loses tries again: it is on.
    """
    give_up = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > give_up:
                raise
            time.sleep(0.01)
        else:
            return


def _begin_sqlite(connection: Connection, how: str) -> sqlite3.Connection:
    """Not by SQLAlchemy's "begin" event: whoever listens there makes every statement a tenth slower."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    try:
        driver.execute(how)
    except sqlite3.OperationalError as error:
        raise OperationalError("BEGIN", None, error) from error
    return driver


def _refuse_changes(connection: Connection, before: int) -> None:
    """A transaction that began by reading and then wrote: another time it would find that it is too late.

    Counted, not forbidden by `PRAGMA query_only`: each switch of that lets SQLite compile every statement
    of the connection anew, which made a small one ten times slower.
    """
    driver = connection.connection.driver_connection
    if isinstance(driver, sqlite3.Connection) and driver.total_changes != before:
        refused = sqlite3.OperationalError("attempt to write in a readonly transaction: undone")
        raise OperationalError("COMMIT", None, refused)


def take_turn(tx: Connection, turn: int) -> None:
    """Whoever takes the same turn waits until this transaction ends; on SQLite writers are alone anyway."""
    if tx.dialect.name == "postgresql":
        tx.execute(select(func.pg_advisory_xact_lock(turn)))


def insert_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows, passing over those whose unique key is there already; how many went in.

    All rows must name the same columns. Idempotency is the table's UNIQUE constraint, nothing else.
    """
    if not rows:
        return 0
    # Counted by what comes back: the driver's row count is -1 for several rows on PostgreSQL.
    key = next(iter(table.primary_key.columns)).name
    return len(tx.execute(new_rows(tx, table, key), one_or_all(rows)).all())


def new_rows(tx: Connection, table: Table, *names: str) -> Insert:
    """The statement that inserts rows, passes over those that are there, and gives back these columns."""
    return _new_rows(tx.dialect.name, table, names)


@cache
def _new_rows(dialect: str, table: Table, names: tuple[str, ...]) -> Insert:
    """Made once: building a statement costs as much as running it."""
    wanted = inserting(dialect, table).on_conflict_do_nothing()
    return wanted.returning(*(table.c[name] for name in names)) if names else wanted


def inserting(dialect: str, table: Table) -> postgresql.Insert | sqlite.Insert:
    """The database's own insert, which can say what happens to a row that is there already."""
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)


def one_or_all(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as `execute` takes them: for a single one it need not put the statement together anew."""
    return rows[0] if len(rows) == 1 else list(rows)
