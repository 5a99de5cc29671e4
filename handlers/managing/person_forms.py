"""The forms about a unit's people."""

from collections.abc import Callable, Mapping

from db import people, places
from db.rows import Person, Unit
from db.words import Role
from handlers.access import refuse
from handlers.chat_ids import is_user
from handlers.managing import people as managing
from handlers.managing.actor import Actor
from handlers.managing.form import Field, FieldKind, Option, UnitForm, UnitFormKind
from handlers.managing.leaving_ahead import leaving
from handlers.managing.people import LONGEST_NAME, Newcomer
from handlers.outcome import FieldError, Outcome, Said, Say

ROLES = tuple(Option(value=role.value) for role in Role)
WEEKDAYS = tuple(Option(value=str(day)) for day in range(7))


def _faulty(field: str, said: Said, **facts: object) -> Outcome:
    """The form stays open, with the fault beside its field."""
    say = Say(said=said, **facts)  # type: ignore[arg-type]  # Say's own fields
    return Outcome(field_errors=(FieldError(field=field, say=say),), refused=True)


def _somebody(actor: Actor, unit: Unit, about: str) -> Person | Outcome:
    found = people.get(actor.tx, int(about)) if about.isdecimal() and len(about) < 10 else None
    if found is None or not places.roles(actor.tx, found.id, unit.id):
        return refuse(Said.PERSON_UNKNOWN, text=about[:40])
    return found


def _person_add(_actor: Actor, unit: Unit, about: str) -> UnitForm:
    return UnitForm(
        kind=UnitFormKind.PERSON_ADD,
        unit_id=unit.id,
        unit=unit.name,
        fields=(
            Field(name="user", kind=FieldKind.USER, known=about),
            Field(name="first_name"),
            Field(name="role", kind=FieldKind.CHOICE, known=Role.EDITOR.value, options=ROLES),
        ),
    )


def _take_person_add(actor: Actor, unit: Unit, _about: str, fields: Mapping[str, str]) -> Outcome:
    if not is_user(actor.chat, fields.get("user", "")):
        return _faulty("user", Said.PERSON_UNKNOWN, text="")
    name = fields.get("first_name", "")
    if len(name) > LONGEST_NAME:
        return _faulty("first_name", Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    role = _roles(fields.get("role", ""))
    if not name or len(role) != 1:
        return _faulty(
            "first_name" if not name else "role", Said.NAME_MISSING if not name else Said.ROLE_MISSING
        )
    new = Newcomer(chat=actor.chat, chat_id=fields["user"], first_name=name, role=role[0])
    return managing.add(actor, unit, new)


def _person_change(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    person = _somebody(actor, unit, about)
    if isinstance(person, Outcome):
        return person
    roles = sorted(role.value for role in places.roles(actor.tx, person.id, unit.id))
    days = ",".join(str(day) for day in person.duty_weekdays)
    return UnitForm(
        kind=UnitFormKind.PERSON_CHANGE,
        unit_id=unit.id,
        unit=unit.name,
        about=str(person.id),
        subject=person.full_name or person.first_name,
        fields=(
            Field(name="first_name", known=person.first_name),
            Field(name="full_name", known=person.full_name or "", optional=True),
            Field(name="alias", known=person.alias or "", optional=True),
            Field(name="roles", kind=FieldKind.SEVERAL, known=",".join(roles), options=ROLES),
            Field(name="duty_weekdays", kind=FieldKind.SEVERAL, known=days, options=WEEKDAYS, optional=True),
        ),
    )


def _take_person_change(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    person = _somebody(actor, unit, about)
    if isinstance(person, Outcome):
        return person
    for name in ("first_name", "full_name", "alias"):
        if len(fields.get(name, "")) > LONGEST_NAME:
            return _faulty(name, Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    if not fields.get("first_name"):
        return _faulty("first_name", Said.NAME_MISSING)
    outcome = managing.change(
        actor,
        unit,
        person,
        first_name=fields["first_name"],
        full_name=fields.get("full_name"),
        alias=fields.get("alias"),
        duty_weekdays=[
            int(day) for day in fields.get("duty_weekdays", "").split(",") if day in set("0123456")
        ],
        roles=_roles(fields.get("roles", "")),
    )
    if outcome.refused and outcome.say is not None:
        return Outcome(field_errors=(FieldError(field="roles", say=outcome.say),), refused=True)
    return outcome


def _person_move(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    person = _somebody(actor, unit, about)
    if isinstance(person, Outcome):
        return person
    others = [one for one in actor.units() if one.id != unit.id]
    if not others:
        return refuse(Said.NO_OTHER_UNIT)
    refused = managing.kept(actor, unit, person, places.roles(actor.tx, person.id, unit.id))
    if refused is not None:
        return refused
    options = tuple(Option(value=str(one.id), label=one.name) for one in others)
    return UnitForm(
        kind=UnitFormKind.PERSON_MOVE,
        unit_id=unit.id,
        unit=unit.name,
        about=str(person.id),
        subject=person.full_name or person.first_name,
        fields=(Field(name="unit", kind=FieldKind.CHOICE, options=options),),
        leaving=leaving(actor, unit, person),
    )


def _take_person_move(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    person = _somebody(actor, unit, about)
    if isinstance(person, Outcome):
        return person
    wanted = fields.get("unit", "")
    to = actor.unit(int(wanted)) if wanted.isdecimal() and len(wanted) < 10 else None
    return _faulty("unit", Said.NOT_ALLOWED) if to is None else managing.move(actor, unit, person, to)


def _person_end(actor: Actor, unit: Unit, about: str) -> UnitForm | Outcome:
    person = _somebody(actor, unit, about)
    if isinstance(person, Outcome):
        return person
    refused = managing.kept(actor, unit, person, places.roles(actor.tx, person.id, unit.id))
    if refused is not None:
        return refused
    return UnitForm(
        kind=UnitFormKind.PERSON_END,
        unit_id=unit.id,
        unit=unit.name,
        about=str(person.id),
        subject=person.full_name or person.first_name,
        fields=(Field(name="why", optional=True),),
        leaving=leaving(actor, unit, person),
    )


def _take_person_end(actor: Actor, unit: Unit, about: str, fields: Mapping[str, str]) -> Outcome:
    person = _somebody(actor, unit, about)
    return (
        person
        if isinstance(person, Outcome)
        else managing.end(actor, unit, person, why=fields.get("why", ""))
    )


def _roles(said: str) -> list[Role]:
    return [role for role in Role if role.value in said.split(",")]


OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    UnitFormKind.PERSON_ADD: _person_add,
    UnitFormKind.PERSON_CHANGE: _person_change,
    UnitFormKind.PERSON_MOVE: _person_move,
    UnitFormKind.PERSON_END: _person_end,
}
TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    UnitFormKind.PERSON_ADD: _take_person_add,
    UnitFormKind.PERSON_CHANGE: _take_person_change,
    UnitFormKind.PERSON_MOVE: _take_person_move,
    UnitFormKind.PERSON_END: _take_person_end,
}
