"""Windows in Teams: "Lägg till i Svarsvakt" on any message, and a form that opens in a window of its own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.sandbox.faults import Fault
from bot.teams.cards import forms
from bot.teams.dialogs import read
from bot.texts import texts
from db import outbox
from db.words import CommentState, NoticeState
from handlers.outcome import Said, Say
from tests.teams.cards.adaptive import problems, things
from tests.teams.cards.filled_in import buttons
from tests.teams.hearing.conftest import House
from tests.teams.sending.conftest import ANNA

TEN = "2026-11-24 10:00"
SV = texts("sv", "teams")
PAYLOAD = {
    "id": "1763970000000",
    "createdDateTime": "2026-11-24T08:41:27.123Z",
    "body": {
        "contentType": "html",
        "content": "<div><p>När <b>öppnar</b> ni p&aring; l&ouml;rdag?</p>"
        '<a href="https://www.facebook.com/kulturskolan.example/posts/7?a=1&amp;b=2">länk</a></div>',
    },
}


def asks(house: House, name: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """What goes back with such a request of Anna's, in the channel."""
    activity = house.service._around(house.channel, ANNA)
    made = activity | {"type": "invoke", "name": name, "value": dict(value)}
    answer: httpx.Response = house.http.post(house.url, json=made)
    assert answer.status_code == 200
    return dict(answer.json()) if answer.content else {}


def window(reply: Mapping[str, Any]) -> dict[str, Any]:
    """The card in the window that opens or goes on; one that a window takes."""
    task = reply["task"]
    assert task["type"] == "continue", task
    card: dict[str, Any] = task["value"]["card"]["content"]
    assert problems(card) == ()
    assert not [one for one in things(card) if one.get("type") == "Action.Execute"]
    return card


def data_of(card: Mapping[str, Any], act: str) -> dict[str, Any]:
    """What a window's button sends, with what stands in the fields."""
    data = next(
        one["data"]
        for one in things(card)
        if one.get("type") == "Action.Submit" and one["data"]["act"] == act
    )
    fields = {
        one["id"]: one.get("value", "") for one in things(card) if str(one.get("type")).startswith("Input.")
    }
    return {**data, **fields}


def test_a_message_becomes_a_comment_after_a_look_at_the_form(house: House) -> None:
    house.at(TEN)
    card = window(asks(house, "composeExtension/fetchTask", {"messagePayload": PAYLOAD}))
    data = data_of(card, forms.SEND)
    assert data["f_text"] == "När öppnar ni på lördag?\nlänk"
    assert data["f_url"] == "https://www.facebook.com/kulturskolan.example/posts/7?a=1&b=2"
    assert (data["f_written_at"], data["f_written_at_time"]) == ("2026-11-24", "09:41")
    facebook = house.newsroom.facebook.slug
    done = asks(house, "composeExtension/submitAction", {"data": {**data, "f_account": facebook}})
    assert done["task"]["type"] == "message"
    assert house.comment(1).text == "När öppnar ni på lördag?\nlänk"


def test_a_fault_keeps_the_window_open_with_all_that_was_written(house: House) -> None:
    house.at(TEN)
    card = window(asks(house, "composeExtension/fetchTask", {"messagePayload": PAYLOAD}))
    data = data_of(card, forms.SEND) | {"f_account": house.newsroom.facebook.slug, "f_url": "ingen länk"}
    again = window(asks(house, "composeExtension/submitAction", {"data": data}))
    assert SV.say(Say(said=Said.LINK_UNCLEAR)) in str(again)
    assert data_of(again, forms.SEND)["f_text"] == "När öppnar ni på lördag?\nlänk"


def test_a_form_opens_in_a_window_and_closes_with_what_came_of_it(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    asked = {"data": {"act": "refer", "value": str(number)}}
    card = window(asks(house, "task/fetch", asked))
    done = asks(house, "task/submit", {"data": data_of(card, forms.SEND) | {"f_whom": "Museet"}})
    assert done["task"] == {
        "type": "message",
        "value": SV.say(Say(said=Said.REFERRED, number=number, text="Museet")),
    }
    assert house.comment(number).state is CommentState.REFERRED


def fetched(house: House, act: str, number: int) -> dict[str, Any]:
    """What stands in the window that Anna's press in the comment's card in the channel opens."""
    card = house.told(house.channel)[0]
    data = next(one["data"] for one in buttons(card.card) if one["data"]["act"] == act)
    assert (data["value"], data["msteams"]) == (str(number), {"type": "task/fetch"})
    return dict(house.service.opens(ANNA, card, data).json())


def test_a_card_in_a_channel_opens_its_forms_in_windows_and_nothing_is_said_elsewhere(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    data = data_of(window(fetched(house, "hide", number)), forms.SEND)
    again = window(asks(house, "task/submit", {"data": {**data, "f_ground": ""}}))
    assert SV.say(Say(said=Said.GROUND_MISSING)) in str(again)
    done = asks(house, "task/submit", {"data": {**data, "f_ground": "threat"}})
    assert (done["task"]["type"], house.comment(number).state) == ("message", CommentState.HIDDEN)
    assert house.told(house.own_chat()) == []
    assert len(house.told(house.channel)) == 1


def test_the_whole_of_a_comment_is_read_in_a_window_and_what_can_be_done_is_done_there(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    shown = window(fetched(house, "show", number))
    data = next(one["data"] for one in buttons(shown) if one["data"]["act"] == "claim")
    done = asks(house, "task/submit", {"data": data})
    assert "/Anna" in done["task"]["value"]
    assert house.comment(number).state is CommentState.CLAIMED
    refer = next(one["data"] for one in buttons(shown) if one["data"]["act"] == "refer")
    assert data_of(window(asks(house, "task/submit", {"data": refer})), forms.SEND)["number"] == number
    assert house.told(house.own_chat()) == []


def test_a_window_that_opens_settles_whether_its_message_came(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.service.fail_next("send", Fault.CUT_AFTER)
    house.at(TEN)
    fetched(house, "hide", number)
    with house.store.read() as tx:
        row = outbox.by_key(tx, f"card:{number}:1")
    assert row is not None
    assert row.state is NoticeState.SENT


def test_what_opens_no_form_is_said_in_the_window(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    asks(house, "task/fetch", {"data": {"act": "no_reply", "value": str(number)}})
    refused = asks(house, "task/fetch", {"data": {"act": "refer", "value": str(number)}})
    assert refused["task"]["type"] == "message"
    assert "redan" in refused["task"]["value"]


def test_a_window_put_away_closes(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    card = window(asks(house, "task/fetch", {"data": {"act": "refer", "value": str(number)}}))
    assert asks(house, "task/submit", {"data": data_of(card, forms.CLOSE)}) == {}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("task/fetch", {}),
        ("task/fetch", {"data": {"act": "refer", "value": "x"}}),
        ("task/submit", {"data": {"act": "form", "form": "nothing"}}),
        ("task/submit", {"data": {"act": "spell", "value": "1"}}),
        ("composeExtension/fetchTask", {}),
        ("composeExtension/fetchTask", {"messagePayload": {"body": None}}),
        ("composeExtension/submitAction", {"data": ["x"]}),
    ],
)
def test_what_is_none_of_ours_is_told_so(house: House, name: str, value: dict[str, Any]) -> None:
    assert asks(house, name, value)["task"] == {"type": "message", "value": SV.teams.no_such_button()}


def test_a_message_is_read_as_its_author_saw_it() -> None:
    said = read({"body": {"contentType": "text", "content": " Hej <b> https://a.example/x "}})
    assert (said.text, said.url, said.written) == ("Hej <b> https://a.example/x", "https://a.example/x", None)
    when = read({"body": {"content": "Hej"}, "createdDateTime": "2026-11-24T09:41:27+01:00"}).written
    assert when is not None
    assert when.astimezone(UTC) == datetime(2026, 11, 24, 8, 41, tzinfo=UTC)
    for odd in ("igår", "2026-11-24T09:41:27", 7, None):
        assert read({"body": {"content": "Hej"}, "createdDateTime": odd}).written is None


@pytest.mark.parametrize("when", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_message_of_no_year_that_can_be_opens_the_form_with_now(house: House, when: str) -> None:
    house.at(TEN)
    asked = {"messagePayload": {**PAYLOAD, "createdDateTime": when}}
    card = window(asks(house, "composeExtension/fetchTask", asked))
    assert data_of(card, forms.SEND)["f_written_at"] == "2026-11-24"
