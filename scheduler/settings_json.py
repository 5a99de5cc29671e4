"""The rules as JSON and back, so that each version of the settings can be stored and judged by later."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import TypeAdapter

from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules


def rules_to_json(rules: UnitRules) -> dict[str, Any]:
    """The rules as JSON values; equal rules give equal values."""
    values: dict[str, Any] = _adapter().dump_python(_with_mappings(rules, dict), mode="json")
    values["calendar"]["closures"].sort()  # a set has no order of its own
    return values


def rules_from_json(values: Mapping[str, Any]) -> UnitRules:
    """The rules that gave these values; settings that did not exist then have their defaults."""
    return _with_mappings(_adapter().validate_python(values), MappingProxyType)


def book_to_json(book: RuleBook) -> dict[str, Any]:
    """Everybody's rules: what is stored as a version of the settings."""
    values: dict[str, Any] = {
        "organisation": rules_to_json(book.organisation),
        "units": {slug: rules_to_json(rules) for slug, rules in sorted(book.units.items())},
    }
    if book.accounts:
        values["accounts"] = {
            str(number): rules_to_json(book.accounts[number]) for number in sorted(book.accounts)
        }
    return values


def book_from_json(values: Mapping[str, Any], version: int | None = None) -> RuleBook:
    """The rule book of a stored version."""
    return RuleBook(
        organisation=rules_from_json(values["organisation"]),
        units={slug: rules_from_json(rules) for slug, rules in values["units"].items()},
        accounts={
            int(number): rules_from_json(rules) for number, rules in values.get("accounts", {}).items()
        },
        version=version,
    )


def _with_mappings(rules: UnitRules, kind: Callable[[Any], Mapping[Any, Any]]) -> UnitRules:
    """The same rules with another kind of mapping: the read-only one cannot be written as JSON."""
    calendar = replace(
        rules.calendar,
        short_days=kind(dict(rules.calendar.short_days)),
        open_days=kind(dict(rules.calendar.open_days)),
    )
    return replace(rules, calendar=calendar)


@cache
def _adapter() -> TypeAdapter[UnitRules]:
    return TypeAdapter(UnitRules)
