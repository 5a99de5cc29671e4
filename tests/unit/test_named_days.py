"""Days by their names: holidays, klämdagar, short days, the weeks of summer holidays."""

from datetime import date

import pytest

from bot.texts import texts
from scheduler.named_days import DayKind, named_day
from scheduler.settings import CalendarRules
from scheduler.working_calendar import WorkingCalendar

CALENDAR = WorkingCalendar(CalendarRules())


@pytest.mark.parametrize(
    ("day", "kind", "said"),
    [
        (date(2026, 5, 13), DayKind.SHORT, "onsdag 13 maj (dagen före Kristi himmelsfärdsdag, kort dag)"),
        (date(2026, 5, 14), DayKind.HOLIDAY, "torsdag 14 maj (Kristi himmelsfärdsdag)"),
        (date(2026, 5, 15), DayKind.BRIDGE, "fredag 15 maj (klämdag vid Kristi himmelsfärdsdag)"),
        (date(2026, 5, 16), DayKind.WEEKEND, "lördag 16 maj"),
        (date(2026, 1, 5), DayKind.BRIDGE, "måndag 5 januari (klämdag vid trettondedag jul)"),
        (date(2026, 7, 14), DayKind.SUMMER, "tisdag 14 juli (semestertid, vecka 29)"),
        (date(2026, 11, 23), DayKind.ORDINARY, "måndag 23 november"),
    ],
)
def test_a_day_is_told_by_the_name_that_people_have_for_it(day: date, kind: DayKind, said: str) -> None:
    """U21: gaps in readiness are told by name, klämdagar and summer among them."""
    named = named_day(day, CALENDAR)
    assert named.kind is kind
    assert texts("sv").duty.by_name(named) == said


def test_a_day_that_the_unit_closes_is_off_and_says_so() -> None:
    closed = WorkingCalendar(CalendarRules(closures=frozenset({date(2026, 11, 23)})))
    named = named_day(date(2026, 11, 23), closed)
    assert (named.kind, named.off) == (DayKind.CLOSED, True)


def test_a_klamdag_on_which_the_unit_closes_is_no_day_to_be_on_duty() -> None:
    closed = WorkingCalendar(CalendarRules(bridge_days_closed=True))
    assert named_day(date(2026, 5, 15), closed).off


def test_years_without_known_holidays_are_ordinary() -> None:
    assert named_day(date(2400, 5, 15), CALENDAR).kind is DayKind.ORDINARY
