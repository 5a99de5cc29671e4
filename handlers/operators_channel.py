"""The operator's channel: what must be mended is said there, so no unit may work in it."""

from datetime import datetime

from sqlalchemy import Connection

from db import marks

OPERATORS_CHANNEL = "operators_channel"
"""The mark that says which one it is, by the chat's own id."""


def note_operators_channel(tx: Connection, channel: str | None, now: datetime) -> None:
    """Which channel it is from now on; none: there is none."""
    marks.note(tx, OPERATORS_CHANNEL, now, channel or "")


def is_operators(tx: Connection, channel: str) -> bool:
    """Whether this is it."""
    noted = marks.read(tx, [OPERATORS_CHANNEL]).get(OPERATORS_CHANNEL)
    return noted is not None and bool(noted.value) and noted.value == channel
