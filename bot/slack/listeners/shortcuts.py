"""The message shortcut "Lägg till i Svarsvakt": any message becomes a comment, after a look at the form."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt import Ack, App

from bot.chat.reception import Reception
from bot.chat.speaking import as_comment
from bot.slack.answers import Answers, Place
from bot.slack.listeners.typed import as_written, first_address
from bot.slack.names import ADD_COMMENT


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Hear it on messages."""

    def chosen(body: Mapping[str, Any], ack: Ack) -> None:
        user = str(body["user"]["id"])
        message = body.get("message") or {}
        text = as_written(str(message.get("text") or ""))
        url = first_address(str(message.get("text") or ""))
        written = _moment(str(message.get("ts") or ""))
        act = as_comment(reception, text=text, url=url, written=written)
        taken = reception.take(str(body["trigger_id"]), user, act)
        ack()
        if taken is not None:
            place = Place(
                user=user, channel=(body.get("channel") or {}).get("id"), trigger=str(body["trigger_id"])
            )
            answers.give(taken.outcome, taken.texts, place)

    app.shortcut(ADD_COMMENT)(chosen)


def _moment(ts: str) -> datetime | None:
    try:
        return datetime.fromtimestamp(int(float(ts)) // 60 * 60, UTC)
    except (ValueError, OverflowError, OSError):
        return None
