"""A comment from where no program sees in: `/kommentar` with its words, through Slack's own protocol."""

from bot.sandbox.identities import Json
from tests.contract.office import ANNA, Office, everything_of


def form_of(office: Office, words: str) -> Json:
    office.slash(ANNA, words, command="/kommentar")
    return office.modal(ANNA)


def test_a_platforms_name_before_the_words_fills_in_the_form_and_one_click_adds_it(office: Office) -> None:
    form = form_of(office, "instagram: Hej, spelar ni i kväll?")
    assert "instagram:" not in everything_of(form)
    office.workspace.submit(ANNA, form, {})
    card = office.card(1)
    assert "Museet" in everything_of(card)
    assert "Hej, spelar ni i kväll?" in everything_of(card)
    assert "Svara senast" in everything_of(card)


def test_a_link_among_the_words_finds_its_account_and_stays_with_the_comment(office: Office) -> None:
    link = "https://www.facebook.example/kulturskolan/inlagg/7"
    office.workspace.submit(ANNA, form_of(office, f"Finns det hiss? {link}"), {})
    office.card(1)
    (comment,) = office.comments()
    assert (comment.url, comment.account_id) == (link, 1)
