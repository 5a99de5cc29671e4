"""A unit's name, channel and language, changed by whoever runs it (M34)."""

from db import managed_units, places
from db.rows import Unit
from db.words import ChangeAction
from handlers.access import refuse
from handlers.managing import unit_faults
from handlers.managing.actor import Actor
from handlers.outcome import Outcome, Said, Say

LANGUAGES = ("sv", "en")
"""Those that the bot speaks."""
AS_OTHERS = "organisation"
"""The language that is the organisation's, whichever that is."""


def change(
    actor: Actor,
    unit: Unit,
    *,
    name: str | None = None,
    channel: str | None = None,
    language: str | None = None,
) -> Outcome:
    """New values for what is given; each is a line in the log. Its slug stays: history goes by that.

    What was shown in its old channel stays there, and is kept up to date there.
    """
    if not actor.may(unit.id):
        return refuse(Said.NOT_ALLOWED)
    places.take_turns(actor.tx)
    wrong = faults(actor, unit, name=name, channel=channel, language=language)
    if wrong is not None:
        return Outcome(say=wrong[1], refused=True)
    given = {
        "name": name,
        "channel": channel,
        "language": None if language == AS_OTHERS else language,
    }
    said = {"name": name is not None, "channel": channel is not None, "language": language is not None}
    new = {word: value for word, value in given.items() if said[word] and value != getattr(unit, word)}
    if new:
        in_chat = {"chat": actor.chat} if "channel" in new else {}
        managed_units.change(actor.tx, unit.id, {**new, **in_chat})
    for word, value in new.items():
        nothing = AS_OTHERS if word == "language" else None
        before, after = getattr(unit, word) or nothing, value or nothing
        actor.note(ChangeAction.UNIT_CHANGED, unit_id=unit.id, what=word, before=before, after=after)
    moved = Said.UNIT_CHANNEL_CHANGED if "channel" in new else Said.UNIT_CHANGED
    return Outcome(say=Say(said=moved, text=name or unit.name), changed=True)


def faults(
    actor: Actor, unit: Unit, *, name: str | None, channel: str | None, language: str | None
) -> tuple[str, Say] | None:
    """The first field that cannot stand, and why."""
    if name is not None and (wrong := unit_faults.name(actor, name, but=unit)) is not None:
        return wrong
    if channel is not None and (wrong := unit_faults.channel(actor, channel, but=unit)) is not None:
        return wrong
    if language not in {None, AS_OTHERS, *LANGUAGES}:
        return "language", Say(said=Said.LANGUAGE_UNKNOWN, text=(language or "")[:20])
    return None
