"""A supervisor runs her unit's people herself, and nobody has to ask IT to add a colleague (U21)."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from bot.texts import texts
from db import changes, people, places
from db.register import sync
from db.rows import Person
from db.store import Store
from db.words import ChangeAction, CommentState, Role
from handlers.content import MovedContent
from handlers.desk import Action
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.managing.forms import OF_HER_OWN
from handlers.outcome import Outcome, Said
from tests.newsroom import ADDED, REGISTER
from tests.stories.managing import opens, page, sends, shown
from tests.stories.office import MONDAY, Office, at, said


def test_a_colleague_is_added_in_a_form_and_can_work_at_once(office: Office, store: Store) -> None:
    fields = {"user": "U0DORA", "first_name": "Dora", "role": "editor"}
    assert said(sends(office, UnitFormKind.PERSON_ADD, **fields)) is Said.PERSON_ADDED
    with store.read() as tx:
        dora = people.by_chat(tx, "slack", "U0DORA")
    assert said(office.act(dora, Action.CLAIM, office.comes())) is Said.CLAIMED
    team = shown(office, "people")
    assert [(row.first_name, row.roles) for row in team.people] == [
        ("Anna", (Role.EDITOR,)),
        ("Bo", (Role.EDITOR,)),
        ("Cecilia", (Role.SUPERVISOR,)),
        ("Dora", (Role.EDITOR,)),
    ]


def test_who_leaves_has_nothing_left_and_the_channel_is_asked(office: Office, store: Store) -> None:
    """U21: what she had waits for somebody by name, and the account that lost its deputy is named."""
    number = office.comes()
    bo = office.newsroom.bo
    office.act(bo, Action.CLAIM, number)
    outcome = sends(office, UnitFormKind.PERSON_END, bo.id, why="Ny tjänst")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count, outcome.say.people) == (
        Said.PERSON_ENDED,
        1,
        ("Kulturskolans Facebook",),
    )
    assert office.comment(number).state is CommentState.NEW
    moved = office.shows(*office.all_notices("moved:"))
    assert isinstance(moved, MovedContent)
    assert (moved.left, [who.first_name for who in moved.mentions]) == (True, ["Anna"])
    with store.read() as tx:
        assert people.by_chat(tx, "slack", "U-BO") is None
        assert people.unit_team(tx, office.newsroom.unit.id).deputies == {}
    assert said(office.says(None, "lista")) is Said.NOT_KNOWN


def test_a_restart_with_the_old_configuration_does_not_bring_her_back(office: Office, store: Store) -> None:
    sends(office, UnitFormKind.PERSON_END, office.newsroom.bo.id)
    with store.write() as tx:
        assert sync(tx, REGISTER, ADDED) == ()
        team = people.unit_team(tx, office.newsroom.unit.id)
        assert ([one.first_name for one in team.editors], dict(team.deputies)) == (["Anna"], {})
        assert people.by_chat(tx, "slack", "U-BO") is None


def test_somebody_who_left_is_added_again_as_the_same_person(office: Office, store: Store) -> None:
    sends(office, UnitFormKind.PERSON_END, office.newsroom.bo.id)
    fields = {"user": "U-BO", "first_name": "Bosse", "role": "supervisor"}
    assert said(sends(office, UnitFormKind.PERSON_ADD, **fields)) is Said.PERSON_ADDED
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        bo = people.by_chat(tx, "slack", "U-BO")
        assert bo is not None
        assert (bo.id, bo.first_name) == (office.newsroom.bo.id, "Bosse")
        assert places.roles(tx, bo.id, office.newsroom.unit.id) == {Role.SUPERVISOR}


def test_the_last_supervisor_cannot_leave_be_made_an_editor_or_be_ended(office: Office, store: Store) -> None:
    """B03, U21: somebody always hears when a comment is about to be forgotten."""
    cecilia = office.newsroom.cecilia
    assert said(sends(office, UnitFormKind.PERSON_END, cecilia.id)) is Said.LAST_SUPERVISOR
    given = {"first_name": "Cecilia", "roles": "editor", "duty_weekdays": "0,1,2,3,4"}
    refused = sends(office, UnitFormKind.PERSON_CHANGE, cecilia.id, **given)
    assert [(fault.field, fault.say.said) for fault in refused.field_errors] == [
        ("roles", Said.LAST_SUPERVISOR)
    ]
    assert said(office.says(cecilia, "person @cecilia slutar")) is Said.LAST_SUPERVISOR
    with store.read() as tx:
        assert places.roles(tx, cecilia.id, office.newsroom.unit.id) == {Role.SUPERVISOR}
    assert said(office.says(cecilia, "person @bo kommunikationsansvarig")) is Said.PERSON_ADDED
    assert said(sends(office, UnitFormKind.PERSON_END, cecilia.id)) is Said.PERSON_ENDED


def test_a_word_alone_lets_nobody_go_but_says_what_it_means_and_asks(office: Office, store: Store) -> None:
    """Found: `person @bo slutar` acted at once, and what Bo had was somebody else's."""
    with store.write() as tx:
        people.set_details(tx, office.newsroom.anna.id, duty_weekdays=(0, 1))
        people.set_details(tx, office.newsroom.bo.id, duty_weekdays=(2, 3, 4))
    office.act(office.newsroom.bo, Action.CLAIM, office.comes())
    office.says(office.newsroom.anna, "byt 1 december @U-BO")
    asked = office.says(office.newsroom.cecilia, "person @bo slutar")
    assert not asked.changed
    form = asked.unit_form
    assert form is not None
    assert (form.kind, form.about) == (UnitFormKind.PERSON_END, str(office.newsroom.bo.id))
    assert form.leaving is not None
    assert texts("sv").managing.leaving(form.leaving, form.subject) == (
        "1 kommentar som Bo Ek har tagit väntar då på någon annan. Jag frågar i kanalen.",
        "Ingen annan har jour onsdag–fredag.",
        "De här kontona behöver en ny ersättare: Kulturskolans Facebook.",
        "1 fråga om byte tas tillbaka eller besvaras med nej.",
    )
    with store.read() as tx:
        assert places.roles(tx, office.newsroom.bo.id, office.newsroom.unit.id) == {Role.EDITOR}
    idle = office.says(office.newsroom.cecilia, "person @anna slutar").unit_form
    assert idle is not None
    assert idle.leaving is not None
    assert texts("sv").managing.leaving(idle.leaving, "Anna")[-1].startswith("1 fråga om byte")


def test_to_a_unit_that_she_does_not_run_nobody_is_moved_and_she_hears_who_can(office: Office) -> None:
    refused = office.says(office.newsroom.cecilia, "person @bo flyttar till månen")
    assert said(refused) is Said.NO_OTHER_UNIT
    assert refused.say is not None
    assert refused.say.text == "månen"


def test_role_name_and_duty_weekdays_are_changed_and_survive_a_restart(office: Office, store: Store) -> None:
    given = {"first_name": "Annika", "alias": "Ann", "roles": "editor,supervisor", "duty_weekdays": "0,2"}
    assert said(sends(office, UnitFormKind.PERSON_CHANGE, office.newsroom.anna.id, **given)) is (
        Said.PERSON_CHANGED
    )
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        anna = people.get(tx, office.newsroom.anna.id)
        assert anna is not None
        assert (anna.first_name, anna.alias, anna.duty_weekdays) == ("Annika", "Ann", [0, 2])
        assert places.roles(tx, anna.id, office.newsroom.unit.id) == {Role.EDITOR, Role.SUPERVISOR}


@pytest.mark.parametrize("kind", [kind for kind in UnitFormKind if kind not in OF_HER_OWN])
def test_nobody_but_the_units_supervisor_gets_a_form_or_has_one_taken(
    office: Office, kind: UnitFormKind
) -> None:
    bo = office.newsroom.bo.id
    assert said(opens(office, kind, str(bo), by="anna")) is Said.NOT_ALLOWED
    fields = {"user": "U0X", "first_name": "X", "role": "editor", "roles": "editor", "unit": "1"}
    refused = sends(office, kind, bo, by="anna", **fields)
    assert (said(refused), refused.changed) == (Said.NOT_ALLOWED, False)
    assert said(opens(office, kind, str(bo), by="nobody")) is Said.NOT_KNOWN


def test_forms_show_what_is_known(office: Office) -> None:
    form = opens(office, UnitFormKind.PERSON_CHANGE, str(office.newsroom.anna.id)).unit_form
    assert isinstance(form, UnitForm)
    assert {field.name: field.known for field in form.fields} == {
        "first_name": "Anna",
        "full_name": "Anna Berg",
        "alias": "",
        "roles": "editor",
        "duty_weekdays": "0,1,2,3,4,5,6",
    }
    assert said(opens(office, UnitFormKind.PERSON_MOVE, str(office.newsroom.anna.id))) is Said.NO_OTHER_UNIT


def test_a_missing_name_or_colleague_is_said_beside_its_field(office: Office) -> None:
    def faults(**fields: str) -> list[tuple[str, Said]]:
        sent = sends(office, UnitFormKind.PERSON_ADD, **fields)
        return [(fault.field, fault.say.said) for fault in sent.field_errors]

    assert faults(first_name="Dora", role="editor") == [("user", Said.PERSON_UNKNOWN)]
    assert faults(user="U0DORA", role="editor") == [("first_name", Said.NAME_MISSING)]
    assert faults(user="U0DORA", first_name="Dora", role="chef") == [("role", Said.ROLE_MISSING)]
    assert faults(user="U0DORA", first_name="D" * 81, role="editor") == [("first_name", Said.TEXT_TOO_LONG)]


def test_every_change_is_in_the_log_with_name_and_date(office: Office, store: Store) -> None:
    """M34: who changed what, and when."""
    sends(office, UnitFormKind.PERSON_ADD, user="U0DORA", first_name="Dora", role="editor")
    sends(office, UnitFormKind.PERSON_END, office.newsroom.bo.id, why="Ny tjänst")
    with store.read() as tx:
        found = changes.latest(tx, [office.newsroom.unit.id])
    assert [(row.action, row.by_name, row.at, row.why) for row in found] == [
        (ChangeAction.PERSON_ENDED, "Cecilia Lind", at(MONDAY), "Ny tjänst"),
        (ChangeAction.PERSON_ADDED, "Cecilia Lind", at(MONDAY), None),
    ]
    log = shown(office, "log")
    assert [row.person for row in log.changes] == ["Bo", "Dora"]
    refused = page(office, "log", by="anna")
    assert isinstance(refused, Outcome)
    assert said(refused) is Said.NOT_ALLOWED


def test_somebody_who_is_there_keeps_the_name_that_she_has_given_herself(office: Office) -> None:
    """Found by hand: the answer named her as the form did, though her own name stands."""
    fields = {"user": "U-ANNA", "first_name": "Ankan", "role": "supervisor"}
    outcome = sends(office, UnitFormKind.PERSON_ADD, **fields)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person) == (Said.PERSON_ADDED, "Anna")


def test_two_supervisors_who_end_each_other_at_the_same_moment_leave_one(
    office: Office, store: Store
) -> None:
    """U21: on any database the second is the last, and stays."""
    office.says(office.newsroom.cecilia, "person @bo kommunikationsansvarig")
    both = (office.newsroom.bo, office.newsroom.cecilia)
    start = Barrier(2)

    def ends(one: Person, other: Person) -> Outcome:
        start.wait()
        return sends(office, UnitFormKind.PERSON_END, other.id, by=one.slug)

    with ThreadPoolExecutor(2) as threads:
        told = [said(each) for each in threads.map(ends, both, reversed(both))]
    with store.read() as tx:
        left = people.unit_team(tx, office.newsroom.unit.id).supervisors
    assert len(left) == 1
    assert told.count(Said.PERSON_ENDED) == 1
