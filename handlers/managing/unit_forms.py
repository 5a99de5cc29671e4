"""The form for a new unit."""

from collections.abc import Callable, Mapping

from db import people
from db.rows import Unit
from db.words import Role
from handlers.access import refuse
from handlers.chat_ids import is_user
from handlers.managing import units
from handlers.managing.actor import Actor
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.managing.people import LONGEST_NAME, Newcomer
from handlers.managing.units import NewUnit
from handlers.outcome import Outcome, Said, Say
from handlers.sent import faulty


def _add(actor: Actor, unit: Unit, _about: str) -> UnitForm | Outcome:
    if not units.may_add(actor):
        return refuse(Said.NOT_ALL_UNITS)
    known = tuple(
        Option(value=str(one.id), label=one.full_name or one.first_name) for one in units.everybody(actor)
    )
    return UnitForm(
        kind=UnitFormKind.UNIT_ADD,
        unit_id=unit.id,
        unit=unit.name,
        fields=(
            Field(name="name", words="unit_name"),
            Field(name="channel", kind=FieldKind.CHANNEL),
            Field(name="hours", words="unit_hours", optional=True),
            Field(name="user", kind=FieldKind.USER, words="unit_supervisor", optional=True),
            Field(name="first_name", words="unit_first_name", optional=True),
            Field(
                name="editors",
                kind=FieldKind.SEVERAL,
                options=known,
                words="unit_editors",
                optional=True,
            ),
        ),
    )


def _take_add(actor: Actor, _unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    if not units.may_add(actor):
        return refuse(Said.NOT_ALL_UNITS)
    ids = [each for each in fields.get("editors", "").split(",") if each]
    if not all(each.isdecimal() and len(each) < 10 for each in ids):
        return faulty(("editors", Say(said=Said.PERSON_UNKNOWN, text="")))
    name, user = fields.get("first_name", ""), fields.get("user", "")
    if len(name) > LONGEST_NAME:
        return faulty(("first_name", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_NAME)))
    if user and not is_user(actor.chat, user):
        return faulty(("user", Say(said=Said.PERSON_UNKNOWN, text="")))
    chosen = people.by_chat(actor.tx, actor.chat, user) if user else None
    herself = actor.person is not None and chosen is not None and chosen.id == actor.person.id
    new = NewUnit(
        name=" ".join(fields.get("name", "").split()),
        channel=fields.get("channel", ""),
        hours=fields.get("hours", ""),
        supervisor=None
        if not user or herself
        else Newcomer(chat=actor.chat, chat_id=user, first_name=name, role=Role.SUPERVISOR),
        editors=frozenset(int(each) for each in ids),
    )
    wrong = units.faults(actor, new)
    return faulty(wrong) if wrong else units.add(actor, new)


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {UnitFormKind.UNIT_ADD: _add}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.UNIT_ADD: _take_add
}
