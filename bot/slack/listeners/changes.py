"""What is done in an open form: a search, a choice that fills in another field. The form is drawn again."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack

from bot.chat.reception import Reception
from bot.chat.sent_forms import changed
from bot.slack.answers import Answers, Place
from bot.slack.blocks.fields import ANEW
from bot.slack.blocks.forms import CALLBACK, sent
from bot.slack.blocks.pieces import PREFIX

log = structlog.get_logger()


def in_open_form(body: Mapping[str, Any]) -> bool:
    """It was done in a form of ours, not in a message or on the App Home."""
    view = body.get("view") or {}
    return view.get("type") == "modal" and str(view.get("callback_id") or "").startswith(CALLBACK)


def change_form(
    reception: Reception, answers: Answers, body: Mapping[str, Any], action: Mapping[str, Any], ack: Ack
) -> None:
    """Draw the form again with what follows from what was done."""
    view, user = body["view"], str(body["user"]["id"])
    try:
        form = sent(view)
    except (ValueError, KeyError, TypeError):
        log.warning("slack_form_not_understood", action="slack_form_not_understood")
        ack()
        return
    name = str(action["action_id"]).removeprefix(PREFIX)
    field = str(action.get("block_id") or "").partition(ANEW)[0] if name == "value" else name
    trigger = str(body.get("trigger_id") or "")
    taken = reception.take(
        f"{trigger}.{action.get('action_ts', '')}",
        user,
        changed(reception, kind=form.kind, number=form.number, fields=form.fields, field=field),
    )
    ack()
    if taken is not None:
        place = Place(user=user, channel=form.channel, thread=form.thread)
        answers.change(taken.outcome, taken.texts, view, place)
