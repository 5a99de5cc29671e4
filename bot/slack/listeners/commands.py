"""Slash commands: `/svarsvakt` and the short ones. The answer travels with the acknowledgement."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.chat.reception import Reception
from bot.chat.speaking import command as given
from bot.slack.answers import Answers, Place, said
from bot.slack.listeners.typed import typed
from bot.slack.names import COMMANDS


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear all of them."""

    def run(command: Mapping[str, Any], ack: Ack) -> None:
        word = str(command["command"]).removeprefix("/")
        text = typed(str(command.get("text") or ""))
        user, channel = str(command["user_id"]), str(command["channel_id"])
        trigger = str(command["trigger_id"])
        taken = given(reception, trigger, user, text, channel=channel, command=word)
        if taken is None:
            ack()
            return
        if taken.outcome.form is not None or taken.outcome.unit_form is not None:
            ack()
            place = Place(user=user, channel=channel, trigger=trigger)
            answers.give(taken.outcome, taken.texts, place)
            return
        message = said(taken.outcome, taken.texts)
        if message is None:
            ack()
            return
        ack(text=message.text, blocks=list(message.blocks), response_type="ephemeral")

    app.command(re.compile(rf"^/({'|'.join(COMMANDS)})$"))(run)
