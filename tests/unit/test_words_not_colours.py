"""Meaning is never carried by emoji, colour or a picture alone; and nobody is ranked."""

import json
import re

import pytest

from bot.slack.blocks import drawn
from bot.texts import texts
from db.words import CommentState
from handlers.content import CardContent
from tests import slack_contents as contents

EMOJI = re.compile(r":[a-z0-9_+-]+:")
WORD = re.compile(r"[^\W\d_]{2,}")
LANGUAGES = ("sv", "en")
HIM_WHO_WRITES = "Ordlös"


def said(content: object, language: str) -> str:
    """A message's words, bare of emoji, colours and pictures."""
    shown = drawn(content, texts(language))  # type: ignore[arg-type]
    return " ".join(WORD.findall(EMOJI.sub("", json.dumps(shown.blocks, ensure_ascii=False))))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_of_a_card_reads_differently_without_emoji_and_colour(language: str) -> None:
    """L06: a state is a word, so that it is heard and read by everybody."""
    read = {state: said(contents.card(HIM_WHO_WRITES, state), language) for state in CommentState}
    assert len(set(read.values())) == len(read)


def test_what_sets_a_card_apart_is_no_style_of_a_button() -> None:
    """L06: a button's colour says nothing that its face does not."""
    for state in CommentState:
        content = contents.card(HIM_WHO_WRITES, state)
        assert isinstance(content, CardContent)
        for block in drawn(content, texts("sv")).blocks:
            for element in block.get("elements", []):
                if element.get("type") == "button":
                    assert WORD.search(element["text"]["text"])
