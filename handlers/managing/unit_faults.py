"""What a unit cannot be called, and where it cannot work, with the field that says so."""

from db import accounts
from db.rows import Unit
from handlers.chat_ids import is_channel
from handlers.command_words import plain
from handlers.managing.actor import Actor
from handlers.operators_channel import is_operators
from handlers.outcome import Said, Say

LONGEST_NAME = 200


def name(actor: Actor, wanted: str, *, but: Unit | None = None) -> tuple[str, Say] | None:
    """A name is needed, and no other unit's (than `but`)."""
    if not wanted:
        return "name", Say(said=Said.UNIT_NAME_MISSING)
    if len(wanted) > LONGEST_NAME:
        return "name", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    if plain(wanted) in {plain(one.name) for one in _others(actor, but)}:
        return "name", Say(said=Said.UNIT_THERE_ALREADY, text=wanted)
    return None


def channel(actor: Actor, wanted: str, *, but: Unit | None = None) -> tuple[str, Say] | None:
    """A channel of the chat where she acts, no other unit's (than `but`), nor the operator's."""
    if not is_channel(actor.chat, wanted):
        at_machine = actor.person is None
        return "channel", Say(said=Said.CHANNEL_ID_MISSING if at_machine else Said.CHANNEL_MISSING)
    if is_operators(actor.tx, wanted):
        return "channel", Say(said=Said.CHANNEL_OPERATORS)
    there = _others(actor, but)
    taken = next((one for one in there if (one.chat, one.channel) == (actor.chat, wanted)), None)
    return ("channel", Say(said=Said.CHANNEL_TAKEN, text=taken.name)) if taken is not None else None


def _others(actor: Actor, but: Unit | None) -> list[Unit]:
    return [one for one in accounts.units(actor.tx) if but is None or one.id != but.id]
