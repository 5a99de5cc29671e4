"""What tests ask for by name: the store on both databases, the default rules, a newsroom in the store."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from db.models import metadata
from db.store import Store
from tests.newsroom import Newsroom
from tests.newsroom import newsroom as build_newsroom
from tests.stores import SqliteStores

if TYPE_CHECKING:
    from scheduler.rulebook import RuleBook
    from tests.postgres import Postgres


# A first example compiles calendars and may wait for a busy machine: how long it takes proves nothing.
settings.register_profile("svarsvakt", deadline=None)
settings.load_profile("svarsvakt")


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every table and no row, to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    store = Store.open(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    store.close()  # the last connection folds the write-ahead log into the file
    return path


@pytest.fixture(scope="session")
def sqlite_stores(empty_sqlite: Path) -> SqliteStores:
    """The session's engine for SQLite."""
    return SqliteStores(empty_sqlite)


@pytest.fixture(scope="session")
def postgres() -> "Iterator[Postgres]":
    """One running PostgreSQL for the whole session; `postgres.new_database()` is an empty database's URL."""
    from tests.postgres import running

    with running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_engine(postgres: "Postgres") -> Iterator[Store]:
    """A database with every table; its engine keeps its statements from one test to the next."""
    store = Store.open(postgres.new_database())
    metadata.create_all(store.engine)
    yield store
    store.close()


@pytest.fixture
def sqlite_store(sqlite_stores: SqliteStores, tmp_path: Path) -> Iterator[Store]:
    """An empty store on SQLite, in a file of its own."""
    store = sqlite_stores.new(tmp_path / "svarsvakt.db")
    yield store
    store.close()


@pytest.fixture
def postgres_store(postgres_engine: Store) -> Store:
    """An empty store on PostgreSQL; its connections stay for the next test."""
    from tests.postgres import empty

    empty(postgres_engine)
    return Store(postgres_engine.engine)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest) -> Store:
    """An empty store; every test that asks for it runs on SQLite and on PostgreSQL."""
    store: Store = request.getfixturevalue(f"{request.param}_store")
    return store


@pytest.fixture
def newsroom(store: Store) -> Newsroom:
    """The newsroom of `tests/newsroom.py`, stored."""
    with store.write() as tx:
        return build_newsroom(tx)


@pytest.fixture(scope="session")
def guidelines() -> "RuleBook":
    """Its calendars are worked out once."""
    from scheduler.rulebook import RuleBook
    from scheduler.settings import UnitRules

    return RuleBook(organisation=UnitRules())


@pytest.fixture
def book(guidelines: "RuleBook") -> "RuleBook":
    """The guidelines' own rules, for every unit."""
    return guidelines.present()
