"""What every program that writes does first: the configuration's people and rules go into the store."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from bot.config import Config
from db import accounts, marks
from db.register import Register, RegisteredUnit, sync
from db.store import Store
from handlers.leaving import release_after
from scheduler.glance import IN_FORCE
from scheduler.rulebook import RuleBook
from scheduler.rules_in_force import in_force, stored


def prepared(store: Store, config: Config, now: datetime, *, keep_channels: bool = False) -> RuleBook:
    """Bring units, accounts and people into the store, keep this version of the rules, and give its book.

    What somebody had who is no longer in the configuration is released in the same transaction.
    `keep_channels`: a channel that is given by name (`#kultur`) stays the id that the bot's own start found.
    """
    with store.write() as tx:
        register = _with_known_channels(tx, config.register) if keep_channels else config.register
        left = sync(tx, register, now)
        book = stored(tx, in_force(tx, config.layers()), now)
        marks.note(tx, IN_FORCE, now, str(book.version))
        release_after(tx, book, left, now)
    return book


def _with_known_channels(tx: Connection, register: Register) -> Register:
    known = {unit.slug: unit.channel for unit in accounts.units(tx)}

    def channel(unit: RegisteredUnit) -> str | None:
        by_name = unit.channel is not None and unit.channel.startswith("#")
        return (known.get(unit.slug) or unit.channel) if by_name else unit.channel

    return replace(register, units=tuple(replace(unit, channel=channel(unit)) for unit in register.units))
