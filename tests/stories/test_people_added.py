"""A supervisor adds a person from chat: at once, for good, and only to a unit that she answers for."""

from datetime import timedelta

import pytest

from db import people
from db.register import sync
from db.store import Store
from db.words import CommentState, Role
from handlers.desk import Action
from handlers.outcome import Said
from tests.newsroom import ADDED, REGISTER
from tests.stories.office import Office, said


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("person @U0DORA redaktör Dora", "Dora", Role.EDITOR),
        ("person @U0DORA editor Dora", "Dora", Role.EDITOR),
        ("person @U0DORA Dora, redaktör", "Dora", Role.EDITOR),
        ("PERSON @U0DORA Kommunikationsansvarig Anna Lena", "Anna Lena", Role.SUPERVISOR),
        ("lägg till person @U0DORA supervisor Dora", "Dora", Role.SUPERVISOR),
    ],
)
def test_she_is_in_the_unit_at_once(office: Office, store: Store, text: str, name: str, role: Role) -> None:
    outcome = office.says(office.newsroom.cecilia, text)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.role, outcome.say.text) == (Said.PERSON_ADDED, role, "Kultur")
    with store.read() as tx:
        added = people.by_chat(tx, "slack", "U0DORA")
    assert added is not None
    assert added.first_name == name
    number = office.comes()
    assert said(office.act(added, Action.CLAIM, number)) is Said.CLAIMED
    assert office.comment(number).state is CommentState.CLAIMED


def test_a_restart_keeps_her(office: Office, store: Store) -> None:
    office.says(office.newsroom.cecilia, "person @U0DORA redaktör Dora")
    with store.write() as tx:
        sync(tx, REGISTER, ADDED + timedelta(days=30))
        dora = people.by_chat(tx, "slack", "U0DORA")
        assert dora is not None
        assert dora in people.unit_team(tx, office.newsroom.unit.id).editors


def test_an_editor_may_not(office: Office, store: Store) -> None:
    assert said(office.says(office.newsroom.anna, "person @U0DORA redaktör Dora")) is Said.NOT_ALLOWED
    with store.read() as tx:
        assert people.by_chat(tx, "slack", "U0DORA") is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("person", Said.PERSON_MISSING),
        ("person @U0DORA", Said.ROLE_MISSING),
        ("person @U0DORA Dora", Said.ROLE_MISSING),
        ("person @U0DORA redaktör", Said.NAME_MISSING),
        ("person Dora redaktör Dora", Said.MENTION_MISSING),
        ("person @dora redaktör Dora", Said.MENTION_MISSING),
        ("person @U0DORA redaktör " + "a" * 81, Said.TEXT_TOO_LONG),
        ("person @U-BO redaktör Bo", Said.PERSON_THERE_ALREADY),
        ("person @bo redaktör", Said.PERSON_THERE_ALREADY),
    ],
)
def test_what_is_missing_or_wrong_is_said(office: Office, store: Store, text: str, answer: Said) -> None:
    outcome = office.says(office.newsroom.cecilia, text)
    assert (said(outcome), outcome.refused) == (answer, True)
    with store.read() as tx:
        assert len(people.everybody(tx)) == 3


def test_somebody_who_was_added_can_get_another_role(office: Office, store: Store) -> None:
    office.says(office.newsroom.cecilia, "person @U0DORA redaktör Dora")
    assert said(office.says(office.newsroom.cecilia, "person @U0DORA kommunikationsansvarig")) is (
        Said.PERSON_ADDED
    )
    with store.read() as tx:
        team = people.unit_team(tx, office.newsroom.unit.id)
    assert [one.first_name for one in team.supervisors] == ["Cecilia", "Dora"]
    assert "Dora" in [one.first_name for one in team.editors]


def test_somebody_in_the_configuration_can_get_another_role_and_a_restart_leaves_it(
    office: Office, store: Store
) -> None:
    assert said(office.says(office.newsroom.cecilia, "person @U-BO kommunikationsansvarig")) is (
        Said.PERSON_ADDED
    )
    with store.write() as tx:
        sync(tx, REGISTER, ADDED + timedelta(days=30))
        team = people.unit_team(tx, office.newsroom.unit.id)
    assert [one.first_name for one in team.supervisors] == ["Bo", "Cecilia"]
    assert [one.first_name for one in team.editors] == ["Anna", "Bo"]
