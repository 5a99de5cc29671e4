"""What is Slack's own way of showing things; everything else is told in both chats."""

from datetime import UTC, datetime

import pytest

from tests.contract.office import ANNA, CECILIA, Office, everything_of

MONDAY_NOON = datetime(2026, 11, 30, 11, 0, 5, tzinfo=UTC)


@pytest.fixture
def mode() -> str:
    """What is shown does not hang on how it was heard: one of the two is enough here."""
    return "socket"


def test_a_card_is_the_bots_message(office: Office) -> None:
    _, card = office.shown()
    assert card["user"] == "U0SVARSVAKT"


def test_the_answer_to_an_unsigned_reply_says_that_a_direct_message_comes(office: Office) -> None:
    """In Teams both stand in the same chat."""
    number, _ = office.shown()
    seen = office.slash(ANNA, f"{number} Vi öppnar klockan tio.", command="/besvarad")
    assert "direktmeddelande" in (seen.text or everything_of(seen.messages[-1]))


def test_what_cannot_wait_is_marked_in_bold(office: Office) -> None:
    number, card = office.shown("Jag vet var du bor")
    office.workspace.click(ANNA, card, "svarsvakt.urgent", str(number))
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "threat"})
    office.card_says(number, "*Brådskande*")


def test_what_is_overdue_shows_in_the_channel_too(office: Office) -> None:
    """Slack hides a thread's replies from the channel; Teams shows them under the card."""
    _, card = office.shown()
    office.pass_to(MONDAY_NOON)
    overdue = office.reply_to(card, "skulle ha fått svar")
    assert overdue["subtype"] == "thread_broadcast", "whom nobody names must see it in the channel"


def test_without_its_picture_the_week_is_told_all_the_same(office: Office) -> None:
    """In Slack the picture is a file of its own that may fail; in Teams it is a part of the card."""
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.answer", str(number))
    office.workspace.fail_next("files.getUploadURLExternal", "error", times=5)
    office.pass_to(MONDAY_NOON)
    week = office.message("Veckan i korthet", channel=CECILIA)
    assert [block for block in week["blocks"] if block["type"] == "image"] == []


def test_the_weeks_picture_is_uploaded_once(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.answer", str(number))
    office.pass_to(MONDAY_NOON)
    office.message("Veckan i korthet", channel=CECILIA)
    assert len(office.workspace.calls("files.completeUploadExternal")) == 1
