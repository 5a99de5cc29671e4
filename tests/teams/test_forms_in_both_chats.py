"""Each form, filled in alike in Slack and in Teams, is read back as the same and comes to the same."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Connection

from bot.chat import managing
from bot.chat.forms.parts import TIME_OF
from bot.sandbox.inputs import initial_state, with_values
from bot.slack.blocks import forms as slack_forms
from bot.slack.blocks import managing as slack_units
from bot.slack.blocks.fields import ANEW, VALUE
from bot.teams.cards import forms as teams_forms
from bot.teams.cards.forms import InChat
from bot.texts import texts
from db import crises
from db.models import metadata
from db.rows import Person
from db.store import Store
from db.words import CrisisHours, CrisisState
from handlers import forms
from handlers.attaching import FIELD as FILES
from handlers.managing import forms as unit_forms
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.managing.forms import OF_HER_OWN, Wanted
from handlers.outcome import Choice, Form, FormKind, Outcome
from tests.access import managing_trials, trials
from tests.access.roles import NOW, OPEN, furnish, person, reception
from tests.teams.cards.filled_in import press

THERE = InChat(
    people=(Choice(value="U-NY", label="Nya Ny"),), channels=(Choice(value="C-SIM", label="simhallen"),)
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    made = Store.open("sqlite://")
    metadata.create_all(made.engine)
    furnish(made, reception(made).book)
    yield made
    made.close()


@contextmanager
def undone(tx: Connection) -> Iterator[None]:
    point = tx.begin_nested()
    yield
    point.rollback()


def opened(tx: Connection, store: Store, kind: FormKind, cecilia: Person) -> Form:
    """The form as a supervisor opens it."""
    book, number = reception(store).book, OPEN if kind in forms.ABOUT_COMMENT else None
    if kind in {FormKind.CRISIS, FormKind.CRISIS_CHANGE}:
        number = 1
    if kind is FormKind.CRISIS_CHANGE:
        crises.add(
            tx, unit_id=1, state=CrisisState.RUNNING, why="Branden", account_ids=[1], every_minutes=60,
            hours=CrisisHours.WORKING, ends_at=NOW + timedelta(days=1), started_by=1, started_at=NOW,
        )  # fmt: skip
    if kind is FormKind.HAND_OUT_REVIEW:
        asked = forms.submit(
            tx, book, person=cecilia, kind=FormKind.HAND_OUT, number=None, fields={}, now=NOW
        )
        assert asked.form is not None
        return asked.form
    outcome = forms.open_form(tx, book, person=cecilia, kind=kind, number=number, now=NOW)
    assert outcome.form is not None, outcome.say
    return outcome.form


def by_input(given: Mapping[str, str]) -> dict[str, str]:
    """What is filled in, a day and its time apart; what a form keeps is not filled in."""
    apart: dict[str, str] = {}
    for name, value in given.items():
        day, blank, clock = value.partition(" ")
        if name in {"written_at", "ends_at"} and blank:
            apart |= {name: day, name + TIME_OF: clock}
        elif not name.startswith("kept."):
            apart[name] = value
    return apart


def in_slack(view: dict, given: Mapping[str, str]) -> dict:  # type: ignore[type-arg]  # as Slack sends it
    """The view with its state, when somebody has filled that in."""
    values = {}
    for block in view["blocks"]:
        name = block["block_id"].partition(ANEW)[0]
        if name in given:
            several = block["element"]["type"] in {"checkboxes", "multi_static_select"}
            said = [each for each in given[name].split(",") if each] if several else given[name]
            values[block["block_id"]] = {VALUE: said}
    state = with_values(view["blocks"], initial_state(view["blocks"]), values)
    return {**view, "state": {"values": state}}


def without_files(fields: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in fields.items() if name != FILES}


@pytest.mark.parametrize("kind", sorted(set(FormKind) - {FormKind.ATTACH}))
def test_a_form_comes_to_the_same_in_both_chats(store: Store, kind: FormKind) -> None:
    given, book = by_input(trials.FIELDS[kind]), reception(store).book
    with store.write() as tx, undone(tx):
        cecilia = person(tx, "U-CECILIA")
        assert cecilia is not None
        form = opened(tx, store, kind, cecilia)
        for language in ("sv", "en"):
            modal = slack_forms.modal(form, texts(language))
            of_slack = slack_forms.sent(in_slack(modal, given))
            card = teams_forms.form(form, texts(language), at="home").card
            of_teams = teams_forms.sent(press(card, teams_forms.SEND, given))
            assert (of_teams.kind, of_teams.number) == (of_slack.kind, of_slack.number)
            assert dict(of_teams.fields) == without_files(of_slack.fields)
            came: list[Outcome] = []
            for sent in (of_slack, of_teams):
                with undone(tx):
                    came.append(
                        forms.submit(
                            tx,
                            book,
                            person=cecilia,
                            kind=kind,
                            number=form.number,
                            fields=sent.fields,
                            now=NOW,
                        )
                    )
            assert came[0] == came[1]
            assert came[0].field_errors == ()
            assert came[0].changed or came[0].form is not None or came[0].handout is not None


@pytest.mark.parametrize("kind", sorted(set(UnitFormKind) - OF_HER_OWN))
def test_a_form_about_a_unit_comes_to_the_same_in_both_chats(store: Store, kind: UnitFormKind) -> None:
    given, room = managing_trials.FIELDS[kind], reception(store)
    about = managing_trials.ABOUT[kind]
    act, page = managing.asked(room, f"{kind.value}:{managing_trials.UNIT}:{about}")
    assert act is not None
    if kind is UnitFormKind.UNIT_END:  # a unit with comments that wait does not end
        act = managing_trials.all_answered(act)
    with store.write() as tx, undone(tx):
        cecilia = person(tx, "U-CECILIA")
        form = managing_trials.elsewhere_too(act, all_units=True)(tx, cecilia, NOW).unit_form
        assert isinstance(form, UnitForm)
        for language in ("sv", "en"):
            view = slack_units.modal(form, texts(language), page=str(page))
            filled = _with_user(form, given)
            state = in_slack(view, filled)["state"]["values"]
            of_slack = slack_units.sent(view, slack_forms.written(state))
            card = teams_forms.unit_form(form, texts(language), there=THERE, at=str(page)).card
            of_teams = teams_forms.sent(press(card, teams_forms.SEND, filled))
            assert of_teams.unit == of_slack.wanted == Wanted(kind=kind, unit_id=1, about=about)
            assert of_teams.page == of_slack.page == page
            assert dict(of_teams.fields) == dict(of_slack.fields)
            came: list[Outcome] = []
            for fields in (of_slack.fields, of_teams.fields):
                with undone(tx):
                    came.append(
                        unit_forms.submit(
                            tx, room.book, of_teams.unit, person=cecilia, fields=fields, now=NOW
                        )
                    )
            assert came[0] == came[1]
            assert came[0].field_errors == ()
            assert came[0].changed


def _with_user(form: UnitForm, given: Mapping[str, str]) -> dict[str, str]:
    asks = any(field.name == "user" for field in form.fields)
    return {**given, "user": "U-NY", "first_name": "Ny"} if asks else dict(given)
