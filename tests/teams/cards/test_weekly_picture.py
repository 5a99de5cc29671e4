"""The weekly picture goes along inside the card, small enough, and never in a sentence's place."""

from dataclasses import replace
from functools import partial

from bot.chart import draw
from bot.picture import Picture
from bot.teams.cards import drawn
from bot.teams.cards.week import WITHIN
from bot.texts import texts
from handlers.content import WeekContent
from tests import slack_contents
from tests.teams.cards.adaptive import of_kind, problems

small = partial(draw, within=WITHIN)


def week(units: int) -> WeekContent:
    content = slack_contents.week("Kulturskolan", units)
    before = replace(content.units[0], received=14, in_time=11, late=1, waiting=2)
    return replace(content, units=tuple(replace(unit, previous=before) for unit in content.units))


def test_the_picture_is_drawn_small_and_stands_in_the_card_with_its_words() -> None:
    picture = small(week(2), texts("sv"))
    assert picture is not None
    assert picture.png.startswith(b"\x89PNG")
    assert len(picture.png) <= WITHIN
    shown = drawn(week(2), texts("sv"), picture=picture)
    assert [image["altText"] for image in of_kind(shown.card, "Image")] == [picture.alternative]
    assert problems(shown.card) == ()


def test_a_picture_that_would_take_a_sentences_place_stays_away() -> None:
    large = Picture(png=b"\x89PNG" + b"0" * 13_000, alternative="Diagram för Kultur", title="Vecka 48")
    assert drawn(week(2), texts("sv"), picture=large) == drawn(week(2), texts("sv"))


def test_a_picture_that_cannot_be_made_small_enough_is_none() -> None:
    assert draw(week(1), texts("sv"), within=500) is None
