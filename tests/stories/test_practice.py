"""A new editor gets three lines and one comment to practise on; nothing of it is stored as a comment."""

from bot.slack.blocks.managing import modal
from bot.texts import texts
from db import comments, people
from db.rows import Notice, Person
from db.store import Store
from db.words import PracticeState
from handlers.content import WelcomeContent
from handlers.managing import practice
from handlers.managing.form import UnitFormKind
from handlers.outcome import Outcome, Said
from scheduler.next_in_line import told_instead_of
from tests.stories.managing import sends
from tests.stories.office import MONDAY, Office, at, said

EVENING = "2026-11-23 22:00"


def dora(office: Office, when: str = MONDAY) -> Person:
    """Dora comes into the unit."""
    new = {"user": "U0DORA", "first_name": "Dora", "role": "editor"}
    sends(office, UnitFormKind.PERSON_ADD, when=when, **new)
    with office.store.read() as tx:
        found = people.by_chat(tx, "slack", "U0DORA")
    assert found is not None
    return found


def greeting(office: Office, notice: Notice) -> WelcomeContent:
    shown = office.shows(notice)
    assert isinstance(shown, WelcomeContent)
    return shown


def takes(office: Office, person: Person, turn: int = 1) -> Outcome:
    with office.store.write() as tx:
        return practice.claim(tx, person=person, turn=turn, now=at(MONDAY))


def answers(office: Office, person: Person, text: str, turn: int = 1) -> Outcome:
    with office.store.write() as tx:
        return practice.answer(tx, office.book, person=person, turn=turn, text=text, now=at(MONDAY))


def test_added_in_the_evening_she_is_greeted_in_the_morning(office: Office) -> None:
    person = dora(office, EVENING)
    (told,) = office.all_notices("welcome:")
    assert (told.recipient, told.send_at) == (f"person:{person.id}", at("2026-11-24 08:00"))
    content = greeting(office, told)
    assert (content.first_name, content.unit, content.sign_off, content.supervisors) == (
        "Dora",
        "Kultur",
        "/Dora",
        ("Cecilia",),
    )


def test_a_greeting_that_cannot_be_given_is_given_to_nobody_else(office: Office) -> None:
    dora(office)
    (told,) = office.all_notices("welcome:")
    assert told_instead_of(told, team=None, day=at(MONDAY).date(), now=at(MONDAY)) == ()


def test_she_takes_answers_without_her_name_and_then_with_it(office: Office, store: Store) -> None:
    """M14: the reply is judged as a real one would be, kindly, and before it can do any harm."""
    person = dora(office)
    (told,) = office.all_notices("welcome:")
    assert said(takes(office, person)) is Said.PRACTICE_CLAIMED
    assert greeting(office, told).state is PracticeState.CLAIMED
    without = answers(office, person, "Ja, sagostund klockan tio!")
    assert [(fault.field, fault.say.said, fault.say.sign_off) for fault in without.field_errors] == [
        ("reply", Said.PRACTICE_UNSIGNED, "/Dora")
    ]
    assert said(answers(office, person, "Ja, sagostund klockan tio! /Dora")) is Said.PRACTICE_DONE
    assert greeting(office, told).state is PracticeState.DONE
    with store.read() as tx:
        assert comments.latest(tx, [office.newsroom.unit.id], limit=10) == ()


def test_a_button_pressed_twice_or_by_somebody_else_changes_nothing(office: Office) -> None:
    person = dora(office)
    assert said(takes(office, person)) is Said.PRACTICE_CLAIMED
    assert said(takes(office, person)) is Said.PRACTICE_OVER
    assert said(takes(office, office.newsroom.anna)) is Said.PRACTICE_OVER
    answers(office, person, "Hej! /Dora")
    assert said(answers(office, person, "Hej! /Dora")) is Said.PRACTICE_OVER


def test_whoever_asks_gets_another_at_once_and_the_old_one_is_over(office: Office) -> None:
    anna = office.newsroom.anna
    for _ in range(2):
        assert said(office.says(anna, "övning", EVENING)) is Said.PRACTICE_GIVEN
    first, second = office.all_notices("welcome:")
    assert second.send_at == at(EVENING)
    assert (greeting(office, first).state, greeting(office, second).state) == (
        PracticeState.DONE,
        PracticeState.GIVEN,
    )
    assert said(takes(office, anna, turn=1)) is Said.PRACTICE_OVER
    assert said(takes(office, anna, turn=2)) is Said.PRACTICE_CLAIMED


def test_another_role_for_somebody_who_is_there_is_no_new_greeting(office: Office) -> None:
    office.says(office.newsroom.cecilia, "person @U-BO kommunikationsansvarig")
    assert office.all_notices("welcome:") == []


def test_its_form_says_that_nothing_is_saved_and_so_does_its_button(office: Office) -> None:
    person = dora(office)
    takes(office, person)
    with office.store.write() as tx:
        opened = practice.answer_form(tx, person=person, turn=1)
    assert opened.unit_form is not None
    view = modal(opened.unit_form, texts("sv"))
    assert "Det sparas inte" in view["blocks"][0]["elements"][0]["text"]
    assert view["submit"]["text"] == "Besvarad"


def test_an_old_colleague_who_wants_to_practise_is_not_bidden_welcome(office: Office) -> None:
    office.says(office.newsroom.anna, "övning", MONDAY)
    (row,) = office.all_notices("welcome:")
    assert texts("sv").welcome.heading(greeting(office, row)) == (
        "Här är en att öva på, Anna. Så här går det till i Kultur:"
    )


def test_who_comes_back_is_welcomed_back(office: Office) -> None:
    new = dora(office)
    sends(office, UnitFormKind.PERSON_END, new.id)
    dora(office)
    first, second = office.all_notices("welcome:")
    heading = texts("sv").welcome.heading
    assert heading(greeting(office, first)) == "Välkommen till Svarsvakt, Dora! Du är med i Kultur nu."
    assert heading(greeting(office, second)) == (
        "Välkommen tillbaka till Svarsvakt, Dora! Du är med i Kultur nu."
    )


def test_who_is_in_several_units_practises_without_being_asked_in_which(office: Office) -> None:
    sends(office, UnitFormKind.UNIT_ADD, name="Badhusen", channel="C-BAD")
    outcome = office.says(office.newsroom.cecilia, "övning", MONDAY, channel=None)
    assert said(outcome) is Said.PRACTICE_GIVEN
    (row,) = office.all_notices("welcome:")
    assert greeting(office, row).unit == "Badhusen"
