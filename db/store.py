"""The one way to the database: reads see one moment, writes are alone or fail whole."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry, StaticPool

BUSY_TIMEOUT_MS = 10_000


class Store:
    """Opens transactions on SQLite or PostgreSQL.

    `write()` begins with BEGIN IMMEDIATE on SQLite, so that what it reads cannot change before it commits;
    on PostgreSQL (read committed) changes are compare-and-set with the row count checked.
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
            return cls(create_engine(parsed, pool_pre_ping=True, pool_size=10, max_overflow=20))
        memory = parsed.database in {None, "", ":memory:"}
        engine = (
            create_engine(parsed, poolclass=StaticPool, connect_args={"check_same_thread": False})
            if memory
            else create_engine(parsed, pool_size=10, max_overflow=20)
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return cls(engine)

    @property
    def is_postgres(self) -> bool:
        """Whether several processes may share this store."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may change things; commits when the block ends, rolls back when it raises."""
        with self.engine.connect().execution_options(svarsvakt_writes=True) as tx, tx.begin():
            yield tx

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads."""
        with self.engine.connect() as tx, tx.begin():
            yield tx

    def close(self) -> None:
        """Let all connections go."""
        self.engine.dispose()


def _prepare_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own BEGIN comes too late (its SELECTs run outside it): turn it off, `_begin_sqlite` begins.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("svarsvakt_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_new(tx: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert rows, passing over those whose unique key is there already; how many went in.

    All rows must name the same columns. Idempotency is the table's UNIQUE constraint, nothing else.
    """
    if not rows:
        return 0
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    return tx.execute(insert(table).on_conflict_do_nothing(), list(rows)).rowcount
