""" "Varför den tiden?” answers in a sentence or two that a colleague could have written."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.texts import texts
from scheduler.answer_time import explain
from scheduler.settings import AnswerPolicy, AnswerRules, CalendarRules
from scheduler.working_calendar import WorkingCalendar

OFFICE = WorkingCalendar(CalendarRules())
MUSEUM = WorkingCalendar(CalendarRules(week=(((time(10), time(17)),),) * 7, holidays_off=False))


def why(
    received: str,
    *,
    policy: AnswerPolicy = AnswerPolicy.GUIDELINE,
    calendar: WorkingCalendar = OFFICE,
    language: str = "sv",
    after_opening: timedelta = timedelta(hours=4),
) -> str:
    rules = AnswerRules(policy=policy, after_opening=after_opening)
    return texts(language).why(explain(datetime.fromisoformat(received), rules, calendar))


def test_a_plain_day() -> None:
    assert why("2026-11-24T10:15+01:00") == (
        "Svara senast onsdag 25 november kl. 10.15. "
        "Kommentaren kom tisdag 24 november kl. 10.15 och ska ha svar inom ett dygn."
    )


def test_a_plain_night_names_the_last_moment_at_work() -> None:
    assert why("2026-11-24T03:15+01:00") == (
        "Svara senast onsdag 25 november kl. 03.15. "
        "Kommentaren kom tisdag 24 november kl. 03.15 och ska ha svar inom ett dygn. "
        "Det är utanför arbetstid, så sikta på tisdag 24 november kl. 16.30."
    )


def test_a_friday_afternoon() -> None:
    assert why("2026-11-27T15:02+01:00") == (
        "Svara senast måndag 30 november kl. 12.00. Kommentaren kom fredag 27 november kl. 15.02. "
        "Ett dygn senare är det lördag, och då gäller nästa arbetsdag: senast fyra timmar efter öppning."
    )


def test_a_sunday_morning_waits_for_mondays_morning() -> None:
    assert why("2026-11-29T06:00+01:00") == (
        "Svara senast måndag 30 november kl. 12.00. Kommentaren kom söndag 29 november kl. 06.00. "
        "Ett dygn senare är det tidigt på den första arbetsdagen efter ledigheten, "
        "och då räcker det med svar senast fyra timmar efter öppning."
    )


def test_a_sunday_afternoon_keeps_its_whole_day() -> None:
    assert why("2026-11-29T14:00+01:00") == (
        "Svara senast måndag 30 november kl. 14.00. Kommentaren kom söndag 29 november kl. 14.00 och ska "
        "ha svar "
        "inom ett dygn. Det blir på den första arbetsdagen efter ledigheten."
    )


def test_christmas_is_called_by_its_name() -> None:
    assert why("2026-12-23T09:00+01:00") == (
        "Svara senast måndag 28 december kl. 12.00. Kommentaren kom onsdag 23 december kl. 09.00. "
        "Ett dygn senare är det julafton, och då gäller nästa arbetsdag: senast fyra timmar efter öppning."
    )


def test_christmas_in_english() -> None:
    assert why("2026-12-23T09:00+01:00", language="en") == (
        "Answer by Monday 28 December at 12:00. The comment came Wednesday 23 December at 09:00. "
        "24 hours later it is Christmas Eve, so the next working day counts: "
        "at the latest four hours after opening."
    )


def test_a_weekend_of_changing_clocks_in_an_office_is_as_any_weekend() -> None:
    assert why("2026-03-27T15:02+01:00") == (
        "Svara senast måndag 30 mars kl. 12.00. Kommentaren kom fredag 27 mars kl. 15.02. "
        "Ett dygn senare är det lördag, och då gäller nästa arbetsdag: senast fyra timmar efter öppning."
    )


@pytest.mark.parametrize(
    ("received", "said"),
    [
        ("2026-03-28T15:00+01:00", "Klockan ställs fram under tiden, så det blir en timme senare på dagen."),
        (
            "2026-10-24T15:00+02:00",
            "Klockan ställs tillbaka under tiden, så det blir en timme tidigare på dagen.",
        ),
    ],
)
def test_a_museum_open_on_sundays_hears_why_the_clock_time_differs(received: str, said: str) -> None:
    assert why(received, calendar=MUSEUM).endswith(said)


def test_a_short_day_says_that_it_closes_early() -> None:
    """Wednesday before Maundy Thursday, in the evening: the time runs out when the office has closed at "
    "noon."""
    assert why("2026-04-01T14:00+02:00") == (
        "Svara senast torsdag 2 april kl. 14.00. "
        "Kommentaren kom onsdag 1 april kl. 14.00 och ska ha svar inom ett dygn. "
        "Det är utanför arbetstid, så sikta på torsdag 2 april kl. 12.00: då stänger det tidigt "
        "(skärtorsdag)."
    )


def test_a_closure_says_that_it_is_closed() -> None:
    closed = WorkingCalendar(CalendarRules(closures=frozenset({date(2026, 11, 25)})))
    assert why("2026-11-24T10:00+01:00", calendar=closed) == (
        "Svara senast torsdag 26 november kl. 12.00. Kommentaren kom tisdag 24 november kl. 10.00. "
        "Ett dygn senare är det stängt, och då gäller nästa arbetsdag: senast fyra timmar efter öppning."
    )


def test_a_short_morning_after_days_off_ends_when_it_closes() -> None:
    """5 January 2027 is a Tuesday and trettondagsafton; closing at noon comes before six hours after "
    "opening."""
    closed = WorkingCalendar(CalendarRules(closures=frozenset({date(2027, 1, 4)})))
    sentence = why("2027-01-03T09:00+01:00", calendar=closed, after_opening=timedelta(hours=6))
    assert sentence.startswith("Svara senast tisdag 5 januari kl. 12.00.")
    assert "senast vid stängning" in sentence
    assert sentence.endswith("Det stänger tidigt den dagen (trettondagsafton).")


def test_the_paused_policy_names_the_days_that_do_not_count() -> None:
    assert why("2026-11-27T15:59+01:00", policy=AnswerPolicy.PAUSED) == (
        "Svara senast måndag 30 november kl. 15.59. Kommentaren kom fredag 27 november kl. 15.59 och ska "
        "ha svar "
        "inom ett dygn, men tiden står still på arbetsfria dagar (lördag och söndag)."
    )


def test_office_hours_are_working_time() -> None:
    assert why("2026-11-24T10:00+01:00", policy=AnswerPolicy.OFFICE_HOURS) == (
        "Svara senast onsdag 25 november kl. 09.30. "
        "Kommentaren kom tisdag 24 november kl. 10.00 och ska ha svar inom åtta timmar arbetstid."
    )
