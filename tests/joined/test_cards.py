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
