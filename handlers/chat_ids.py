"""What each chat's own ids look like: a name that somebody typed is none."""

import re
from collections.abc import Mapping

SLACK = "slack"
TEAMS = "teams"
_USERS: Mapping[str, re.Pattern[str]] = {
    SLACK: re.compile(r"[A-Z][A-Z0-9-]{1,79}"),
    TEAMS: re.compile(r"29:[\w-]{1,190}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE),
}
_CHANNELS: Mapping[str, re.Pattern[str]] = {
    SLACK: _USERS[SLACK],
    TEAMS: re.compile(r"19:[\w.@=-]{1,190}"),
}


def is_user(chat: str, said: str) -> bool:
    """A person's id in that chat."""
    return chat in _USERS and _USERS[chat].fullmatch(said) is not None


def is_channel(chat: str, said: str) -> bool:
    """A channel's id in that chat."""
    return chat in _CHANNELS and _CHANNELS[chat].fullmatch(said) is not None
