"""A comment that may be a threat: pointed out on its card, judged by a person (M30, M31)."""

from handlers.content import CardContent, CommentDetail
from handlers.desk import Action
from handlers.guesses import MASK
from handlers.outcome import Said
from scheduler.rulebook import RuleBook
from scheduler.settings import GuessKind, GuessRules, UnitRules
from tests.stories.office import Office, said

THREAT = {"text": "Jag vet var ni bor", "author": "Hotfull Person"}


def shown(office: Office, number: int) -> CardContent:
    content = office.shows(office.notices(number)[0])
    assert isinstance(content, CardContent)
    return content


def test_the_card_says_what_it_may_be_and_nobody_is_called(office: Office) -> None:
    """M30: a suggestion, never a decision: nothing is flagged, hidden or told of."""
    number = office.comes(**THREAT)
    card = shown(office, number)
    assert (card.line.guesses, card.line.excerpt) == ((GuessKind.THREAT,), THREAT["text"])
    assert not office.comment(number).urgent
    assert office.all_notices("urgent:") == []


def test_visa_hela_says_why(office: Office) -> None:
    number = office.comes(**THREAT)
    detail = office.act(office.newsroom.anna, Action.SHOW, number).content
    assert isinstance(detail, CommentDetail)
    assert [(guess.kind, guess.word) for guess in detail.guesses] == [(GuessKind.THREAT, "vet var ni bor")]


def test_who_says_that_it_is_not_so_takes_the_guess_away_for_all(office: Office) -> None:
    number = office.comes(**THREAT)
    assert said(office.act(office.newsroom.anna, Action.GUESS_WRONG, number)) is Said.GUESS_WRONG
    assert said(office.act(office.newsroom.bo, Action.GUESS_WRONG, number)) is Said.GUESS_WRONG
    assert shown(office, number).line.guesses == ()
    assert [row.action.value for row in office.events(number)].count("guess_wrong") == 1


def test_marked_as_urgent_nothing_is_guessed_or_shown_any_more(office: Office) -> None:
    """U18: the word that gave the guess away is the public's text too."""
    number = office.comes(**THREAT)
    office.act(office.newsroom.anna, Action.URGENT, number)
    detail = office.act(office.newsroom.bo, Action.SHOW, number).content
    assert isinstance(detail, CommentDetail)
    assert (detail.guesses, detail.card.line.guesses) == ((), ())
    assert "var ni bor" not in repr([detail, shown(office, number)])


def test_a_personnummer_is_masked_on_the_card_and_whole_in_the_record(office: Office) -> None:
    text = "Min son 20120229-2387 fick ingen plats"
    number = office.comes(text=text)
    assert shown(office, number).line.excerpt == f"Min son {MASK} fick ingen plats"
    assert office.comment(number).text == text


def test_where_a_unit_wants_no_guesses_there_are_none(office: Office) -> None:
    office.book = RuleBook(organisation=UnitRules(guesses=GuessRules(kinds=())))
    assert shown(office, office.comes(**THREAT)).line.guesses == ()
