"""A supervisor adds a colleague from chat, and she can work at once."""

from tests.contract.room import Room


def test_somebody_unknown_is_added_with_a_mention_and_takes_a_comment(room: Room) -> None:
    number, _ = room.comes()
    room.writes("erik", f"ta {number}", "Du är inte med i Svarsvakt än")
    room.writes("cecilia", "person @erik redaktör Erik", "Erik är med i Kultur nu, som redaktör")
    room.writes("erik", f"ta {number}", "Avsluta svaret med /Erik")
    room.becomes(number, "Erik har den")


def test_an_editor_is_told_kindly_that_it_is_a_supervisors_thing(room: Room) -> None:
    room.writes("anna", "person @erik redaktör Erik", "kommunikationsansvarig")


def test_a_name_without_its_mention_is_not_guessed(room: Room) -> None:
    room.writes("cecilia", "person Dora redaktör Dora", "välj personen i listan")
