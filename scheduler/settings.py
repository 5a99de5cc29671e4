"""The rules' settings: frozen values with the guidelines' defaults, one set a unit.

`bot/config.py` builds them from TOML. Hours and minutes are local times in the calendar's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from enum import StrEnum
from types import MappingProxyType

Hours = tuple[tuple[time, time], ...]
"""A day's working intervals, opening to close, in order; empty: a day off."""

OFFICE_DAY: Hours = ((time(8), time(16, 30)),)
OFFICE_WEEK: tuple[Hours, ...] = (OFFICE_DAY,) * 5 + ((),) * 2


class ShortDay(StrEnum):
    """Days on which Swedish offices close early."""

    TRETTONDAGSAFTON = "trettondagsafton"
    """5 January."""
    SKARTORSDAG = "skartorsdag"
    """The Thursday before Easter."""
    VALBORG = "valborgsmassoafton"
    """30 April."""
    BEFORE_ASCENSION = "before_ascension"
    """The day before Kristi himmelsfärdsdag."""
    BEFORE_NATIONAL_DAY = "before_national_day"
    """5 June."""
    BEFORE_ALL_SAINTS = "before_all_saints"
    """The Friday before Alla helgons dag."""


@dataclass(frozen=True, kw_only=True)
class Season:
    """Other hours for a part of each year, both days included; may run over New Year."""

    first: tuple[int, int]  # month, day
    last: tuple[int, int]
    week: tuple[Hours, ...] | None = None  # seven days' hours; none: `close` alone changes
    close: time | None = None  # the latest close of a day in the season


@dataclass(frozen=True, kw_only=True)
class CalendarRules:
    """When a unit works."""

    zone: str = "Europe/Stockholm"
    week: tuple[Hours, ...] = OFFICE_WEEK  # Monday first
    holidays_off: bool = True  # public holidays and the three eves
    short_days: Mapping[ShortDay, time] = field(
        default_factory=lambda: MappingProxyType(dict.fromkeys(ShortDay, time(12)))
    )
    bridge_days_closed: bool = False  # klämdagar
    closures: frozenset[date] = frozenset()
    open_days: Mapping[date, Hours] = field(default_factory=lambda: MappingProxyType({}))
    seasons: tuple[Season, ...] = ()


class AnswerPolicy(StrEnum):
    """How an answer time is counted."""

    GUIDELINE = "guideline"
    """24 elapsed hours, over days off the morning of the next working day (M12, M13)."""
    PAUSED = "paused"
    """24 hours that only run on working days, midnight to midnight."""
    OFFICE_HOURS = "office_hours"
    """A number of working hours."""


@dataclass(frozen=True, kw_only=True)
class AnswerRules:
    """Within what time the public is answered."""

    policy: AnswerPolicy = AnswerPolicy.GUIDELINE
    hours: timedelta = timedelta(hours=24)
    after_opening: timedelta = timedelta(hours=4)
    working_hours: timedelta = timedelta(hours=8)  # for office_hours


@dataclass(frozen=True, kw_only=True)
class LadderRules:
    """How long before the last working moment each rung stands, in working time."""

    before: tuple[timedelta, ...] = (timedelta(hours=4), timedelta(hours=2), timedelta(hours=1))
    not_sooner_than: timedelta = timedelta(hours=1)  # working time after the comment was first shown
    follow_up_days: int = 2  # working days from a holding reply


@dataclass(frozen=True, kw_only=True)
class RoundRules:
    """When the editors are called to look (M17)."""

    times: tuple[time, ...] = (time(8, 30), time(12, 30), time(15))
    after_opening: timedelta = timedelta(minutes=30)
    before_close: timedelta = timedelta(minutes=30)
    handled_counts_for: timedelta = timedelta(hours=1)
    blind_after: timedelta = timedelta(hours=2)  # a source's lag over this: the bot cannot see


class SignatureRule(StrEnum):
    """What a reply's sign-off must carry."""

    FIRST_NAME = "first_name"
    """The editor's first name (M14)."""
    FIRST_NAME_AND_ORGANISATION = "first_name_and_organisation"
    """The first name, and the organisation in the sign-off (U13)."""


class CardText(StrEnum):
    """What a card shows of the public's text."""

    EXCERPT = "excerpt"
    """At most 200 characters."""
    NONE = "none"
    """Nothing; the rest privately on "Visa hela"."""


@dataclass(frozen=True, kw_only=True)
class SignatureRules:
    """How replies are signed."""

    rule: SignatureRule = SignatureRule.FIRST_NAME
    organisation: str = ""


@dataclass(frozen=True, kw_only=True)
class ChatRules:
    """What the chat shows, and when it may make a sound."""

    card_text: CardText = CardText.EXCERPT
    blank_when_handled: bool = True
    quiet_outside_hours: bool = True  # False: `always`, cards come at any hour
    flood_comments: int = 5
    flood_within: timedelta = timedelta(minutes=10)
    gather_within: timedelta = timedelta(minutes=15)


class SecondReader(StrEnum):
    """Does a colleague read an answer before it counts as ready (U14)?"""

    NEVER = "never"
    """Nobody is asked."""
    OFFERED = "offered"
    """Whoever writes may ask a colleague."""
    REQUIRED = "required"
    """An answer that nobody else has read does not count; a supervisor may note it all the same."""


@dataclass(frozen=True, kw_only=True)
class ReplyRules:
    """What happens between a draft and an answer."""

    second_reader: SecondReader = SecondReader.OFFERED
    tips: bool = True


class GuessKind(StrEnum):
    """What the bot may guess that a comment is, for a person to judge."""

    THREAT = "threat"
    """Words that often mean a threat."""
    HATE = "hate"
    """Words that often mean hets mot folkgrupp."""
    SPAM = "spam"
    """Words, and many links, that often mean spam."""
    PERSONAL_NUMBER = "personal_number"
    """A personnummer, by its date and check digit."""
    PHONE = "phone"
    """A Swedish phone number."""


@dataclass(frozen=True, kw_only=True)
class GuessRules:
    """What is guessed of a comment (M30, M31); no kinds: nothing."""

    kinds: tuple[GuessKind, ...] = tuple(GuessKind)
    threat: tuple[str, ...] = ()  # the unit's own words, besides those that are shipped
    hate: tuple[str, ...] = ()
    spam: tuple[str, ...] = ()
    never: tuple[str, ...] = ()  # words that mean nothing here: the name of a play

    def words(self, kind: GuessKind) -> tuple[str, ...]:
        """The unit's own words of a kind."""
        return {GuessKind.THREAT: self.threat, GuessKind.HATE: self.hate, GuessKind.SPAM: self.spam}.get(
            kind, ()
        )


@dataclass(frozen=True, kw_only=True)
class UnitRules:
    """Everything that may differ between units."""

    calendar: CalendarRules = field(default_factory=CalendarRules)
    answer: AnswerRules = field(default_factory=AnswerRules)
    ladder: LadderRules = field(default_factory=LadderRules)
    rounds: RoundRules = field(default_factory=RoundRules)
    signature: SignatureRules = field(default_factory=SignatureRules)
    chat: ChatRules = field(default_factory=ChatRules)
    replies: ReplyRules = field(default_factory=ReplyRules)
    guesses: GuessRules = field(default_factory=GuessRules)
