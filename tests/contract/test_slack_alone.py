"""What of a comment's day is Slack's own way of showing it."""

from tests.contract.office import ANNA, Office, everything_of


def test_a_card_is_the_bots_message(office: Office) -> None:
    _, card = office.shown()
    assert card["user"] == "U0SVARSVAKT"


def test_the_answer_to_an_unsigned_reply_says_that_a_direct_message_comes(office: Office) -> None:
    number, _ = office.shown()
    seen = office.slash(ANNA, f"{number} Vi öppnar klockan tio.", command="/besvarad")
    assert "direktmeddelande" in (seen.text or everything_of(seen.messages[-1]))


def test_what_cannot_wait_is_marked_in_bold(office: Office) -> None:
    number, card = office.shown("Jag vet var du bor")
    office.workspace.click(ANNA, card, "svarsvakt.urgent", str(number))
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "threat"})
    office.card_says(number, "*Brådskande*")
