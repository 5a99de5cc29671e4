"""Commands, direct messages, mentions, the shortcut, the App Home and rounds, heard both ways."""

import pytest

from tests.joined.conftest import Newsroom


@pytest.mark.parametrize(
    ("command", "text", "answer"),
    [
        ("/svarsvakt", "hjälp", "/svarsvakt"),
        ("/svarsvakt", "help", "/svarsvakt"),
        ("/svarsvakt", "lista", "Kommentar 1"),
        ("/svarsvakt", "LISTA alla", "Kommentar 1"),
        ("/svarsvakt", "visa 1", "När öppnar ni?"),
        ("/svarsvakt", "ta 1", "/Anna"),
        ("/svarsvakt", "varför 1", "Ett dygn senare"),
        ("/svarsvakt", "status", "väntar"),
        ("/svarsvakt", "lsita", "lista"),
        ("/svarsvakt", "ta 99", "99"),
        ("/svarsvakt", "ta elva", "elva"),
        ("/besvarad", "1", "besvarad"),
        ("/besvarad", "", "Vilken kommentar menar du"),
        ("/veckan", "", "Veckan"),
        ("/veckan", "i förrgår", "vecka"),
        ("/rundan", "", "Nästa är fredag 27 november kl. 12.30"),
    ],
)
def test_a_command_is_answered_to_its_sender_alone(
    newsroom: Newsroom, command: str, text: str, answer: str
) -> None:
    newsroom.card()
    before = len(newsroom.workspace.messages("C-KULTUR"))
    seen = newsroom.workspace.slash("U-ANNA", "C-KULTUR", command, text)
    assert seen.acknowledged
    newsroom.workspace.wait_until(lambda: answer.lower() in _everything(newsroom, "U-ANNA").lower())
    assert len(newsroom.workspace.messages("C-KULTUR")) == before, "nobody else is disturbed"


def test_the_same_words_work_in_a_direct_message_and_after_a_mention(newsroom: Newsroom) -> None:
    newsroom.card()
    newsroom.workspace.tell_bot("U-ANNA", "lista")
    newsroom.workspace.wait_until(lambda: "Kommentar 1" in str(newsroom.workspace.messages("U-ANNA")))
    newsroom.workspace.say("U-BO", "C-KULTUR", "<@U0SVARSVAKT> ta 1")
    newsroom.wait_shown("Bo har den")


def test_the_form_for_a_new_comment_puts_it_in_the_store(newsroom: Newsroom) -> None:
    newsroom.workspace.slash("U-ANNA", "C-KULTUR", "/kommentar")
    newsroom.workspace.wait_until(lambda: newsroom.workspace.modal("U-ANNA"))
    modal = newsroom.workspace.modal("U-ANNA")
    assert modal is not None
    newsroom.workspace.submit("U-ANNA", modal, {"account": "museet-instagram", "text": "Är ni öppna?"})
    newsroom.wait_shown("Är ni öppna?")


def test_the_shortcut_adds_a_message_as_a_comment(newsroom: Newsroom) -> None:
    newsroom.workspace.say("U-BO", "C-KULTUR", "En besökare skrev: finns det hiss?")
    message = newsroom.workspace.messages("C-KULTUR")[-1]
    newsroom.workspace.shortcut("U-BO", "svarsvakt.add_comment", message)
    newsroom.workspace.wait_until(lambda: newsroom.workspace.modal("U-BO"))
    modal = newsroom.workspace.modal("U-BO")
    assert modal is not None
    assert "finns det hiss?" in str(modal)


def _everything(newsroom: Newsroom, user: str) -> str:
    """All that this person alone can see: ephemerals, windows, direct messages."""
    workspace = newsroom.workspace
    return str([workspace.ephemerals(user, "C-KULTUR"), workspace.modal(user), workspace.messages(user)])
