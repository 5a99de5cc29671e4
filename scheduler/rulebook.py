"""Which rules a unit goes by: the organisation's, overridden per unit, as one stored version."""

from collections.abc import Mapping
from functools import cached_property

from scheduler.settings import UnitRules
from scheduler.working_calendar import WorkingCalendar


class RuleBook:
    """One version of the settings: `book.rules("kultur")`, `book.calendar("kultur")`.

    Unknown slugs get the organisation's rules: a renamed unit must still be warned.
    """

    def __init__(
        self,
        *,
        organisation: UnitRules,
        units: Mapping[str, UnitRules] | None = None,
        version: int | None = None,
    ) -> None:
        self.organisation = organisation
        self.units = dict(units or {})
        self.version = version
        self._calendars: dict[str, WorkingCalendar] = {}

    def rules(self, unit_slug: str) -> UnitRules:
        """The unit's rules."""
        return self.units.get(unit_slug, self.organisation)

    def calendar(self, unit_slug: str) -> WorkingCalendar:
        """The unit's compiled calendar, built once."""
        rules = self.rules(unit_slug)
        if rules.calendar == self.organisation.calendar:
            return self.organisation_calendar
        if unit_slug not in self._calendars:
            self._calendars[unit_slug] = WorkingCalendar(rules.calendar)
        return self._calendars[unit_slug]

    @cached_property
    def organisation_calendar(self) -> WorkingCalendar:
        """The organisation's compiled calendar."""
        return WorkingCalendar(self.organisation.calendar)
