"""Where a rule's value comes from: preset, organisation, unit, account; the file, or set since. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from db.set_rules import ORGANISATION, SetRule, SpecialDay, of_account, of_unit
from scheduler.rule_values import read_day_hours
from scheduler.rule_words import OF_ACCOUNT, Rule, changed
from scheduler.settings import Hours, UnitRules


class From(StrEnum):
    """Which layer a value comes from, the nearest first."""

    ACCOUNT_SET = "account_set"
    """Set for the account alone."""
    UNIT_SET = "unit_set"
    """Set for the unit."""
    UNIT_FILE = "unit_file"
    """The unit's part of the configuration file."""
    ORGANISATION_SET = "organisation_set"
    """Set for everybody, from the command line."""
    ORGANISATION_FILE = "organisation_file"
    """The configuration file."""
    PRESET = "preset"
    """The rules that the organisation chose to begin with."""
    DEFAULT = "default"
    """The program's own."""


@dataclass(frozen=True, kw_only=True)
class Preset:
    """A set of rules with its version and source, which an organisation may begin with (U01)."""

    slug: str
    name: str
    version: str
    source: str
    checked: date | None = None
    rules: frozenset[str] = frozenset()  # the words of the rules that it says


@dataclass(frozen=True, kw_only=True)
class Layers:
    """What the configuration says: whole rules, and which of them each part of the file names itself."""

    organisation: UnitRules
    units: Mapping[str, UnitRules] = field(default_factory=lambda: MappingProxyType({}))
    said: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By unit's slug, and "" for the organisation: the words of the rules that stand there."""
    preset: Preset | None = None

    def of(self, unit_slug: str) -> UnitRules:
        """The unit's rules by the file alone."""
        return self.units.get(unit_slug, self.organisation)

    def says(self, unit_slug: str, rule: Rule) -> bool:
        """Whether that part of the file names the rule."""
        return rule.value in self.said.get(unit_slug, frozenset())


Set = Mapping[str, Mapping[Rule, SetRule]]
"""What was set since, by place."""


def by_place(found: Iterable[SetRule]) -> Set:
    """What was set, by place; rules that this program does not know are left alone."""
    known = {rule.value: rule for rule in Rule}
    places: dict[str, dict[Rule, SetRule]] = {}
    for row in found:
        if row.rule in known:
            places.setdefault(row.place, {})[known[row.rule]] = row
    return places


def organisation_rules(layers: Layers, since: Set) -> UnitRules:
    """What holds for whoever has no rule of its own."""
    return _with(layers.organisation, since.get(ORGANISATION, {}).values())


def unit_rules(
    layers: Layers, since: Set, *, slug: str, unit_id: int, days: Iterable[SpecialDay] = ()
) -> UnitRules:
    """What holds in the unit."""
    above = [row for rule, row in since.get(ORGANISATION, {}).items() if not layers.says(slug, rule)]
    rules = _with(_with(layers.of(slug), above), since.get(of_unit(unit_id), {}).values())
    return _with_days(rules, days)


def account_rules(rules: UnitRules, since: Set, account_id: int) -> UnitRules:
    """What holds for the account: the unit's rules but for what is its own."""
    own = since.get(of_account(account_id), {})
    return _with(rules, [row for rule, row in own.items() if rule in OF_ACCOUNT])


def source(
    layers: Layers, since: Set, rule: Rule, *, slug: str, unit_id: int, account_id: int | None = None
) -> tuple[From, SetRule | None]:
    """Where the value comes from, and who set it when, if somebody did."""
    places = [(From.ACCOUNT_SET, of_account(account_id))] if account_id is not None else []
    for layer, place in [*places, (From.UNIT_SET, of_unit(unit_id))]:
        if (row := since.get(place, {}).get(rule)) is not None:
            return layer, row
    if layers.says(slug, rule):
        return From.UNIT_FILE, None
    if (row := since.get(ORGANISATION, {}).get(rule)) is not None:
        return From.ORGANISATION_SET, row
    if layers.says("", rule):
        return From.ORGANISATION_FILE, None
    in_preset = layers.preset is not None and rule.value in layers.preset.rules
    return (From.PRESET if in_preset else From.DEFAULT), None


def _with(rules: UnitRules, rows: Iterable[SetRule]) -> UnitRules:
    for row in rows:
        try:
            rules = changed(rules, Rule(row.rule), row.value)
        except ValueError:  # a newer program wrote it: what stands below holds
            continue
    return rules


def _with_days(rules: UnitRules, days: Iterable[SpecialDay]) -> UnitRules:
    closed: set[date] = set(rules.calendar.closures)
    opened: dict[date, Hours] = dict(rules.calendar.open_days)
    for row in days:
        span = [row.first_day + timedelta(days=n) for n in range((row.last_day - row.first_day).days + 1)]
        hours = read_day_hours(row.hours)
        for day in span:  # what was said last of a day counts
            closed.discard(day)
            opened.pop(day, None)
            if hours:
                opened[day] = hours
            else:
                closed.add(day)
    if closed == rules.calendar.closures and opened == rules.calendar.open_days:
        return rules
    calendar = replace(
        rules.calendar, closures=frozenset(closed), open_days=MappingProxyType(dict(sorted(opened.items())))
    )
    return replace(rules, calendar=calendar)
