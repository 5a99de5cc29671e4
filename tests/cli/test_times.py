"""`svarsvakt deadline` and `svarsvakt calendar`, as a machine and a person meet them."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from tests.cli.conftest import Command
from tests.unit.answer_cases import CALENDARS, Case, cases

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CONFIG = """
organisation = "Exempelstad"
language = "sv"
[calendar]
short_days_close = false
[units.office]
name = "Kontor"
[units.short-days-close-12]
name = "Korta dagar"
calendar.short_days_close = "12:00"
[units.bridge-days-closed]
name = "Klämdagar"
calendar.closures = [2026-06-05, 2027-05-07, 2028-01-07]
[units.museum-7-days-10-17]
name = "Museum"
calendar.hours = { HOURS }
[units.summer-close-16]
name = "Sommartid"
[[units.summer-close-16.calendar.seasons]]
first = "05-15"
last = "09-15"
close = "16:00"
""".replace("HOURS", ", ".join(f'{day} = "10:00-17:00"' for day in WEEK))
CASES = cases()
FRIDAY = "2026-11-27T15:02"


@pytest.fixture
def worked(config_path: Path) -> None:
    """A unit for each calendar of the cases."""
    config_path.write_text(CONFIG, encoding="utf-8")


def at(stated: str) -> datetime:
    return datetime.fromisoformat(stated)


def of(calendar: str) -> list[Case]:
    return [case for case in CASES if case.calendar == calendar]


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize("calendar", CALENDARS)
@pytest.mark.parametrize("policy", ["guideline", "paused", "office_hours"])
def test_every_worked_case_agrees_line_by_line(svarsvakt: Command, calendar: str, policy: str) -> None:
    lines = "".join(f"{case.received.isoformat()}\n" for case in of(calendar))
    said = svarsvakt("deadline", "-", "--unit", calendar, "--policy", policy, stdin=lines)
    assert said.code == 0
    expected = {
        "guideline": [case.due_guideline for case in of(calendar)],
        "paused": [case.due_paused for case in of(calendar)],
        "office_hours": [case.due_office_hours_8 for case in of(calendar)],
    }
    assert [at(row["due"]) for row in said.rows] == expected[policy]
    assert [at(row["received"]) for row in said.rows] == [case.received for case in of(calendar)]
    if policy == "guideline":
        assert [at(row["last_working_moment"]) for row in said.rows] == [
            case.last_working_moment for case in of(calendar)
        ]
        assert [[rung["name"] for rung in row["rungs"]] for row in said.rows] == [
            ["1", "2", "3", "overdue"]
        ] * len(of(calendar))
        assert [at(row["rungs"][1]["at"]) for row in said.rows] == [
            case.two_working_hours_before for case in of(calendar)
        ]


BAD_LINES = {
    "nonsense": b"i morgon",
    "an empty line": b"",
    "a day without a clock": b"2026-11-27",
    "an hour that the clocks jumped over": b"2026-03-29T02:30",
    "a day that does not exist": b"2026-02-30T10:00",
    "a number": b"1e5",
    "a time before the calendar's years": b"0001-01-01T00:00Z",
    "a time after the calendar's years": b"9999-12-31T23:59Z",
    "a nul byte": b"2026-11-27T15:02\0",
    "a line that is not UTF-8": b"\xff\xfe2026",
    "a line without end": b"9" * 300_000,
    "JSON": b'{"received": "2026-11-27T15:02"}',
    "a table's line": b"2026-11-27T15:02;2026-11-27T15:03",
}


@pytest.mark.parametrize("kind", BAD_LINES)
def test_a_bad_line_is_named_and_the_others_are_answered(svarsvakt: Command, kind: str) -> None:
    said = svarsvakt("deadline", "-", stdin=b"\n".join([FRIDAY.encode(), BAD_LINES[kind], FRIDAY.encode()]))
    assert said.code == 1
    first, bad, last = said.rows
    assert first == last
    assert set(bad) == {"error", "line"}
    assert bad["line"] == 2
    assert len(bad["error"]) < 300


def test_lines_from_windows_are_lines(svarsvakt: Command) -> None:
    said = svarsvakt("deadline", "-", stdin=b"\xef\xbb\xbf2026-11-27T15:02\r\n2026-11-27T15:02\r\n")
    assert (said.code, len(said.rows)) == (0, 2)


@pytest.mark.parametrize(
    ("stated", "received"),
    [
        ("2026-11-27T15:02", "2026-11-27T15:02:00+01:00"),
        ("2026-07-01T15:02", "2026-07-01T15:02:00+02:00"),
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # comes twice: the first
        ("2026-10-25T02:30+01:00", "2026-10-25T02:30:00+01:00"),
        ("2026-11-27T14:02Z", "2026-11-27T15:02:00+01:00"),
        ("2026-11-27 15:02", "2026-11-27T15:02:00+01:00"),
    ],
)
def test_a_time_without_offset_is_local(svarsvakt: Command, stated: str, received: str) -> None:
    (row,) = svarsvakt("deadline", stated, "--json").rows
    assert row["received"] == received


def test_a_person_reads_a_table_and_the_reason(svarsvakt: Command) -> None:
    said = svarsvakt("deadline", FRIDAY)
    assert said.code == 0
    words = " ".join(said.out.split())
    assert "måndag 30 november kl. 12.00" in words
    assert "Ett dygn senare är det lördag, och då gäller nästa arbetsdag" in words


def test_what_cannot_be_asked_is_a_fault_of_usage(svarsvakt: Command) -> None:
    assert svarsvakt("deadline").code == 2
    assert svarsvakt("deadline", FRIDAY, "--policy", "snart").code == 2
    unknown = svarsvakt("deadline", FRIDAY, "--unit", "kulturskola")
    assert (unknown.code, "kulturskolan" in unknown.err) == (2, True)
    assert svarsvakt("calendar", "1900").code == 2
    assert svarsvakt("calendar", "i-fjol").code == 2


def test_ten_thousand_lines_are_answered_in_seconds(svarsvakt: Command) -> None:
    begun = datetime(2026, 1, 1, tzinfo=UTC)
    lines = "".join(f"{(begun + timedelta(minutes=137 * n)).isoformat()}\n" for n in range(10_000))
    started = perf_counter()
    said = svarsvakt("deadline", "-", stdin=lines)
    assert (said.code, len(said.out.splitlines())) == (0, 10_000)
    assert perf_counter() - started < 30  # a fifth of it on an idle machine


def test_a_year_is_given_with_its_days_off_short_days_and_rounds(svarsvakt: Command) -> None:
    (year,) = svarsvakt("calendar", "2026", "--json").rows
    off = {row["day"]: row for row in year["days_off"]}
    assert off["2026-12-24"]["name"].lower() == "julafton"
    assert off["2026-06-19"]["reason"] == "holiday"
    assert {row["day"]: row["close"] for row in year["short_days"]} == {
        "2026-01-05": "12:00",
        "2026-04-02": "12:00",
        "2026-04-30": "12:00",
        "2026-05-13": "12:00",
        "2026-06-05": "12:00",
        "2026-10-30": "12:00",
    }
    rounds = {row["day"]: row["at"] for row in year["rounds"]}
    assert rounds["2026-11-27"] == ["08:30", "12:30", "15:00"]
    assert rounds["2026-10-30"] == ["08:30", "10:00", "11:30"]
    assert not rounds.keys() & off.keys()
    assert len(rounds) + len(off) == (date(2027, 1, 1) - date(2026, 1, 1)).days


def test_a_person_reads_a_year(svarsvakt: Command) -> None:
    said = svarsvakt("calendar", "2026")
    assert said.code == 0
    assert "julafton" in said.out.lower()
    assert "08.30, 10.00, 11.30" in said.out


def test_json_is_one_object_a_line(svarsvakt: Command) -> None:
    said = svarsvakt("deadline", FRIDAY, "x", FRIDAY, "--json")
    assert said.code == 1
    assert [sorted(json.loads(line)) for line in said.out.splitlines()][1] == ["error", "line"]
