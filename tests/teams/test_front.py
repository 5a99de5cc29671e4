"""A person's own view in her 1:1 chat: each press shows there what is next, and a form leads back."""

from collections.abc import Iterator, Mapping
from itertools import count
from sqlite3 import Connection as Sqlite
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.reception import Reception
from bot.teams import front
from bot.teams.cards import forms
from bot.teams.cards.forms import InChat
from bot.teams.cards.pieces import Drawn
from bot.texts import texts
from db import comments, identities, places, ready_replies
from db.models import metadata, people, units
from db.store import Store
from db.words import CommentState, Role
from handlers.outcome import Choice, Said, Say
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.access.roles import ANSWERED, NOW, OPEN, TAKEN, furnish
from tests.teams.cards.adaptive import problems
from tests.teams.cards.filled_in import inputs, press

ANNA = "5b1f6c1e-2d3a-4f60-9c0a-00000000000a"
CECILIA = "5b1f6c1e-2d3a-4f60-9c0a-00000000000c"
SV = texts("sv")


class Chat:
    """Somebody's 1:1 chat: the card that stands there, and what is pressed in it."""

    def __init__(self, reception: Reception, user: str) -> None:
        self.reception, self.user = reception, user
        self.shown = front.view(reception, user)
        self.beside: front.Heard | None = None
        self.there = InChat()
        self._deliveries = count()

    def press(self, act: str, given: Mapping[str, str] | None = None, *, value: str | None = None) -> Drawn:
        return self.send(press(self.shown.card, act, given, value=value))

    def send(self, data: Mapping[str, Any], *, delivery: str = "") -> Drawn:
        name = delivery or f"{self.user}{next(self._deliveries)}"
        heard = front.heard(self.reception, name, self.user, data, there=lambda: self.there)
        assert heard is not None
        self.beside = heard
        if heard.card is not None:
            assert problems(heard.card.card) == ()
            self.shown = heard.card
        return self.shown

    def says(self, sentence: str) -> bool:
        return sentence in str(self.shown.card)


@pytest.fixture(scope="module")
def furnished() -> Iterator[Store]:
    made = Store.open("sqlite://")
    metadata.create_all(made.engine)
    furnish(made, RuleBook(organisation=UnitRules()))
    with made.write() as tx:
        for slug, key in (("anna", ANNA), ("cecilia", CECILIA)):
            person_id = tx.execute(select(people.c.id).where(people.c.slug == slug)).scalar_one()
            identities.link(tx, person_id=person_id, chat="teams", chat_id=key, how="code", now=NOW)
    yield made
    made.close()


@pytest.fixture
def store(furnished: Store) -> Iterator[Store]:
    """One of its own for each test, copied as SQLite copies."""
    made = Store.open("sqlite://")
    with furnished.engine.connect() as one, made.engine.connect() as other:
        source, copy = one.connection.driver_connection, other.connection.driver_connection
        assert isinstance(source, Sqlite)
        assert isinstance(copy, Sqlite)
        source.backup(copy)
    yield made
    made.close()


@pytest.fixture
def reception(store: Store) -> Reception:
    return Reception(
        chat="teams",
        store=store,
        book=RuleBook(organisation=UnitRules()),
        clock=lambda: NOW,
        texts=lambda _: SV,
        wake=lambda: None,
    )


def state(store: Store, number: int) -> CommentState:
    with store.read() as tx:
        return comments.several(tx, [number])[number].state


def test_somebody_unknown_is_told_whom_to_ask(reception: Reception) -> None:
    assert SV.home.stranger() in str(front.view(reception, "aad-nobody").card)


@pytest.mark.parametrize("text", ["mitt", "Mitt", "home", "Hem", "min sida"])
def test_these_words_ask_for_it(text: str) -> None:
    assert front.asks_for_it(text)


def test_what_is_ticked_is_closed_together_and_gone_from_the_view(reception: Reception, store: Store) -> None:
    anna = Chat(reception, ANNA)
    anna.press("ticked_no_reply", {"1": str(OPEN)}, value="1")
    assert state(store, OPEN) is CommentState.NO_REPLY_NEEDED
    assert anna.says(SV.say(Say(said=Said.NO_REPLY_NEEDED, count=1)))
    assert str(OPEN) not in [
        one["value"] for one in inputs(anna.shown.card).get("1", {"choices": []})["choices"]
    ]


def test_what_she_has_taken_is_let_go_from_the_view(reception: Reception, store: Store) -> None:
    anna = Chat(reception, ANNA)
    anna.press("release", {"mine": str(TAKEN)})
    assert state(store, TAKEN) is CommentState.NEW
    assert anna.says(SV.home.mine_empty())


def test_a_comment_to_read_comes_beside_the_view(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    before = anna.shown
    anna.press("show", {"mine": str(TAKEN)})
    assert anna.shown is before
    assert anna.beside is not None
    assert anna.beside.outcome is not None
    assert anna.beside.outcome.content is not None


def test_a_button_about_a_line_with_none_chosen_says_so(reception: Reception, store: Store) -> None:
    anna = Chat(reception, ANNA)
    anna.press("release")
    assert anna.says(SV.home.nothing_picked())
    assert state(store, TAKEN) is CommentState.CLAIMED


def test_a_fault_stands_in_the_form_with_all_that_was_filled_in_and_then_it_leads_back(
    reception: Reception,
) -> None:
    anna = Chat(reception, ANNA)
    anna.press("settings")
    given = {"first_name": "Annika", "alias": "a" * 80, "duty_weekdays": "0,4"}
    data = press(anna.shown.card, forms.SEND, given)
    anna.send({**data, "f_alias": "a" * 81})
    assert anna.says(SV.say(Say(said=Said.TEXT_TOO_LONG, count=80)))
    there = inputs(anna.shown.card)
    assert (there["first_name"]["value"], there["duty_weekdays"]["value"]) == ("Annika", "0,4")
    anna.press(forms.SEND, {"alias": "A"})
    assert anna.says(SV.say(Say(said=Said.SETTINGS_SAVED)))
    assert anna.says(SV.home.mine_heading())


def test_a_form_put_away_leads_back_to_where_it_began(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    anna.press("away")
    anna.press(forms.CLOSE)
    assert anna.says(SV.home.mine_heading())


def test_the_same_press_twice_is_done_once(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    data = press(anna.shown.card, "ticked_no_reply", {"1": str(OPEN)}, value="1")
    anna.send(data, delivery="same")
    again = front.heard(reception, "same", ANNA, data)
    assert again is not None
    assert (again.card, again.outcome) == (None, None)


def test_a_ready_reply_fills_in_the_draft_which_is_looked_through_and_then_answered(
    reception: Reception, store: Store
) -> None:
    """U15: what is found in a draft is shown once; sent again unchanged it goes."""
    with store.read() as tx:
        ready = ready_replies.of_units(tx, [1])[0]
    heard = {"act": "reply", "value": str(TAKEN), "at": "home"}
    anna = Chat(reception, ANNA)
    anna.send(heard)
    anna.press(forms.CHANGE, {"ready": str(ready.id), "text": "Hej!"}, value="ready")
    assert inputs(anna.shown.card)["text"]["value"] == f"{ready.text} /Anna\n\nHej!"
    anna.press(forms.SEND, {"text": "Vi öppnar nio. /Anna"})
    assert inputs(anna.shown.card)["text"]["value"] == "Vi öppnar nio. /Anna"
    assert state(store, TAKEN) is CommentState.CLAIMED
    anna.press(forms.SEND, {"then": "answered"})
    assert state(store, TAKEN) is CommentState.ANSWERED
    assert anna.says(SV.home.mine_heading())


def test_a_draft_that_comes_too_late_stays_where_it_was_written(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    anna.send({"act": "reply", "value": str(TAKEN), "at": "home"})
    late = press(anna.shown.card, forms.SEND, {"text": "Ett svar av Anna", "then": "answered"})
    Chat(reception, CECILIA).send({"act": "no_reply", "value": str(TAKEN), "at": "home"})
    anna.send(late)
    assert inputs(anna.shown.card)["text"]["value"] == "Ett svar av Anna"
    assert anna.says("Cecilia")


def test_what_was_written_in_a_form_that_can_be_opened_no_more_is_shown_again(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    anna.send({"act": "refer", "value": str(TAKEN), "at": "home"})
    late = press(anna.shown.card, forms.SEND, {"whom": "Receptionen på museet"})
    Chat(reception, CECILIA).send({"act": "no_reply", "value": str(TAKEN), "at": "home"})
    anna.send(late)
    assert anna.says(SV.form.had_written())
    assert anna.says("Receptionen på museet")


def test_a_supervisor_changes_a_colleague_and_is_back_on_the_page(reception: Reception, store: Store) -> None:
    cecilia = Chat(reception, CECILIA)
    cecilia.press("unit.go", value="people:1:0")
    assert cecilia.says(SV.managing.page("accounts"))
    cecilia.press("unit.form", {"person": "1"}, value="person_change:1:")
    data = press(cecilia.shown.card, forms.SEND, {"first_name": "Annika", "duty_weekdays": "0,1"})
    cecilia.send({**data, "f_first_name": ""})
    assert cecilia.says(SV.say(Say(said=Said.NAME_MISSING)))
    assert inputs(cecilia.shown.card)["duty_weekdays"]["value"] == "0,1"
    cecilia.press(forms.SEND, {"first_name": "Annika"})
    assert cecilia.says(SV.say(Say(said=Said.PERSON_CHANGED, person="Annika")))
    assert cecilia.says(SV.managing.page("log"))
    with store.read() as tx:
        changed = tx.execute(select(people.c.first_name).where(people.c.slug == "anna")).scalar_one()
    assert changed == "Annika"


def test_after_a_new_unit_her_own_view_shows_it_wherever_it_was_asked_for(
    reception: Reception, store: Store
) -> None:
    with store.write() as tx:  # whoever runs all units may add one
        person_id = tx.execute(select(people.c.id).where(people.c.slug == "cecilia")).scalar_one()
        for unit_id in tx.execute(select(units.c.id)).scalars():
            places.set_roles(tx, person_id, unit_id, {Role.SUPERVISOR})
    cecilia = Chat(reception, CECILIA)
    cecilia.there = InChat(channels=(Choice(value="19:bad@thread.tacv2", label="Bad"),))
    cecilia.send({"act": "unit.form", "value": "unit_add:1:", "at": "people:1:0"})
    cecilia.press(forms.SEND, {"name": "Badhusen", "channel": "19:bad@thread.tacv2"})
    assert cecilia.says(SV.home.mine_heading())
    assert cecilia.says("Sköt Badhusen")


DORA = "5b1f6c1e-2d3a-4f60-9c0a-0123456789ab"


def test_a_supervisor_adds_somebody_whom_teams_has_told_of(reception: Reception, store: Store) -> None:
    cecilia = Chat(reception, CECILIA)
    cecilia.there = InChat(people=(Choice(value=DORA, label="Dora Dal"),))
    cecilia.send({"act": "unit.form", "value": "person_add:1:", "at": "people:1:0"})
    assert [one["title"] for one in inputs(cecilia.shown.card)["user"]["choices"]] == ["Dora Dal"]
    cecilia.press(forms.SEND, {"user": DORA, "first_name": "Dora", "role": "editor"})
    assert cecilia.says(SV.managing.page("log"))
    with store.read() as tx:
        row = tx.execute(select(people.c.chat, people.c.chat_id).where(people.c.first_name == "Dora")).one()
    assert tuple(row) == ("teams", DORA)


def test_somebody_known_in_both_chats_is_not_added_twice(reception: Reception, store: Store) -> None:
    cecilia = Chat(reception, CECILIA)
    cecilia.there = InChat(people=(Choice(value=ANNA, label="Anna Berg"),))
    cecilia.send({"act": "unit.form", "value": "person_add:1:", "at": "people:1:0"})
    with store.read() as tx:
        before = len(tx.execute(select(people.c.id)).all())
    cecilia.press(forms.SEND, {"user": ANNA, "first_name": "Anna", "role": "supervisor"})
    with store.read() as tx:
        assert len(tx.execute(select(people.c.id)).all()) == before
        assert places.roles(tx, 1, 1) == {Role.EDITOR, Role.SUPERVISOR}


def test_a_new_unit_gets_a_channel_that_teams_has_told_of(reception: Reception, store: Store) -> None:
    channel = "19:badhus@thread.tacv2"
    with store.write() as tx:
        places.set_roles(tx, 3, 2, {Role.SUPERVISOR})  # whoever runs all units may add one
    cecilia = Chat(reception, CECILIA)
    cecilia.there = InChat(channels=(Choice(value=channel, label="Badhus"),))
    cecilia.press("unit.form", value="unit_add:1:")
    cecilia.press(forms.SEND, {"name": "Badhusen", "channel": channel})
    assert cecilia.says(SV.say(Say(said=Said.UNIT_ADDED, text="Badhusen")))
    with store.read() as tx:
        row = tx.execute(select(units.c.chat, units.c.channel).where(units.c.name == "Badhusen")).one()
    assert tuple(row) == ("teams", channel)


def test_without_anybody_to_choose_the_form_says_how_it_is_done(reception: Reception) -> None:
    cecilia = Chat(reception, CECILIA)
    cecilia.send({"act": "unit.form", "value": "person_add:1:", "at": "people:1:0"})
    assert cecilia.says(SV.form.nobody_to_choose())


def test_a_page_that_is_not_hers_is_refused_in_her_own_view(reception: Reception) -> None:
    anna = Chat(reception, ANNA)
    anna.send({"act": "unit.go", "value": "people:1:0", "at": "home"})
    assert anna.says(SV.say(Say(said=Said.NOT_ALLOWED)))
    assert anna.says(SV.home.mine_heading())


def test_a_fault_in_the_secrecy_review_keeps_the_review(reception: Reception) -> None:
    """U18: what may be secret is judged before it is let out."""
    cecilia = Chat(reception, CECILIA)
    cecilia.press("hand_out")
    cecilia.press(forms.SEND)
    assert "withhold" in inputs(cecilia.shown.card)
    cecilia.press(forms.SEND, {"withhold": "98765"})
    assert cecilia.says(SV.say(Say(said=Said.HANDOUT_NOT_AMONG, text="98765")))
    assert inputs(cecilia.shown.card)["withhold"]["value"] == "98765"
    cecilia.press(forms.SEND, {"withhold": ""})
    assert cecilia.beside is not None
    assert cecilia.beside.consent is not None
    assert cecilia.beside.consent["form"] == "hand_out_review"


@pytest.mark.parametrize(
    "data",
    [
        {"act": "form", "form": "hide", "number": "x"},
        {"act": "unit.go", "value": "nowhere:1:0"},
        {"act": "unit.form", "value": "person_add"},
        {"act": "claim", "value": "x", "at": "home"},
        {"act": "no_such", "value": "1", "at": "home"},
    ],
)
def test_what_is_none_of_ours_is_refused(reception: Reception, data: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        front.heard(reception, "d", ANNA, data)


def test_a_page_that_never_was_leads_to_her_own_view(reception: Reception, store: Store) -> None:
    anna = Chat(reception, ANNA)
    anna.send({"act": "claim", "value": str(OPEN), "at": "nowhere:at:all"})
    assert state(store, OPEN) is CommentState.CLAIMED
    assert anna.says(SV.home.mine_heading())


def test_a_button_of_another_card_is_not_heard_here(reception: Reception) -> None:
    assert front.heard(reception, "d", ANNA, {"act": "reopen", "value": str(ANSWERED)}) is None
