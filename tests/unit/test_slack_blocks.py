"""Everything that Slack shows: within its limits, whatever the public writes, and without what it tries."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.sandbox.validate import message_problems, view_problems
from bot.slack import limits
from bot.slack.blocks import drawn, forms
from bot.slack.blocks.home import home, stranger, ticked
from bot.slack.pictures import Uploaded
from bot.texts import texts
from db.words import CommentState
from handlers.content import Content, DigestContent, WeekContent
from handlers.outcome import Choice, FieldError, Form, FormKind, Said, Say
from scheduler.settings import GuessKind
from tests import crisis_contents
from tests import slack_contents as contents

LANGUAGES = ("sv", "en")
HOSTILE = (
    "<!channel> <@U0BOSS> <!here|all>",
    "<https://evil.example|Malmö Museers egen sida>",
    "*fet* _kursiv_ ~struken~ `kod` ```ruta``` :bomb: &lt;!channel&gt;",
    "> citat\n\n\n# rubrik\n• punkt\t\u202ebaklänges\u202c \u0000",
    "https://exempel.se/?a=1|<b>&c=2",
    "å" * 5_000,
    "👩‍👩‍👧‍👦" * 1_500,
    "&<>" * 2_000,
    "",
    "   ",
)


def everything(text: str, many: int) -> Iterator[Content]:
    yield from contents.messages(text, many)


def shape(content: Content, language: str) -> tuple[str, list[dict[str, Any]]]:
    shown = drawn(content, texts(language))
    return shown.text, list(shown.blocks)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("many", [1, 60])
def test_every_message_is_within_slacks_limits(language: str, text: str, many: int) -> None:
    for content in everything(text, many):
        said, blocks = shape(content, language)
        assert message_problems(said, blocks) == (), type(content).__name__


@pytest.mark.parametrize("text", HOSTILE[:5])
def test_slacks_own_library_reads_every_block_back_the_same(text: str) -> None:
    for content in everything(text, 3):
        _, blocks = shape(content, "sv")
        for block in Block.parse_all(blocks):
            assert block.to_dict()["type"], type(content).__name__
        assert len(Block.parse_all(blocks)) == len(blocks)


OURS = re.compile(
    r"<@U0ANNA>|<https://exempel\.slack\.com/archives/C1/p1\|[^<>|]*>|<https?://[^<>|]*\|[^<>|]*>"
)


def marked_texts(thing: Any) -> Iterator[str]:
    """Every text that Slack reads as markup."""
    if isinstance(thing, list):
        for each in thing:
            yield from marked_texts(each)
    elif isinstance(thing, dict):
        if thing.get("type") == "mrkdwn":
            yield thing["text"]
        for each in thing.values():
            yield from marked_texts(each)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.sampled_from(HOSTILE))
def test_what_the_public_writes_can_neither_mention_nor_link(text: str) -> None:
    for content in everything(text, 2):
        said, blocks = shape(content, "sv")
        for markup in (said, *marked_texts(blocks)):
            left = OURS.sub("", markup)
            assert "<" not in left, type(content).__name__
            assert ">" not in left, type(content).__name__


def test_a_forged_label_stays_text_and_the_link_keeps_our_label() -> None:
    forged = "https://evil.example/|Malmö Museer>"
    _, blocks = shape(contents.card(forged), "sv")
    links = re.findall(r"<[^<>]*>", " ".join(marked_texts(blocks)))
    assert links == ["<https://evil.example/%7CMalm%C3%B6%20Museer%3E|Gå till kommentaren>"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "http://", "//x", "http://[", "x" * 9]
)
def test_an_address_that_is_none_makes_no_link(url: str) -> None:
    _, blocks = shape(contents.card(url), "sv")
    assert "<" not in " ".join(marked_texts(blocks))


def test_a_digest_says_how_many_of_its_comments_it_leaves_out() -> None:
    digest = next(c for c in contents.messages("Hej", 60) if isinstance(c, DigestContent))
    _, blocks = shape(digest, "sv")
    shown = sum((block.get("accessory") or {}).get("action_id") == "svarsvakt.claim" for block in blocks)
    left = re.findall(r"… och (\d+) till", json.dumps(blocks, ensure_ascii=False))
    assert shown + int(left[0]) == 60 + digest.more


def test_closing_what_needs_no_reply_closes_only_what_can_be_read() -> None:
    digest = next(c for c in contents.messages("Hej", 200) if isinstance(c, DigestContent))
    _, blocks = shape(digest, "sv")
    place = next(at for at, block in enumerate(blocks) if "close_no_reply" in json.dumps(block))
    numbers = blocks[place]["elements"][0]["value"].split(",")
    listed = re.findall(r"^(\d+) · ", blocks[place - 2]["text"]["text"], re.MULTILINE)
    assert numbers == listed
    assert len(numbers) < 200


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_every_home_is_within_slacks_limits(language: str, text: str) -> None:
    for waiting, units in ((0, 0), (0, 1), (25, 1), (60, 3), (60, 40)):
        view = home(contents.home(text, waiting, units), texts(language), notice=text)
        assert view_problems(_with_units_apart(view), "home") == ()
    assert view_problems(stranger(texts(language)), "home") == ()


def _with_units_apart(view: dict[str, Any]) -> dict[str, Any]:
    """The sample's units all have one id; what is tested is not that."""
    seen: set[str] = set()
    blocks = []
    for number, block in enumerate(view["blocks"]):
        name = block["block_id"] if block["block_id"] not in seen else f"{block['block_id']}{number}"[-255:]
        seen.add(name)
        blocks.append({**block, "block_id": name})
    return {**view, "blocks": blocks}


def test_somebody_with_very_many_units_still_finds_her_settings() -> None:
    view = home(contents.home("Kultur", 60, 40), texts("sv"))
    assert "svarsvakt.settings" in json.dumps(view["blocks"][-1])


def test_ticks_are_read_from_the_unit_whose_button_was_pressed() -> None:
    def chosen(*numbers: str) -> dict[str, Any]:
        return {"svarsvakt.ticks": {"selected_options": [{"value": number} for number in numbers]}}

    values = {
        "ticks.3.118.119": chosen("118", "119"),
        "ticks.3.120": chosen("120"),
        "ticks.33.9": chosen("9"),
    }
    assert ticked(values, "3") == (118, 119, 120)


@pytest.mark.parametrize("kind", list(FormKind))
@pytest.mark.parametrize("text", HOSTILE)
def test_every_form_is_within_slacks_limits(kind: FormKind, text: str) -> None:
    for language in LANGUAGES:
        for choices in (1, 100, 101, 2_500):
            form = Form(
                kind=kind,
                number=118,
                choices=tuple(Choice(value=f"konto-{number}", label=text) for number in range(choices)),
                text=text,
                url=text,
                at=contents.MONDAY,
                settings=contents.settings(text),
                crisis=crisis_contents.wish(text),
            )
            view = forms.modal(form, texts(language), channel="C1", thread="1.2")
            assert view_problems(view, "modal") == ()


def test_a_form_that_comes_back_gives_its_fields_as_they_were_written() -> None:
    view = forms.modal(
        Form(kind=FormKind.NEW_COMMENT, choices=(Choice(value="k", label="K"),)), texts("sv"), channel="C1"
    )
    view["state"] = {
        "values": {
            "account": {forms.VALUE: {"type": "static_select", "selected_option": {"value": "k"}}},
            "text": {forms.VALUE: {"type": "plain_text_input", "value": "Hej!"}},
            "url": {forms.VALUE: {"type": "plain_text_input", "value": None}},
            "written_at": {forms.VALUE: {"type": "datepicker", "selected_date": "2026-11-27"}},
            "written_at_time": {forms.VALUE: {"type": "timepicker", "selected_time": "15:02"}},
        }
    }
    sent = forms.sent(view)
    assert (sent.kind, sent.number, sent.channel) == (FormKind.NEW_COMMENT, None, "C1")
    assert sent.fields == {"account": "k", "text": "Hej!", "url": "", "written_at": "2026-11-27 15:02"}


def test_a_fault_stands_beside_its_field_and_a_homeless_one_at_the_first() -> None:
    view = forms.modal(Form(kind=FormKind.HIDE, number=118), texts("sv"))
    faults = [
        FieldError(field="reason", say=Say(said=Said.REASON_MISSING)),
        FieldError(field="gone", say=Say(said=Said.TRY_AGAIN)),
    ]
    assert forms.errors(faults, view, texts("sv")) == {
        "reason": texts("sv").say(Say(said=Said.REASON_MISSING)),
        "ground": texts("sv").say(Say(said=Said.TRY_AGAIN)),
    }


def test_the_weekly_picture_has_its_words() -> None:
    content = contents.week("Kultur")
    assert isinstance(content, WeekContent)
    picture = Uploaded(file_id="F1", alternative="Diagram för Kultur", title="Vecka 48")
    shown = drawn(content, texts("sv"), picture=picture)
    assert {"slack_file": {"id": "F1"}, "alt_text": "Diagram för Kultur"}.items() <= shown.blocks[2].items()


def test_a_list_labels_time_is_never_what_is_cut() -> None:
    """Found: "… · Enskilt ärende · svara senast 12…", in the one place where the time mattered."""
    for late in (False, True):
        for claimed in (CommentState.NEW, CommentState.CLAIMED):
            one = replace(
                contents.line("Kulturskolans Instagram för unga musiker", 10_118, state=claimed),
                urgent=True,
                individual=True,
                late=late,
                guesses=tuple(GuessKind),
            )
            label = limits.cut(texts("sv").card.label(one, contents.ZONE), limits.OPTION)
            at = texts("sv").dates.at_short(one.due_at, contents.ZONE)
            assert f"{at} ·" in label, label
