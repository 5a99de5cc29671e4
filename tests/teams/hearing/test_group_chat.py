"""A unit that works in a group chat, as one does whose channel is private: the same day, without threads."""

import json

import pytest
from sqlalchemy import update

from bot.sandbox.teams.world import Chat, Posted
from db import conversations
from db.conversations import GROUP
from db.models import units
from db.words import CommentState
from tests.stories.desk import at
from tests.teams.cards.filled_in import buttons
from tests.teams.hearing.conftest import House
from tests.teams.sending.conftest import ANNA

EDITORS = "19:redaktorerna@thread.v2"
TEN, WARNED = "2026-11-23 15:00", "2026-11-24 13:30"


@pytest.fixture
def group(house: House) -> Chat:
    """Where the unit works: Anna has added the app to it."""
    chat = house.service.world.add_group(EDITORS, name="Redaktörerna")
    with house.store.write() as tx:
        tx.execute(update(units).values(channel=EDITORS))
    house.at(TEN)
    assert house.service.installs(chat, by=ANNA).status_code == 200
    return chat


def says(posted: Posted) -> str:
    return json.dumps(posted.now, ensure_ascii=False)


def test_a_comments_day_goes_on_in_a_group_chat(house: House, group: Chat) -> None:
    with house.store.read() as tx:
        there = conversations.get(tx, EDITORS)
    assert there is not None
    assert (there.kind, there.installed) == (GROUP, True)
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    card = next(one for one in house.told(group) if f"Kommentar {number} på" in says(one))
    house.desk.tick(at(WARNED))
    house.at(WARNED)
    warning = next(one for one in house.told(group) if "<at>" in says(one))
    assert warning.conversation == EDITORS
    claim = next(one["data"] for one in buttons(card.card) if one["data"]["act"] == "claim")
    assert "/Anna" in house.service.presses(ANNA, card, claim).json()["value"]
    assert house.comment(number).state is CommentState.CLAIMED


def test_what_is_asked_in_a_group_chat_is_answered_in_her_own_and_its_forms_open_in_windows(
    house: House, group: Chat
) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    house.service.says(ANNA, "lista", group)
    assert house.told(group)[-1].now["text"] == "Jag har svarat dig i din egen chatt med mig."
    assert str(number) in says(house.told(house.own_chat())[-1])
    card = next(one for one in house.told(group) if f"Kommentar {number} på" in says(one))
    hide = next(one["data"] for one in buttons(card.card) if one["data"]["act"] == "hide")
    assert house.service.opens(ANNA, card, hide).json()["task"]["type"] == "continue"
