"""What people write in Teams, without Teams' markup."""

import re
from collections.abc import Callable

from bot.teams.shapes import Account, Activity

MOST_LOOKED_UP = 20
"""Mentions in one message of whom it is asked who they are: each may take a call to Teams, and she waits."""
MOST_MENTIONS = 200
_TAG = re.compile(r"</?at[^>]{0,100}>", re.IGNORECASE)
_ENTITIES = (("&nbsp;", " "), ("\xa0", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&"))


def words(activity: Activity, known: Callable[[Account], str | None]) -> str:
    """What was said to the bot, without its own mention; each other one is `@` and what she is known by.

    `known`: whom the bot knows a mentioned person by; of nobody's it is her first name.
    """
    text, asked = activity.text or "", 0
    for entity in (activity.entities or ())[:MOST_MENTIONS]:
        if entity.type != "mention" or entity.mentioned is None or not entity.text:
            continue
        to_us = entity.mentioned.id == activity.to.id
        asked += not to_us
        name = " " if to_us else _name(entity.mentioned, known if asked <= MOST_LOOKED_UP else _nobody)
        text = text.replace(entity.text, name, 1)
    text = _TAG.sub("", text)
    for written, meant in _ENTITIES:
        text = text.replace(written, meant)
    return text.strip(" \t\r\n,:")


def _name(mentioned: Account, known: Callable[[Account], str | None]) -> str:
    name = (mentioned.name or "").split()
    return f" @{known(mentioned) or (name[0] if name else '')} "


def _nobody(_mentioned: Account) -> None:
    """Who she is is not asked."""


def to_us(activity: Activity) -> bool:
    """Whether it is said to the bot: in her own chat, or where the bot is mentioned."""
    mentions = (each for each in activity.entities or () if each.type == "mention" and each.mentioned)
    return activity.personal or any(
        each.mentioned.id == activity.to.id for each in mentions if each.mentioned
    )
