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
    TEAMS_LIBRARY = "teams_library"
    """The library for Teams is installed."""
    TEAMS_OPEN = "teams_open"
    """Nobody who writes to `/teams/messages` is asked who she is. Never a fault: on this machine alone."""
    TEAMS_SECRET = "teams_secret"  # noqa: S105 - a finding's name
    """Microsoft takes the bot's secret; `detail`: our word for why not."""
    TEAMS_LOGIN = "teams_login"
    """Microsoft's login answers, so that the secret can be judged at all; `detail`: our word for why not."""
    TEAMS_PLACE = "teams_place"
    """Somebody has added the app, so that the bot knows where Teams' service is."""
    TEAMS_CHANNEL = "teams_channel"
    """The bot may write in a unit's channel; `about`: the unit, `detail`: our word for why not."""
    TEAMS_OPERATOR_CHANNEL = "teams_operator_channel"
    """The same of the operator's channel."""
    TEAMS_PERSON = "teams_person"
    """Somebody can be written to; `about`: the short name, `detail`: our word for why not."""
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
