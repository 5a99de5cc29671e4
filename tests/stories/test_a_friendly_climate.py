"""A friendly climate is asked for with words; that somebody is unfriendly is no ground to remove anything."""

import pytest

from db.words import CommentState, Ground
from handlers.outcome import Form, FormKind, Said
from tests.stories.office import Office, said

CLIMATE = {
    "title": "Trevlig ton",
    "text": "Hej {namn}! Här vill vi ha ett trevligt klimat, så undvik ovårdat språk. {signatur}",
}


@pytest.mark.parametrize("why", ["otrevlig", "gnällig ton", "dåligt klimat"])
def test_that_somebody_is_unfriendly_is_no_ground(office: Office, why: str) -> None:
    """M29: asked for, but nothing is hidden or removed for the want of it."""
    number = office.comes(text="Vilken usel service ni har!!!")
    for word in ("dold", "borttagen"):
        assert said(office.says(office.newsroom.anna, f"{word} {number} {why}")) is Said.UNKNOWN_GROUND
    assert office.comment(number).state is CommentState.NEW
    assert not {"unfriendly", "climate", "tone"} & set(Ground)


def test_the_units_own_words_for_it_are_found_and_signed(office: Office) -> None:
    """M29: a ready reply, in the unit's own words, with the editor's name."""
    office.sends(office.newsroom.anna, FormKind.READY_REPLY, CLIMATE)
    number = office.comes(text="Vilken usel service ni har!!!")
    opened = office.says(office.newsroom.bo, f"svar {number} trevlig").form
    assert isinstance(opened, Form)
    assert opened.writing is not None
    (found,) = opened.writing.ready
    assert found.label == "Trevlig ton"
    fields = {"ready": found.value}
    chosen = office.changes(office.newsroom.bo, FormKind.REPLY, fields, "ready", number=number).form
    assert isinstance(chosen, Form)
    assert chosen.text == "Hej Kim Svensson! Här vill vi ha ett trevligt klimat, så undvik ovårdat språk. /Bo"
