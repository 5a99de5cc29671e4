"""Which days are special in Sweden: public holidays and the three eves, short days, klämdagar."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from holidays.countries.sweden import Sweden

from scheduler.settings import ShortDay

FIRST_YEAR, LAST_YEAR = 1953, 2100
"""The years for which the holidays are known; outside them the library answers "none" without a word."""

DAY = timedelta(days=1)


class HolidaysBroken(RuntimeError):  # noqa: N818 - a fault of the installation, not of a value
    """The holidays library does not know the eves: every Christmas would be counted wrong."""


@cache
def holiday_names(year: int) -> Mapping[date, str]:
    """The year's public holidays and the three eves with their Swedish names; Sundays are no holidays here.

    Raises HolidaysBroken when julafton is missing. The library has changed twice what is in its default,
    and languages and years that it does not know fall back silently.
    """
    found = Sweden(
        years=year,
        expand=False,
        categories=("public", "de_facto"),
        include_sundays=False,
        language="sv",
    )
    names = dict(found.items())
    if names.get(date(year, 12, 24)) != "Julafton" or sum(day.weekday() == 6 for day in names) > 12:
        raise HolidaysBroken(f"the holidays library gives no julafton for {year}; 0.107 or later does")
    return names


@cache
def short_days(year: int) -> Mapping[date, tuple[ShortDay, ...]]:
    """The days of the year on which Swedish offices close early, if they are working days at all.

    One day can be two of them: in 2008 valborgsmässoafton was also the day before Kristi himmelsfärdsdag.
    """
    easter_sunday = easter(year)
    october_31 = date(year, 10, 31)
    all_saints = (
        october_31 + (5 - october_31.weekday()) % 7 * DAY
    )  # the Saturday from 31 October to 6 November
    found: dict[date, tuple[ShortDay, ...]] = {}
    for day, kind in (
        (date(year, 1, 5), ShortDay.TRETTONDAGSAFTON),
        (easter_sunday - 3 * DAY, ShortDay.SKARTORSDAG),
        (date(year, 4, 30), ShortDay.VALBORG),
        (easter_sunday + 38 * DAY, ShortDay.BEFORE_ASCENSION),
        (date(year, 6, 5), ShortDay.BEFORE_NATIONAL_DAY),
        (all_saints - DAY, ShortDay.BEFORE_ALL_SAINTS),
    ):
        found[day] = (*found.get(day, ()), kind)
    return found


def is_bridge_day(day: date) -> bool:
    """Whether it is a klämdag: a single weekday between two days off, a holiday at least on one side."""

    def free(other: date) -> bool:
        return other.weekday() >= 5 or other in holiday_names(other.year)

    if free(day):
        return False
    around = (day - DAY, day + DAY)
    return all(free(other) for other in around) and any(
        other in holiday_names(other.year) for other in around
    )
