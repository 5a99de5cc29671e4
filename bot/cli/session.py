"""What most commands begin with: the configuration, the store, the words to answer in."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from bot.cli.asked import Names, names
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


@dataclass(frozen=True, kw_only=True)
class Look:
    """What a command that only reads goes by: one moment of the store, what can be named, the words."""

    config: Config
    tx: Connection
    known: Names
    say: Texts
    zone: ZoneInfo


@contextmanager
def looking() -> Iterator[Look]:
    """One reading transaction."""
    config = configuration()
    with opened(config) as store, store.read() as tx:
        yield Look(config=config, tx=tx, known=names(tx), say=words(config), zone=ZoneInfo(config.zone))


def refused(no: NoStore, say: Texts) -> Failure:
    """The sentence for a store that cannot be opened."""
    if no.newer:
        return Failure(say.records.newer_database(no.where, no.why))
    return Failure(say.records.no_database(no.where, no.why))
