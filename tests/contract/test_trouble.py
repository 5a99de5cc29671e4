"""What goes wrong on a chat's side or on the way: nothing is lost, who can mend it is told."""

from datetime import timedelta

import pytest

from bot.texts import texts
from db.words import CommentState
from tests.contract.room import DRIFT, Room

DOUBT = texts("sv").warning.doubt


@pytest.mark.parametrize(
    "kind", ["ratelimited", "server_error", "cut_before", "cut_after", "server_error_after"]
)
def test_a_card_comes_whatever_happens_on_the_way_and_twice_only_saying_so(room: Room, kind: str) -> None:
    room.breaks("new", kind)
    (number,) = room.hand_in("När öppnar ni?")
    room.wait_until(room.broke)
    room.bot.clock.move(timedelta(minutes=3))  # longer than a doubt is left to settle by itself
    room.bot.tick()
    room.bot.run_until(lambda: not room.bot.unsettled())
    shown, doubted = room.how_many(f"Kommentar {number} på"), room.how_many(DOUBT)
    assert 1 <= shown <= 1 + doubted


def test_an_update_that_fails_is_made_later(room: Room) -> None:
    number, card = room.comes()
    room.breaks("change", "server_error")
    room.breaks("change", "server_error")
    room.press("anna", card, "claim", number)
    room.bot.run_until(lambda: "Anna har den" in room.says(card))


def test_the_bot_thrown_out_in_the_middle_of_the_day(room: Room) -> None:
    """The operator hears how it is mended, and the comment reaches somebody."""
    room.comes()
    room.throws_out()
    room.hand_in("Finns det hiss?")
    room.bot.run_until(lambda: room.how_many("Kultur", DRIFT) and room.how_many("Kommentar 2", "cecilia"))


def test_what_is_said_once_and_comes_twice_acts_once(room: Room) -> None:
    number, _ = room.comes()
    room.writes_directly("anna", f"ta {number}")
    room.said_directly("anna", "/Anna")
    before = room.how_many("", "anna")
    room.again()
    room.writes_directly("anna", "status")
    room.said_directly("anna", "väntar")
    assert room.how_many("/Anna", "anna") == 1
    assert room.how_many("", "anna") <= before + 2  # her word and its answer


def test_a_restart_in_the_middle_loses_and_doubles_nothing(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "claim", number)
    room.restarts()
    room.becomes(number, "Anna har den")
    room.bot.tick()
    assert room.how_many(f"Kommentar {number} på") == 1


def test_an_unknown_person_presses_a_button(room: Room) -> None:
    number, card = room.comes()
    room.press("erik", card, "claim", number)
    room.told("erik", "inte med i Svarsvakt")
    assert room.comment(number).state is CommentState.NEW


def test_a_card_that_the_chat_takes_offence_at_is_said_plainly(room: Room) -> None:
    room.takes_offence()
    (number,) = room.hand_in("När öppnar ni?")
    card = room.shows(number)
    assert room.offers(card) == []
    assert "Svara senast" in room.says(card)
