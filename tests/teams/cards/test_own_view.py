"""A person's own view and a unit's pages as cards: taken by Teams, whatever stands in them; and read back."""

from dataclasses import replace

import pytest

from bot.chat.managing import Page
from bot.teams.cards import managing, personal
from bot.teams.cards.fitting import MOST_JSON
from bot.teams.cards.picking import NothingPicked, Pressed, pressed
from bot.texts import texts
from handlers.managing.pages import PAGES
from tests import managing_contents
from tests import slack_contents as contents
from tests.teams.cards.adaptive import of_kind, problems, size
from tests.teams.cards.filled_in import inputs, press
from tests.teams.cards.test_cards import HOSTILE


def apart(text: str, waiting: int, units: int) -> contents.HomeContent:
    """A home whose units each have an id of their own."""
    home = contents.home(text, waiting, units)
    return replace(home, units=tuple(replace(one, unit_id=n) for n, one in enumerate(home.units, 1)))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_own_view_is_a_card_that_teams_takes(language: str, text: str) -> None:
    for waiting, units in ((0, 0), (25, 1), (60, 3), (3, 40)):
        shown = personal.home(apart(text, waiting, units), texts(language), notice=text or None, opened=1)
        assert problems(shown.card) == (), (waiting, units)
        assert size(shown.card) <= MOST_JSON, (waiting, units)
    assert problems(personal.stranger(texts(language)).card) == ()


@pytest.mark.parametrize("text", HOSTILE)
def test_every_page_of_a_unit_is_one_too(text: str) -> None:
    for name in PAGES:
        for many in (0, 60):
            page = managing_contents.page(text or "…", name, many, account=7 if many else 0)
            shown = managing.page(page, texts("sv"), notice=text or None)
            assert problems(shown.card) == (), (name, many)
            assert size(shown.card) <= MOST_JSON, (name, many)


def test_somebody_with_very_many_units_still_finds_her_settings() -> None:
    shown = personal.home(apart("Kultur", 60, 40), texts("sv"))
    acts = [one["data"]["act"] for one in of_kind(shown.card, "Action.Execute")]
    assert {"settings", "away", "new_comment", "ready_reply", "week", "hand_out"} <= set(acts)


def test_everything_that_her_page_in_slack_offers_is_in_her_view_too() -> None:
    """One list with buttons below it does what a menu on each line does."""
    shown = personal.home(apart("Kultur", 5, 1), texts("sv"))
    acts = {one["data"]["act"] for one in of_kind(shown.card, "Action.Execute")}
    of_a_line = {"answer", "acknowledge", "no_reply", "release", "show"}
    of_a_unit = {"ticked_answered", "ticked_no_reply", "round", "calendar", "swap", "crisis", "unit.go"}
    assert of_a_line | of_a_unit | {"week", "settings", "away", "back"} <= acts


def test_what_is_chosen_comes_after_the_buttons_own_value() -> None:
    card = managing.page(managing_contents.page("Anna", "people", 3), texts("sv")).card
    data = press(card, "unit.form", {"person": "2"}, value="person_change:3:")
    assert pressed(data) == Pressed(name="unit.form", value="person_change:3:2")


def test_without_a_choice_there_is_nothing_to_do() -> None:
    card = managing.page(managing_contents.page("Anna", "people", 3), texts("sv")).card
    with pytest.raises(NothingPicked):
        pressed(press(card, "unit.form", value="person_end:3:"))


def test_ticks_are_those_of_the_unit_whose_button_was_pressed() -> None:
    card = personal.home(apart("Kultur", 5, 2), texts("sv")).card
    assert {"1", "2", "mine", "week"} <= set(inputs(card))
    data = press(card, "ticked_answered", {"1": "1,3", "2": "4"}, value="1")
    assert pressed(data) == Pressed(name="ticked_answered", value="1", ticked=(1, 3))


def test_a_way_to_another_page_brings_nothing_of_what_is_chosen() -> None:
    card = managing.page(managing_contents.page("Anna", "people", 3), texts("sv")).card
    data = press(card, "unit.go", value=str(Page(name="rules", unit_id=3)))
    assert data == {"act": "unit.go", "value": "rules:3:0"}


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"act": 7, "value": "1"},
        {"act": "claim", "value": None},
        {"act": "ticked_answered", "value": "3", "t_3": "1,x"},
        {"act": "ticked_answered", "value": "3", "t_3": "-1"},
    ],
)
def test_data_that_is_none_of_ours_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".*"):
        pressed(data)
