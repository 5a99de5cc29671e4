"""A unit's pages and forms: within Slack's limits, whatever people are called and however many there are."""

import json

import pytest

from bot.chat.managing import Page, read_page
from bot.sandbox.validate import view_problems
from bot.slack.blocks import managing
from bot.texts import texts
from handlers.managing.pages import PAGES
from tests import managing_contents as contents

HOSTILE = (
    "<!channel> <@U0BOSS>",
    "*fet* _kursiv_ `kod` &lt;!channel&gt;",
    "å" * 400,
    "&<>" * 200,
    "👩‍👩‍👧‍👦" * 60,
)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", HOSTILE)
def test_every_page_is_taken(language: str, text: str) -> None:
    for name in PAGES:
        for many in (0, 1, 60):
            page = contents.page(text, name, many, account=7 if many == 60 else 0)
            view = managing.home(page, texts(language), notice=text)
            assert view_problems(view) == (), (name, many)
            assert "<!channel>" not in json.dumps([b for b in view["blocks"] if "mrkdwn" in json.dumps(b)])


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("text", HOSTILE)
def test_every_form_is_taken(language: str, text: str) -> None:
    for form in contents.forms(text):
        view = managing.modal(form, texts(language), page="people:3:0")
        assert view_problems(view) == (), form.kind
        assert "None" not in texts(language).managing.title(form.kind)


@pytest.mark.parametrize(
    "value", ["", "people", "people:3", "nowhere:3:0", "people:x:0", f"people:{'9' * 30}:0"]
)
def test_a_page_that_is_none_of_ours_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_page(value)


def test_a_page_is_named_by_its_button_and_read_back() -> None:
    page = Page(name="rules", unit_id=3, start=17)
    assert read_page(str(page)) == page
