"""How a typed line becomes a message's text: mentions, links, and the three characters that are escaped."""

import re
from collections.abc import Iterable

from bot.sandbox.identities import User, UserGroup

_TOKEN = re.compile(
    r"<(?:@[UW][\w-]+(?:\|[^>]*)?|#C[\w-]+(?:\|[^>]*)?|!(?:here|channel|everyone)|!subteam\^\w+)>"
)
_ADDRESS = re.compile(r"https?://[^\s<>|]+[^\s<>|.,;:!?)]")
_AT = re.compile(r"(?<![\w@<])@([\w.-]+)")


def escape(text: str) -> str:
    """`&`, `<` and `>`, in that order, as Slack escapes what people type."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message_text(typed: str, users: Iterable[User], groups: Iterable[UserGroup] = ()) -> str:
    """The text that Slack stores: `@anna` becomes a mention, addresses become links, the rest is escaped."""
    names = {user.name.lower(): f"<@{user.id}>" for user in users}
    names |= {group.handle.lower(): f"<!subteam^{group.id}>" for group in groups}
    kept: list[str] = []

    def keep(token: str) -> str:
        kept.append(token)
        return f"\x00{len(kept) - 1}\x00"

    text = _TOKEN.sub(lambda found: keep(found[0]), typed)
    text = _ADDRESS.sub(lambda found: keep(f"<{escape(found[0])}>"), text)
    text = _AT.sub(
        lambda found: keep(names[found[1].lower()]) if found[1].lower() in names else found[0], text
    )
    return re.sub(r"\x00(\d+)\x00", lambda found: kept[int(found[1])], escape(text))


def command_text(typed: str, users: Iterable[User], *, should_escape: bool) -> str:
    """A slash command's text: as typed, or with mentions as `<@U...|name>` where the app asked for that."""
    if not should_escape:
        return typed
    names = {user.name.lower(): f"<@{user.id}|{user.name}>" for user in users}
    return _AT.sub(lambda found: names.get(found[1].lower(), found[0]), escape(typed))
