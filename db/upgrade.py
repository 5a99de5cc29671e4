"""Bring the store's tables up to date; safe when several processes start at once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from db.store import Store, take_turn

MIGRATIONS = Path(__file__).parent / "migrations"
_TURN = 0x5356_4152  # "SVAR": the turn that every starting process takes


@dataclass(frozen=True, kw_only=True)
class Upgraded:
    """From which revision to which; equal: it was up to date. `before` none: the store was empty."""

    before: str | None
    after: str | None


class NewerStore(Exception):  # noqa: N818 - a state of affairs: the program is older than its store
    """The store was made by a newer version of the program: this one would harm it."""


def upgrade(store: Store) -> Upgraded:
    """Run the migrations that are missing, in one transaction: it fails whole, leaving the store as it was.

    1. Take the write lock: BEGIN IMMEDIATE on SQLite, an advisory lock on PostgreSQL; others wait here.
    2. Look at the revision *after* that: whoever waited finds nothing left to do.
    3. Run what is missing and let the commit release the lock.

    Raises NewerStore when the store has a revision that this program does not know.
    """
    newest = head()
    with store.write() as tx:
        take_turn(tx, _TURN)
        before = revision(tx)
        if before == newest:
            return Upgraded(before=before, after=newest)
        if before is not None and before not in _known():
            raise NewerStore(before)
        command.upgrade(settings_for(tx), "head")
    return Upgraded(before=before, after=newest)


def revision(tx: Connection) -> str | None:
    """The store's present revision; none: no migration has run."""
    return MigrationContext.configure(tx).get_current_revision()


@cache
def head() -> str | None:
    """The newest revision that this program knows."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head()


@cache
def _known() -> frozenset[str]:
    return frozenset(each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def settings_for(tx: Connection) -> Config:
    """Alembic's settings, for this transaction."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    attributes: dict[str, Any] = config.attributes
    attributes["connection"] = tx
    return config
