"""The shape of `config.toml`: every table and key there is. What is left out keeps its default."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.config.rule_shapes import RulesShape, Shape
from bot.config.values import (
    WEEKDAYS,
    Channel,
    Day,
    Email,
    Guid,
    Instant,
    Link,
    Name,
    Platform,
    Slug,
    Text,
    User,
    Zone,
    one_of,
)
from db.attachments import MOST_MB


class SlackMode(StrEnum):
    """How Slack reaches the bot."""

    SOCKET = "socket"
    """The bot calls out; nothing needs to be reachable from the internet."""
    HTTP = "http"
    """Slack calls `POST /slack/events`."""


class Language(StrEnum):
    """The languages that the bot speaks."""

    SV = "sv"
    """Swedish."""
    EN = "en"
    """English."""


class Weekday(StrEnum):
    """A day of the week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


assert tuple(Weekday) == WEEKDAYS  # the hours' tables use the same words


class UnitShape(RulesShape):
    """`[units.kultur]`: a team that owns accounts; its own rules in `[units.kultur.answer]` and so on."""

    name: Text
    channel: Channel | None = None
    language: Annotated[Language | None, one_of(Language)] = None
    editors: list[Slug] = Field(default_factory=list)
    supervisors: list[Slug] = Field(default_factory=list)


class PersonShape(Shape):
    """`[people.anna]`: an editor or supervisor."""

    first_name: Name
    full_name: Text | None = None
    alias: Name | None = None
    slack: User | None = None
    teams: Guid | None = None
    email: Email | None = None
    language: Annotated[Language | None, one_of(Language)] = None
    duty_weekdays: list[Annotated[Weekday, one_of(Weekday)]] = Field(default_factory=lambda: list(Weekday))


class AccountShape(Shape):
    """`[accounts.museet-instagram]`: one profile on one platform."""

    unit: Slug
    name: Text
    platform: Platform
    url: Link | None = None
    comments_url: Link | None = None
    deputy: Slug | None = None
    editors: list[Slug] = Field(default_factory=list)
    watch_from: Instant | None = None
    feed: Link | None = None
    source: Slug | None = None
    source_url: Link | None = None
    source_settings: dict[str, Text] = Field(default_factory=dict)
    source_owner: Slug | None = None
    pushed: bool = False
    paused: bool = False
    publish: bool = False


class OperatorShape(Shape):
    """`[operator]`: who runs the bot, and hears what must be mended."""

    channel: Channel | None = None
    email: list[Email] = Field(default_factory=list)


class RecordsShape(Shape):
    """`[records]`: what is kept of a comment."""

    attachment_mb: Annotated[int, Field(ge=1, le=200)] = MOST_MB


class HttpShape(Shape):
    """`[http]`: where the bot's own web server listens."""

    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8480
    address: Link | None = None


class SlackShape(Shape):
    """`[slack]`: how Slack reaches the bot."""

    mode: Annotated[SlackMode, one_of(SlackMode)] = SlackMode.SOCKET


class TeamsShape(Shape):
    """`[teams]`: the bot in Microsoft Teams. Its secret: TEAMS_CLIENT_SECRET."""

    app_id: Guid | None = None
    tenant: Guid | None = None
    match_email: bool = False
    unauthenticated: bool = False


class SmtpShape(Shape):
    """`[smtp]`: e-mail for when the chat is dead. The password: SMTP_PASSWORD."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: Email
    username: Text | None = None
    starttls: bool = True


class FeedsShape(Shape):
    """`[feeds]`: how often the comment feeds are read, and which may lie within our own network."""

    every_minutes: Annotated[float, Field(ge=1, le=24 * 60)] = 5
    private_hosts: list[Text] = Field(default_factory=list)


class SourcesShape(Shape):
    """`[sources]`: how often accounts are asked for, by kind of source."""

    every_minutes: dict[Slug, Annotated[float, Field(ge=1, le=24 * 60)]] = Field(default_factory=dict)


class PresetWord(StrEnum):
    """The sets of rules that come with the program."""

    MALMO_OLDER = "malmo-older"
    """The City of Malmö's older rules for an account."""
    MALMO_NEWER = "malmo-newer"
    """Its later handbook."""
    BLANK = "blank"
    """Nobody's: write your own below."""


class PolicyShape(Shape):
    """`[policy]`: whose rules these are, in which version, found where, last looked at when."""

    preset: Annotated[PresetWord, one_of(PresetWord)] = PresetWord.BLANK
    name: Text | None = None
    version: Text | None = None
    source: Text | None = None
    checked: Day | None = None


class ConfigShape(RulesShape):
    """The whole file."""

    organisation: Text
    policy: PolicyShape | None = None
    language: Annotated[Language, one_of(Language)] = Language.SV
    zone: Zone = "Europe/Stockholm"
    database: Text = "sqlite:///var/svarsvakt.db"
    operator: OperatorShape = OperatorShape()
    slack: SlackShape | None = None
    teams: TeamsShape | None = None
    http: HttpShape = HttpShape()
    records: RecordsShape = RecordsShape()
    smtp: SmtpShape | None = None
    feeds: FeedsShape = FeedsShape()
    sources: SourcesShape = SourcesShape()
    people: dict[Slug, PersonShape] = Field(default_factory=dict)
    units: dict[Slug, UnitShape] = Field(default_factory=dict)
    accounts: dict[Slug, AccountShape] = Field(default_factory=dict)
