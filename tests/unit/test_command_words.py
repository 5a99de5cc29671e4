"""The documentation's words are all understood, and the nearest right one is offered for a wrong one."""

import pytest

from db.words import Ground
from handlers.command_words import WORDS, Word, find, nearest
from handlers.grounds import read_ground

DOCUMENTED = [
    "hjälp/help",
    "lista/list",
    "visa/show",
    "ta/take",
    "släpp/release",
    "bemött/ack",
    "besvarad/answered",
    "inget-svar/no-reply",
    "hänvisad/referred",
    "dold/hidden",
    "borttagen/removed",
    "öppna/reopen",
    "ny/new",
    "rundan/round",
    "borta/away",
    "tillbaka/back",
    "veckan/week",
    "varför/why",
    "status",
]


@pytest.mark.parametrize("pair", DOCUMENTED)
def test_both_languages_words_mean_the_same(pair: str) -> None:
    swedish, _, english = pair.partition("/")
    found = find(swedish)
    assert found is not None
    assert found == find((english or swedish).upper())
    assert WORDS[found[0]][0] == swedish


@pytest.mark.parametrize("said", ["hej", "Hej!", "Hallå", "hello"])
def test_whoever_says_hello_is_told_what_the_bot_can_do(said: str) -> None:
    found = find(said)
    assert found is not None
    assert found[0] is Word.HELP


def test_no_spelling_means_two_things() -> None:
    from handlers.command_words import plain

    spellings = [plain(spelling) for spellings in WORDS.values() for spelling in set(map(plain, spellings))]
    assert len(spellings) == len(set(spellings))
    assert set(WORDS) == set(Word)


def test_what_follows_a_word_keeps_its_lines() -> None:
    assert find("besvarad 12 Hej!\n\nAnna") == (Word.ANSWERED, "12 Hej!\n\nAnna")
    assert find("inget svar 12") == (Word.NO_REPLY, "12")
    assert find("ta bort 12 spam") == (Word.REMOVED, "12 spam")
    assert find("ta 12") == (Word.TAKE, "12")
    assert find("") is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("besvrad", "besvarad"),
        ("hjlp", "hjälp"),
        ("lits", "list"),
        ("veckn", "veckan"),
        ("tilbaka", "tillbaka"),
        ("fnys", None),
        ("nu", None),
        ("tra", "ta"),
        ("kallender", "kalender"),
        ("inställnigar", "inställningar"),
        ("xyzzy", None),
        ("", None),
        ("🎉", None),
        ("x" * 3000, None),
    ],
)
def test_the_nearest_word_is_offered(wrong: str, right: str | None) -> None:
    assert nearest(wrong) == right


@pytest.mark.parametrize(
    ("text", "ground", "reason"),
    [
        ("spam", Ground.SPAM, ""),
        ("Hets mot folkgrupp", Ground.HATE, ""),
        ("hate speech: aims at a group", Ground.HATE, "aims at a group"),
        ("personuppgifter, en adress", Ground.PERSONAL_DATA, "en adress"),
        ("child_abuse", Ground.CHILD_ABUSE, ""),
        ("KRANKANDE", Ground.OFFENSIVE, ""),
        ("annat dubblett av 12", Ground.OTHER, "dubblett av 12"),
    ],
)
def test_a_ground_is_understood_with_its_reason(text: str, ground: Ground, reason: str) -> None:
    assert read_ground(text) == (ground, reason)


@pytest.mark.parametrize("text", ["", "dum", "jag tycker inte om den", "0"])
def test_what_is_no_ground_is_not_taken_for_one(text: str) -> None:
    assert read_ground(text) is None
