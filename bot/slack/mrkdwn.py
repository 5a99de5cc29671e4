"""Text that goes into Slack's markup: escaped, so that it can neither mention, link nor break anything.

Everything from `bot/texts`, the store or the public is plain text and goes through `escape`; only this module
makes mentions and links. Source: https://docs.slack.dev/messaging/formatting-message-text
"""

import re
from collections.abc import Iterable

from bot.links import safe_url
from handlers.content import PersonRef

__all__ = ["safe_url"]  # beside everything that is defined here

_CHAT_ID = re.compile(r"[UW][A-Z0-9-]{1,40}")
_MARKS = re.compile(r"([*_~`])")
_WORD_JOINER = "\u2060"


def escape(text: str) -> str:
    """`&`, `<` and `>` in that order, as Slack asks: no mention, no link, no forged label can remain."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def inert(text: str) -> str:
    """The public's words inside a line of ours: one line, escaped, and its `*_~`` marks mark nothing."""
    return _MARKS.sub(rf"{_WORD_JOINER}\1{_WORD_JOINER}", escape(" ".join(text.split())))


def bold(text: str) -> str:
    """Our own words in bold."""
    return f"*{inert(text)}*" if text.strip() else ""


def link(url: str | None, label: str) -> str:
    """A link with our own label; only the label when the address is not one to follow."""
    address = safe_url(url)
    if address is None:
        return escape(label)
    # `|` would end the address: in the label it must not stand either.
    return f"<{escape(address)}|{escape(label).replace('|', '/')}>"


def mention(person: PersonRef) -> str:
    """`<@U123>` for somebody who is in Slack, else the first name."""
    if person.chat_id and _CHAT_ID.fullmatch(person.chat_id):
        return f"<@{person.chat_id}>"
    return escape(person.first_name)


def mentions(people: Iterable[PersonRef]) -> str:
    """Everybody's mention, once each, in their order."""
    return " ".join(dict.fromkeys(mention(person) for person in people))
