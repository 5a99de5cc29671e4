"""One comment from arrival to answer, as an editor meets it in Slack."""

from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, OUTSIDER, Office, everything_of


def test_a_comment_comes_up_as_a_card_in_its_units_channel(office: Office) -> None:
    _, card = office.shown("Hej, när öppnar ni?", url="https://www.facebook.example/k/1")
    said = everything_of(card)
    assert "Hej, när öppnar ni?" in said
    assert "Svara senast måndag 30 november kl. 12.00." in said
    assert "<https://www.facebook.example/k/1|Gå till kommentaren>" in said
    assert "Kim" in said
    assert card["user"] == "U0SVARSVAKT"


def test_a_claim_changes_the_card_in_place_and_says_how_to_sign(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")
    office.card_says(number, "/Anna")
    assert "/Anna" in office.told(ANNA)
    assert office.comment(number).state is CommentState.CLAIMED
    assert len([m for m in office.workspace.messages(CHANNEL) if m["only_for"] is None]) == 1


def test_of_two_who_claim_one_wins_and_the_other_is_told_kindly(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.workspace.click(BO, card, "svarsvakt.claim", str(number), still_on_screen=True)
    assert "Anna" in office.told(BO, holds="Tack för att du ville hjälpa till")


def test_answered_is_one_click_and_blanks_the_publics_words(office: Office) -> None:
    number, card = office.shown("Hej, när öppnar ni?")
    office.workspace.click(ANNA, card, "svarsvakt.answer", str(number))
    office.card_says(number, "Markerad som besvarad av Anna")
    assert office.comment(number).state is CommentState.ANSWERED
    assert "när öppnar ni" not in everything_of(office.card(number))


def test_a_holding_reply_starts_a_follow_up(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.acknowledge", str(number))
    office.card_says(number, "tisdag 1 december")
    assert office.comment(number).state is CommentState.ACKNOWLEDGED


def test_an_answer_without_a_name_is_mended_in_private(office: Office) -> None:
    number, _ = office.shown()
    seen = office.slash(ANNA, f"{number} Vi öppnar klockan tio.", command="/besvarad")
    said = seen.text or everything_of(seen.messages[-1])
    assert "direktmeddelande" in said
    assert "klockan tio" not in said  # the whole of it is said once
    assert "Vi öppnar klockan tio. /Anna" in office.said_directly(ANNA, "saknar ditt namn")
    office.card_says(number, "Markerad som besvarad av Anna")


def test_hiding_asks_for_a_ground_and_then_shows_neither_author_nor_text(office: Office) -> None:
    number, card = office.shown("Jag vet var du bor")
    office.workspace.click(ANNA, card, "svarsvakt.more", f"hide:{number}")
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "threat", "reason": "hotar personal"})
    office.card_says(number, "Dold")
    said = everything_of(office.card(number))
    assert "Kim" not in said
    assert "var du bor" not in said
    assert office.comment(number).text == "Jag vet var du bor"


def test_what_cannot_wait_is_blanked_everywhere_and_told_to_the_supervisor(office: Office) -> None:
    number, card = office.shown("Jag vet var du bor", url="https://www.facebook.example/k/7")
    office.workspace.click(ANNA, card, "svarsvakt.urgent", str(number))
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "threat"})
    office.card_says(number, "*Brådskande*")
    told = office.said_directly(CECILIA, "som brådskande (hot)")
    for said in (everything_of(office.card(number)), told):
        assert "Kim" not in said
        assert "var du bor" not in said
        assert "https://www.facebook.example/k/7" in said
    assert "114 14" in told
    assert "114 14" in office.told(ANNA)


def test_another_ground_needs_a_reason_and_the_form_says_so(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.more", f"remove:{number}")
    seen = office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "other"})
    assert list(seen.errors) == ["reason"]
    assert office.comment(number).state is CommentState.NEW


def test_referring_asks_to_whom(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.more", f"refer:{number}")
    office.workspace.submit(ANNA, office.modal(ANNA), {"whom": "Kontaktcenter"})
    office.card_says(number, "Hänvisad till Kontaktcenter")


def test_show_all_and_why_open_windows_for_the_one_who_asked(office: Office) -> None:
    long = "Det här är en lång kommentar. " * 200
    number, card = office.shown(long)
    assert long.strip()[:500] not in everything_of(card)
    office.workspace.click(ANNA, card, "svarsvakt.more", f"show:{number}")
    shown = everything_of(office.modal(ANNA)).replace("\n", " ")
    assert shown.count("lång kommentar") == 200
    office.workspace.click(BO, card, "svarsvakt.more", f"why:{number}")
    assert "arbetsdag" in everything_of(office.modal(BO))


def test_a_closed_comment_can_be_opened_again_from_its_card(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.no_reply", str(number))
    office.card_says(number, "behöver inget svar")
    office.workspace.click(BO, office.card(number), "svarsvakt.reopen", str(number))
    office.workspace.wait_until(lambda: office.comment(number).state is CommentState.NEW)
    assert office.comment(number).episode == 2


def test_somebody_unknown_may_do_nothing_and_is_told_whom_to_ask(office: Office) -> None:
    number, _ = office.shown()
    seen = office.workspace.slash(OUTSIDER, "C-ALLMANT", "/svarsvakt", f"ta {number}")
    assert "inte med i Svarsvakt" in seen.text
    assert office.comment(number).state is CommentState.NEW


def test_a_supervisor_may_release_what_an_editor_has(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")
    office.workspace.click(BO, office.card(number), "svarsvakt.release", str(number))
    assert office.comment(number).state is CommentState.CLAIMED
    office.workspace.click(CECILIA, office.card(number), "svarsvakt.release", str(number))
    office.card_says(number, "Ingen har tagit den")
