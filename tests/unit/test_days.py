"""Days, weeks and moments as people write them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from handlers.days import Days, read_day, read_days
from handlers.times import read_moment
from handlers.weeks import before, iso_week, monday, read_week, sunday

MONDAY = date(2026, 11, 23)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("idag", date(2026, 11, 23)),
        ("I dag", date(2026, 11, 23)),
        ("today", date(2026, 11, 23)),
        ("imorgon", date(2026, 11, 24)),
        ("i morgon", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 24)),
        ("i övermorgon", date(2026, 11, 25)),
        ("måndag", date(2026, 11, 23)),
        ("mandag", date(2026, 11, 23)),
        ("ma\u030andag", date(2026, 11, 23)),
        ("FREDAG", date(2026, 11, 27)),
        ("på fredag", date(2026, 11, 27)),
        ("friday", date(2026, 11, 27)),
        ("sön", date(2026, 11, 29)),
        ("nästa måndag", date(2026, 11, 30)),
        ("next friday", date(2026, 12, 4)),
        ("24/12", date(2026, 12, 24)),
        ("24.12", date(2026, 12, 24)),
        ("24/12-2027", date(2027, 12, 24)),
        ("24/12 2027", date(2027, 12, 24)),
        ("2026-12-24", date(2026, 12, 24)),
        ("20261224", date(2026, 12, 24)),
        ("24 december", date(2026, 12, 24)),
        ("den 24 december", date(2026, 12, 24)),
        ("24 dec.", date(2026, 12, 24)),
        ("24 dec 2027", date(2027, 12, 24)),
        ("December 24", date(2026, 12, 24)),
        ("the 24th of December", date(2026, 12, 24)),
        ("2/1", date(2027, 1, 2)),
        ("1 november", date(2026, 11, 1)),
        ("1 september", date(2027, 9, 1)),
        ("29/2", date(2028, 2, 29)),
    ],
)
def test_a_day_is_understood(text: str, day: date) -> None:
    assert read_day(text, MONDAY) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "snart",
        "32/12",
        "0/1",
        "2026-13-01",
        "2026-02-30",
        "29/2-2027",
        "99999999",
        "fredagsmys",
        "24",
        "-",
        "/",
        "24 brumaire",
        "1" * 400,
        "nästa",
        "på",
    ],
)
def test_what_is_no_day_is_not_taken_for_one(text: str) -> None:
    assert read_day(text, MONDAY) is None
    assert read_days(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("imorgon", date(2026, 11, 24), None),
        ("24/12 27/12", date(2026, 12, 24), date(2026, 12, 27)),
        ("24/12-27/12", date(2026, 12, 24), date(2026, 12, 27)),
        ("24/12 – 27/12", date(2026, 12, 24), date(2026, 12, 27)),
        ("24-27 december", date(2026, 12, 24), date(2026, 12, 27)),
        ("24 december till 27", date(2026, 12, 24), date(2026, 12, 27)),
        ("från 24 december till och med 2 januari", date(2026, 12, 24), date(2027, 1, 2)),
        ("fr.o.m. 24/12 t.o.m. 2/1", date(2026, 12, 24), date(2027, 1, 2)),
        ("2026-12-24 2026-12-27", date(2026, 12, 24), date(2026, 12, 27)),
        ("2026-12-27 2026-12-24", date(2026, 12, 27), date(2026, 12, 24)),
        ("mån-fre", date(2026, 11, 23), date(2026, 11, 27)),
        ("fredag till tisdag", date(2026, 11, 27), date(2026, 12, 1)),
        ("fredag tisdag", date(2026, 11, 27), date(2026, 12, 1)),
        ("idag till fredag", date(2026, 11, 23), date(2026, 11, 27)),
        ("till fredag", date(2026, 11, 23), date(2026, 11, 27)),
        ("until friday", date(2026, 11, 23), date(2026, 11, 27)),
        ("from tomorrow to Dec 1", date(2026, 11, 24), date(2026, 12, 1)),
        ("resten av veckan", date(2026, 11, 23), date(2026, 11, 29)),
        ("nästa vecka", date(2026, 11, 30), date(2026, 12, 6)),
        ("vecka 52", date(2026, 12, 21), date(2026, 12, 27)),
        ("v. 2", date(2027, 1, 11), date(2027, 1, 17)),
        ("tills vidare", date(2026, 11, 23), None),
        ("imorgon tills vidare", date(2026, 11, 24), None),
    ],
)
def test_a_first_and_a_last_day_are_understood(text: str, first: date, last: date | None) -> None:
    assert read_days(text, MONDAY) == Days(first=first, last=last)


@pytest.mark.parametrize("text", ["24/12 snart", "imorgon eller fredag", "24 till", "fredag till x"])
def test_half_a_period_is_no_period(text: str) -> None:
    assert read_days(text, MONDAY) is None


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("", "2026-W48"),
        ("47", "2026-W47"),
        ("v47", "2026-W47"),
        ("v. 47", "2026-W47"),
        ("vecka 47", "2026-W47"),
        ("W47", "2026-W47"),
        ("2026-W47", "2026-W47"),
        ("2026-w7", "2026-W07"),
        ("2026w47", "2026-W47"),
        ("2026-47", "2026-W47"),
        ("förra", "2026-W47"),
        ("last week", "2026-W47"),
        ("denna", "2026-W48"),
        ("1", "2026-W01"),
        ("50", "2026-W50"),
        ("2020-W53", "2020-W53"),
    ],
)
def test_a_week_is_understood(text: str, week: str) -> None:
    assert read_week(text, MONDAY) == week


@pytest.mark.parametrize("text", ["54", "0", "2026-W00", "2025-W53", "vecka", "snart", "4711", "-1", "47.5"])
def test_what_is_no_week_is_not_taken_for_one(text: str) -> None:
    assert read_week(text, MONDAY) is None


def test_in_january_a_high_number_is_last_years_week() -> None:
    assert read_week("52", date(2027, 1, 11)) == "2026-W52"
    assert read_week("3", date(2027, 1, 11)) == "2027-W03"


def test_a_week_belongs_to_the_year_of_its_thursday() -> None:
    assert iso_week(date(2027, 1, 1)) == "2026-W53"
    assert before("2027-W01") == "2026-W53"
    assert (monday("2026-W53"), sunday("2026-W53")) == (date(2026, 12, 28), date(2027, 1, 3))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-23 09:30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("2026-11-23 09.30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("2026-11-23T09:30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("2026-11-23T09:30+02:00", datetime(2026, 11, 23, 7, 30, tzinfo=UTC)),
        ("2026-11-23T09:30:15Z", datetime(2026, 11, 23, 9, 30, 15, tzinfo=UTC)),
        ("23/11 kl 9.30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("idag kl. 09:30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("9.30", datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
        ("2026-10-25 02:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_moment_is_understood(text: str, moment: datetime) -> None:
    assert read_moment(text, STOCKHOLM, MONDAY) == moment


@pytest.mark.parametrize("text", ["", "nyss", "2026-11-23 25:00", "2026-11-23 09:61", "igår kväll", "kl 9"])
def test_what_is_no_moment_is_not_taken_for_one(text: str) -> None:
    assert read_moment(text, STOCKHOLM, MONDAY) is None


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01",
        "0001-01-01 00:00",
        "0001-01-01T00:00+14:00",
        "1999-12-31 12:00",
        "9999-12-31T23:59-14:00",
    ],
)
def test_a_moment_outside_the_years_that_anybody_speaks_of_is_none(text: str) -> None:
    """A date field may hold any year, and at the calendar's ends a zone cannot be reckoned with."""
    assert read_moment(text, STOCKHOLM, MONDAY) is None


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "1999-12-31", "1/1 0001", "1 januari 9999"])
def test_a_day_outside_the_years_that_anybody_speaks_of_is_none(text: str) -> None:
    """A date field may hold any year; of the very first day there is none before."""
    assert read_day(text, MONDAY) is None
    assert read_days(text, MONDAY) is None
