"""What a supervisor's pages show: rows about the unit's people, accounts, rules, days and changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from db.changes import Change
from db.set_rules import SetRule, SpecialDay
from db.words import Role
from scheduler.layers import From, Preset
from scheduler.rule_words import Rule


@dataclass(frozen=True, kw_only=True)
class RuleRow:
    """One rule as it holds somewhere."""

    rule: Rule
    value: str
    comes_from: From
    row: SetRule | None  # who set it when, if somebody did
    own: bool  # it has a value of its own right here, that can be let go


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """Somebody in the unit."""

    id: int
    first_name: str
    full_name: str | None
    alias: str | None
    roles: tuple[Role, ...]
    duty_weekdays: tuple[int, ...]
    herself: bool


@dataclass(frozen=True, kw_only=True)
class AccountRow:
    """One of the unit's accounts."""

    id: int
    name: str
    platform: str
    url: str | None
    deputy: str | None
    editors: tuple[str, ...]  # nobody: all the unit's
    paused: bool
    source: str | None  # none: the bot cannot see into it
    trouble: str | None = None  # why it could not be read last time, in a code


@dataclass(frozen=True, kw_only=True)
class ChangeRow:
    """One change, with the names that it is about."""

    change: Change
    unit: str | None
    person: str | None
    account: str | None


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """One page about one unit."""

    page: str
    unit_id: int
    unit: str
    zone: ZoneInfo
    start: int = 0
    total: int = 0
    people: tuple[PersonRow, ...] = ()
    accounts: tuple[AccountRow, ...] = ()
    rules: tuple[RuleRow, ...] = ()
    setters: Mapping[int, str] = field(default_factory=dict)  # who set them, by id
    preset: Preset | None = None
    account_id: int = 0  # the rules are this account's; 0: the unit's
    account: str = ""
    days: tuple[SpecialDay, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    several_units: bool = False  # of hers
    may_end: bool = False  # it is not the only unit there is
