"""A crisis and a guess, as they are met in each chat (M18, M30)."""

from tests.contract.room import Room

FIRE = {"why": "Branden i Kulturhuset", "ends_at": "2026-11-30", "ends_at_time": "12:00"}


def test_an_editor_asks_the_supervisor_starts_and_the_unit_is_called(room: Room) -> None:
    """M18: anyone may ask, a supervisor starts it, the channel hears by whom and until when."""
    room.writes("anna", "kris")
    room.fills_in("anna", FIRE)
    room.told("anna", holds="Cecilia")
    asked = room.said_directly("cecilia", "Anna ber om krisläge")
    assert "Branden i Kulturhuset" in asked


def test_a_supervisor_starts_it_and_ends_it_from_the_channel(room: Room) -> None:
    room.writes("cecilia", "kris")
    room.fills_in("cecilia", FIRE)
    said = room.says(room.message("har startat krisläge"))
    assert "Branden i Kulturhuset" in said
    assert "minst varje timme" in said
    assert "måndag 30 november kl. 12.00" in said
    room.writes("cecilia", "kris slut")
    assert "Cecilia avslutade det" in room.says(room.message("krisläget är slut"))


def test_what_was_asked_and_declined_has_no_buttons_left_in_the_supervisors_message(room: Room) -> None:
    """M18: what is past asks nobody any more."""
    room.writes("anna", "kris")
    room.fills_in("anna", FIRE)
    asked = room.message("Anna ber om krisläge", "cecilia")
    room.press("cecilia", asked, "crisis_end")
    room.wait_until(lambda: "Det startades inte." in room.says(asked))
    assert room.offers(asked) == []


def test_a_crisis_without_an_end_is_not_started_and_the_form_says_so(room: Room) -> None:
    room.writes("cecilia", "kris")
    wanted = {"why": "Branden", "ends_at": "2026-11-20", "ends_at_time": "12:00"}
    assert list(room.fills_in("cecilia", wanted)) == ["ends_at"]


def test_a_guess_stands_on_the_card_until_somebody_says_that_it_is_wrong(room: Room) -> None:
    """M30: a suggestion, never a decision."""
    number, card = room.comes("Jag vet var ni bor")
    assert "det här kan vara ett hot. Du bedömer." in room.says(card)
    room.press("anna", card, "guess_wrong", number)
    room.told("anna", holds="Bra att du tittade")
    room.wait_until(lambda: "kan vara ett hot" not in room.says(card))
