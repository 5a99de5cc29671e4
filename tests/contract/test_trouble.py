"""What goes wrong on Slack's side or on the way: nothing is lost or doubled, who can mend it is told."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.sandbox.example import EXAMPLE
from db.words import CommentState
from tests.contract.office import ANNA, BO, CECILIA, CHANNEL, OUTSIDER, Office, everything_of


def posts(office: Office, holds: str, channel: str = CHANNEL) -> int:
    """How many messages of the bot's hold this."""
    return sum(holds in everything_of(message) for message in office.workspace.messages(channel))


@pytest.mark.parametrize(
    "kind", ["ratelimited", "server_error", "cut_before", "cut_after", "server_error_after"]
)
def test_a_card_is_shown_once_whatever_happens_on_the_way(office: Office, kind: str) -> None:
    office.workspace.fail_next("chat.postMessage", kind)
    (number,) = office.hand_in("När öppnar ni?")
    office.run_until(lambda: posts(office, f"Kommentar {number} på"))
    office.run_until(lambda: not office.unsettled())
    assert posts(office, f"Kommentar {number} på") == 1


def test_an_update_that_fails_is_made_later(office: Office) -> None:
    number, card = office.shown()
    office.workspace.fail_next("chat.update", "server_error", times=2)
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.run_until(lambda: "Anna har den" in everything_of(office.card(number)))


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


def test_the_bot_thrown_out_in_the_middle_of_the_day(office: Office) -> None:
    office.shown()
    office.workspace.remove_bot(CHANNEL)
    office.hand_in("Finns det hiss?")
    office.run_until(lambda: posts(office, "/invite", "C-ALLMANT"))


def test_an_event_that_comes_twice_acts_once(office: Office) -> None:
    number, _ = office.shown()
    office.workspace.tell_bot(ANNA, f"ta {number}")
    office.said_directly(ANNA, "/Anna")
    before = len(office.workspace.messages(ANNA))
    assert office.workspace.redeliver()
    office.workspace.tell_bot(ANNA, "status")
    office.said_directly(ANNA, "väntar")
    assert len(office.workspace.messages(ANNA)) == before + 2  # her word and its answer


def test_a_command_gets_its_answer_while_slacks_api_is_silent(office: Office) -> None:
    number, _ = office.shown()
    office.workspace.fail_next("*", "server_error", times=50)
    seen = office.slash(ANNA, f"ta {number}")
    assert seen.acknowledged
    assert "/Anna" in seen.text
    office.workspace.behave()
    assert office.comment(number).state is CommentState.CLAIMED


def test_a_restart_in_the_middle_loses_and_doubles_nothing(office: Office) -> None:
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.stop()
    office.start()
    office.card_says(number, "Anna har den")
    office.tick()
    assert posts(office, f"Kommentar {number} på") == 1


@pytest.mark.parametrize("mode", ["socket"], indirect=True)
def test_a_dropped_line_is_taken_up_again(office: Office) -> None:
    office.workspace.lose_sockets("refresh")
    office.workspace.wait_until(lambda: office.workspace.state.outbound.connections() >= 1)
    office.workspace.wait_until(lambda: office.running.socket and office.running.socket.connected)
    assert "väntar" in office.slash(ANNA, "status").text


def test_an_unknown_person_presses_a_button(office: Office) -> None:
    number, card = office.shown()
    office.workspace.state.conversation(CHANNEL).members.add(OUTSIDER)
    assert office.workspace.click(OUTSIDER, card, "svarsvakt.claim", str(number)).acknowledged
    assert "inte med i Svarsvakt" in office.told(OUTSIDER)
    assert office.comment(number).state is CommentState.NEW


def test_a_person_whose_slack_id_is_wrong_does_not_stop_the_others(offices: Callable[..., Office]) -> None:
    gone = tuple(replace(user, deleted=user.id == BO) for user in EXAMPLE.users)
    office = offices(layout=replace(EXAMPLE, users=gone))
    number, card = office.shown()
    office.workspace.click(ANNA, card, "svarsvakt.claim", str(number))
    office.card_says(number, "Anna har den")


def test_a_modal_that_opens_too_late_offers_a_button_instead(office: Office) -> None:
    number, card = office.shown()
    office.workspace.fail_next("views.open", "error", error="expired_trigger_id")
    office.workspace.click(ANNA, card, "svarsvakt.more", f"hide:{number}")
    office.told(ANNA, holds="Jag har dolt den")
    offered = office.workspace.ephemerals(ANNA, CHANNEL)[-1]
    office.workspace.click(ANNA, offered, "svarsvakt.form", f"hide:{number}")
    office.workspace.submit(ANNA, office.modal(ANNA), {"ground": "spam"})
    office.card_says(number, "Dold")


def test_blocks_that_slack_takes_offence_at_are_said_plainly(office: Office) -> None:
    office.workspace.fail_next("chat.postMessage", "error", error="invalid_blocks")
    (number,) = office.hand_in("När öppnar ni?")
    card = office.card(number)
    assert card["blocks"] == []
    assert "Svara senast" in card["text"]
