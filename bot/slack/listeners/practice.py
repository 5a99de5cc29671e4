"""A new editor practises: two buttons and a form, in her direct message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.slack.answers import Answers, Place
from bot.slack.blocks.pieces import PREFIX
from bot.slack.blocks.welcome import ANSWER, CLAIM
from bot.slack.reception import Reception
from handlers.managing import practice


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear both buttons; the form comes with the others about a unit."""

    def claimed(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        user, turn = str(body["user"]["id"]), _turn(action)
        trigger = str(body.get("trigger_id") or "")
        taken = reception.take(
            f"{trigger}.{action.get('action_ts', '')}",
            user,
            lambda tx, person, now: practice.claim(tx, person=person, turn=turn, now=now),
        )
        ack()
        if taken is not None:
            answers.give(taken.outcome, taken.texts, _place(body))

    def answered(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        turn = _turn(action)
        taken = reception.look(
            str(body["user"]["id"]),
            lambda tx, person, _now: practice.answer_form(tx, person=person, turn=turn),
        )
        place = _place(body)
        if taken.outcome.unit_form is None:
            answers.give(taken.outcome, taken.texts, place)
        else:
            answers.unit_form(taken.outcome.unit_form, taken.texts, place, page="")

    app.action(PREFIX + CLAIM)(claimed)
    app.action(PREFIX + ANSWER)(answered)


def _turn(action: Mapping[str, Any]) -> int:
    value = str(action.get("value") or "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0


def _place(body: Mapping[str, Any]) -> Place:
    return Place(
        user=str(body["user"]["id"]),
        channel=(body.get("channel") or {}).get("id"),
        trigger=str(body.get("trigger_id") or ""),
    )
