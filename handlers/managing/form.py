"""The forms by which a unit is run: what is asked, and what is known. The chat draws them alike."""

from dataclasses import dataclass
from enum import StrEnum


class UnitFormKind(StrEnum):
    """What a form about a unit does."""

    PERSON_ADD = "person_add"
    """Somebody comes into the unit."""
    PERSON_CHANGE = "person_change"
    """Her name, roles and duty weekdays."""
    PERSON_MOVE = "person_move"
    """To another unit."""
    PERSON_END = "person_end"
    """She leaves the unit."""
    ACCOUNT_ADD = "account_add"
    """Another account is watched."""
    ACCOUNT_CHANGE = "account_change"
    """Its name, addresses, deputy, editors."""
    ACCOUNT_MOVE = "account_move"
    """To another unit."""
    ACCOUNT_END = "account_end"
    """It is no longer watched."""
    HOURS = "hours"
    """The unit's hours by weekday."""
    DAY_ADD = "day_add"
    """Days that are closed, or open, unlike others."""
    DAY_END = "day_end"
    """Those days are as others after all."""
    SEASON = "season"
    """Other hours for a part of each year; `about`: the days of one that is there."""
    SEASON_END = "season_end"
    """That part of the year is as the rest."""
    UNIT_ADD = "unit_add"
    """A new unit; the form's own unit is only where it was asked for."""
    UNIT_CHANGE = "unit_change"
    """Its name, channel and language."""
    UNIT_END = "unit_end"
    """The unit is no more."""
    RULE = "rule"
    """One rule's value, here; `about` is its word, or an account's id and its word."""
    PRACTICE = "practice"
    """A new editor's reply to her practice comment; `about` is its turn."""
    RULE_FOLLOW = "rule_follow"
    """It follows what stands above."""


class FieldKind(StrEnum):
    """How a field is filled in."""

    TEXT = "text"
    """A line of text."""
    LINES = "lines"
    """Several lines of text."""
    CHOICE = "choice"
    """One of several."""
    SEVERAL = "several"
    """Any of several; none of them is an answer too."""
    USER = "user"
    """Somebody in the chat."""
    DAY = "day"
    """A day."""
    CHANNEL = "channel"
    """A channel of the chat."""


@dataclass(frozen=True, kw_only=True)
class Option:
    """One thing to choose. Without a label the texts have a word for the value in this field."""

    value: str
    label: str = ""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field. `known` is what is filled in; of several: separated by commas."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    known: str = ""
    options: tuple[Option, ...] = ()
    optional: bool = False
    words: str = ""  # whose label and hint it has, if not those of its name


@dataclass(frozen=True, kw_only=True)
class Leaving:
    """What it means that somebody leaves a unit."""

    claims: int  # comments that wait for others then
    deputy_of: tuple[str, ...]  # accounts that need a new deputy
    swaps: int  # questions between colleagues that are settled
    alone_on: tuple[int, ...]  # weekdays on which nobody else is on duty


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What it means that a unit ends."""

    accounts: tuple[str, ...]  # no longer watched
    leaving: tuple[str, ...]  # people who are in no other unit
    staying: tuple[str, ...]  # people who are in another one
    swaps: int  # questions between colleagues that are settled
    without_number: int  # comments that wait for their diary number


@dataclass(frozen=True, kw_only=True)
class UnitForm:
    """A form about a unit, and about somebody or something in it (`about`: an id, or a rule's word)."""

    kind: UnitFormKind
    unit_id: int
    unit: str
    about: str = ""
    subject: str = ""  # whom or what it is about, as people call it
    fields: tuple[Field, ...] = ()
    leaving: Leaving | None = None  # told above the fields
    ending: Ending | None = None  # likewise
