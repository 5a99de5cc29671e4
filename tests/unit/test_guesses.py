"""What a comment may be: guesses that a person judges, explained, with a unit's own words, or none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.guesses import MASK, Guess, guesses, masked
from scheduler.settings import GuessKind, GuessRules

ALL = GuessRules()


def kinds(text: str, rules: GuessRules = ALL) -> list[GuessKind]:
    return [guess.kind for guess in guesses(text, rules)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jag vet var ni bor.", [GuessKind.THREAT]),
        ("JAG SKA  DÖDA er allihop", [GuessKind.THREAT]),
        ("Sådana borde utrotas!", [GuessKind.HATE]),
        ("Tjäna pengar hemifrån, fråga mig hur", [GuessKind.SPAM]),
        ("http://a.example https://b.example http://c.example", [GuessKind.SPAM]),
        ("Mitt barn är 20120229-2387, kan ni kolla kön?", [GuessKind.PERSONAL_NUMBER]),
        ("Ring mig på 070-123 45 67 om platsen", [GuessKind.PHONE]),
        ("Ring +46 70 123 45 67", [GuessKind.PHONE]),
        ("Hej! När öppnar ni på lördag?", []),
        ("Hotellet och Hatten heter pjäserna, biljetter 120 kr", []),
        ("Vi ses 2026-11-27 kl. 15.02, order 20261127-1502", []),
        ("Det dödade stämningen", []),
        ("Diarienummer 2026-1234, rad 0000000000", []),
    ],
)
def test_what_is_guessed_of_a_text(text: str, expected: list[GuessKind]) -> None:
    """M30, M31: plainly unlawful things, spam, and somebody's numbers are pointed out."""
    assert kinds(text) == expected


def test_a_guess_says_by_which_word() -> None:
    assert guesses("Vänta bara, jag vet var ni  bor", ALL) == (
        Guess(kind=GuessKind.THREAT, word="vet var ni bor"),
    )


def test_a_unit_adds_words_and_patterns_and_names_what_means_nothing_there() -> None:
    rules = GuessRules(threat=("rektorn ska få*", "rum ##"), never=("Bomb i magen",))
    assert kinds("Rektorn ska fånga dagen", rules) == [GuessKind.THREAT]
    assert kinds("Vi ses i rum 12", rules) == [GuessKind.THREAT]
    assert kinds("Biljetter till Bomb i magen, tack", rules) == []
    assert kinds("Biljetter till Bomb i magen, tack") == [GuessKind.THREAT]


def test_a_unit_that_wants_none_gets_none() -> None:
    text = "Jag vet var ni bor, 070-123 45 67, 20120229-2387"
    assert kinds(text, GuessRules(kinds=())) == []
    assert kinds(text, GuessRules(kinds=(GuessKind.PHONE,))) == [GuessKind.PHONE]


def test_a_personnummer_is_none_of_chats_business() -> None:
    """U18: what chat shows of a comment holds nobody's personnummer."""
    assert masked("Sonen 120229-2387 och 20120229-2387!", ALL) == f"Sonen {MASK} och {MASK}!"
    assert masked("20120229-2380 har fel kontrollsiffra", ALL) == "20120229-2380 har fel kontrollsiffra"


@given(text=st.text(max_size=400), words=st.lists(st.text(max_size=30), max_size=4))
def test_no_text_and_no_word_of_a_list_trips_it(text: str, words: list[str]) -> None:
    rules = GuessRules(threat=tuple(words), never=tuple(words[:1]))
    for guess in guesses(text, rules):
        assert guess.kind in GuessKind
    assert len(masked(text, rules)) >= len(masked(text, rules).replace(MASK, ""))
