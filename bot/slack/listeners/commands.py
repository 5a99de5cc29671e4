"""Slash commands: `/svarsvakt` and the short ones. The answer travels with the acknowledgement."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack, App

from bot.slack.answers import Answers, Place, said
from bot.slack.listeners.typed import typed
from bot.slack.names import COMMANDS
from bot.slack.reception import CHAT, Reception
from handlers import commands


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear all of them."""

    def run(command: Mapping[str, Any], ack: Ack) -> None:
        word = str(command["command"]).removeprefix("/")
        text = typed(str(command.get("text") or ""))
        user, channel = str(command["user_id"]), str(command["channel_id"])
        trigger = str(command.get("trigger_id") or "")

        taken = reception.take(
            trigger or f"{user}.{channel}.{word}",
            user,
            lambda tx, person, now: commands.run(
                tx,
                reception.book,
                person=person,
                command=word,
                text=text,
                chat=CHAT,
                channel=channel,
                now=now,
            ),
        )
        if taken is None:
            ack()
            return
        if taken.outcome.form is not None:
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
