"""A comment's day in Teams, over real HTTP both ways: words, buttons, forms, in a channel and in her chat."""

import json
from dataclasses import replace
from typing import Any

import httpx
from sqlalchemy import select, update

from bot.sandbox.faults import Fault
from bot.sandbox.teams.world import Posted, TeamsUser
from db import identities
from db import people as people_of
from db.models import deliveries, people
from db.words import CommentState
from tests.teams.cards.harmless import ACTS
from tests.teams.hearing.conftest import MONDAY, House
from tests.teams.sending.conftest import ANNA, BO, CHANNEL_ID
from tests.teams.sending.test_sender import data_of

TEN = "2026-11-24 10:00"
DORAS = "aaaaaaaa-0000-4000-8000-000000000009"
CECILIA = TeamsUser(
    id="29:1cecilia",
    object_id="aaaaaaaa-0000-4000-8000-000000000003",
    name="Cecilia Ceder",
    email="cecilia@example.org",
)


def words_of(posted: Posted) -> str:
    """All that a message says, to the eye."""
    return json.dumps(posted.now, ensure_ascii=False)


def reply(answer: httpx.Response) -> tuple[str, Any]:
    """What went back with a press: of which kind, and what."""
    said = answer.json()
    assert said["statusCode"] == 200
    return said["type"].rpartition(".")[2], said["value"]


def press(house: House, posted: Posted, act: str, value: str | None = None, **inputs: str) -> httpx.Response:
    """Anna presses the button that asks for `act`."""
    data = next(
        data
        for data in data_of(posted.card)
        if data.get("act") == act and (value is None or data.get("value") == value)
    )
    return house.service.presses(ANNA, posted, {**data, **inputs})


def test_a_word_in_her_own_chat_is_answered_there(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    answer = house.service.says(ANNA, "lista", house.own_chat())
    assert (answer.status_code, answer.content) == (200, b"")
    (told,) = house.told(house.own_chat())
    assert f"{number}" in words_of(told)
    assert {"act": "claim", "value": str(number)} in data_of(told.card)


def test_a_mention_in_a_channel_is_answered_in_her_own_chat_and_there_it_says_so(house: House) -> None:
    house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    house.service.says(ANNA, "lista", house.channel, thread=card.id)
    _, said = house.told(house.channel)
    assert said.conversation == f"{CHANNEL_ID};messageid={card.id}"
    assert said.now["text"] == "Jag har svarat dig i din egen chatt med mig."
    (told,) = house.told(house.own_chat())
    assert "AdaptiveCard" in words_of(told)


def test_her_own_view_asked_for_in_a_channel_is_told_of_in_her_language(house: House) -> None:
    with house.store.write() as tx:
        tx.execute(update(people).values(language="en"))
    house.service.says(ANNA, "home", house.channel)
    (said,) = house.told(house.channel)
    assert said.now["text"] == "I have answered you in your own chat with me."


def test_a_sentence_after_a_press_does_nothing_whatever_somebody_wrote_in_it(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    house.service.says(ANNA, f"hänvisad {number} <at>alla</at> {{{{DATE(x)}}}}", house.own_chat())
    kind, said = reply(house.service.presses(ANNA, card, {"act": "claim", "value": str(number)}))
    assert (kind, house.comment(number).state) == ("message", CommentState.REFERRED)
    assert not ACTS.search(said)


def test_what_is_said_in_a_channel_without_a_mention_is_not_heard(house: House) -> None:
    activity = house.service._around(house.channel, ANNA) | {"type": "message", "text": "lista"}
    assert house.http.post(house.url, json=activity).status_code == 200
    assert house.service.posted() == []


def test_her_first_words_open_a_chat_of_her_own_when_there_is_none(house: House) -> None:
    house.service.says(BO, "hjälp", house.channel)
    (told,) = house.told(house.service.world.personal(BO))
    assert "Svarsvakt" in words_of(told)


def test_who_cannot_be_written_to_is_told_in_the_channel_how_that_is_mended(house: House) -> None:
    house.service.world.personal(BO).installed = False
    house.service.says(BO, "hjälp", house.channel)
    (said,) = house.told(house.channel)
    assert "Välj Appar i Teams, sök efter Svarsvakt, välj Lägg till" in said.now["text"]


def test_a_button_claims_the_comment_and_the_card_shows_it_to_all(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    kind, said = reply(press(house, card, "claim", str(number)))
    assert (kind, house.comment(number).state) == ("message", CommentState.CLAIMED)
    assert "/Anna" in said
    house.at("2026-11-24 10:01")
    assert (card.changes, "Anna" in words_of(card)) == (1, True)


def test_the_same_press_sent_twice_is_done_once(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    data = {"act": "claim", "value": str(number)}
    value = {"action": {"type": "Action.Execute", "verb": "svarsvakt", "data": data}}
    activity = house.service._around(house.channel, ANNA, card.id) | {
        "type": "invoke",
        "name": "adaptiveCard/action",
        "value": value,
    }
    first, second = (house.http.post(house.url, json=activity) for _ in range(2))
    assert "/Anna" in first.json()["value"]
    assert second.json()["value"] == "Det är redan gjort."
    with house.store.read() as tx:
        assert len(tx.execute(select(deliveries)).all()) == 1


def test_where_there_are_no_windows_a_form_comes_in_her_own_chat_and_is_taken_in_with_its_faults(
    house: House,
) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    answer = press(house, card, "hide", str(number))
    assert (answer.status_code, answer.content) == (200, b"")
    said = house.told(house.channel)[-1]
    assert said.now["text"] == "Jag har svarat dig i din egen chatt med mig."
    assert said.conversation == f"{CHANNEL_ID};messageid={card.id}"
    (form,) = house.told(house.own_chat())
    kind, again = reply(press(house, form, "form", f_ground="", f_decided_by="Anna Berg"))
    assert (kind, again["type"]) == ("adaptive", "AdaptiveCard")
    assert "Välj" in json.dumps(again, ensure_ascii=False)
    assert house.comment(number).state is CommentState.NEW
    kind, told = reply(press(house, form, "form", f_ground="threat", f_decided_by="Anna Berg"))
    assert (kind, house.comment(number).state) == ("adaptive", CommentState.HIDDEN)
    assert form.card["body"] == told["body"]


def test_an_older_client_without_execute_sends_the_same_as_a_message(house: House) -> None:
    (number,) = house.desk.receive(TEN)
    house.at(TEN)
    (card,) = house.told(house.channel)
    data = {"act": "claim", "value": str(number)}
    activity = house.service._around(house.channel, ANNA, card.id) | {"type": "message", "value": data}
    assert house.http.post(house.url, json=activity).status_code == 200
    assert house.comment(number).state is CommentState.CLAIMED
    (told,) = house.told(house.own_chat())
    assert "/Anna" in words_of(told)


def test_her_own_view_opens_with_a_word_and_changes_in_its_place(house: House) -> None:
    house.desk.receive(TEN)
    house.at(TEN)
    house.service.says(ANNA, "mitt", house.own_chat())
    (view,) = house.told(house.own_chat())
    kind, form = reply(press(house, view, "settings"))
    assert (kind, view.card["body"] == form["body"]) == ("adaptive", True)


def test_a_stranger_is_told_how_to_come_in(house: House) -> None:
    dora = TeamsUser(id="29:1dora", object_id=DORAS, name="Dora", email="d@example.org")
    house.service.world.add_user(dora)
    chat = house.service.world.personal(dora)
    house.service.says(dora, "lista", chat)
    (told,) = house.told(chat)
    assert "Be en kommunikationsansvarig lägga till dig" in words_of(told)


def test_whose_address_is_known_is_known_in_teams_from_her_first_word(house: House) -> None:
    with house.store.write() as tx:
        tx.execute(update(people).where(people.c.first_name == "Cecilia").values(email="Cecilia@Example.org"))
    chat = house.service.world.personal(CECILIA)
    house.service.world.add_user(CECILIA)
    house.service.says(CECILIA, "mitt", chat)
    (told,) = house.told(chat)
    assert "Cecilia" in words_of(told)


def test_a_guest_with_a_known_address_is_not_her(house: House) -> None:
    with house.store.write() as tx:
        tx.execute(update(people).where(people.c.first_name == "Cecilia").values(email="cecilia@example.org"))
    guest = replace(CECILIA, guest=True)
    chat = house.service.world.personal(guest)
    house.service.world.add_user(guest)
    house.service.says(guest, "lista", chat)
    (told,) = house.told(chat)
    assert "Du är inte med i Svarsvakt än." in words_of(told)
    with house.store.read() as tx:
        assert people_of.by_chat(tx, "teams", guest.object_id) is None


def test_a_mentioned_colleague_who_never_wrote_to_the_bot_is_looked_up_in_teams(house: House) -> None:
    dora = TeamsUser(
        id="29:1dora",
        object_id="aaaaaaaa-0000-4000-8000-000000000009",
        name="Dora Dahl",
        email="d@example.org",
    )
    house.service.world.add_user(dora)
    with house.store.write() as tx:
        assert identities.link(
            tx,
            person_id=house.newsroom.cecilia.id,
            chat="teams",
            chat_id=CECILIA.object_id,
            how="code",
            now=MONDAY,
        )
    house.service.world.add_user(CECILIA)
    activity = house.service._around(house.channel, CECILIA) | {
        "type": "message",
        "text": "<at>Svarsvakt</at> person <at>Dora Dahl</at>&nbsp;redaktör Dora",
        "entities": [
            {"type": "mention", "text": "<at>Svarsvakt</at>", "mentioned": {"id": "28:svarsvakt"}},
            {
                "type": "mention",
                "text": "<at>Dora Dahl</at>",
                "mentioned": {"id": dora.id, "name": dora.name},
            },
        ],
    }
    assert house.http.post(house.url, json=activity).status_code == 200
    with house.store.read() as tx:
        added = people_of.by_chat(tx, "teams", dora.object_id)
    assert added is not None
    assert added.first_name == "Dora"


def test_an_answer_waits_a_moment_when_teams_says_that_it_is_too_much_at_once(house: House) -> None:
    house.service.fail_next("send", Fault.RATELIMITED, retry_after=2)
    house.service.says(ANNA, "hjälp", house.own_chat())
    (told,) = house.told(house.own_chat())
    assert ("Anna" in words_of(told), house.pauses) == (True, [2.0])


def test_an_answer_in_doubt_is_not_given_twice(house: House) -> None:
    house.service.fail_next("send", Fault.SERVER_ERROR_AFTER)
    house.service.says(ANNA, "hjälp", house.own_chat())
    assert (len(house.told(house.own_chat())), house.pauses) == (1, [])
