"""Nights on which the clock is changed, 29 February and the turn of the year: crises and on-call (M18, U21).

Clocks are put back at 03:00 on Sunday 25 October 2026 and forward at 02:00 on Sunday 28 March 2027.
"""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from db import crises
from db import rounds as rounds_table
from db.rows import Round
from db.words import Ground, NoticeKind
from handlers.desk import Action, act
from handlers.duty_content import DutyWeekContent, OnCallContent
from handlers.forms import submit
from handlers.outcome import FormKind, Outcome, Said
from scheduler.crisis import runs
from tests.stories.desk import Desk
from tests.stories.office import STOCKHOLM, Office, at, said

HOUR = timedelta(hours=1)


def starts(office: Office, now: datetime, ends_at: str, hours: str = "always") -> Outcome:
    """Hourly looks on Facebook, until a local time; `now` in UTC, as the bot's clock gives it."""
    fields = {
        "why": "Branden", "accounts": str(office.newsroom.facebook.id), "every": "60", "hours": hours,
        "ends_at": ends_at,
    }  # fmt: skip
    with office.store.write() as tx:
        return submit(
            tx, office.book, person=office.newsroom.cecilia, kind=FormKind.CRISIS,
            number=office.newsroom.unit.id, fields=fields, now=now,
        )  # fmt: skip


def utc(text: str) -> datetime:
    return at(text).astimezone(UTC)


def looks(office: Office, *days: str) -> list[Round]:
    with office.store.read() as tx:
        wanted = [date.fromisoformat(day) for day in days]
        return rounds_table.of_days(tx, [office.newsroom.unit.id], wanted)


def clocks(rows: list[Round]) -> list[str]:
    return [row.at.astimezone(STOCKHOLM).strftime("%H:%M") for row in rows]


@pytest.mark.parametrize(
    ("saturday", "sunday", "hours", "night"),
    [
        ("2026-10-24", "2026-10-25", 25, ["00:00", "01:00", "02:00", "02:00", "03:00"]),
        ("2027-03-27", "2027-03-28", 23, ["00:00", "01:00", "03:00", "04:00", "05:00"]),
    ],
)
def test_around_the_clock_a_look_comes_every_hour_that_passes_also_when_the_clock_is_changed(
    office: Office, saturday: str, sunday: str, hours: int, night: list[str]
) -> None:
    """M18: a night of 25 hours has 25 looks, one of 23 has 23, and no two are further apart than an hour."""
    office.tick(f"{saturday} 12:00")
    midnight = f"{date.fromisoformat(sunday) + timedelta(days=1)} 00:00"
    assert said(starts(office, utc(f"{saturday} 12:00"), midnight)) is Said.CRISIS_STARTED
    office.tick(f"{sunday} 00:00")
    found = looks(office, sunday)
    assert (len(found), clocks(found)[:5]) == (hours, night)
    every = looks(office, saturday, sunday)
    assert all(one.at + HOUR >= next_one.at > one.at for one, next_one in pairwise(every))
    assert all(one.ends_at == next_one.at for one, next_one in pairwise(found))


def test_from_seven_to_ten_at_night_means_that_by_the_clock_on_those_sundays_too(office: Office) -> None:
    """M18: 07-22 local, whatever the offset is."""
    for saturday, sunday in (("2026-10-24", "2026-10-25"), ("2027-03-27", "2027-03-28")):
        starts(office, utc(f"{saturday} 12:00"), f"{sunday} 23:59", hours="long")
        office.tick(f"{sunday} 00:01")
        found = clocks(looks(office, sunday))
        assert (found[0], found[-1], len(found)) == ("07:00", "21:00", 15)
        office.tick(f"{sunday} 23:59")


def test_an_end_at_an_hour_that_comes_twice_is_the_first_and_one_that_does_not_come_is_asked_about(
    office: Office,
) -> None:
    """M18: 02:30 on the night in October is the first of the two; in March there is none."""
    outcome = starts(office, utc("2026-10-24 12:00"), "2026-10-25 02:30")
    assert outcome.say is not None
    assert outcome.say.at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    office.tick("2026-10-26 08:00")
    refused = starts(office, utc("2027-03-27 12:00"), "2027-03-28 02:30")
    assert [fault.say.said for fault in refused.field_errors] == [Said.TIME_UNCLEAR]


def test_fourteen_days_are_days_also_when_one_of_them_has_25_hours(office: Office) -> None:
    """M18: two weeks by the calendar; found by this test."""
    now = utc("2026-10-16 10:00")
    refused = starts(office, now, "2026-10-30 10:01")
    assert [fault.say.said for fault in refused.field_errors] == [Said.CRISIS_TOO_LONG]
    assert said(starts(office, now, "2026-10-30 10:00")) is Said.CRISIS_STARTED


def test_over_29_february_there_are_looks_on_it(office: Office) -> None:
    """M18: Tuesday 29 February 2028."""
    office.tick("2028-02-28 08:00")
    assert said(starts(office, utc("2028-02-28 10:00"), "2028-03-01 12:00", hours="working")) is (
        Said.CRISIS_STARTED
    )
    office.tick("2028-02-29 00:01")
    found = looks(office, "2028-02-29")
    assert (clocks(found)[0], len(found)) == ("08:30", 9)
    assert all(one.at + HOUR >= next_one.at for one, next_one in pairwise(found))


def test_over_the_turn_of_the_year_it_goes_on_and_ends_when_it_should(desk: Desk, office: Office) -> None:
    """M18: from New Year's Eve into New Year's Day, days off both: people are called by choice."""
    desk.run("2026-12-31 11:00", "2026-12-31 11:00")
    assert said(starts(office, utc("2026-12-31 12:00"), "2027-01-01 02:00")) is Said.CRISIS_STARTED
    desk.run("2026-12-31 12:00", "2027-01-01 02:30", step_minutes=15)
    called = [when for when, _, _ in desk.told(NoticeKind.ROUND)]
    assert (called[0], called[-3:], len(called)) == ("Thu 12:00", ["Thu 23:00", "Fri 00:00", "Fri 01:00"], 14)
    ended = [(when, whom) for when, whom, keys in desk.told(NoticeKind.CRISIS) if "ended" in keys[0]]
    assert ended == [("Fri 02:00", "kultur"), ("Fri 02:00", "cecilia")]
    assert desk.gaps("2027-01-01 02:30") == []


def test_a_crisis_runs_from_its_start_until_its_end_in_real_time(office: Office) -> None:
    """M18: started in the first 02:30 it is an hour old in the second."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    outcome = starts(office, first, "2026-10-25 12:00")
    assert said(outcome) is Said.CRISIS_STARTED
    with office.store.read() as tx:
        crisis = crises.running(tx)[office.newsroom.unit.id]
    assert [runs(crisis, first + HOUR * n) for n in (-1, 0, 1, 10, 11)] == [False, True, True, True, False]


@pytest.mark.parametrize(
    ("when", "whom"),
    [
        ("2026-10-24 23:59", "bo"),
        ("2026-10-25 00:00", "anna"),
        ("2026-10-25 02:30", "anna"),
        ("2027-03-27 23:30", "bo"),
        ("2027-03-28 03:00", "anna"),
        ("2026-12-31 23:59", "bo"),
        ("2027-01-01 00:00", "anna"),
    ],
)
def test_on_call_changes_hands_at_local_midnight(office: Office, when: str, whom: str) -> None:
    """U21: Bo until the last minute of the day, Anna from the first of the next."""
    cecilia = office.newsroom.cecilia
    for first, second in (("24/10", "25/10"), ("31/12", "1/1")):
        office.says(cecilia, f"beredskap @U-BO {first} {first}", "2026-10-01 10:00")
        office.says(cecilia, f"beredskap @U-ANNA {second} {second}", "2026-10-01 10:00")
    office.says(cecilia, "beredskap @U-BO 2027-03-27 2027-03-27", "2026-10-01 10:00")
    office.says(cecilia, "beredskap @U-ANNA 2027-03-28 2027-03-28", "2026-10-01 10:00")
    number = office.comes(when, text="Jag vet var ni bor")
    office.act(cecilia, Action.URGENT, number, when, ground=Ground.THREAT)
    first_told = office.all_notices("urgent:")[0]
    assert (first_told.recipient, first_told.send_at) == (
        f"person:{getattr(office.newsroom, whom).id}",
        utc(when),
    )


def test_in_the_hour_that_comes_twice_she_is_called_both_times(office: Office) -> None:
    """U21: the second 02:30 is the same day still."""
    office.says(office.newsroom.cecilia, "beredskap @U-BO 25/10 25/10", "2026-10-01 10:00")
    for utc_hour in (0, 1):
        number = office.comes("2026-10-24 20:00", text="Jag vet var ni bor")
        now = datetime(2026, 10, 25, utc_hour, 30, tzinfo=UTC)
        with office.store.write() as tx:
            outcome = act(
                tx, office.book, person=office.newsroom.anna, action=Action.URGENT, number=number, now=now,
                ground=Ground.THREAT,
            )  # fmt: skip
        assert said(outcome) is Said.URGENT_ON_CALL


def test_on_call_over_29_february_and_the_turn_of_the_year(office: Office) -> None:
    """U21: each with both its ends, and in the weeks that it touches."""
    cecilia = office.newsroom.cecilia
    assert said(office.says(cecilia, "beredskap @U-BO 28/2 1/3", "2028-02-21 10:00")) is Said.ON_CALL_SET
    leap = office.says(cecilia, "beredskap", "2028-02-21 10:00").content
    assert isinstance(leap, OnCallContent)
    assert [(one.first_day, one.last_day) for one in leap.lines] == [(date(2028, 2, 28), date(2028, 3, 1))]
    overlap = office.says(cecilia, "beredskap @U-ANNA 29/2 29/2", "2028-02-21 10:00")
    assert said(overlap) is Said.ON_CALL_OVERLAP
    assert said(office.says(cecilia, "beredskap av 29/2", "2028-02-21 10:00")) is Said.ON_CALL_ENDED


def test_a_29_february_that_does_not_come_within_a_year_is_no_day_to_choose(office: Office) -> None:
    refused = office.says(office.newsroom.cecilia, "beredskap @U-BO 29/2", "2026-11-23 10:00")
    assert (said(refused) in {Said.DUTY_DAY_PASSED, Said.DATE_UNCLEAR}, refused.changed) == (True, False)


def test_on_call_from_christmas_to_epiphany_is_seen_in_both_years_weeks_and_ended_in_the_new(
    office: Office,
) -> None:
    """U21: week 53 of 2026 and week 1 of 2027."""
    cecilia, december = office.newsroom.cecilia, "2026-12-14 10:00"
    assert said(office.says(cecilia, "beredskap @U-BO 28/12 6/1", december)) is Said.ON_CALL_SET
    for week in ("2026-53", "2027-01"):
        shown = office.says(cecilia, f"jour {week}", december).content
        assert isinstance(shown, DutyWeekContent)
        assert [(one.first_day, one.last_day) for one in shown.on_call] == [
            (date(2026, 12, 28), date(2027, 1, 6))
        ]
    assert said(office.says(cecilia, "beredskap av 2/1", "2026-12-30 10:00")) is Said.ON_CALL_ENDED
