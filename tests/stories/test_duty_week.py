"""Who is on duty: a week day by day, gaps by name, and what the words for it understand (U21)."""

from datetime import date

import pytest

from bot.texts import texts
from db import people
from handlers.content import DutyGapContent
from handlers.duty import week_meant
from handlers.duty_content import DutyGapsContent, DutyWeekContent
from handlers.outcome import Said
from scheduler.named_days import DayKind
from tests.stories.office import Office, said

ASCENSION = "2026-05-11 10:00"


def week(office: Office, rest: str = "", when: str = ASCENSION) -> DutyWeekContent:
    found = office.says(office.newsroom.anna, f"jour {rest}", when).content
    assert isinstance(found, DutyWeekContent)
    return found


def told(content: DutyWeekContent) -> list[str]:
    return [texts("sv").duty.day(line) for line in content.days]


def weekdays(office: Office, person: str, *days: int) -> None:
    with office.store.write() as tx:
        people.set_details(tx, getattr(office.newsroom, person).id, duty_weekdays=days)


def test_a_week_says_who_is_on_duty_each_day_and_which_days_are_off(office: Office) -> None:
    """U21: readiness to answer is seen a week at a time."""
    weekdays(office, "anna", 0, 1, 4)
    weekdays(office, "bo", 0, 2)
    content = week(office)
    assert texts("sv").duty.heading(content) == "Jour för Kultur, vecka 20 (11–17 maj)"
    assert told(content) == [
        "måndag 11 maj: Anna och Bo",
        "tisdag 12 maj: Anna",
        "onsdag 13 maj (dagen före Kristi himmelsfärdsdag, kort dag): Bo",
        "torsdag 14 maj (Kristi himmelsfärdsdag): arbetsfri dag",
        "fredag 15 maj (klämdag vid Kristi himmelsfärdsdag): Anna",
        "lördag 16 maj: arbetsfri dag",
        "söndag 17 maj: arbetsfri dag",
    ]


def test_who_is_away_is_only_not_there_and_nobody_learns_why(office: Office) -> None:
    weekdays(office, "bo", 0, 1)
    office.says(office.newsroom.anna, "borta 15 maj", ASCENSION)
    content = week(office)
    assert told(content)[4] == "fredag 15 maj (klämdag vid Kristi himmelsfärdsdag): ingen har jour"
    assert "sjuk" not in repr(content)


def test_the_gaps_ahead_are_told_by_name_for_half_a_year(office: Office) -> None:
    """U21: klämdagar and summer by name, early enough to find somebody."""
    weekdays(office, "bo")
    office.says(office.newsroom.anna, "borta 15 maj 15 maj", ASCENSION)
    office.says(office.newsroom.anna, "borta 13 juli 14 juli", ASCENSION)
    found = office.says(office.newsroom.anna, "jour luckor", ASCENSION).content
    assert isinstance(found, DutyGapsContent)
    assert [texts("sv").duty.gap_line(line) for line in found.days] == [
        "Ingen har jour fredag 15 maj (klämdag vid Kristi himmelsfärdsdag).",
        "Ingen har jour måndag 13 juli (semestertid, vecka 29).",
        "Ingen har jour tisdag 14 juli (semestertid, vecka 29).",
    ]
    assert found.days[0].named.kind is DayKind.BRIDGE


def test_an_account_with_its_own_deputy_names_her_where_no_editor_is_on_duty(office: Office) -> None:
    from db.models import account_editors

    with office.store.write() as tx:
        for account in (office.newsroom.facebook, office.newsroom.blog):
            tx.execute(
                account_editors.insert().values(account_id=account.id, person_id=office.newsroom.anna.id)
            )
    office.says(office.newsroom.anna, "borta tisdag", ASCENSION)
    assert told(week(office))[1] == (
        "tisdag 12 maj: Bo; ingen för Kulturskolans Facebook och Museibloggen, där går Bo in"
    )


def test_a_unit_without_editors_says_what_to_do(office: Office) -> None:
    """B02, U21: it says how to add one, and who hears meanwhile."""
    from db.models import memberships

    with office.store.write() as tx:
        tx.execute(memberships.delete().where(memberships.c.person_id != office.newsroom.cecilia.id))
    found = office.says(office.newsroom.cecilia, "jour", ASCENSION).content
    assert isinstance(found, DutyWeekContent)
    assert texts("sv").duty.notes(found) == (
        "Kultur har inga redaktörer än, så ingen kan ha jour: allt går till ersättaren och den "
        "kommunikationsansvariga. Den kommunikationsansvariga lägger till någon med ”person @namn redaktör "
        "Förnamn”.",
    )


def test_a_unit_without_editors_is_told_of_once_a_week(office: Office) -> None:
    """U21: bad input does not become a message every morning."""
    from db.models import memberships

    with office.store.write() as tx:
        tx.execute(memberships.delete().where(memberships.c.person_id != office.newsroom.cecilia.id))
    for day in ("2026-05-11", "2026-05-12", "2026-05-15", "2026-05-18"):
        office.tick(f"{day} 09:00")
    told = office.all_notices("gap:")
    assert [row.day for row in told] == [date(2026, 5, 17), date(2026, 5, 24)]
    shown = office.shows(told[0], when=ASCENSION)
    assert isinstance(shown, DutyGapContent)
    assert texts("sv").private.duty_gap(shown).startswith("Kultur har inga redaktörer än")


def test_a_gap_is_told_five_working_days_ahead_by_its_name(office: Office) -> None:
    """U21: "Ingen har jour fredag 15 maj (klämdag ...)", five working days before."""
    weekdays(office, "bo")
    office.says(office.newsroom.anna, "borta 15 maj 15 maj", "2026-05-06 10:00")
    office.tick("2026-05-06 12:00")
    assert office.all_notices("gap:") == []
    office.tick("2026-05-07 09:00")
    (told,) = office.all_notices("gap:")
    shown = office.shows(told, when="2026-05-07 09:00")
    assert isinstance(shown, DutyGapContent)
    assert texts("sv").private.duty_gap(shown) == (
        "Kultur: Ingen har jour fredag 15 maj (klämdag vid Kristi himmelsfärdsdag). Kan du hitta någon? "
        "Annars går det som kommer in då till ersättaren och dig."
    )


@pytest.mark.parametrize("said_so", ["borta 15 maj vab", "sjuk 15 maj", "borta 15 maj, sjuk"])
def test_a_reason_that_somebody_adds_is_not_kept(office: Office, said_so: str) -> None:
    """U21: away without a reason, asked or stored."""
    outcome = office.says(office.newsroom.anna, said_so, ASCENSION)
    assert said(outcome) is Said.AWAY_SET
    with office.store.read() as tx:
        period = people.away_period(tx, office.newsroom.anna.id, date(2026, 5, 15))
    assert period is not None
    assert period.first_day == date(2026, 5, 15)
    assert not any(word in repr((outcome, period)).lower() for word in ("sjuk", "vab"))


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("", date(2026, 5, 11)),
        ("nästa vecka", date(2026, 5, 18)),
        ("next week", date(2026, 5, 18)),
        ("vecka 22", date(2026, 5, 25)),
        ("22", date(2026, 5, 25)),
        ("2", date(2026, 1, 5)),
        ("2026-W30", date(2026, 7, 20)),
        ("14 maj", date(2026, 5, 11)),
        ("måndag", date(2026, 5, 18)),
        ("midsommar", None),
    ],
)
def test_a_week_is_meant_by_its_number_or_a_day_in_it(text: str, monday: date | None) -> None:
    assert week_meant(text, date(2026, 5, 12)) == monday


def test_in_november_a_low_week_number_is_next_years() -> None:
    assert week_meant("3", date(2026, 11, 23)) == date(2027, 1, 18)


def test_words_that_are_no_week_get_a_friendly_answer(office: Office) -> None:
    assert said(office.says(office.newsroom.anna, "jour i midsomras")) is Said.DUTY_WHEN_UNCLEAR
    assert said(office.says(office.newsroom.anna, "jour 9999-12-31")) is Said.DUTY_WHEN_UNCLEAR
