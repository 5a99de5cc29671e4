"""The same press at the same moment, by one or by two people; a card on its way when the app is taken out."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import httpx
from sqlalchemy import select

from bot.sandbox.teams.world import TeamsUser
from db.models import events
from db.words import CommentState, EventAction
from tests.teams.hearing.conftest import House
from tests.teams.hearing.test_a_comments_day import TEN, reply
from tests.teams.sending.conftest import ANNA, BO
from tests.teams.sending.test_sender import data_of

SEVERAL = 6


def at_once(calls: list[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    """All of them, begun together."""
    ready = Barrier(len(calls))

    def called(call: Callable[[], httpx.Response]) -> httpx.Response:
        ready.wait(60)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(called, calls))


def pressed(
    house: House, who: TeamsUser, data: dict[str, Any], delivery: str
) -> Callable[[], httpx.Response]:
    (card,) = house.told(house.channel)
    value = {"action": {"type": "Action.Execute", "verb": "svarsvakt", "data": data}, "trigger": "manual"}
    activity = house.service._around(house.channel, who, card.id) | {
        "type": "invoke", "name": "adaptiveCard/action", "replyToId": card.id, "id": delivery, "value": value,
    }  # fmt: skip
    return lambda: house.http.post(house.url, json=activity)


def done(house: House, number: int) -> list[tuple[EventAction, int | None]]:
    with house.store.read() as tx:
        asked = select(events.c.action, events.c.person_id).where(events.c.comment_id == number)
        return [(row.action, row.person_id) for row in tx.execute(asked.order_by(events.c.id))]


def test_the_same_press_delivered_again_and_again_at_once_is_done_once(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    press = pressed(house, ANNA, {"act": "claim", "value": str(number)}, "f:1")
    said = [reply(answer)[1] for answer in at_once([press] * SEVERAL)]
    assert sum("/Anna" in each for each in said) == 1
    assert sum("redan" in each for each in said) == SEVERAL - 1
    assert [action for action, _ in done(house, number)] == [EventAction.CLAIMED]


def test_of_two_who_press_at_once_one_has_it_and_the_other_is_told_who(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    data = {"act": "claim", "value": str(number)}
    said = [reply(each)[1] for each in at_once([pressed(house, who, data, who.id) for who in (ANNA, BO)])]
    ((_, first),) = done(house, number)
    winner, other = ("Anna", 1) if first == house.newsroom.anna.id else ("Bo", 0)
    assert f"/{winner}" in said[1 - other]
    assert winner in said[other]
    assert house.comment(number).state is CommentState.CLAIMED


def test_a_card_on_its_way_when_the_app_is_taken_out_goes_nowhere_and_the_next_one_comes(
    house: House,
) -> None:
    house.desk.receive(TEN)
    house.service.installs(house.channel, by=ANNA, action="remove")
    house.at(TEN)
    assert house.told(house.channel) == []
    house.service.installs(house.channel, by=ANNA, action="add")
    (number,) = house.desk.receive("2026-11-24 10:05")
    house.at("2026-11-24 10:05")
    asked = [data for posted in house.told(house.channel) for data in data_of(posted.card)]
    assert str(number) in {data["value"] for data in asked if data["act"] == "claim"}
