"""A new unit from chat: whoever runs all units gives it a name, a channel, hours, people (U21)."""

import pytest

from db import accounts, changes, people, places
from db.register import sync
from db.store import Store
from db.words import ChangeAction, Role
from handlers.home import home
from handlers.managing.form import FieldKind, UnitFormKind
from handlers.operators_channel import note_operators_channel
from handlers.outcome import Said
from tests.newsroom import ADDED, REGISTER
from tests.stories.managing import opens, sends
from tests.stories.office import MONDAY, Office, at, said

BATHS = {"name": "Simhallarna", "channel": "C-SIM", "hours": "09:00-15:00"}


def test_a_new_unit_has_its_channel_hours_and_people_at_once(office: Office, store: Store) -> None:
    """U21, M34: nobody has to ask IT for a unit, and who made it is written down."""
    form = opens(office, UnitFormKind.UNIT_ADD).unit_form
    assert form is not None
    assert [field.name for field in form.fields] == [
        "name",
        "channel",
        "hours",
        "user",
        "first_name",
        "editors",
    ]
    assert form.fields[1].kind is FieldKind.CHANNEL
    given = {**BATHS, "user": "U0EVA", "first_name": "Eva", "editors": str(office.newsroom.anna.id)}
    assert said(sends(office, UnitFormKind.UNIT_ADD, **given)) is Said.UNIT_ADDED
    office.tick("2026-11-23 10:01")
    with store.read() as tx:
        unit = accounts.unit_by_channel(tx, "slack", "C-SIM")
        assert unit is not None
        assert (unit.slug, unit.name) == ("simhallarna", "Simhallarna")
        team = people.unit_team(tx, unit.id)
        assert {one.first_name for one in team.supervisors} == {"Cecilia", "Eva"}
        assert {one.first_name for one in team.editors} == {"Anna"}
        noted = [row.action for row in changes.latest(tx, [unit.id])]
    assert noted.count(ChangeAction.UNIT_ADDED) == 1
    assert noted.count(ChangeAction.PERSON_ADDED) == 3
    assert office.book.calendar("simhallarna").close(at("2026-11-24 12:00").date()) == at("2026-11-24 15:00")


def test_a_unit_from_chat_outlives_a_restart_with_the_configuration_that_knows_it_not(
    office: Office, store: Store
) -> None:
    sends(office, UnitFormKind.UNIT_ADD, **BATHS)
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        unit = accounts.unit_by_slug(tx, "simhallarna")
        assert unit is not None
        assert places.roles(tx, office.newsroom.cecilia.id, unit.id) == {Role.SUPERVISOR}


def test_only_whoever_runs_all_units_may_add_one_and_is_offered_it(office: Office, store: Store) -> None:
    sends(office, UnitFormKind.UNIT_ADD, **BATHS, user="U0EVA", first_name="Eva")
    with store.write() as tx:
        unit = accounts.unit_by_slug(tx, "simhallarna")
        assert unit is not None
        assert home(tx, office.book, office.newsroom.cecilia, at(MONDAY)).adds_units
        places.set_roles(tx, office.newsroom.cecilia.id, unit.id, ())
        assert not home(tx, office.book, office.newsroom.cecilia, at(MONDAY)).adds_units
    assert said(opens(office, UnitFormKind.UNIT_ADD)) is Said.NOT_ALL_UNITS
    other = {"name": "Biblioteket", "channel": "C-BIB"}
    assert said(sends(office, UnitFormKind.UNIT_ADD, **other)) is Said.NOT_ALL_UNITS
    assert said(sends(office, UnitFormKind.UNIT_ADD, by="anna", **other)) is Said.NOT_ALLOWED


@pytest.mark.parametrize(
    ("given", "field", "answer"),
    [
        ({"name": " "}, "name", Said.UNIT_NAME_MISSING),
        ({"name": "x" * 201}, "name", Said.TEXT_TOO_LONG),
        ({"name": "KULTUR"}, "name", Said.UNIT_THERE_ALREADY),
        ({"channel": ""}, "channel", Said.CHANNEL_MISSING),
        ({"channel": "#simhallarna"}, "channel", Said.CHANNEL_MISSING),
        ({"channel": "C-KULTUR"}, "channel", Said.CHANNEL_TAKEN),
        ({"channel": "C-DRIFT"}, "channel", Said.CHANNEL_OPERATORS),
        ({"hours": "alltid"}, "hours", Said.RULE_UNCLEAR),
        ({"hours": "stängt"}, "hours", Said.NEVER_OPEN),
        ({"user": "U0EVA"}, "first_name", Said.NAME_MISSING),
        ({"editors": "999"}, "editors", Said.PERSON_UNKNOWN),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field_and_there_is_no_unit(
    office: Office, store: Store, given: dict[str, str], field: str, answer: Said
) -> None:
    with store.write() as tx:
        note_operators_channel(tx, "C-DRIFT", at(MONDAY))
    refused = sends(office, UnitFormKind.UNIT_ADD, **{**BATHS, **given})
    assert [(fault.field, fault.say.said) for fault in refused.field_errors] == [(field, answer)]
    with store.read() as tx:
        assert [unit.slug for unit in accounts.units(tx)] == ["kultur"]
