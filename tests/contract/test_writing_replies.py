"""A reply in chat: a ready reply, a look at the draft, a colleague's eyes; and an individual case."""

from db.words import CommentState
from tests.contract.room import Room


def test_a_reply_from_ready_reply_to_second_reader_to_answered(room: Room) -> None:
    """U14: everything where one alone sees it; the draft is in no message."""
    room.press("anna", room.home("anna"), "ready_reply")
    room.fills_in("anna", {"title": "Öppettider", "text": "Hej {namn}! Vi öppnar kl. 10. {signatur}"})
    number, card = room.comes("När öppnar ni?")
    room.press("anna", card, "claim", number)
    room.becomes(number, "Anna har den")
    room.press("anna", card, "reply", number)
    room.chooses("anna", "ready", "Öppettider")
    room.window("anna", "Hej Kim! Vi öppnar kl. 10. /Anna")
    room.fills_in("anna", {"then": "check"})
    room.window("anna", "inget att anmärka")
    room.fills_in("anna", {"then": "read"})
    asked = room.message("vill gärna att du läser ett utkast", "bo")
    assert "kl. 10" not in room.says(asked)
    room.becomes(number, "väntar på att en kollega läser")
    room.press("bo", asked, "read", number)
    room.fills_in("bo", {"verdict": "approved"})
    room.press("anna", room.message("klart att lägga ut", "anna"), "reply", number)
    room.fills_in("anna", {"then": "answered"})
    room.becomes(number, "Markerad som besvarad av Anna")
    assert room.comment(number).state is CommentState.ANSWERED


def test_an_individual_case_is_blanked_confirmed_and_handed_over(room: Room) -> None:
    """U10, U18."""
    number, card = room.comes("Min son Elis blir slagen varje dag", url="https://www.facebook.example/k/9")
    room.press("anna", card, "individual", number)
    assert "/Anna" in room.window("anna")
    room.fills_in("anna", {"out": ["out"], "whom": "rektor Ek", "registrar": "yes"})
    room.becomes(number, "överlämnad till rektor Ek")
    said = room.says(card)
    assert "Kim" not in said
    assert "Elis" not in said
    assert "https://www.facebook.example/k/9" in said
    assert room.comment(number).state is CommentState.ACKNOWLEDGED


def test_a_draft_whose_reader_goes_home_ill_is_read_by_another_and_the_writer_hears(room: Room) -> None:
    """U14: nothing waits in silence."""
    number, card = room.comes("När öppnar ni?")
    room.press("anna", card, "claim", number)
    room.becomes(number, "Anna har den")
    room.press("anna", card, "reply", number)
    room.fills_in("anna", {"text": "Hej! Vi öppnar kl. 10. /Anna", "then": "read"})
    room.said_directly("bo", "vill gärna att du läser ett utkast")
    room.writes("bo", "borta idag")
    room.bot.tick()
    room.said_directly("cecilia", "vill gärna att du läser ett utkast")
    room.said_directly("anna", "Cecilia är tillfrågad i stället")
