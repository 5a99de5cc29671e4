"""Events: the App Home is opened, somebody writes to the bot or mentions it."""

import re
from collections.abc import Mapping
from typing import Any

from slack_bolt import App

from bot.chat.reception import Reception
from bot.chat.speaking import said
from bot.slack.answers import Answers, Place
from bot.slack.listeners.home import show_home
from bot.slack.listeners.typed import typed

_FIRST_MENTION = re.compile(r"^\s*<@[A-Z0-9-]+(?:\|[^>]*)?>[\s,:]*")


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear the three that the manifest asks for."""

    def opened(event: Mapping[str, Any]) -> None:
        if event.get("tab") == "home":
            show_home(reception, answers, str(event["user"]))

    def mentioned(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        if not event.get("bot_id"):
            hear(event, body, channel=str(event["channel"]))

    def written(event: Mapping[str, Any], body: Mapping[str, Any]) -> None:
        # Edits, deletions and other apps' messages are not words to us.
        if event.get("channel_type") == "im" and not event.get("subtype") and not event.get("bot_id"):
            hear(event, body, channel=str(event["channel"]))

    def hear(event: Mapping[str, Any], body: Mapping[str, Any], *, channel: str) -> None:
        user = str(event["user"])
        text = words(str(event.get("text") or ""))
        taken = reception.take(str(body["event_id"]), user, said(reception, text, channel=channel, user=user))
        if taken is not None:
            place = Place(user=user, channel=channel, thread=event.get("thread_ts"))
            answers.give(taken.outcome, taken.texts, place)

    app.event("app_home_opened")(opened)
    app.event("app_mention")(mentioned)
    app.event("message")(written)


def words(text: str) -> str:
    """What was said to the bot, without its own mention first."""
    return typed(_FIRST_MENTION.sub("", text, count=1))
