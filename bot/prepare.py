"""What every program that writes does first: the configuration's people and rules go into the store."""

from datetime import datetime

from bot.config import Config
from db import settings_versions
from db.register import sync
from db.store import Store
from handlers.leaving import release_after
from scheduler.rulebook import RuleBook
from scheduler.settings_json import book_to_json


def prepared(store: Store, config: Config, now: datetime) -> RuleBook:
    """Bring units, accounts and people into the store, keep this version of the rules, and give its book.

    What somebody had who is no longer in the configuration is released in the same transaction.
    """
    with store.write() as tx:
        left = sync(tx, config.register, now)
        version = settings_versions.current(tx, book_to_json(config.rulebook()), now)
        book = config.rulebook(version)
        release_after(tx, book, left, now)
    return book
