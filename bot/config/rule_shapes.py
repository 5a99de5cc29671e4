"""The shape of the rules in `config.toml`: for the organisation, and again for each unit that differs."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from bot.config.faults import FaultKind
from bot.config.values import Clock, DayHours, DayOfYear, DaySpan, Text, WeekHours, one_of, refuse
from scheduler.settings import AnswerPolicy, CardText, GuessKind, SecondReader, ShortDay, SignatureRule


class Cards(StrEnum):
    """When cards may come."""

    WORKING_TIME = "working_time"
    """Those that come outside working time wait for opening."""
    ALWAYS = "always"
    """At any hour."""


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


class RepliesShape(Shape):
    """`[replies]`: what happens between a draft and an answer."""

    second_reader: Annotated[SecondReader, one_of(SecondReader)] = SecondReader.OFFERED
    tips: bool = True


class GuessesShape(Shape):
    """`[guesses]`: what the bot may guess that a comment is; an empty list of kinds: nothing."""

    kinds: list[Annotated[GuessKind, one_of(GuessKind)]] = Field(default_factory=lambda: list(GuessKind))
    threat: list[Text] = []
    hate: list[Text] = []
    spam: list[Text] = []
    never: list[Text] = []


class RulesShape(Shape):
    """What the organisation decides and each unit may decide otherwise."""

    calendar: CalendarShape | None = None
    answer: AnswerShape | None = None
    ladder: LadderShape | None = None
    rounds: RoundsShape | None = None
    signature: SignatureShape | None = None
    chat: ChatShape | None = None
    replies: RepliesShape | None = None
    guesses: GuessesShape | None = None
