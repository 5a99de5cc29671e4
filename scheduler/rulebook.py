"""Which rules a unit goes by: the organisation's, overridden per unit and account, as one stored version."""

from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from scheduler.layers import Layers
from scheduler.settings import UnitRules
from scheduler.working_calendar import WorkingCalendar


class RuleBook:
    """One version of the settings: `book.rules("kultur")`, `book.calendar("kultur")`.

    Unknown slugs get the organisation's rules: a renamed unit must still be warned. A supervisor may change
    rules while the bot runs: `change_to` then lets everybody who holds the book go by the new ones, and
    `present()` gives a book that stays as it is, for whatever must go by one version throughout.
    """

    def __init__(
        self,
        *,
        organisation: UnitRules,
        units: Mapping[str, UnitRules] | None = None,
        accounts: Mapping[int, UnitRules] | None = None,
        version: int | None = None,
        layers: Layers | None = None,
        revision: str | None = None,
    ) -> None:
        """`layers`: what the configuration says; none: just these. `revision`: see `rules_in_force`."""
        self._edition = _Edition(organisation, units or {}, accounts or {}, version, revision)
        self.just_changed = False
        self.layers = layers or Layers(organisation=organisation, units=MappingProxyType(dict(units or {})))

    @property
    def organisation(self) -> UnitRules:
        """What holds for whoever has no rules of its own."""
        return self._edition.organisation

    @property
    def units(self) -> Mapping[str, UnitRules]:
        """By slug, the units that differ from the organisation."""
        return self._edition.units

    @property
    def accounts(self) -> Mapping[int, UnitRules]:
        """By id, the accounts that differ from their unit."""
        return self._edition.accounts

    @property
    def version(self) -> int | None:
        """The number under which these settings are stored."""
        return self._edition.version

    @property
    def revision(self) -> str | None:
        """What had been set from chat when this edition was made."""
        return self._edition.revision

    @property
    def organisation_calendar(self) -> WorkingCalendar:
        """The organisation's compiled calendar."""
        return self._edition.organisation_calendar

    def rules(self, unit_slug: str, account_id: int | None = None) -> UnitRules:
        """The unit's rules, or the account's, if it has some of its own."""
        edition = self._edition
        if account_id is not None and account_id in edition.accounts:
            return edition.accounts[account_id]
        return edition.units.get(unit_slug, edition.organisation)

    def calendar(self, unit_slug: str) -> WorkingCalendar:
        """The unit's compiled calendar, built once."""
        return self._edition.calendar(unit_slug)

    def present(self) -> "RuleBook":
        """The rules as they are now, in a book that does not change."""
        book = RuleBook.__new__(RuleBook)
        book._edition, book.layers, book.just_changed = self._edition, self.layers, False
        return book

    def change_to(self, other: "RuleBook") -> None:
        """Go by the other's rules from now on; whoever is in the middle of something may see both."""
        self._edition, self.just_changed = other._edition, True

    def settle(self, new: "RuleBook | None") -> None:
        """A tick is over that goes by a new book, if there is one."""
        if new is not None:
            self.change_to(new)
        else:
            self.just_changed = False


class _Edition:
    """What is exchanged as a whole, so that nobody sees the half of it."""

    def __init__(
        self,
        organisation: UnitRules,
        units: Mapping[str, UnitRules],
        accounts: Mapping[int, UnitRules],
        version: int | None,
        revision: str | None,
    ) -> None:
        self.organisation = organisation
        self.units = dict(units)
        self.accounts = dict(accounts)
        self.version = version
        self.revision = revision
        self._calendars: dict[str, WorkingCalendar] = {}

    def calendar(self, unit_slug: str) -> WorkingCalendar:
        rules = self.units.get(unit_slug, self.organisation)
        if rules.calendar == self.organisation.calendar:
            return self.organisation_calendar
        if unit_slug not in self._calendars:
            self._calendars[unit_slug] = WorkingCalendar(rules.calendar)
        return self._calendars[unit_slug]

    @cached_property
    def organisation_calendar(self) -> WorkingCalendar:
        return WorkingCalendar(self.organisation.calendar)
