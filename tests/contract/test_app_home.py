"""A person's own view: what waits, several closed together, settings, weeks."""

import pytest

from db.words import CommentState
from tests.contract.room import Room


def test_several_are_ticked_and_closed_together(room: Room) -> None:
    one, two, three = room.hand_in("Vad fint!", "När öppnar ni?", "Tack!")
    room.ticks("anna", room.home("anna", "Vad fint!"), "ticked_no_reply", [one, three])
    room.wait_until(lambda: room.comment(three).state is CommentState.NO_REPLY_NEEDED)
    assert room.comment(one).state is CommentState.NO_REPLY_NEEDED
    assert room.comment(two).state is CommentState.NEW
    view = room.view("anna", "2 kommentarer behöver inget svar")
    assert "Vad fint!" not in room.says(view)


def test_nothing_ticked_closes_nothing_and_says_so(room: Room) -> None:
    (number,) = room.hand_in("När öppnar ni?")
    room.press("anna", room.home("anna", "När öppnar ni?"), "ticked_answered")
    room.view("anna", "Kryssa först för dem du menar i listan, och tryck sedan på knappen.")
    assert room.comment(number).state is CommentState.NEW


def test_my_claims_stand_apart_and_can_be_released_there(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "claim", number)
    room.press("anna", room.home("anna", "Det du har tagit"), "release", number)
    room.wait_until(lambda: room.comment(number).state is CommentState.NEW)


def test_first_name_and_duty_days_are_set_by_the_person_herself(room: Room) -> None:
    room.press("anna", room.home("anna", "Hej Anna!"), "settings")
    room.fills_in("anna", {"first_name": "Annika", "alias": "Nick", "duty_weekdays": ["0", "1"]})
    assert "/Nick" in room.says(room.view("anna", "Hej Annika!"))


def test_a_name_can_not_be_empty(room: Room) -> None:
    room.press("anna", room.home("anna", "Hej Anna!"), "settings")
    assert list(room.fills_in("anna", {"first_name": "   "})) == ["first_name"]


def test_somebody_marks_herself_away_and_back(room: Room) -> None:
    number, card = room.comes()
    room.press("bo", card, "claim", number)
    room.press("bo", room.home("bo", "Det du har tagit"), "away")
    room.fills_in("bo", {"first_day": "2026-11-27", "last_day": "2026-12-04"})
    room.wait_until(lambda: room.comment(number).state is CommentState.NEW)
    view = room.home("bo", "Jag är tillbaka")
    room.press("bo", view, "back")
    room.wait_until(lambda: not room.offers(view, "back"))


def test_away_backwards_is_said_beside_the_date(room: Room) -> None:
    room.press("bo", room.home("bo", "Hej Bo!"), "away")
    wrong = room.fills_in("bo", {"first_day": "2026-12-04", "last_day": "2026-11-27"})
    assert set(wrong) <= {"first_day", "last_day"}
    assert wrong


def test_a_supervisor_sees_the_week_and_opens_an_earlier_one(room: Room) -> None:
    room.hand_in("När öppnar ni?")
    view = room.home("cecilia", "veckan hittills")
    room.press("cecilia", view, "week", room.offers(view, "week")[0])
    assert "Kultur" in room.window("cecilia", "Veckan")


def test_an_editor_has_no_choice_of_weeks(room: Room) -> None:
    assert room.offers(room.home("anna", "Hej Anna!"), "week") == []


def test_a_stranger_sees_whom_to_ask(room: Room) -> None:
    assert "communication" not in room.says(room.home("erik", "inte med"))


@pytest.mark.parametrize("who", ["anna", "cecilia"])
def test_a_home_with_very_much_waiting_is_still_taken(room: Room, who: str) -> None:
    room.hand_in(*[f"Fråga nummer {number}: " + "åäö & <b> " * 40 for number in range(150)])
    assert "till" in room.says(room.home(who, "Fråga nummer 0"))


def test_what_no_database_can_hold_is_stored_as_a_sign_in_its_place(room: Room) -> None:
    """Found: over Socket Mode a NUL came through, which PostgreSQL refuses."""
    room.writes("anna", "inställningar")
    assert room.fills_in("anna", {"first_name": "An\0na"}) == {}
    room.home("anna", "Hej An\ufffdna!")
