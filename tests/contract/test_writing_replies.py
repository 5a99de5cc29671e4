"""A reply in Slack: a ready reply, a look at the draft, a colleague's eyes; and an individual case."""

from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, Office, everything_of


def test_a_reply_from_ready_reply_to_second_reader_to_answered(office: Office) -> None:
    """U14: everything in windows of one's own; the draft is in no message."""
    office.workspace.click(ANNA, office.home(ANNA), "svarsvakt.ready_reply")
    office.workspace.submit(
        ANNA, office.modal(ANNA), {"title": "Öppettider", "text": "Hej {namn}! Vi öppnar kl. 10. {signatur}"}
    )
    number, card = office.shown("När öppnar ni?")
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")
    office.workspace.click(ANNA, office.card(number), "svarsvakt.reply", str(number))
    form = office.modal(ANNA)
    ready = next(block for block in form["blocks"] if block.get("block_id") == "ready")
    chosen = ready["element"]["options"][0]["value"]
    office.workspace.click(ANNA, form, "svarsvakt.value", chosen, block_id="ready")
    office.workspace.wait_until(
        lambda: "Hej Kim! Vi öppnar kl. 10. /Anna" in everything_of(office.modal(ANNA))
    )
    office.workspace.submit(ANNA, office.modal(ANNA), {"then": "check"})
    office.workspace.wait_until(lambda: "inget att anmärka" in everything_of(office.modal(ANNA)))
    office.workspace.submit(ANNA, office.modal(ANNA), {"then": "read"})
    asked = office.said_directly(BO, "vill gärna att du läser ett utkast")
    assert "kl. 10" not in asked
    office.card_says(number, "väntar på att en kollega läser")
    message = office.workspace.messages(BO)[-1]
    office.workspace.click(BO, message, "svarsvakt.read", str(number))
    office.workspace.submit(BO, office.modal(BO), {"verdict": "approved"})
    office.said_directly(ANNA, "klart att lägga ut")
    message = office.workspace.messages(ANNA)[-1]
    office.workspace.click(ANNA, message, "svarsvakt.reply", str(number))
    office.workspace.submit(ANNA, office.modal(ANNA), {"then": "answered"})
    office.card_says(number, "Markerad som besvarad av Anna")
    assert office.comment(number).state is CommentState.ANSWERED


def test_an_individual_case_is_blanked_confirmed_and_handed_over(office: Office) -> None:
    """U10, U18."""
    number, card = office.shown("Min son Elis blir slagen varje dag", url="https://www.facebook.example/k/9")
    office.workspace.click(ANNA, card, "svarsvakt.individual", str(number))
    assert "/Anna" in everything_of(office.modal(ANNA))
    answer = {"out": ["out"], "whom": "rektor Ek", "registrar": "yes"}
    office.workspace.submit(ANNA, office.modal(ANNA), answer)
    office.card_says(number, "överlämnad till rektor Ek")
    said = everything_of(office.card(number))
    assert "Kim" not in said
    assert "Elis" not in said
    assert "https://www.facebook.example/k/9" in said
    assert office.comment(number).state is CommentState.ACKNOWLEDGED


def test_a_draft_whose_reader_goes_home_ill_is_read_by_another_and_the_writer_hears(office: Office) -> None:
    """U14: nothing waits in silence."""
    number, card = office.shown("När öppnar ni?")
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")
    office.workspace.click(ANNA, office.card(number), "svarsvakt.reply", str(number))
    text = {"text": "Hej! Vi öppnar kl. 10. /Anna", "then": "read"}
    office.workspace.submit(ANNA, office.modal(ANNA), text)
    office.said_directly(BO, "vill gärna att du läser ett utkast")
    office.slash(BO, "borta idag")
    office.tick()
    office.said_directly(CECILIA, "vill gärna att du läser ett utkast")
    office.said_directly(ANNA, "Cecilia är tillfrågad i stället")
