"""Which unit is meant by words that change how it is run: never another than the channel's."""

from db import accounts
from db.rows import Unit
from handlers.asked import Asked
from handlers.outcome import Said, Say


def supervised(asked: Asked) -> Unit | Say:
    """The channel's unit, else her only one; of those that she answers for."""
    mine = {
        unit.id: unit
        for unit in accounts.units_named(asked.tx, asked.where.supervised).values()
        if unit.active
    }
    if not mine:
        return Say(said=Said.NOT_ALLOWED)
    of_channel = accounts.unit_by_channel(asked.tx, asked.chat, asked.channel) if asked.channel else None
    if of_channel is not None:
        return mine.get(of_channel.id, Say(said=Said.NOT_ALLOWED))
    if len(mine) == 1:
        return next(iter(mine.values()))
    return Say(said=Said.WHICH_UNIT, text=", ".join(unit.name for unit in mine.values()))
