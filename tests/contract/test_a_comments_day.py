"""One comment from arrival to answer, as an editor meets it in each chat: the same story."""

from db.words import CommentState
from tests.contract.room import Room


def test_a_comment_comes_up_as_a_card_in_its_units_channel(room: Room) -> None:
    _, card = room.comes("Hej, när öppnar ni?", url="https://www.facebook.example/k/1")
    said = room.says(card)
    assert "Hej, när öppnar ni?" in said
    assert "Svara senast måndag 30 november kl. 12.00." in said
    assert room.leads_to(card, "https://www.facebook.example/k/1")
    assert "Kim" in said


def test_a_claim_changes_the_card_in_place_and_says_how_to_sign(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "claim", number)
    room.becomes(number, "Anna har den")
    room.becomes(number, "/Anna")
    assert "/Anna" in room.told("anna")
    assert room.comment(number).state is CommentState.CLAIMED
    assert room.how_many() == 1


def test_of_two_who_claim_one_wins_and_the_other_is_told_kindly(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "claim", number)
    room.press("bo", card, "claim", number, still_on_screen=True)
    assert "Anna" in room.told("bo", holds="Tack för att du ville hjälpa till")


def test_answered_is_one_click_and_blanks_the_publics_words(room: Room) -> None:
    number, card = room.comes("Hej, när öppnar ni?")
    room.press("anna", card, "answer", number)
    room.becomes(number, "Markerad som besvarad av Anna")
    assert room.comment(number).state is CommentState.ANSWERED
    assert "när öppnar ni" not in room.says(room.shows(number))


def test_a_holding_reply_starts_a_follow_up(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "acknowledge", number)
    room.becomes(number, "tisdag 1 december")
    assert room.comment(number).state is CommentState.ACKNOWLEDGED


def test_an_answer_without_a_name_is_mended_in_private(room: Room) -> None:
    number, _ = room.comes()
    said = room.writes("anna", f"besvarad {number} Vi öppnar klockan tio.", "Svaret saknar ditt namn, så")
    assert "klockan tio" not in said  # the whole of it is said once
    assert "saknar ditt namn" in room.said_directly("anna", "Vi öppnar klockan tio. /Anna")
    room.becomes(number, "Markerad som besvarad av Anna")


def test_hiding_asks_for_a_ground_and_then_shows_neither_author_nor_text(room: Room) -> None:
    number, card = room.comes("Jag vet var du bor")
    room.press("anna", card, "hide", number)
    room.fills_in("anna", {"ground": "threat", "reason": "hotar personal"})
    room.becomes(number, "Dold")
    said = room.says(room.shows(number))
    assert "Kim" not in said
    assert "var du bor" not in said
    assert room.comment(number).text == "Jag vet var du bor"


def test_what_cannot_wait_is_blanked_everywhere_and_told_to_the_supervisor(room: Room) -> None:
    number, card = room.comes("Jag vet var du bor", url="https://www.facebook.example/k/7")
    room.press("anna", card, "urgent", number)
    room.fills_in("anna", {"ground": "threat"})
    room.wait_until(lambda: "Kim" not in room.says(card))
    assert "Brådskande" in room.says(card)
    told = room.said_directly("cecilia", "som brådskande (hot)")
    for said in (room.says(room.shows(number)), told):
        assert "Kim" not in said
        assert "var du bor" not in said
        assert "https://www.facebook.example/k/7" in said
    assert "114 14" in told
    assert "114 14" in room.told("anna")


def test_another_ground_needs_a_reason_and_the_form_says_so(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "remove", number)
    assert list(room.fills_in("anna", {"ground": "other"})) == ["reason"]
    assert room.comment(number).state is CommentState.NEW


def test_referring_asks_to_whom(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "refer", number)
    room.fills_in("anna", {"whom": "Kontaktcenter"})
    room.becomes(number, "Hänvisad till Kontaktcenter")


def test_show_all_and_why_open_windows_for_the_one_who_asked(room: Room) -> None:
    long = "Det här är en lång kommentar. " * 200
    number, card = room.comes(long)
    assert long.strip()[:500] not in room.says(card)
    room.press("anna", card, "show", number)
    shown = room.window("anna").replace("\n", " ")
    assert shown.count("lång kommentar") == 200
    room.press("bo", card, "why", number)
    assert "arbetsdag" in room.window("bo")


def test_a_closed_comment_can_be_opened_again_from_its_card(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "no_reply", number)
    room.becomes(number, "inte behöva svar")
    room.press("bo", room.shows(number), "reopen", number)
    room.wait_until(lambda: room.comment(number).state is CommentState.NEW)
    assert room.comment(number).episode == 2


def test_somebody_unknown_may_do_nothing_and_is_told_whom_to_ask(room: Room) -> None:
    number, _ = room.comes()
    room.writes("erik", f"ta {number}", "inte med i Svarsvakt")
    assert room.comment(number).state is CommentState.NEW


def test_a_supervisor_may_release_what_an_editor_has(room: Room) -> None:
    number, card = room.comes()
    room.press("anna", card, "claim", number)
    room.becomes(number, "Anna har den")
    room.press("bo", room.shows(number), "release", number)
    assert room.comment(number).state is CommentState.CLAIMED
    room.press("cecilia", room.shows(number), "release", number)
    room.becomes(number, "Ingen har tagit den")
