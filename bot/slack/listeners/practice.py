"""A new editor practises: two buttons and a form, in her direct message."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.chat.managing import practice_answered, practice_claimed
from bot.chat.names import PRACTICE_ANSWER, PRACTICE_CLAIM
from bot.chat.reception import Reception
from bot.slack.answers import Answers, Place
from bot.slack.blocks.pieces import PREFIX


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear both buttons; the form comes with the others about a unit."""

    def claimed(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        user, act = str(body["user"]["id"]), practice_claimed(str(action.get("value") or ""))
        trigger = str(body.get("trigger_id") or "")
        taken = reception.take(f"{trigger}.{action.get('action_ts', '')}", user, act)
        ack()
        if taken is not None:
            answers.give(taken.outcome, taken.texts, _place(body))

    def answered(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        ack()
        act = practice_answered(str(action.get("value") or ""))
        taken = reception.look(str(body["user"]["id"]), act)
        place = _place(body)
        if taken.outcome.unit_form is None:
            answers.give(taken.outcome, taken.texts, place)
        else:
            answers.unit_form(taken.outcome.unit_form, taken.texts, place, page="")

    app.action(PREFIX + PRACTICE_CLAIM)(claimed)
    app.action(PREFIX + PRACTICE_ANSWER)(answered)


def _place(body: Mapping[str, Any]) -> Place:
    return Place(
        user=str(body["user"]["id"]),
        channel=(body.get("channel") or {}).get("id"),
        trigger=str(body.get("trigger_id") or ""),
    )
