"""Buttons and menus, in messages and on the App Home."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.chat import asking
from bot.chat.reception import Act, Reception
from bot.slack.answers import Answers, Place, as_modal
from bot.slack.blocks import home as home_blocks
from bot.slack.blocks.pieces import PREFIX
from bot.slack.listeners.changes import change_form, in_open_form
from bot.slack.listeners.home import show_home
from handlers.outcome import Outcome


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear every element whose action id is ours."""

    def pressed(body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack) -> None:
        if in_open_form(body):
            change_form(reception, answers, body, action, ack)
            return
        act = asked(reception, action, body)
        if act is None:
            ack()
            return
        user = str(body["user"]["id"])
        trigger = str(body.get("trigger_id") or "")
        taken = reception.take(f"{trigger}.{action.get('action_ts', '')}", user, act)
        ack()
        if taken is None:
            return
        channel = (body.get("channel") or {}).get("id")
        if channel is None and (body.get("view") or {}).get("type") == "home":
            _answer_at_home(reception, answers, taken.outcome, user, trigger)
            return
        message = body.get("message") or {}
        place = Place(user=user, channel=channel, thread=message.get("thread_ts"), trigger=trigger)
        answers.give(taken.outcome, taken.texts, place)

    app.action(re.compile(rf"^{re.escape(PREFIX)}"))(pressed)


def _answer_at_home(
    reception: Reception, answers: Answers, outcome: Outcome, user: str, trigger: str
) -> None:
    window = outcome.form is not None or (
        outcome.content is not None and as_modal(outcome.content, reception.texts(None)) is not None
    )
    if window:
        taken = Outcome(form=outcome.form, content=outcome.content)
        answers.give(taken, reception.texts(None), Place(user=user, trigger=trigger))
        return
    show_home(reception, answers, user, say=outcome.say)


def asked(reception: Reception, action: Mapping[str, Any], body: Mapping[str, Any]) -> Act | None:
    """What the pressed element asks for; none for what asks nothing of us (a link, a tick)."""
    name = str(action["action_id"]).removeprefix(PREFIX)
    value = str(action.get("value") or (action.get("selected_option") or {}).get("value") or "")
    ticks = ((body.get("view") or {}).get("state") or {}).get("values") or {}
    return asking.asked(reception, name, value, lambda unit: home_blocks.ticked(ticks, unit))
