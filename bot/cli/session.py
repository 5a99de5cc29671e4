"""What most commands begin with: the configuration, the store, the words to answer in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.cli.failure import EXIT_USAGE, Failure
from bot.config import Config, ConfigError, load
from bot.texts import Texts, texts
from db import accounts
from db.register import sync
from db.store import Store
from db.upgrade import NewerStore, upgrade
from scheduler.clock import system_clock


def configuration() -> Config:
    """The configuration; every fault in it ends the command."""
    try:
        return load(None, os.environ)
    except ConfigError as error:
        raise Failure(*texts(error.language).settings.faults(error), exit_code=EXIT_USAGE) from None


def spoken() -> Texts:
    """The sentences for a command that needs no configuration, but speaks its language if there is one."""
    try:
        return texts(load(None, os.environ).language)
    except ConfigError as error:
        return texts(error.language)


def words(config: Config) -> Texts:
    """The sentences to answer in."""
    return texts(config.language)


@contextmanager
def opened(config: Config) -> Iterator[Store]:
    """The store, brought up to date; whatever keeps it from being opened ends the command.

    A store that nobody has used yet gets the configuration's units, accounts and people; after that only the
    bot's own start brings changes in, for it also releases what those who left had claimed.
    """
    store = _connected(config)
    try:
        with store.write() as tx:
            if not accounts.units(tx):
                sync(tx, config.register, system_clock())
        yield store
    finally:
        store.close()


def _connected(config: Config) -> Store:
    say = words(config).records
    url = make_url(config.database_url)
    where = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite" and url.database not in {None, "", ":memory:"}:
        folder = Path(str(url.database)).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Failure(say.no_database(where, error.strerror or str(error))) from None
    store = Store.open(config.database_url)
    try:
        upgrade(store)
    except NewerStore as newer:
        raise Failure(say.newer_database(where, str(newer))) from None
    except SQLAlchemyError as error:
        why = str(getattr(error, "orig", None) or error).strip().splitlines()[0]
        raise Failure(say.no_database(where, why)) from None
    return store
