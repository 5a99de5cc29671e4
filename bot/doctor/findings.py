"""What the doctor can find: typed, so that `bot/texts` says it in words."""

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """Each thing that can be well or not; `bot/texts/doctor.py` has its sentences."""

    CONFIG = "config"
    """The configuration is valid; `detail`: the file."""
    NOTE = "note"
    """Something in the configuration that may not be meant; `detail` says what. Never a fault."""
    DATABASE = "database"
    """The database opens, is up to date and can be written to; `detail`: why not."""
    DATABASE_DAMAGED = "database_damaged"
    """SQLite finds fault with its file; `detail`: its words."""
    BOT_TOKEN = "bot_token"  # noqa: S105 - a finding's name
    """Slack takes the bot's token; `detail`: the workspace, or Slack's word for why not."""
    APP_TOKEN = "app_token"  # noqa: S105 - a finding's name
    """Socket Mode opens; `detail`: Slack's word for why not."""
    SIGNING_SECRET = "signing_secret"  # noqa: S105 - a finding's name
    """HTTP mode has its signing secret."""
    SCOPES = "scopes"
    """The app has the permissions that the bot uses; `detail`: those it lacks."""
    CLOCK = "clock"
    """The machine's clock agrees with Slack's; `detail`: by how many seconds it does not."""
    CHANNEL = "channel"
    """The bot is in a unit's channel; `about`: the unit."""
    OPERATOR_CHANNEL = "operator_channel"
    """The bot is in the operator's channel."""
    PERSON = "person"
    """A person's Slack id is a person's; `about`: the short name, `detail`: Slack's word for why not."""
    IN_CHANNEL = "in_channel"
    """A message posted in a channel was read back, and taken away."""
    IN_THREAD = "in_thread"
    """The same in a thread."""
    IN_DIRECT_MESSAGE = "in_direct_message"
    """The same in a direct message."""
    MAIL = "mail"
    """The mail server answers; `detail`: why not."""
    SOURCE = "source"
    """An account's platform answers and takes the credentials; `detail`: what it calls us, or why not."""
    SOURCE_LACKS = "source_lacks"
    """An account's credentials lack permissions; `detail`: which."""
    PORT = "port"
    """The bot's own port is free, or the bot answers there; `detail`: the port."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing looked at. `well` none: it could not be looked at, which is no fault of its own."""

    finding: Finding
    well: bool | None
    about: str = ""
    detail: str = ""
