"""The migrations make exactly the tables of the models, once, however many processes start."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from db.migrations.make import main as make_migration
from db.models import metadata
from db.store import Store
from db.upgrade import MIGRATIONS, NewerStore, head, revision, upgrade
from tests.postgres import Postgres


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bare.db"
    server: Postgres = request.getfixturevalue("postgres")
    return server.new_database()


@pytest.fixture
def bare(bare_url: str) -> Iterator[Store]:
    store = Store.open(bare_url)
    yield store
    store.close()


def test_migrations_make_what_the_models_say(bare: Store) -> None:
    upgrade(bare)
    with bare.read() as tx:
        context = MigrationContext.configure(tx, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_migrated_tables_are_the_models_to_the_letter(bare: Store, bare_url: str) -> None:
    """What the comparison passes over: partial indexes' conditions, checks, uniqueness, foreign keys."""
    upgrade(bare)
    migrated = described(bare)
    with bare.write() as tx:
        metadata.drop_all(tx)
        metadata.create_all(tx)
    assert migrated == described(bare)


def described(store: Store) -> dict[str, object]:
    seen = inspect(store.engine)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"], column["default"])
                for column in seen.get_columns(table)
            ],
            "key": seen.get_pk_constraint(table),
            "foreign": sorted(map(str, seen.get_foreign_keys(table))),
            "unique": sorted(map(str, seen.get_unique_constraints(table))),
            "checks": sorted(str(check["sqltext"]) for check in seen.get_check_constraints(table)),
            "indexes": sorted(
                (str(index["name"]), str(index["column_names"]), index["unique"], condition(index))
                for index in seen.get_indexes(table)
            ),
        }
        for table in seen.get_table_names()
        if table != "alembic_version"
    }


def condition(index: object) -> str:
    options = index.get("dialect_options", {})  # type: ignore[attr-defined]
    return str(options.get("sqlite_where", options.get("postgresql_where", "")))


def test_there_is_one_newest_migration() -> None:
    assert head() is not None


def test_a_second_upgrade_finds_nothing_to_do(bare: Store) -> None:
    assert upgrade(bare).before is None
    again = upgrade(bare)
    assert again.before == again.after == head()


def test_six_processes_that_start_at_once_migrate_once(bare: Store, bare_url: str) -> None:
    gate = Barrier(6)

    def start() -> bool:
        store = Store.open(bare_url)
        gate.wait()
        done = upgrade(store)
        store.close()
        return done.before is None

    with ThreadPoolExecutor(6) as pool:
        migrated = list(pool.map(lambda _: start(), range(6)))
    assert sorted(migrated) == [False] * 5 + [True]
    with bare.read() as tx:
        assert revision(tx) == head()


def test_a_store_of_a_newer_program_is_left_alone(bare: Store) -> None:
    upgrade(bare)
    with bare.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerStore, match="9999"):
        upgrade(bare)


def test_a_migration_that_fails_leaves_the_store_as_it_was(bare: Store) -> None:
    with bare.write() as tx:
        tx.execute(text("CREATE TABLE notices (id INTEGER)"))  # in the first migration's way
    with pytest.raises(Exception, match="notices"):
        upgrade(bare)
    assert inspect(bare.engine).get_table_names() == ["notices"]


def test_a_models_change_without_migration_would_be_seen(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/changed.db")
    upgrade(store)
    with store.write() as tx:
        tx.execute(text("ALTER TABLE marks ADD COLUMN forgotten TEXT"))
    with store.read() as tx:
        found = compare_metadata(MigrationContext.configure(tx), metadata)
    assert [each[0] for each in found] == ["remove_column"]
    store.close()


def test_the_next_migration_can_be_written_from_the_models(tmp_path: Path) -> None:
    make_migration("nothing new", into=tmp_path)
    (made,) = tmp_path.glob("*.py")
    text = made.read_text()
    assert f'down_revision = "{head()}"' in text.replace("'", '"')
    assert "def upgrade() -> None:\n    # ### commands auto generated" in text
    assert "op." not in text  # the models and the migrations agree


def test_every_migration_ships_with_the_program() -> None:
    revisions = list(MIGRATIONS.glob("versions/[0-9]*.py"))
    assert revisions
    assert (MIGRATIONS / "versions" / "__init__.py").exists()  # else packaging leaves the folder out
    assert (MIGRATIONS / "script.py.mako").exists()


def test_a_plain_sqlite_file_can_be_opened_by_the_standard_tool(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path}/plain.db")
    upgrade(store)
    store.close()
    with sqlite3.connect(tmp_path / "plain.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()
