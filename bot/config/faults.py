"""What can be wrong with a configuration: every fault names its key, its line if known, what was expected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class FaultKind(StrEnum):
    """Each kind of fault; `bot/texts` has a sentence for each, with the facts named here."""

    NO_FILE = "no_file"
    """There is no such file."""
    UNREADABLE = "unreadable"
    """The file cannot be read (`why`)."""
    SYNTAX = "syntax"
    """It is not TOML (`why`, the parser's own words)."""
    UNKNOWN_KEY = "unknown_key"
    """There is no such key (`suggestion`, may be empty)."""
    MISSING = "missing"
    """The key must be there."""
    NOT_TEXT = "not_text"
    """A text in quotes was expected."""
    EMPTY_TEXT = "empty_text"
    """The text is empty."""
    TOO_LONG = "too_long"
    """At most `most` characters."""
    NOT_WHOLE_NUMBER = "not_whole_number"
    """A whole number was expected."""
    NOT_NUMBER = "not_number"
    """A number was expected."""
    TOO_SMALL = "too_small"
    """At least (or more than) `least`."""
    TOO_LARGE = "too_large"
    """At most `most`."""
    NOT_BOOLEAN = "not_boolean"
    """`true` or `false` was expected."""
    NOT_LIST = "not_list"
    """A list in brackets was expected."""
    NOT_TABLE = "not_table"
    """A table was expected: `[key]` with its own keys."""
    TOO_FEW = "too_few"
    """At least `least` in the list."""
    NOT_ONE_OF = "not_one_of"
    """One of `choices` was expected (`suggestion`)."""
    CANNOT_ACT = "cannot_act"
    """Nothing can be done on this platform from here; it can on `choices`."""
    NOT_TIME = "not_time"
    """A time was expected: "08:30"."""
    NOT_HOURS = "not_hours"
    """Hours were expected: "08:00-16:30", a list of such, or "closed"."""
    HOURS_BACKWARDS = "hours_backwards"
    """An interval closes before it opens."""
    HOURS_OVERLAP = "hours_overlap"
    """Two intervals of a day overlap or stand in the wrong order."""
    NOT_DATE = "not_date"
    """A date was expected: 2026-12-24, or a span "2026-07-13..2026-07-24"."""
    NOT_DAY_OF_YEAR = "not_day_of_year"
    """A day of the year was expected: "05-15"."""
    NOT_INSTANT = "not_instant"
    """A time with date was expected: 2026-11-01T08:00:00."""
    NOT_ZONE = "not_zone"
    """A time zone was expected: "Europe/Stockholm"."""
    NOT_SLUG = "not_slug"
    """A short name was expected: a-z, 0-9 and hyphens."""
    NOT_LINK = "not_link"
    """A link was expected: https://..."""
    NOT_EMAIL = "not_email"
    """An e-mail address was expected."""
    NOT_CHANNEL = "not_channel"
    """A channel was expected: its id (C0123456789, or in Teams 19:...) or its name (#kultur)."""
    NOT_USER = "not_user"
    """A user's id was expected: U0123456789."""
    NOT_GUID = "not_guid"
    """An id of Microsoft's was expected: 0f8fad5b-d9cb-469f-a165-70867728950e."""
    OPEN_TO_ALL = "open_to_all"
    """Nothing says who asks: allowed only where nobody but this machine can ask (`http.host`)."""
    NO_TEAMS = "no_teams"
    """It is in Teams, and there is no [teams]."""
    NOT_DATABASE = "not_database"
    """A database's address was expected: sqlite:///svarsvakt.db or postgresql://..."""
    NOT_FALLING = "not_falling"
    """Each step must be closer to the answer time than the one before: 4, 2, 1."""
    NOT_RISING = "not_rising"
    """The times must come in order, none twice."""
    TWICE = "twice"
    """`other` has the same."""
    NO_SUCH = "no_such"
    """There is no `[{table}.{value}]` (`suggestion`)."""
    SEASON_EMPTY = "season_empty"
    """A season needs `hours` or `close`."""
    ORGANISATION_MISSING = "organisation_missing"
    """The rule asks for the organisation's name in the sign-off: which?"""
    SECRET = "secret"  # noqa: S105 - a fault's name
    """A secret does not belong in this file: put it into the environment as `variable`."""
    SECRET_FILE = "secret_file"  # noqa: S105 - a fault's name
    """The file that the environment names for a secret cannot be read."""
    BOTH_SECRETS = "both_secrets"
    """The environment has both the secret and a file for it: which counts?"""
    OTHER = "other"
    """Anything else (`why`)."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One fault. `key` is the path as written in the file: `units.kultur.answer.hours`."""

    kind: FaultKind
    key: str = ""
    line: int | None = None
    value: str | None = None  # what was found, as written; never a secret
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class NoteKind(StrEnum):
    """What is allowed but perhaps not meant."""

    NO_SUPERVISOR = "no_supervisor"
    """A unit without supervisor: the last warnings go to the operator's channel."""
    NO_EDITORS = "no_editors"
    """A unit without editors: every warning goes to the supervisor."""
    NO_CHANNEL = "no_channel"
    """A unit without channel: its cards go to the operator's channel."""
    NO_OPERATOR = "no_operator"
    """Nobody hears when something must be mended."""
    NO_DEPUTY = "no_deputy"
    """An account without deputy."""
    NOT_IN_CHAT = "not_in_chat"
    """A person without user id: she cannot be reached, nor act."""
    NO_ACCOUNTS = "no_accounts"
    """A unit without accounts: its rounds have nothing to look at."""
    NO_DUTY = "no_duty"
    """Nobody is on duty on a weekday on which the unit works (`weekday`)."""


@dataclass(frozen=True, kw_only=True)
class Note:
    """One thing to look at again."""

    kind: NoteKind
    key: str
    facts: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))


class ConfigError(Exception):
    """The configuration cannot be used: all its faults in order, and the language to say so in."""

    def __init__(self, path: str, faults: Sequence[Fault], language: str) -> None:
        super().__init__(f"{path}: {len(faults)} faults")
        self.path = path
        self.faults = tuple(faults)
        self.language = language
