"""A comment's card: shown once, acted on by button, brought up to date in place."""

from typing import Any

import pytest

from bot.sandbox.validate import message_problems
from tests.joined.conftest import Newsroom


def actions_of(message: dict[str, Any]) -> list[str]:
    return [
        element["action_id"]
        for block in message["blocks"]
        for element in block.get("elements", [])
        if "action_id" in element
    ]


def test_a_comment_becomes_one_card_that_says_when_to_answer(newsroom: Newsroom) -> None:
    card = newsroom.card(text="När öppnar ni på lördag?", author="Kim")
    assert "Svara senast måndag 30 november kl. 12.00" in card["text"]
    assert "När öppnar ni på lördag?" in str(card["blocks"])
    assert "svarsvakt.claim" in actions_of(card)
    assert not message_problems(card["text"], card["blocks"])


def test_the_same_comment_twice_is_one_card(newsroom: Newsroom) -> None:
    newsroom.card(external_id="fb-1")
    again = newsroom.hand_in(external_id="fb-1").json()
    newsroom.card(external_id="fb-2")
    assert (again["accepted"], again["duplicates"]) == (0, 1)
    assert len(newsroom.cards()) == 2


def test_a_claim_is_answered_privately_and_shown_on_the_card(newsroom: Newsroom) -> None:
    card = newsroom.card()
    assert newsroom.workspace.click("U-ANNA", card, "svarsvakt.claim").acknowledged
    newsroom.wait_told("U-ANNA", "/Anna")
    newsroom.wait_shown("Anna har den")
    assert len(newsroom.cards()) == 1, "the card is updated, never posted again"


def test_of_two_who_claim_one_wins_and_the_other_is_told_kindly(newsroom: Newsroom) -> None:
    card = newsroom.card()
    newsroom.workspace.click("U-ANNA", card, "svarsvakt.claim")
    newsroom.workspace.click("U-BO", card, "svarsvakt.claim")
    newsroom.wait_told("U-BO", "Anna")
    newsroom.wait_shown("Anna har den")


@pytest.mark.parametrize(
    ("action", "shown"),
    [("answer", "besvarad"), ("no_reply", "behöver inget svar"), ("acknowledge", "återkommer")],
)
def test_one_click_handles_a_comment(newsroom: Newsroom, action: str, shown: str) -> None:
    card = newsroom.card()
    assert newsroom.workspace.click("U-BO", card, f"svarsvakt.{action}").acknowledged
    newsroom.workspace.wait_until(lambda: shown in str(newsroom.cards()[-1]).lower())


def test_hiding_asks_for_a_ground_and_then_withholds_the_text(newsroom: Newsroom) -> None:
    card = newsroom.card(text="Ett hot som inte ska synas", author="Okänd")
    newsroom.workspace.click("U-ANNA", card, "svarsvakt.more", "hide:1")
    newsroom.workspace.wait_until(lambda: newsroom.workspace.modal("U-ANNA"))
    modal = newsroom.workspace.modal("U-ANNA")
    assert modal is not None
    newsroom.workspace.submit("U-ANNA", modal, {"ground": "threat"})
    newsroom.workspace.wait_until(lambda: "Ett hot" not in str(newsroom.cards()[-1]))
    assert "Okänd" not in str(newsroom.cards()[-1])


def test_show_all_and_why_open_a_window(newsroom: Newsroom) -> None:
    long_text = "Jag undrar en sak om höstens kurser. " * 20
    card = newsroom.card(text=long_text)
    assert long_text.strip() not in str(card), "the channel shows two hundred characters at most"
    newsroom.workspace.click("U-ANNA", card, "svarsvakt.more", "show:1")
    newsroom.workspace.wait_until(lambda: newsroom.workspace.modal("U-ANNA"))
    assert long_text.strip() in str(newsroom.workspace.modal("U-ANNA"))
    newsroom.workspace.click("U-BO", card, "svarsvakt.more", "why:1")
    newsroom.workspace.wait_until(lambda: newsroom.workspace.modal("U-BO"))
    assert "Ett dygn senare är det lördag" in str(newsroom.workspace.modal("U-BO"))


@pytest.mark.parametrize(
    "hostile",
    [
        "<!channel> titta hit",
        "<!here|alla> titta hit",
        "<@U-CECILIA> du där",
        "<https://evil.example|malmo.se>",
        "*fet* _kursiv_ ~struken~ `kod`",
        "&lt;!channel&gt;",
        ">>> citat\n```kod```",
        "\u202etxet dnäv",
    ],
)
def test_the_publics_text_is_only_ever_text(newsroom: Newsroom, hostile: str) -> None:
    card = newsroom.card(text=hostile, author="<!everyone>")
    for block in card["blocks"]:
        for piece in [block.get("text"), *block.get("elements", [])]:
            if isinstance(piece, dict) and piece.get("type") == "mrkdwn":
                for mark in ("<!", "<@U-CECILIA", "evil.example|"):
                    assert mark not in piece["text"]
    assert "<!" not in card["text"]
    assert not message_problems(card["text"], card["blocks"])


def test_somebody_the_bot_does_not_know_changes_nothing(newsroom: Newsroom) -> None:
    newsroom.card()
    seen = newsroom.workspace.slash("U-OUTSIDER", "C-ALLMANT", "/svarsvakt", "ta 1")
    assert "Du är inte med i Svarsvakt än" in seen.messages[0]["text"]
    assert "Ingen har tagit den än" in str(newsroom.cards()[-1])


def test_a_delivery_that_comes_twice_acts_once(newsroom: Newsroom) -> None:
    newsroom.workspace.tell_bot("U-ANNA", "status")
    newsroom.workspace.wait_until(lambda: len(newsroom.workspace.messages("U-ANNA")) == 2)
    assert newsroom.workspace.redeliver()
    newsroom.workspace.tell_bot("U-ANNA", "hjälp")
    newsroom.workspace.wait_until(lambda: len(newsroom.workspace.messages("U-ANNA")) >= 4)
    assert len(newsroom.workspace.messages("U-ANNA")) == 4
