"""Stores for one test after another: what takes long is done once, and each has a file of its own."""

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import event

from db.store import Store
from db.upgrade import upgrade


class SqliteStores:
    """One engine for a session; each test has a file of its own.

    A new engine in each test would put the same statements together again, which took longer than running
    them. A machine that loses power may lose what tests write: nothing is flushed to disk.
    """

    def __init__(self, template: Path) -> None:
        """`template`: a file with every table, to copy."""
        self._template = template
        self._path = template
        self._store = Store.open(f"sqlite:///{template}")
        event.listen(self._store.engine, "do_connect", self._to_this_tests_file)
        event.listen(self._store.engine, "connect", hastily)

    def new(self, path: Path) -> Store:
        """An empty store in a new file. Close it; there is one at a time."""
        path.write_bytes(self._template.read_bytes())
        self._path = path
        self._store.engine.url = self._store.engine.url.set(database=str(path))
        return Store(self._store.engine)

    def _to_this_tests_file(self, _dialect: Any, _entry: Any, where: list[Any], _how: Any) -> None:
        where[0] = str(self._path)


def hastily(connection: Any, _entry: object) -> None:
    """Leave the flushing to the operating system."""
    connection.execute("PRAGMA synchronous=OFF")


def migrated(path: Path) -> Path:
    """An empty store at this path, as all migrations leave it: a program that starts there runs none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_migrated())
    return path


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory(prefix="svarsvakt-migrated-") as folder:
        path = Path(folder) / "migrated.db"
        store = Store.open(f"sqlite:///{path}")
        upgrade(store)
        store.close()  # the last connection folds the write-ahead log into the file
        return path.read_bytes()
