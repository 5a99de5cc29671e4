"""What anybody wrote is plain text in Teams: piece by piece."""

import pytest

from bot.teams.markup import MOST_MENTIONS, called, inert, unmarked
from handlers.content import PersonRef


@pytest.mark.parametrize("wrote", ["<at>Anna</at>", "< AT id='1'>", "</ at >", "{{DATE(2026-11-27)}}"])
def test_what_would_act_is_broken_where_nobody_sees_it(wrote: str) -> None:
    assert inert(wrote) != wrote
    assert inert(wrote).replace("\u2060", "") == wrote


@pytest.mark.parametrize("wrote", ["I <3 Malmö", "a < b", "{x}", "*fet*", "attila@exempel.se"])
def test_everything_else_stands_as_it_was_written(wrote: str) -> None:
    assert inert(wrote) == wrote


def test_nothing_turns_a_line_around_or_ends_it_unseen() -> None:
    assert inert("a\u202eb\u2066c\x00d\ud800e\u2028f") == "abcdef"


@pytest.mark.parametrize(
    ("wrote", "stands"),
    [
        ("malmo_museer", "malmo_museer"),
        ("_kursiv_ *fet*", "＿kursiv＿ ∗fet∗"),
        ("[här](https://evil.example)", "［här］(https://evil.example)"),
        ("1. först", "\u20601. först"),
        ("- punkt", "\u2060- punkt"),
        ("två\nrader", "två rader"),
        ("24 timmar", "24 timmar"),
    ],
)
def test_marks_give_way_to_what_looks_like_them(wrote: str, stands: str) -> None:
    assert unmarked(wrote) == stands


def test_who_comes_after_the_twentieth_is_named() -> None:
    people = [PersonRef(id=n, first_name=f"Anna {n}", chat_id=f"29:{n}") for n in range(MOST_MENTIONS + 2)]
    said, mentions = called(people)
    assert len(mentions) == MOST_MENTIONS
    assert said.endswith("<at>Anna 19</at> Anna 20 Anna 21")


@pytest.mark.parametrize("chat_id", [None, "", "U0ANNA", "29:", "<at>", "29:a b", "x" * 300])
def test_an_id_that_is_none_of_teams_calls_nobody(chat_id: str | None) -> None:
    assert called([PersonRef(id=1, first_name="Anna", chat_id=chat_id)]) == ("Anna", ())


def test_a_name_cannot_end_its_own_mention() -> None:
    said, mentions = called([PersonRef(id=1, first_name="Anna</at><at>alla", chat_id="29:1")])
    assert said == "<at>Annaatatalla</at>"
    assert mentions[0].entity()["text"] == said
