"""Everything that Teams shows: within its limits, whatever the public writes, and without what it tries."""

import json
import re
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.teams.cards import drawn
from bot.teams.cards.fitting import MOST_JSON
from bot.texts import texts
from db.words import CommentState
from handlers.content import CommentDetail, Content, DigestContent, HomeContent, PersonRef
from tests import slack_contents
from tests.teams.cards.adaptive import of_kind, problems, size
from tests.teams.cards.everything import ANNA, contents, in_teams
from tests.teams.cards.harmless import ACTS, harm
from tests.teams.cards.harmless import said as said_in

HOSTILE = (
    "<at>Anna</at> < AT >alla</ at > <at id='29:1anna'>x</at>",
    "[Malmö Museers egen sida](https://evil.example) ![](https://evil.example/x.png) <https://evil.example>",
    "*fet* _kursiv_ **mycket** ~struken~ `kod` ```ruta``` :bomb: &lt;at&gt; <b>fet</b> <script>1</script>",
    "# rubrik\n\n- punkt\n* punkt\n+ punkt\n1. först\n2) sen\n> citat\n---\n| a | b |\t\u202eom\u202c \u0000",
    "{{DATE(2026-11-27T14:02:00Z, SHORT)}} ${svarsvakt} {{ namn }} \\*inte\\*",
    "https://exempel.se/_a_(b)[c]?a=1|<b>&c=2",
    "å" * 3_200,
    "👩‍👩‍👧‍👦" * 300,
    "漢" * 3_200,
    '"\\' * 1_600,
    "",
    "   ",
)
LONG = HOSTILE[6:10]


@pytest.mark.parametrize(
    ("language", "many", "text"),
    [("en", 1, text) for text in HOSTILE] + [("sv", 40, text) for text in (HOSTILE[0], *LONG)],
)
def test_every_card_is_one_that_teams_takes(language: str, many: int, text: str) -> None:
    for content in contents(text, many):
        shown = drawn(content, texts(language))
        assert problems(shown.card) == (), type(content).__name__
        assert size(shown.card) <= MOST_JSON, type(content).__name__
        assert 0 < len(shown.text) <= 1_000


def test_every_kind_of_content_has_a_card() -> None:
    seen = {type(content) for content in contents("Hej", 1)}
    assert seen == set(get_args(Content)) - {HomeContent}


@settings(max_examples=8, deadline=None)
@given(st.text(max_size=120) | st.sampled_from(HOSTILE))
def test_what_the_public_writes_can_neither_mention_link_nor_format(text: str) -> None:
    for content in contents(text, 1):
        shown = drawn(content, texts("sv"))
        assert harm(shown.card) == [], type(content).__name__
        assert not ACTS.search(shown.text)


def test_what_the_public_wrote_is_shown_to_the_letter() -> None:
    wrote = "Har *ni* [öppet](x)?\n1. Lördag\n_Kim_"
    shown = drawn(slack_contents.card(wrote), texts("sv"))
    assert wrote in [run["text"] for run in of_kind(shown.card, "TextRun")]


def test_a_name_in_a_heading_keeps_its_letters_and_loses_its_marks() -> None:
    shown = drawn(slack_contents.card("@malmo_museer [ny] *konto* _x_"), texts("sv"))
    heading = of_kind(shown.card, "TextBlock")[0]["text"]
    assert "@malmo_museer ［ny］ ∗konto∗ ＿x＿" in heading


def test_two_people_of_one_name_are_both_called() -> None:
    missed = next(each for each in contents("Hej", 1) if type(each).__name__ == "RoundMissedContent")
    asked = tuple(PersonRef(id=n, first_name="Anna", chat_id=f"29:{n}") for n in range(2))
    shown = drawn(replace(missed, asked=asked), texts("sv"))  # type: ignore[call-arg]
    entities = shown.card["msteams"]["entities"]
    assert [one["mentioned"]["id"] for one in entities] == ["29:0", "29:1"]
    assert len({one["text"] for one in entities}) == 2
    assert problems(shown.card) == ()


def test_somebody_who_is_not_in_teams_is_named_and_not_called() -> None:
    missed = next(each for each in slack_contents.messages("Hej", 1) if hasattr(each, "asked"))
    shown = drawn(missed, texts("sv"))
    assert shown.mentions == ()
    assert "entities" not in shown.card["msteams"]
    assert of_kind(shown.card, "TextBlock")[0]["text"].startswith("Hej ")


def test_a_warning_calls_with_teams_own_id() -> None:
    warned = next(each for each in contents("Anna", 1) if type(each).__name__ == "WarningContent")
    shown = drawn(warned, texts("sv"))
    assert [mention.id for mention in shown.mentions] == [ANNA]
    assert of_kind(shown.card, "TextBlock")[0]["text"].startswith("<at>Anna</at> ")
    assert shown.text.startswith("Anna ")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "//x", "x" * 9])
def test_an_address_that_is_none_makes_no_link(url: str) -> None:
    shown = drawn(slack_contents.card(url), texts("sv"))
    assert of_kind(shown.card, "Action.OpenUrl") == []


def test_a_digest_says_how_many_of_its_comments_it_leaves_out() -> None:
    digest = next(each for each in contents("Hej" * 100, 60) if isinstance(each, DigestContent))
    shown = drawn(digest, texts("sv"))
    claims = sum(one["data"]["act"] == "claim" for one in of_kind(shown.card, "Action.Execute"))
    left = re.findall(r"… och (\d+) till", json.dumps(shown.card, ensure_ascii=False))
    assert 0 < claims < 60
    assert claims + int(left[0]) == 60 + digest.more


def test_closing_what_needs_no_reply_closes_only_what_can_be_read() -> None:
    digest = next(each for each in contents("Hej", 200) if isinstance(each, DigestContent))
    shown = drawn(digest, texts("sv"))
    close = next(
        one for one in of_kind(shown.card, "Action.Execute") if one["data"]["act"] == "close_no_reply"
    )
    numbers = close["data"]["value"].split(",")
    gathered = [run["text"] for run in of_kind(shown.card, "TextRun") if "\n" in run["text"]]
    assert numbers in [re.findall(r"^(\d+) · ", words, re.MULTILINE) for words in gathered]
    assert len(numbers) < 200


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_state_of_a_card_reads_differently_without_its_colours(language: str) -> None:
    """L06: a state is a word, so that it is heard and read by everybody."""
    read = {
        state: " ".join(said_in(drawn(slack_contents.card("Hej", state), texts(language)).card))
        for state in CommentState
    }
    colours = re.compile(r"\b(accent|good|warning|attention|positive)\b")
    assert len({colours.sub("", said) for said in read.values()}) == len(read)


def test_what_is_flagged_shows_no_empty_quote_but_why_there_is_none() -> None:
    """U18: neither author nor text in chat, whoever asks."""
    flagged = replace(slack_contents.line("Hej"), flagged=True, author=None, excerpt=None)
    shown = drawn(
        CommentDetail(card=replace(slack_contents.card("x"), line=flagged), text="", author=None, events=()),
        texts("sv"),
    )
    said = [run["text"] for run in of_kind(shown.card, "TextRun")]
    assert texts("sv").card.text_withheld(flagged) in said
    assert "…" not in said


def test_a_card_has_no_colour_that_its_words_do_not_explain() -> None:
    """L06: what cannot wait says so."""
    urgent = replace(slack_contents.line("Hej"), urgent=True)
    shown = drawn(replace(slack_contents.card("Hej"), line=urgent), texts("sv"))
    head = shown.card["body"][0]
    assert head["style"] == "attention"
    assert "Brådskande" in [run["text"] for run in of_kind({"body": [head]}, "TextRun")]


def test_the_checker_finds_what_teams_would_not_take() -> None:
    whole = drawn(in_teams(slack_contents.card("Hej")), texts("sv")).card
    button = {"type": "Action.Execute", "title": "x", "verb": "svarsvakt", "data": {}}
    broken = {
        "no such property": {"type": "TextBlock", "text": "x", "wrap": True, "mrkdwn": True},
        "seven buttons": {"type": "ActionSet", "actions": [button] * 7},
        "no alternative": {"type": "Image", "url": "https://x.example/a.png"},
        "a picture from anywhere": {"type": "Image", "url": "http://x.example/a.png", "altText": "x"},
        "an empty run": {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": ""}]},
        "a mention of ours without its entity": {"type": "TextBlock", "text": "<at>Bo</at>", "wrap": True},
        "an unknown element": {"type": "Carousel"},
        "too large": {"type": "TextBlock", "text": "x" * 25_000, "wrap": True},
        "cut at the edge": {"type": "TextBlock", "text": "x"},
        "two cards deep": {
            "type": "ActionSet",
            "actions": [_card_in({"type": "ActionSet", "actions": [_card_in({"type": "Image"})]})],
        },
    }
    for what, element in broken.items():
        assert problems({**whole, "body": [element]}) != (), what
    assert problems({**whole, "version": "1.6"}) != ()
    assert problems({**whole, "speak": "x"}) != ()


def _card_in(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Action.ShowCard", "title": "x", "card": {"type": "AdaptiveCard", "body": [element]}}
