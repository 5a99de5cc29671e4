"""The rules that can be set from chat or the command line, each by its word in `config.toml`. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from scheduler import rule_values as values
from scheduler import season_words as seasons
from scheduler.opening_hours import check
from scheduler.settings import (
    AnswerPolicy,
    CardText,
    GuessKind,
    SecondReader,
    ShortDay,
    SignatureRule,
    UnitRules,
)


class Rule(StrEnum):
    """What a unit, and some of it an account, may have a value of its own for."""

    HOURS = "calendar.hours"
    """The hours of each weekday."""
    SHORT_DAYS = "calendar.short_days_close"
    """When short days close; `no`: they are days as others."""
    BRIDGE_DAYS = "calendar.bridge_days_closed"
    """Whether klämdagar are days off."""
    SEASONS = "calendar.seasons"
    """Other hours for a part of each year."""
    POLICY = "answer.policy"
    """How an answer time is counted."""
    ANSWER_HOURS = "answer.hours"
    """Within how many hours the public is answered (M12)."""
    AFTER_OPENING = "answer.after_opening_hours"
    """Hours after opening, when days off lie between (M13)."""
    WORKING_HOURS = "answer.working_hours"
    """Working hours, for the policy that counts those."""
    LADDER = "ladder.before_hours"
    """Working hours before the last working moment at which each warning comes."""
    FOLLOW_UP = "ladder.follow_up_days"
    """Working days after a holding reply."""
    ROUNDS = "rounds.times"
    """When the editors are called to look (M17)."""
    SIGNATURE = "signature.rule"
    """What a reply's sign-off must carry (M14, U13)."""
    ORGANISATION = "signature.organisation"
    """The name that stands in the sign-off, where the rule asks for one."""
    CARD_TEXT = "chat.card_text"
    """What a card shows of the public's text."""
    BLANK = "chat.blank_when_handled"
    """Whether the text goes from chat when the comment is handled."""
    CARDS = "chat.cards"
    """Whether cards may come outside working time."""
    SECOND_READER = "replies.second_reader"
    """Whether a colleague reads an answer before it counts as ready (U14)."""
    TIPS = "replies.tips"
    """Whether whoever writes gets a tip from the guidelines now and then."""
    GUESSES = "guesses.kinds"
    """What is guessed of a comment, for a person to judge (M30, M31)."""
    THREAT_WORDS = "guesses.threat"
    """The unit's own words that often mean a threat."""
    HATE_WORDS = "guesses.hate"
    """The unit's own words that often mean hate."""
    SPAM_WORDS = "guesses.spam"
    """The unit's own words that often mean spam."""
    NEVER_WORDS = "guesses.never"
    """Words that mean nothing of the kind here."""


class NeverOpen(ValueError):  # noqa: N818 - says what is wrong with a calendar
    """By these hours there is no working day in the whole year: nothing could ever be due."""


OF_ACCOUNT = (
    Rule.POLICY,
    Rule.ANSWER_HOURS,
    Rule.AFTER_OPENING,
    Rule.WORKING_HOURS,
    Rule.SIGNATURE,
    Rule.ORGANISATION,
)
"""Those that an account may have for itself; the others are about the unit's people and their day."""


@dataclass(frozen=True, kw_only=True)
class Shape:
    """How a rule's value is read, written, found and put. Reading raises ValueError."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]
    get: Callable[[UnitRules], Any]
    put: Callable[[UnitRules, Any], UnitRules]
    choices: tuple[str, ...] = ()
    several: bool = False  # any of the choices, separated by commas


def read(rule: Rule, text: str) -> str:
    """The text as it is stored. Raises ValueError for what cannot be understood."""
    shape = SHAPES[rule]
    return shape.write(shape.read(text))


def changed(rules: UnitRules, rule: Rule, text: str) -> UnitRules:
    """The rules with this one as written. Raises ValueError; NeverOpen when nobody would ever be at work."""
    shape = SHAPES[rule]
    new = shape.put(rules, shape.read(text))
    if new.calendar != rules.calendar:
        try:
            check(new.calendar)
        except ValueError:
            raise NeverOpen(text) from None
    return new


def written(rules: UnitRules, rule: Rule) -> str:
    """What the rule says, as somebody would write it."""
    return SHAPES[rule].write(SHAPES[rule].get(rules))


def sound(rules: UnitRules) -> bool:
    """Whether the rules fit each other: who must sign with an organisation's name must have one."""
    signs = rules.signature
    return signs.rule is not SignatureRule.FIRST_NAME_AND_ORGANISATION or bool(signs.organisation)


def _one(
    part: str, name: str, read: Callable[[str], Any], write: Callable[[Any], str], *choices: str
) -> Shape:
    """A rule that is one field of one part of the rules."""
    assert part in {field.name for field in fields(UnitRules)}

    def get(rules: UnitRules) -> Any:
        return getattr(getattr(rules, part), name)

    def put(rules: UnitRules, value: Any) -> UnitRules:
        return replace(rules, **{part: replace(getattr(rules, part), **{name: value})})

    return Shape(read=read, write=write, get=get, put=put, choices=choices)


def _word(part: str, name: str, kind: type[StrEnum]) -> Shape:
    return _one(part, name, lambda text: kind(text.strip().lower()), str, *(each.value for each in kind))


def _text(value: str) -> str:
    said = " ".join(value.split())
    if not 0 < len(said) <= 200:
        raise ValueError(value)
    return said


def _short_days(text: str) -> Mapping[ShortDay, time]:
    said = text.strip().lower()
    if said in {"no", "nej", "false"}:
        return MappingProxyType({})
    return MappingProxyType(dict.fromkeys(ShortDay, values.read_clock(said)))


def _write_short_days(value: Mapping[ShortDay, time]) -> str:
    closes = sorted(set(value.values()))
    return ", ".join(f"{close:%H:%M}" for close in closes) or "no"


def _kinds(text: str) -> tuple[GuessKind, ...]:
    said = text.strip().lower()
    if said in values.NOTHING:
        return ()
    wanted = {GuessKind(each) for each in said.replace(",", " ").split()}
    if not wanted:
        raise ValueError(text)
    return tuple(kind for kind in GuessKind if kind in wanted)


def _write_kinds(value: tuple[GuessKind, ...]) -> str:
    return ",".join(value) or "no"


def _cards(text: str) -> bool:
    if text.strip().lower() not in {"working_time", "always"}:
        raise ValueError(text)
    return text.strip().lower() == "working_time"


SHAPES: Mapping[Rule, Shape] = MappingProxyType(
    {
        Rule.HOURS: _one("calendar", "week", values.read_week, values.write_week),
        Rule.SHORT_DAYS: _one("calendar", "short_days", _short_days, _write_short_days),
        Rule.BRIDGE_DAYS: _one(
            "calendar", "bridge_days_closed", values.read_yes, values.write_yes, "yes", "no"
        ),
        Rule.SEASONS: _one("calendar", "seasons", seasons.read_seasons, seasons.write_seasons),
        Rule.POLICY: _word("answer", "policy", AnswerPolicy),
        Rule.ANSWER_HOURS: _one("answer", "hours", values.read_hours, values.write_hours),
        Rule.AFTER_OPENING: _one("answer", "after_opening", values.read_hours, values.write_hours),
        Rule.WORKING_HOURS: _one("answer", "working_hours", values.read_hours, values.write_hours),
        Rule.LADDER: _one("ladder", "before", values.read_falling_hours, values.write_falling_hours),
        Rule.FOLLOW_UP: _one("ladder", "follow_up_days", values.read_days, str),
        Rule.ROUNDS: _one("rounds", "times", values.read_clocks, values.write_clocks),
        Rule.SIGNATURE: _word("signature", "rule", SignatureRule),
        Rule.ORGANISATION: _one("signature", "organisation", _text, str),
        Rule.CARD_TEXT: _word("chat", "card_text", CardText),
        Rule.BLANK: _one("chat", "blank_when_handled", values.read_yes, values.write_yes, "yes", "no"),
        Rule.CARDS: _one(
            "chat",
            "quiet_outside_hours",
            _cards,
            lambda quiet: "working_time" if quiet else "always",
            "working_time",
            "always",
        ),
        Rule.SECOND_READER: _word("replies", "second_reader", SecondReader),
        Rule.TIPS: _one("replies", "tips", values.read_yes, values.write_yes, "yes", "no"),
        Rule.GUESSES: replace(
            _one("guesses", "kinds", _kinds, _write_kinds, *(kind.value for kind in GuessKind)), several=True
        ),
        Rule.THREAT_WORDS: _one("guesses", "threat", values.read_words, values.write_words),
        Rule.HATE_WORDS: _one("guesses", "hate", values.read_words, values.write_words),
        Rule.SPAM_WORDS: _one("guesses", "spam", values.read_words, values.write_words),
        Rule.NEVER_WORDS: _one("guesses", "never", values.read_words, values.write_words),
    }
)
assert set(SHAPES) == set(Rule)
