"""Where the bot may write changes: it is put into a team, taken out again, a channel ends."""

from typing import Any

import pytest

from bot.teams import places
from bot.teams.shapes import activity_in
from db import conversations, outbox
from tests.stories.desk import at
from tests.teams.sending.conftest import ANNA, CHANNEL_ID, Office

NOW = at("2026-11-24 14:00")
TEAM = "19:team@thread.tacv2"
TAKEN_OUT: list[dict[str, Any]] = [
    {"type": "installationUpdate", "action": "remove"},
    {
        "type": "conversationUpdate",
        "channelData": {"eventType": "channelDeleted", "channel": {"id": CHANNEL_ID}},
    },
    {"type": "conversationUpdate", "membersRemoved": [{"id": "28:svarsvakt"}]},
]


def told(office: Office, **event: Any) -> None:
    world = office.service.world
    event["channelData"] = {
        "tenant": {"id": world.tenant_id},
        "team": {"id": TEAM},
        **event.get("channelData", {}),
    }
    activity = activity_in(
        {
            "id": "1",
            "channelId": "msteams",
            "serviceUrl": office.service.url,
            "from": {"id": ANNA.id, "aadObjectId": ANNA.object_id},
            "recipient": {"id": world.bot_id},
            "conversation": {"id": CHANNEL_ID, "conversationType": "channel", "isGroup": True},
            **event,
        }
    )
    with office.store.write() as tx:
        places.told(tx, activity, NOW)


@pytest.mark.parametrize("event", TAKEN_OUT)
def test_who_runs_it_hears_at_once_that_a_unit_has_lost_its_channel(
    office: Office, event: dict[str, Any]
) -> None:
    told(office, **event)
    with office.store.read() as tx:
        there = conversations.get(tx, CHANNEL_ID)
        (heard,) = outbox.listed(tx)
    assert there is not None
    assert not there.installed
    assert heard.recipient == "operator"
    assert heard.detail == f"teams_not_there unit:{office.newsroom.unit.id}"


def test_put_back_it_is_as_before(office: Office) -> None:
    told(office, type="installationUpdate", action="remove")
    told(office, type="installationUpdate", action="add")
    with office.store.read() as tx:
        there = conversations.get(tx, CHANNEL_ID)
    assert there is not None
    assert (there.installed, there.service_url, there.team_id) == (True, office.service.url, TEAM)


def test_a_channel_does_not_become_somebodys_own_chat_whatever_an_event_says(office: Office) -> None:
    """What is said to her alone would stand there before everybody."""
    own = {"id": CHANNEL_ID, "conversationType": "personal"}
    told(office, type="installationUpdate", action="add", conversation=own)
    with office.store.read() as tx:
        there = conversations.get(tx, CHANNEL_ID)
        hers = conversations.with_person(tx, ANNA.object_id)
    assert there is not None
    assert (there.kind, there.person_key) == ("channel", None)
    assert hers is not None
    assert hers.id != CHANNEL_ID
