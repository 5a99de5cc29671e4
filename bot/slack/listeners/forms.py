"""Modals that are sent in: faults stand beside their fields, else the form closes and the answer is shown."""

import re
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt import Ack, App

from bot.chat import sent_forms
from bot.chat.reception import Reception
from bot.slack.answers import Answers, Place
from bot.slack.blocks.forms import CALLBACK, modal, sent
from bot.slack.listeners.home import show_home
from bot.slack.listeners.sent import take

log = structlog.get_logger()


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear every form of ours."""

    def submitted(body: Mapping[str, Any], view: Mapping[str, Any], ack: Ack) -> None:
        user = str(body["user"]["id"])
        try:
            form = sent(view)
        except ValueError:
            log.warning("slack_form_not_understood", action="slack_form_not_understood")
            ack()
            return
        act = sent_forms.submitted(reception, kind=form.kind, number=form.number, fields=form.fields)
        taken = take(reception, body, view, act, ack)
        if taken is None:
            return
        outcome, texts = taken.outcome, taken.texts
        if outcome.form is not None:  # the form goes on, in the same window
            again = modal(outcome.form, texts, channel=form.channel, thread=form.thread)
            ack(response_action="update", view=again)
            return
        ack()
        if outcome.handout is not None:
            answers.hand_out(reception.store, outcome.handout, texts, user)
        if form.channel is None:
            show_home(reception, answers, user, say=outcome.say)
        else:
            place = Place(user=user, channel=form.channel, thread=form.thread)
            answers.give(outcome, texts, place)

    app.view(re.compile(rf"^{re.escape(CALLBACK)}"))(submitted)
