"""What goes wrong in Slack alone: its history, its channels, its people, its lines, its windows."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.sandbox.example import EXAMPLE
from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, Office, everything_of


def posts(office: Office, holds: str, channel: str = CHANNEL) -> int:
    """How many messages of the bot's hold this."""
    return sum(holds in everything_of(message) for message in office.workspace.messages(channel))


@pytest.mark.parametrize("kind", ["cut_after", "server_error_after"])
def test_a_card_of_which_nobody_knows_whether_it_came_comes_once(office: Office, kind: str) -> None:
    """Slack has a history to look in; Teams has none."""
    office.workspace.fail_next("chat.postMessage", kind)
    (number,) = office.hand_in("När öppnar ni?")
    office.wait_until(lambda: not office.workspace.state.faults.planned)
    office.tick()
    assert not office.unsettled()
    assert posts(office, f"Kommentar {number} på") == 1


# Slack says which of these it is; in Teams a bot that is not there is not there.


def test_where_the_bot_is_not_invited_the_next_in_line_is_told_how_to_mend_it(
    offices: Callable[..., Office],
) -> None:
    office = offices(channel="C-UTAN-BOT")
    office.hand_in("När öppnar ni?")
    office.run_until(lambda: posts(office, "/invite", "C-ALLMANT"))
    assert office.comments()[0].state is CommentState.NEW


def test_a_deleted_channel_is_told_of_and_the_comment_reaches_somebody(
    offices: Callable[..., Office],
) -> None:
    office = offices(channel="C-BORTA")
    office.hand_in("När öppnar ni?")
    office.run_until(lambda: posts(office, "Kultur", "C-ALLMANT"))
    office.run_until(
        lambda: posts(office, "När öppnar ni?", CECILIA) or posts(office, "Kommentar 1", CECILIA)
    )


def test_an_archived_channel_is_told_of(offices: Callable[..., Office]) -> None:
    office = offices(channel="C-ARKIV")
    office.hand_in("När öppnar ni?")
    office.run_until(lambda: posts(office, "arkiverad", "C-ALLMANT"))


def test_a_command_gets_its_answer_while_slacks_api_is_silent(office: Office) -> None:
    """It goes back with Slack's own request; in Teams an answer to words is a message that the bot sends."""
    number, _ = office.shown()
    office.workspace.fail_next("*", "server_error", times=50)
    seen = office.slash(ANNA, f"ta {number}")
    assert seen.acknowledged
    assert "/Anna" in seen.text
    office.workspace.behave()
    assert office.comment(number).state is CommentState.CLAIMED


@pytest.mark.parametrize("mode", ["socket"], indirect=True)
def test_a_dropped_line_is_taken_up_again(office: Office) -> None:
    """Teams has no line of its own: it knocks at the bot's door."""
    office.workspace.lose_sockets("refresh")
    office.workspace.wait_until(lambda: office.workspace.state.outbound.connections() >= 1)
    office.workspace.wait_until(lambda: office.running.socket and office.running.socket.connected)
    assert "väntar" in office.slash(ANNA, "status").text


def test_a_person_whose_slack_id_is_wrong_does_not_stop_the_others(offices: Callable[..., Office]) -> None:
    """A card in Teams that calls somebody who is gone is taken all the same."""
    gone = tuple(replace(user, deleted=user.id == BO) for user in EXAMPLE.users)
    office = offices(layout=replace(EXAMPLE, users=gone))
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")


def test_a_modal_that_opens_too_late_offers_a_button_instead(office: Office) -> None:
    """Slack opens a window within three seconds or not at all; in Teams a form is a message."""
    number, card = office.shown()
    office.workspace.fail_next("views.open", "error", error="expired_trigger_id")
    office.workspace.click(ANNA, card, "svarsvakt.more", f"hide:{number}")
    office.told(ANNA, holds="Jag har dolt den")
    offered = office.workspace.ephemerals(ANNA, CHANNEL)[-1]
    office.workspace.click(ANNA, offered, "svarsvakt.form", f"hide:{number}")
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "spam"})
    office.card_says(number, "Dold")
