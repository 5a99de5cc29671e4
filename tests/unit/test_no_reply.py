"""Which comments probably need no reply: only emoji, or only tags of others."""

import pytest

from handlers.no_reply import likely_no_reply


@pytest.mark.parametrize(
    "text",
    [
        "❤️",
        "❤",
        "😍😍😍",
        "👍🏽",
        "👩‍👩‍👧‍👦",
        "🇸🇪",
        "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
        "1️⃣",
        "❤️ 🎉\n👏",
        "©️",
        "✨",
        "⭐",
        "@anna",
        "@anna.berg @bo_ek",
        "@Anna, @Bo",
        "@anna 😍",
        "  @anna  ",
        "@anna & @bo",
        "‼️",
    ],
)
def test_only_emoji_or_tags_probably_need_no_reply(text: str) -> None:
    assert likely_no_reply(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "?",
        "!",
        "1",
        "10",
        "❓",
        "⁉️",
        "@anna?",
        "Hej",
        "👍 bra",
        "Anna Berg",
        "@anna kolla",
        "a@b.se",
        "mail@malmo.se",
        "©",
        "#malmö",
        "https://malmo.se",
        "@",
        ":)",
        "🤔?",
        "...",
        "@anna !",
    ],
)
def test_a_word_a_figure_or_a_question_goes_to_a_person(text: str) -> None:
    assert not likely_no_reply(text)


def test_a_huge_comment_is_read_quickly() -> None:
    assert likely_no_reply("😍" * 100_000)
    assert not likely_no_reply("@a" * 50_000 + "?")
