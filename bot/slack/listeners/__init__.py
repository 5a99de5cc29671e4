"""What Slack tells the bot: one file a kind of delivery. Each acknowledges after its commit."""

import re
import traceback
from typing import Any

import structlog
from slack_bolt import App

from bot.chat.reception import Reception
from bot.slack.answers import Answers
from bot.slack.listeners import actions, commands, events, forms, managing, practice, shortcuts

log = structlog.get_logger()


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
    # The frames but not the message: an SQL error's would carry what people wrote.
    log.error(
        "slack_listener_failed",
        action="slack_listener_failed",
        error=type(error).__name__,
        payload=str(body.get("type") or body.get("command") or "")[:40],
        frames=[f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)][
            -4:
        ],
    )
