"""What Slack tells the bot: one file a kind of delivery. Each acknowledges after its commit."""

import re
from typing import Any

from slack_bolt import App

from bot.chat.failing import logged
from bot.chat.reception import Reception
from bot.slack.answers import Answers
from bot.slack.listeners import actions, commands, events, forms, managing, practice, shortcuts


def listen(app: App, reception: Reception, answers: Answers) -> None:
    """Register everything; the most hurried first, as Bolt asks them in order."""
    commands.listen(app, reception, answers)
    managing.listen(app, reception, answers)
    practice.listen(app, reception, answers)
    actions.listen(app, reception, answers)
    forms.listen(app, reception, answers)
    shortcuts.listen(app, reception, answers)
    events.listen(app, reception, answers)
    app.event(re.compile(".*"))(_not_for_us)
    app.error(_failed)


def _not_for_us() -> None:
    """Events that nobody asked for are taken, so that Slack does not send them again."""


def _failed(error: Exception, body: dict[str, Any]) -> None:
    logged("slack_listener_failed", error, payload=str(body.get("type") or body.get("command") or ""))
