"""A comment that is added by hand begins with the account that it probably stands on."""

from dataclasses import replace

import pytest

from bot.slack.blocks import forms
from bot.texts import texts
from db.rows import Account
from handlers.likely_account import likely
from handlers.outcome import Choice, Form, FormKind
from tests.newsroom import Newsroom
from tests.stories.office import Office


def accounts(newsroom: Newsroom) -> list[Account]:
    """Hers, of which two stand on one platform."""
    myspace = replace(newsroom.blog, slug="bandet-myspace", name="Bandets Myspace", platform="myspace")
    myspace = replace(myspace, url="https://myspace.com/bandet")
    ett = replace(
        newsroom.blog, slug="tv-ett", name="TV ett", platform="bambuser", url="https://bambuser.com/v/ett"
    )
    two = replace(ett, slug="tv-tva", name="TV två", url="https://bambuser.com/v/ett/tva")
    return [newsroom.facebook, myspace, ett, two]


@pytest.mark.parametrize(
    ("text", "account", "rest"),
    [
        ("myspace: Hej, spelar ni i kväll?", "bandet-myspace", "Hej, spelar ni i kväll?"),
        ("Bandets  MYSPACE: Hej", "bandet-myspace", "Hej"),
        ("tv-ett Hej", "tv-ett", "Hej"),
        ("tv-ett: Hej: hur mår ni?", "tv-ett", "Hej: hur mår ni?"),
        ("bambuser: Hej", None, "bambuser: Hej"),
        ("Myspace är nere", None, "Myspace är nere"),
        ("Fråga: har ni öppet?", None, "Fråga: har ni öppet?"),
        ("", None, ""),
    ],
)
def test_what_it_begins_with_names_the_account_and_no_word_of_the_publics_is_lost(
    newsroom: Newsroom, text: str, account: str | None, rest: str
) -> None:
    found = likely(accounts(newsroom), text)
    assert (found.account, found.text) == (account, rest)


@pytest.mark.parametrize(
    ("link", "account"),
    [
        ("https://www.myspace.com/bandet/mixes/1", "bandet-myspace"),
        ("https://m.myspace.com/okänt", "bandet-myspace"),
        ("https://bambuser.com/v/ett/tva?t=3", "tv-tva"),
        ("https://bambuser.com/v/ett/3", "tv-ett"),
        ("https://bambuser.com/v/ettan", None),
        ("https://example.org/", None),
        ("https://[", None),
    ],
)
def test_a_link_tells_which_account(newsroom: Newsroom, link: str, account: str | None) -> None:
    assert likely(accounts(newsroom), "Hej", link).account == account
    found = likely(accounts(newsroom), f"Hej ({link}).")
    assert (found.account, found.text) == (account, f"Hej ({link}).")


def test_the_command_opens_the_form_with_account_and_link_filled_in(office: Office) -> None:
    said = "Hej! https://www.instagram.com/museet.example/p/1"
    form = office.says(office.newsroom.anna, said, command="kommentar").form
    assert form is not None
    assert form.known == {"account": "museet-instagram"}
    assert (form.text, form.url) == (said, "https://www.instagram.com/museet.example/p/1")


def test_the_form_shows_the_account_as_chosen() -> None:
    accounts_ = (Choice(value="a", label="A"), Choice(value="b", label="B"))
    form = Form(kind=FormKind.NEW_COMMENT, choices=accounts_, known={"account": "b"})
    blocks = forms.modal(form, texts("sv"), channel="C1")["blocks"]
    chooser = next(block["element"] for block in blocks if block.get("block_id") == "account")
    assert chooser["initial_option"]["value"] == "b"
