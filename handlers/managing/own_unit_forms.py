"""The forms by which a unit gets another name, channel or language, or ends."""

from collections.abc import Callable, Mapping

from db.rows import Unit
from handlers.managing import unit_changes, unit_ending
from handlers.managing.actor import Actor
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.managing.unit_changes import AS_OTHERS, LANGUAGES
from handlers.outcome import Outcome
from handlers.sent import faulty


def _change(_actor: Actor, unit: Unit, _about: str) -> UnitForm:
    """The channel is chosen anew or left: one that she cannot see could not be filled in."""
    return UnitForm(
        kind=UnitFormKind.UNIT_CHANGE,
        unit_id=unit.id,
        unit=unit.name,
        fields=(
            Field(name="name", words="unit_name", known=unit.name),
            Field(name="channel", kind=FieldKind.CHANNEL, words="unit_channel", optional=True),
            Field(
                name="language",
                kind=FieldKind.CHOICE,
                known=unit.language or AS_OTHERS,
                options=tuple(Option(value=each) for each in (AS_OTHERS, *LANGUAGES)),
            ),
        ),
    )


def _take_change(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    name = " ".join(fields.get("name", "").split())
    channel = fields.get("channel") or None
    if channel == unit.channel and actor.chat == unit.chat:
        channel = None
    language = fields.get("language") or None
    wrong = unit_changes.faults(actor, unit, name=name, channel=channel, language=language)
    if wrong is not None:
        return faulty(wrong)
    return unit_changes.change(actor, unit, name=name, channel=channel, language=language)


def _end(actor: Actor, unit: Unit, _about: str) -> UnitForm | Outcome:
    no = unit_ending.refused(actor, unit)
    if no is not None:
        return no
    return UnitForm(
        kind=UnitFormKind.UNIT_END,
        unit_id=unit.id,
        unit=unit.name,
        subject=unit.name,
        fields=(Field(name="why", optional=True),),
        ending=unit_ending.ahead(actor, unit),
    )


def _take_end(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    return unit_ending.end(actor, unit, why=fields.get("why", ""))


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    UnitFormKind.UNIT_CHANGE: _change,
    UnitFormKind.UNIT_END: _end,
}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.UNIT_CHANGE: _take_change,
    UnitFormKind.UNIT_END: _take_end,
}
