"""The outbox's messages in Teams, sent to a local Bot Connector over real HTTP."""

import json
from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest

from bot.sandbox.faults import Fault
from bot.teams import turned_up
from bot.teams.connector import Connector
from bot.teams.pace import AT_ONCE
from db import conversations, outbox
from db.models import conversations as conversation_table
from db.outbox import NewNotice
from db.words import NoticeKind, NoticeState
from handlers.content import CardContent
from scheduler import unit_notices
from scheduler.claiming import Claimed, claim
from scheduler.port import CannotTell, Outgoing, SendError, Unclear
from tests.stories.desk import at
from tests.teams.cards.filled_in import buttons
from tests.teams.sending.conftest import ANNA, BO, CHANNEL_ID, Office, chat_over

TWO = "2026-11-24 14:00"
LEASE = timedelta(seconds=150)


def outgoing(office: Office, when: str) -> Outgoing:
    """The next message that leaves."""
    with office.store.write() as tx:
        claimed = claim(tx, office.desk.book, owner="test", lease=LEASE, now=at(when), pace=timedelta(0))
    assert isinstance(claimed, Claimed)
    return claimed.outgoing


def delivered(office: Office, when: str) -> None:
    worker = office.desk.worker(lease=LEASE, pace=timedelta(0))
    while worker.deliver_one(at(when)):
        pass


def data_of(value: Any) -> list[dict[str, Any]]:
    """What every button of a card asks for."""
    return [one["data"] for one in buttons(value)]


def test_a_comments_card_stands_in_the_units_channel_and_is_brought_up_to_date_in_place(
    office: Office,
) -> None:
    (number,) = office.desk.receive(TWO)
    delivered(office, TWO)
    (posted,) = office.service.posted(CHANNEL_ID)
    assert posted.card["type"] == "AdaptiveCard"
    assert {"act": "claim", "value": str(number), "m": f"card:{number}:1#1"} in data_of(posted.card)
    office.desk.claim(number, "2026-11-24 14:05", office.newsroom.anna)
    delivered(office, "2026-11-24 14:05")
    (again,) = office.service.posted(CHANNEL_ID)
    assert (again.id, again.changes) == (posted.id, 1)
    assert "Anna" in json.dumps(again.card, ensure_ascii=False)


def test_everybody_in_the_unit_who_is_known_there_sees_the_card_as_it_is_when_she_looks(
    office: Office,
) -> None:
    (number,) = office.desk.receive(TWO)
    delivered(office, TWO)
    (posted,) = office.service.posted(CHANNEL_ID)
    assert posted.card["refresh"]["userIds"] == [ANNA.id]  # Bo has never written to the bot
    assert posted.card["refresh"]["action"]["data"] == {"act": "look_again", "m": f"card:{number}:1#1"}


def test_a_warning_calls_by_teams_own_ids_and_goes_into_the_cards_thread(office: Office) -> None:
    """The ladder's first step names who is on duty; in Slack the same people have other ids."""
    (number,) = office.desk.receive("2026-11-23 15:00")
    delivered(office, "2026-11-23 15:00")
    office.desk.tick(at("2026-11-24 13:30"))
    delivered(office, "2026-11-24 13:30")
    card, *rest = office.service.posted(CHANNEL_ID)
    warning = next(one for one in rest if one.conversation == f"{CHANNEL_ID};messageid={card.id}")
    entities = warning.card["msteams"]["entities"]
    assert {one["mentioned"]["id"] for one in entities} == {ANNA.object_id, BO.object_id}
    assert all(f"<at>{one['mentioned']['name']}</at>" == one["text"] for one in entities)
    assert f"rung:{number}:1:" in warning.first["channelData"]["svarsvakt"]["notices"]


def welcomed(office: Office, person_id: int, turn: int) -> None:
    """Something that is said to one person alone."""
    row = NewNotice(
        key=unit_notices.welcome_key(person_id, turn),
        kind=NoticeKind.WELCOME,
        recipient=f"person:{person_id}",
        send_at=at(TWO),
        unit_id=office.newsroom.unit.id,
        person_id=person_id,
    )
    with office.store.write() as tx:
        outbox.add(tx, [row], at(TWO))


def test_what_is_said_to_one_person_stands_in_her_own_chat_which_is_opened_once(office: Office) -> None:
    for person, turn in ((office.newsroom.anna, 1), (office.newsroom.bo, 1), (office.newsroom.bo, 2)):
        welcomed(office, person.id, turn)
    delivered(office, TWO)
    world = office.service.world
    assert [posted.conversation for posted in office.service.posted()] == [
        world.personal(ANNA).id,
        world.personal(BO).id,
        world.personal(BO).id,
    ]
    assert [call for call, _ in office.service.service.calls].count("open") == 1
    assert office.service.posted()[0].first["channelData"]["notification"] == {"alert": True}


def test_somebody_who_has_blocked_the_bot_is_written_to_through_the_operator_and_it_is_noted(
    office: Office,
) -> None:
    office.service.world.personal(ANNA).blocked = True
    welcomed(office, office.newsroom.anna.id, 1)
    delivered(office, TWO)
    said = [posted.first["channelData"]["svarsvakt"]["notices"] for posted in office.service.posted()]
    assert any(keys.startswith("operator:teams_blocked:person:") for keys in said)
    with office.store.read() as tx:
        there = conversations.with_person(tx, ANNA.object_id)
    assert there is not None
    assert there.trouble == "teams_blocked"


def test_who_is_not_known_in_teams_is_told_of_to_whoever_can_say_who_she_is(office: Office) -> None:
    welcomed(office, office.newsroom.cecilia.id, 1)
    delivered(office, TWO)
    told = next(posted for posted in office.service.posted() if "AdaptiveCard" in str(posted.now))
    assert told.first["channelData"]["svarsvakt"]["notices"].startswith("operator:teams_no_id:person:")
    assert "teams.match_email" in str(told.card)
    assert "Slack-id" not in str(told.card)


@pytest.mark.parametrize(
    ("installed", "blocked", "code"), [(False, False, "teams_not_there"), (True, True, "teams_blocked")]
)
def test_a_channel_that_takes_nothing_is_refused_for_good(
    office: Office, installed: bool, blocked: bool, code: str
) -> None:
    office.channel.installed, office.channel.blocked = installed, blocked
    office.desk.receive(TWO)
    with pytest.raises(SendError, match=code) as refused:
        office.chat.send(outgoing(office, TWO), at(TWO))
    assert refused.value.permanent


def test_a_channel_that_the_app_was_taken_out_of_is_not_even_tried(office: Office) -> None:
    office.desk.receive(TWO)
    sending = outgoing(office, TWO)
    with office.store.write() as tx:
        assert conversations.removed(tx, conversation_id=CHANNEL_ID, team_id=None, now=at(TWO)) == 1
    with pytest.raises(SendError, match="teams_not_there"):
        office.chat.send(sending, at(TWO))
    assert office.service.service.calls == []


def test_before_anybody_has_installed_the_app_everything_waits_and_nothing_dies(office: Office) -> None:
    (number,) = office.desk.receive(TWO)
    with office.store.write() as tx:
        tx.execute(conversation_table.delete())
    delivered(office, TWO)
    with office.store.read() as tx:
        row = outbox.by_key(tx, f"card:{number}:1")
    assert row is not None
    assert (row.state, row.reason) == (NoticeState.PENDING, "teams_not_installed")
    assert row.send_at == at(TWO) + timedelta(minutes=1)


@pytest.mark.parametrize("fault", [Fault.CUT_AFTER, Fault.SERVER_ERROR_AFTER, Fault.HANG_AFTER])
def test_an_answer_that_is_lost_leaves_the_message_in_doubt_and_teams_cannot_tell(
    office: Office, fault: Fault
) -> None:
    office.desk.receive(TWO)
    sending = outgoing(office, TWO)
    office.service.fail_next("send", fault)
    with closing(Connector(token=None, timeout=0.3 if fault is Fault.HANG_AFTER else 60)) as connector:
        chat = chat_over(connector, office.store, office.desk.book)
        with pytest.raises(Unclear):
            chat.send(sending, at(TWO))
    if fault is not Fault.HANG_AFTER:  # there a busy service may hear of it when we have given up already
        assert len(office.service.posted()) == 1
    assert chat.find(sending, at(TWO)) == CannotTell(ever=True)


def test_too_many_waits_as_long_as_teams_says(office: Office) -> None:
    office.desk.receive(TWO)
    office.service.fail_next("send", Fault.RATELIMITED, retry_after=7)
    with pytest.raises(SendError) as refused:
        office.chat.send(outgoing(office, TWO), at(TWO))
    assert refused.value.retry_after == timedelta(seconds=7)


def test_what_would_be_too_much_for_teams_waits_by_itself_and_nothing_is_asked(office: Office) -> None:
    office.desk.receive(TWO)
    sending = outgoing(office, TWO)
    office.service.limit_rates()
    for _ in range(AT_ONCE):
        office.chat.send(sending, at(TWO))
    with pytest.raises(SendError) as refused:
        office.chat.send(sending, at(TWO))
    assert (refused.value.code, refused.value.retry_after) == ("paced", timedelta(milliseconds=2_100))
    assert len(office.service.service.calls) == AT_ONCE


def test_a_thread_whose_first_message_is_gone_is_followed_by_one_in_the_channel(office: Office) -> None:
    office.desk.receive("2026-11-23 15:00")
    delivered(office, "2026-11-23 15:00")
    (card,) = office.service.posted()
    card.deleted = True
    office.desk.tick(at("2026-11-24 13:30"))
    sending = outgoing(office, "2026-11-24 13:30")
    assert sending.thread is not None
    assert office.chat.send(sending, at("2026-11-24 13:30")).channel == CHANNEL_ID


def test_a_card_that_teams_takes_offence_at_is_said_in_words(office: Office) -> None:
    office.desk.receive(TWO)
    office.service.service.refuse_cards = True
    office.chat.send(outgoing(office, TWO), at(TWO))
    (posted,) = office.service.posted()
    assert "attachments" not in posted.first
    assert "Kulturskolans Facebook" in posted.first["text"]


def test_what_is_told_again_says_so_whatever_it_is(office: Office) -> None:
    office.desk.receive(TWO)
    office.service.fail_next("send", Fault.CUT_AFTER)
    worker = office.desk.worker(lease=LEASE, pace=timedelta(0))
    for when in (at(TWO), at(TWO) + LEASE):
        while worker.deliver_one(when):
            pass
    first, second = office.service.posted()
    doubt = "Du kan ha fått det här förut"
    assert doubt not in json.dumps(first.card, ensure_ascii=False)
    assert doubt in json.dumps(second.card, ensure_ascii=False)


def test_a_press_in_a_message_in_doubt_settles_it_and_one_from_elsewhere_does_not(office: Office) -> None:
    (number,) = office.desk.receive(TWO)
    office.service.fail_next("send", Fault.CUT_AFTER)
    delivered(office, TWO)
    (posted,) = office.service.posted()
    data = next(each for each in data_of(posted.card) if each["act"] == "claim")
    place = {"operator_channel": None, "now": at("2026-11-24 14:01")}
    with office.store.write() as tx:
        elsewhere = office.service.world.personal(ANNA).id
        assert not turned_up.settle(tx, data, conversation=elsewhere, reference="9", **place)
        here = f"{CHANNEL_ID};messageid={posted.id}"
        assert turned_up.settle(tx, data, conversation=here, reference=posted.id, **place)
    with office.store.read() as tx:
        row = outbox.by_key(tx, f"card:{number}:1")
        anew = turned_up.anew(tx, office.desk.book, data, conversation=here, now=at(TWO))
        stranger = turned_up.anew(tx, office.desk.book, data, conversation=elsewhere, now=at(TWO))
    assert row is not None
    assert row.state is NoticeState.SENT
    assert anew is not None
    assert isinstance(anew[1], CardContent)
    assert stranger is None
    delivered(office, "2026-11-24 14:30")
    (again,) = office.service.posted()
    assert again.changes == 1, "what changed while nobody knew of it is brought up to date"


def test_a_press_in_a_channels_post_names_the_channel_and_one_in_a_reply_the_thread() -> None:
    root, reply = f"{CHANNEL_ID};messageid=17", "18"
    assert turned_up.place(root, "17").channel == CHANNEL_ID
    assert turned_up.place(root, reply).channel == root
    assert turned_up.place("a:anna", "19").channel == "a:anna"
