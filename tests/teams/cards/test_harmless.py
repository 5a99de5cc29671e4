"""Wherever somebody else's words stand in Teams, they do nothing: in forms, own views, pages, windows too."""

import json

import pytest

from bot.picture import Picture
from bot.teams import activities
from bot.teams.answers import line
from bot.teams.cards import drawn, forms, managing, personal
from bot.teams.cards.forms import InChat
from bot.teams.cards.pieces import Drawn
from bot.teams.windows import inside_a_window
from bot.texts import texts
from handlers.content import WeekContent
from handlers.managing.pages import PAGES
from handlers.outcome import Choice
from tests import managing_contents
from tests.teams.cards.everything import contents as everything
from tests.teams.cards.harmless import ACTS, harm
from tests.teams.cards.test_forms import every_form, every_unit_form
from tests.teams.cards.test_own_view import apart

ACTING = (
    "<at>alla</at> {{DATE(2026-11-27)}} [x](https://evil.example) *fet* <https://evil.example>",
    "# rubrik\n\n- punkt\n> citat\n_kursiv_ ~struken~ `kod` < AT > <b>x</b> \u202eom\u202c \u0000",
)
SV = texts("sv", "teams")


@pytest.mark.parametrize("text", ACTING)
def test_what_anybody_wrote_does_nothing_in_a_form_or_its_window(text: str) -> None:
    there = InChat(people=(Choice(value="29:1", label=text),), channels=(Choice(value="19:1", label=text),))
    shown = [forms.form(each, SV, typed={"f_text": text}, at="home") for each in every_form(text, 2)]
    shown += [forms.unit_form(each, SV, there=there) for each in list(every_unit_form(text))[::6]]
    for each in shown:
        assert harm(each.card) == harm(inside_a_window(each.card)) == []


@pytest.mark.parametrize("text", ACTING)
def test_nor_in_her_own_view_or_on_a_units_pages(text: str) -> None:
    shown = [personal.home(apart(text, 3, units), SV, notice=text, opened=1) for units in (1, 2)]
    pages = [managing_contents.page(text, name, 3, account=7) for name in PAGES]
    shown += [managing.page(each, SV, notice=text) for each in pages]
    for each in shown:
        assert harm(each.card) == []


@pytest.mark.parametrize("text", ACTING)
def test_nor_in_what_a_notification_says_nor_in_a_message_without_its_card(text: str) -> None:
    for content in everything(text, 2):
        shown = drawn(content, SV)
        sent = activities.activity(shown, batch="card:1:1#1", users=["29:1anna"])
        assert not ACTS.search(sent["summary"]), type(content).__name__
        plain = activities.in_words(shown.text)
        assert plain["textFormat"] == "plain"
        assert not ACTS.search(plain["text"])


@pytest.mark.parametrize("text", ACTING)
def test_nor_in_a_sentence_nor_beside_the_weeks_picture(text: str) -> None:
    week = next(each for each in everything(text, 2) if isinstance(each, WeekContent))
    picture = Picture(png=b"png", title=text, alternative=text)
    for shown in (line(text or "…", SV), drawn(week, SV, picture=picture)):
        assert harm(shown.card) == []


def test_a_message_keeps_its_buttons_however_long_all_that_stands_in_it_is() -> None:
    """25 KB with everything that is needed: what can be done, whom it calls, how to see the rest."""
    long = "漢" * 600
    for content in everything(long, 25):
        shown = drawn(content, SV)
        sent = activities.activity(shown, batch="b" * 60, users=[f"29:{'1' * 80}{n}" for n in range(60)])
        assert "attachments" in sent, type(content).__name__
        assert len(json.dumps(sent, ensure_ascii=False).encode()) <= activities.MOST_BYTES
        assert _acts(shown) == _acts(Drawn(text="", card=sent["attachments"][0]["content"]))


def _acts(shown: Drawn) -> set[tuple[str, str]]:
    found = set()

    def look(value: object) -> None:
        if isinstance(value, list):
            for each in value:
                look(each)
        elif isinstance(value, dict):
            if "act" in value:
                found.add((value["act"], value["value"]))
            for name, held in value.items():
                if name != "refresh":
                    look(held)

    look(shown.card)
    return found
