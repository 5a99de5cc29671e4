"""The configuration as the program uses it: frozen, complete, checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from bot.config.faults import Note
from db.attachments import MOST_MB
from db.register import Register
from scheduler.layers import Layers, Preset
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules


@dataclass(frozen=True, kw_only=True)
class Operator:
    """Who hears what must be mended; where the escalation ladder ends."""

    channel: str | None = None
    email: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Teams:
    """The bot in Microsoft Teams."""

    app_id: str | None = None
    tenant: str | None = None
    match_email: bool = False  # whoever has a person's e-mail address in the directory is that person
    unauthenticated: bool = False  # nobody is asked who she is: only on this machine, to try it


@dataclass(frozen=True, kw_only=True)
class Http:
    """Where the bot's own web server listens."""

    host: str = "127.0.0.1"
    port: int = 8480
    address: str | None = None  # where people's calendars reach it: https://svarsvakt.example


@dataclass(frozen=True, kw_only=True)
class Smtp:
    """The mail server for when the chat is dead."""

    host: str
    sender: str
    port: int = 587
    username: str | None = None
    starttls: bool = True


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A comment feed that the bot reads by itself."""

    account: str
    url: str
    every: timedelta


@dataclass(frozen=True, kw_only=True)
class Sources:
    """How accounts are seen into: what each source is told, and how often it is asked."""

    settings: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: MappingProxyType({}))
    """By account's slug."""
    every: Mapping[str, timedelta] = field(default_factory=lambda: MappingProxyType({}))
    """By kind; what is not here is asked as often as its source says."""
    owners: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Who looks after an account's credentials, by account's slug."""


@dataclass(frozen=True, kw_only=True)
class Secrets:
    """What comes only from the environment, and is never shown."""

    slack_bot_token: str | None = field(default=None, repr=False)
    slack_app_token: str | None = field(default=None, repr=False)
    slack_signing_secret: str | None = field(default=None, repr=False)
    teams_client_secret: str | None = field(default=None, repr=False)
    smtp_password: str | None = field(default=None, repr=False)
    intake_tokens: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """By source, in lower case: SVARSVAKT_INTAKE_TOKEN_WEBB is `webb`'s."""
    source_keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """What follows SVARSVAKT_SOURCE_, in lower case: `museibloggen_password`."""


@dataclass(frozen=True, kw_only=True)
class Config:
    """Everything that was decided before the program started."""

    path: Path
    organisation: str
    language: str = "sv"
    zone: str = "Europe/Stockholm"
    rules: UnitRules = field(default_factory=UnitRules)  # the organisation's
    unit_rules: Mapping[str, UnitRules] = field(default_factory=lambda: MappingProxyType({}))
    said: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """Which rules the file names, by unit's slug; "" is the organisation's."""
    preset: Preset | None = None
    register: Register = field(default_factory=Register)
    operator: Operator = field(default_factory=Operator)
    slack: bool = True  # whether the bot is in Slack
    slack_mode: str = "socket"  # or http
    slack_api_url: str | None = None  # none: Slack's own
    teams: Teams | None = None  # none: the bot is not in Teams
    http: Http = field(default_factory=Http)
    attachment_mb: int = MOST_MB  # the most that one attached file may have
    smtp: Smtp | None = None
    feeds: tuple[Feed, ...] = ()
    sources: Sources = field(default_factory=Sources)
    private_hosts: frozenset[str] = frozenset()  # hosts of feeds that may have a private address
    database_url: str = field(default="sqlite:///svarsvakt.db", repr=False)  # may carry a password
    secrets: Secrets = field(default_factory=Secrets, repr=False)
    notes: tuple[Note, ...] = ()

    def rulebook(self, version: int | None = None) -> RuleBook:
        """The rules of the organisation and of each unit, as a version of the settings."""
        return RuleBook(organisation=self.rules, units=self.unit_rules, version=version, layers=self.layers())

    def layers(self) -> Layers:
        """What the file says, and which of it each part of it names."""
        return Layers(organisation=self.rules, units=self.unit_rules, said=self.said, preset=self.preset)
