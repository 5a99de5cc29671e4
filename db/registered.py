"""What the configuration says of who and what there is; a slug is an identity, everything else may change."""

from dataclasses import dataclass
from datetime import datetime

EVERY_WEEKDAY = (0, 1, 2, 3, 4, 5, 6)


@dataclass(frozen=True, kw_only=True)
class RegisteredUnit:
    """A unit as configured; its slug is its identity, everything else may change."""

    slug: str
    name: str
    chat: str = "slack"
    channel: str | None = None
    language: str | None = None
    editors: tuple[str, ...] = ()  # people's slugs
    supervisors: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RegisteredPerson:
    """A person as configured."""

    slug: str
    first_name: str
    chat: str = "slack"
    chat_id: str | None = None
    teams_id: str | None = None  # of somebody whose own chat is another: who she is in Teams
    alias: str | None = None
    full_name: str | None = None
    email: str | None = None
    language: str | None = None
    duty_weekdays: tuple[int, ...] = EVERY_WEEKDAY  # Monday is 0


@dataclass(frozen=True, kw_only=True)
class RegisteredAccount:
    """An account as configured. `watch_from` none: from when it was added."""

    slug: str
    unit: str
    name: str
    platform: str
    url: str | None = None
    comments_url: str | None = None
    deputy: str | None = None
    editors: tuple[str, ...] = ()  # none: all the unit's
    watch_from: datetime | None = None
    source: str | None = None
    source_url: str | None = None
    paused: bool = False
    acts: bool = False


@dataclass(frozen=True, kw_only=True)
class Register:
    """Everything the configuration says of who and what there is."""

    units: tuple[RegisteredUnit, ...] = ()
    people: tuple[RegisteredPerson, ...] = ()
    accounts: tuple[RegisteredAccount, ...] = ()
