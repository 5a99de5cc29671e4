"""What most commands begin with: the configuration, the store, the words to answer in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from bot.cli.failure import EXIT_USAGE, Failure
from bot.config import Config, ConfigError, load
from bot.opening import NoStore, open_store
from bot.texts import Texts, texts
from db import accounts
from db.register import sync
from db.store import Store
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
    try:
        store = open_store(config.database_url)
    except NoStore as no:
        raise refused(no, words(config)) from None
    try:
        with store.write() as tx:
            if not accounts.units(tx):
                sync(tx, config.register, system_clock())
        yield store
    finally:
        store.close()


def refused(no: NoStore, say: Texts) -> Failure:
    """The sentence for a store that cannot be opened."""
    if no.newer:
        return Failure(say.records.newer_database(no.where, no.why))
    return Failure(say.records.no_database(no.where, no.why))
