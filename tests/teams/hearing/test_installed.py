"""Where the bot is put it says who it is and what to do next: once, whatever Teams sends again."""

import json
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.sandbox.teams.world import Chat, TeamsUser
from db import conversations
from db.models import notices, people, units
from db.words import NoticeState
from tests.teams.hearing.conftest import House
from tests.teams.sending.conftest import ANNA, BO, CHANNEL_ID

TEN, ELEVEN, A_DAY_LATER = "2026-11-23 10:00", "2026-11-23 11:00", "2026-11-24 10:00"
TEAM = "19:team@thread.tacv2"
DORA = TeamsUser(
    id="29:1dora",
    object_id="aaaaaaaa-0000-4000-8000-000000000004",
    name="Dora Dal",
    email="dora@example.org",
)


def told(house: House, chat: Chat, when: str = TEN) -> list[str]:
    """All that stands in a chat once everything due is said."""
    house.at(when)
    return [json.dumps(posted.now, ensure_ascii=False) for posted in house.told(chat)]


def event(house: House, chat: Chat, by: TeamsUser = ANNA, **said: Any) -> None:
    """Something else that Teams tells of a conversation."""
    activity = {**house.service._around(chat, by), "type": "conversationUpdate"}
    activity["channelData"] |= said.pop("channelData", {})
    assert house.http.post(house.url, json=activity | said).status_code == 200


def test_who_adds_it_to_her_own_chat_is_greeted_by_name_and_told_what_to_do_next(house: House) -> None:
    house.service.installs(house.own_chat(), by=ANNA)
    (greeting,) = told(house, house.own_chat())
    assert "Hej Anna! Jag är Svarsvakt." in greeting
    assert "”mitt”" in greeting
    assert "”övning”" in greeting


def test_both_events_of_one_installation_and_what_is_sent_again_are_greeted_once(house: House) -> None:
    house.service.installs(house.own_chat(), by=ANNA)
    bot = {"id": house.service.world.bot_id}
    event(house, house.own_chat(), membersAdded=[{"id": ANNA.id}, bot])
    house.service.installs(house.own_chat(), by=ANNA)
    assert len(told(house, house.own_chat())) == 1
    event(house, house.own_chat(), membersAdded=[bot])
    assert len(told(house, house.own_chat(), ELEVEN)) == 1


def test_taken_away_and_added_again_it_greets_again(house: House) -> None:
    for action in ("add", "remove", "add", "add"):
        house.service.installs(house.own_chat(), by=ANNA, action=action)
    house.service.world.personal(ANNA).installed = True
    assert len(told(house, house.own_chat())) == 2


def test_somebody_unknown_is_told_whom_to_ask_in_the_language_of_her_own_teams(house: House) -> None:
    house.service.world.add_user(DORA)
    hers = house.service.world.personal(DORA)
    event(house, hers, DORA, type="installationUpdate", action="add", locale="en-GB")
    (greeting,) = told(house, hers)
    assert "Hi! I am Svarsvakt." in greeting
    assert "ask a supervisor to add you" in greeting


def test_somebody_whose_address_is_known_is_greeted_by_name(house: House) -> None:
    with house.store.write() as tx:
        cecilia = house.newsroom.cecilia.id
        tx.execute(update(people).where(people.c.id == cecilia).values(email=DORA.email))
    house.service.world.add_user(DORA)
    hers = house.service.world.personal(DORA)
    house.service.installs(hers, by=DORA)
    (greeting,) = told(house, hers)
    assert "Hej Cecilia! Jag är Svarsvakt." in greeting
    assert f"Du är kommunikationsansvarig för {house.newsroom.unit.name}" in greeting


def test_a_units_channel_is_greeted_as_the_unit(house: House) -> None:
    house.service.installs(house.channel, by=ANNA)
    (greeting,) = told(house, house.channel)
    assert f"Hej {house.newsroom.unit.name}! Jag är Svarsvakt." in greeting
    assert "Jag tar den" in greeting


def test_a_units_channel_is_greeted_in_the_units_language(house: House) -> None:
    with house.store.write() as tx:
        tx.execute(update(units).values(language="en"))
    house.service.installs(house.channel, by=ANNA)
    (greeting,) = told(house, house.channel)
    assert "I’ll take it" in greeting


def test_a_channel_of_no_unit_is_told_its_id_which_whoever_sets_it_up_needs(house: House) -> None:
    channel = house.service.world.add_channel("19:nytt@thread.tacv2", team=TEAM, name="Nytt")
    house.service.installs(channel, by=ANNA)
    (greeting,) = told(house, channel)
    assert "Ingen enhet hör till den här kanalen" in greeting
    assert "19:nytt@thread.tacv2" in greeting


def test_the_operators_channel_is_told_what_it_is_for(house: House) -> None:
    with house.store.write() as tx:
        tx.execute(update(units).values(channel="19:annan@thread.tacv2"))
    house.service.installs(house.channel, by=ANNA)
    (greeting,) = told(house, house.channel)
    assert "när något behöver lagas" in greeting
    assert "Ingen enhet hör till den här kanalen" not in greeting


def test_a_colleague_who_joins_the_team_and_a_new_channel_are_not_greeted(house: House) -> None:
    event(house, house.channel, membersAdded=[{"id": BO.id}])
    event(house, house.channel, channelData={"eventType": "channelCreated", "channel": {"id": "19:annan"}})
    assert told(house, house.channel) == []


def test_a_greeting_that_is_refused_goes_to_nobody_else(house: House) -> None:
    house.service.installs(house.own_chat(), by=ANNA)
    house.own_chat().blocked = True
    house.at(TEN)
    assert house.service.posted() == []
    with house.store.read() as tx:
        states = tx.execute(select(notices.c.state)).scalars().all()
    assert states == [NoticeState.DEAD]


def test_what_could_not_be_said_for_a_day_is_no_greeting_any_more(house: House) -> None:
    house.service.installs(house.own_chat(), by=ANNA)
    assert told(house, house.own_chat(), A_DAY_LATER) == []


@pytest.mark.parametrize("back", ["teamUnarchived", "teamRestored"])
def test_a_team_that_comes_back_brings_all_its_channels(house: House, back: str) -> None:
    gone = back.replace("Unarchived", "Archived").replace("Restored", "Deleted")
    general = house.service.world.add_channel(TEAM, team=TEAM, name="General")
    event(house, house.channel, channelData={"eventType": "channelRenamed"})  # it is known to be the team's
    for each in (gone, back):
        event(house, general, channelData={"eventType": each})
    with house.store.read() as tx:
        there = conversations.get(tx, CHANNEL_ID)
    assert there is not None
    assert there.installed


def test_a_channel_that_is_restored_is_written_to_again(house: House) -> None:
    general = house.service.world.add_channel(TEAM, team=TEAM, name="General")
    for each in ("channelDeleted", "channelRestored"):
        about = {"eventType": each, "channel": {"id": CHANNEL_ID, "name": "Kultur"}}
        event(house, general, channelData=about)
    with house.store.read() as tx:
        there, team = conversations.get(tx, CHANNEL_ID), conversations.get(tx, TEAM)
    assert there is not None
    assert there.installed
    assert team is not None
    assert team.name != "Kultur"  # the event is told in the team's first channel


def test_added_to_a_team_again_it_is_in_all_of_that_teams_channels(house: House) -> None:
    other = house.service.world.add_channel("19:nytt@thread.tacv2", team=TEAM, name="Nytt")
    event(house, house.channel, channelData={"eventType": "channelRenamed"})
    house.service.installs(other, by=ANNA, action="remove")
    with house.store.read() as tx:
        gone = conversations.get(tx, CHANNEL_ID)
    assert gone is not None
    assert not gone.installed
    house.service.installs(other, by=ANNA)
    with house.store.read() as tx:
        there = conversations.get(tx, CHANNEL_ID)
    assert there is not None
    assert there.installed
