"""What people write in Slack, without Slack's markup."""

import re

_MARKUP = re.compile(r"<([^<>|]*)(?:\|([^<>]*))?>")
_PERSON = re.compile(r"<@([A-Z0-9-]+)(?:\|[^>]*)?>")


def as_written(text: str) -> str:
    """A message as its author saw it: labels for links, no `&amp;`."""
    shown = _MARKUP.sub(lambda found: found.group(2) or found.group(1).lstrip("#@!"), text)
    for written, meant in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        shown = shown.replace(written, meant)
    return shown


def typed(text: str) -> str:
    """The same for a command: each mention is `@` and the person's id, as `handlers/commands.py` reads it."""
    return as_written(_PERSON.sub(r"@\1", text)).strip()


def first_address(text: str) -> str:
    """The first web address in a message, or nothing."""
    found = (match.group(1) for match in _MARKUP.finditer(text) if match.group(1).startswith("http"))
    return next(found, "").replace("&amp;", "&")
