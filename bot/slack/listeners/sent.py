"""A form that was sent in: done once, however often Slack sends it; faults stand beside their fields."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from bot.chat.reception import Act, Reception, Taken
from bot.chat.sent_forms import faults
from bot.slack.blocks.forms import errors


def take(
    reception: Reception, body: Mapping[str, Any], view: Mapping[str, Any], act: Act, ack: Ack
) -> Taken | None:
    """What became of it, for the caller to acknowledge. None: nothing is left to say, it is acknowledged."""
    delivery = f"{view['id']}.{view.get('hash', '')}.{body.get('trigger_id', '')}"
    taken = reception.take(delivery, str(body["user"]["id"]), act)
    if taken is None:
        ack()
        return None
    wrong = faults(taken.outcome)
    if wrong:
        ack(response_action="errors", errors=errors(wrong, view, taken.texts))
        return None
    return taken
