"""The shape of `config.toml`: every table and key there is. What is left out keeps its default."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.config.faults import FaultKind
from bot.config.values import (
    WEEKDAYS,
    Channel,
    Clock,
    DayHours,
    DayOfYear,
    DaySpan,
    Email,
    Instant,
    Link,
    Slug,
    Text,
    User,
    WeekHours,
    Zone,
    one_of,
    refuse,
)
from scheduler.settings import AnswerPolicy, CardText, ShortDay, SignatureRule


class Cards(StrEnum):
    """When cards may come."""

    WORKING_TIME = "working_time"
    """Those that come outside working time wait for opening."""
    ALWAYS = "always"
    """At any hour."""


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


def _short_day(value: object) -> object:
    """A close, or false: an ordinary day."""
    if value is False:
        return None
    if isinstance(value, bool):
        raise refuse(FaultKind.NOT_TIME)
    return value


class Shape(BaseModel):
    """A table: unknown keys are faults, nothing is guessed from another type."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    def given(self) -> dict[str, Any]:
        """Only what the file says."""
        return {name: getattr(self, name) for name in self.model_fields_set}


Hours24 = Annotated[float, Field(gt=0, le=24 * 31)]
Minutes = Annotated[float, Field(ge=0, le=24 * 60)]


class SeasonShape(Shape):
    """`[[calendar.seasons]]`: other hours for a part of each year."""

    first: DayOfYear
    last: DayOfYear
    hours: WeekHours | None = None
    close: Clock | None = None


class ShortDaysShape(Shape):
    """`[calendar.short_days]`: when each closes; false: an ordinary day."""

    trettondagsafton: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    skartorsdag: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    valborgsmassoafton: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    before_ascension: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    before_national_day: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    before_all_saints: Annotated[Clock | None, BeforeValidator(_short_day)] = None


assert set(ShortDaysShape.model_fields) == {day.value for day in ShortDay}


class CalendarShape(Shape):
    """`[calendar]`: when the unit works."""

    hours: WeekHours | None = None
    holidays_off: bool = True
    short_days_close: Annotated[Clock | None, BeforeValidator(_short_day)] = None
    short_days: ShortDaysShape | None = None
    bridge_days_closed: bool = False
    closures: list[DaySpan] = []
    open_days: dict[DaySpan, DayHours] = {}
    seasons: list[SeasonShape] = []


class AnswerShape(Shape):
    """`[answer]`: within what time the public is answered."""

    policy: Annotated[AnswerPolicy, one_of(AnswerPolicy)] = AnswerPolicy.GUIDELINE
    hours: Hours24 = 24
    after_opening_hours: Hours24 = 4
    working_hours: Hours24 = 8


class LadderShape(Shape):
    """`[ladder]`: how long before the last working moment each warning comes, in working hours."""

    before_hours: Annotated[list[Hours24], Field(min_length=3, max_length=3)] = [4, 2, 1]
    not_sooner_than_hours: Annotated[float, Field(ge=0, le=24)] = 1
    follow_up_days: Annotated[int, Field(ge=1, le=30)] = 2


class RoundsShape(Shape):
    """`[rounds]`: when the editors are called to look."""

    times: list[Clock] = []
    after_opening_minutes: Minutes = 30
    before_close_minutes: Minutes = 30
    handled_counts_minutes: Minutes = 60
    blind_after_minutes: Minutes = 120


class SignatureShape(Shape):
    """`[signature]`: how replies are signed."""

    rule: Annotated[SignatureRule, one_of(SignatureRule)] = SignatureRule.FIRST_NAME
    organisation: Text | None = None


class ChatShape(Shape):
    """`[chat]`: what the chat shows, and when it may make a sound."""

    cards: Annotated[Cards, one_of(Cards)] = Cards.WORKING_TIME
    card_text: Annotated[CardText, one_of(CardText)] = CardText.EXCERPT
    blank_when_handled: bool = True
    flood_comments: Annotated[int, Field(ge=1, le=1000)] = 5
    flood_minutes: Minutes = 10
    gather_minutes: Minutes = 15


class RulesShape(Shape):
    """What the organisation decides and each unit may decide otherwise."""

    calendar: CalendarShape | None = None
    answer: AnswerShape | None = None
    ladder: LadderShape | None = None
    rounds: RoundsShape | None = None
    signature: SignatureShape | None = None
    chat: ChatShape | None = None


class UnitShape(RulesShape):
    """`[units.kultur]`: a team that owns accounts; its own rules in `[units.kultur.answer]` and so on."""

    name: Text
    channel: Channel | None = None
    language: Annotated[Language | None, one_of(Language)] = None
    editors: list[Slug] = []
    supervisors: list[Slug] = []


class PersonShape(Shape):
    """`[people.anna]`: an editor or supervisor."""

    first_name: Text
    full_name: Text | None = None
    alias: Text | None = None
    slack: User | None = None
    email: Email | None = None
    language: Annotated[Language | None, one_of(Language)] = None
    duty_weekdays: list[Annotated[Weekday, one_of(Weekday)]] = list(Weekday)


class AccountShape(Shape):
    """`[accounts.museet-instagram]`: one profile on one platform."""

    unit: Slug
    name: Text
    platform: Slug
    url: Link | None = None
    comments_url: Link | None = None
    deputy: Slug | None = None
    editors: list[Slug] = []
    watch_from: Instant | None = None
    feed: Link | None = None
    paused: bool = False


class OperatorShape(Shape):
    """`[operator]`: who runs the bot, and hears what must be mended."""

    channel: Channel | None = None
    email: list[Email] = []


class HttpShape(Shape):
    """`[http]`: where the bot's own web server listens."""

    host: Text = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 8480


class SlackShape(Shape):
    """`[slack]`: how Slack reaches the bot."""

    mode: Annotated[SlackMode, one_of(SlackMode)] = SlackMode.SOCKET


class SmtpShape(Shape):
    """`[smtp]`: e-mail for when the chat is dead. The password: SMTP_PASSWORD."""

    host: Text
    port: Annotated[int, Field(ge=1, le=65535)] = 587
    sender: Email
    username: Text | None = None
    starttls: bool = True


class FeedsShape(Shape):
    """`[feeds]`: how often the comment feeds are read."""

    every_minutes: Annotated[float, Field(ge=1, le=24 * 60)] = 5


class ConfigShape(RulesShape):
    """The whole file."""

    organisation: Text
    language: Annotated[Language, one_of(Language)] = Language.SV
    zone: Zone = "Europe/Stockholm"
    database: Text = "sqlite:///var/svarsvakt.db"
    operator: OperatorShape = OperatorShape()
    slack: SlackShape = SlackShape()
    http: HttpShape = HttpShape()
    smtp: SmtpShape | None = None
    feeds: FeedsShape = FeedsShape()
    people: dict[Slug, PersonShape] = {}
    units: dict[Slug, UnitShape] = {}
    accounts: dict[Slug, AccountShape] = {}
