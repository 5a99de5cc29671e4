"""Who was on duty stays as it was when people move or their days change (U21)."""

from dataclasses import replace
from datetime import date

from bot.ical import ical
from bot.texts import texts
from db import people, places
from db.rows import Person
from handlers.duty_calendar import person_calendar
from handlers.duty_content import DutyWeekContent
from handlers.managing.form import UnitFormKind
from handlers.outcome import Said
from handlers.summary import week as week_in_short
from scheduler.rulebook import RuleBook
from tests.stories.managing import sends
from tests.stories.office import Office, at, said

LAST_WEEK = ("2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20")
MONDAY = "2026-11-23 10:00"


def weekdays(office: Office, person: Person, *days: int) -> None:
    with office.store.write() as tx:
        people.set_details(tx, person.id, duty_weekdays=days)


def leaves(office: Office, person: Person) -> None:
    with office.store.write() as tx:
        places.set_roles(tx, person.id, office.newsroom.unit.id, ())
        places.let_accounts_go(tx, person.id, office.newsroom.unit.id)


def told(office: Office, rest: str = "47", when: str = MONDAY) -> list[str]:
    shown = office.says(office.newsroom.cecilia, f"jour {rest}", when).content
    assert isinstance(shown, DutyWeekContent)
    return [texts("sv").duty.day(line) for line in shown.days]


def worked(office: Office) -> None:
    """A week at work: Anna has Monday to Wednesday, Bo the rest; Wednesday Anna was ill."""
    weekdays(office, office.newsroom.anna, 0, 1, 2)
    weekdays(office, office.newsroom.bo, 3, 4)
    for day in LAST_WEEK:
        office.tick(f"{day} 08:00")
        if day == "2026-11-18":
            office.says(office.newsroom.anna, "borta 18/11 18/11", f"{day} 09:00")
            office.tick(f"{day} 09:01")
        office.tick(f"{day} 16:25")


AS_IT_WAS = [
    "måndag 16 november: Anna",
    "tisdag 17 november: Anna",
    "onsdag 18 november: ingen har jour",
    "torsdag 19 november: Bo",
    "fredag 20 november: Bo",
    "lördag 21 november: arbetsfri dag",
    "söndag 22 november: arbetsfri dag",
]


def test_other_weekdays_from_now_on_leave_last_week_alone(office: Office) -> None:
    """U21: the week that has passed shows as it was, the coming one as it will be."""
    worked(office)
    assert told(office) == AS_IT_WAS
    office.tick(MONDAY)
    weekdays(office, office.newsroom.anna, 4)
    assert told(office) == AS_IT_WAS
    assert told(office, "49")[0] == "måndag 30 november: ingen har jour"


def test_who_has_left_the_unit_was_on_duty_all_the_same(office: Office) -> None:
    """U21: people move; what was does not."""
    worked(office)
    office.tick(MONDAY)
    leaves(office, office.newsroom.anna)
    assert told(office) == AS_IT_WAS
    assert told(office, "48")[0] == "måndag 23 november: ingen har jour"


def test_who_came_yesterday_was_not_there_last_week(office: Office) -> None:
    worked(office)
    office.tick(MONDAY)
    sends(office, UnitFormKind.PERSON_ADD, user="U0DISA", first_name="Disa", role="editor")
    with office.store.read() as tx:
        assert "Disa" in {one.first_name for one in people.everybody(tx)}
    assert told(office) == AS_IT_WAS


def test_a_change_after_close_is_about_the_days_to_come(office: Office) -> None:
    worked(office)
    weekdays(office, office.newsroom.bo, 0)
    office.tick("2026-11-20 20:00")
    office.tick(MONDAY)
    assert told(office) == AS_IT_WAS


def test_new_hours_do_not_make_last_saturday_a_working_day(office: Office) -> None:
    """U21: a museum opens on Saturdays from now on."""
    worked(office)
    office.tick(MONDAY)
    rules = office.book.organisation
    week = (*rules.calendar.week[:5], rules.calendar.week[0], rules.calendar.week[6])
    office.book = RuleBook(organisation=replace(rules, calendar=replace(rules.calendar, week=week)))
    assert told(office) == AS_IT_WAS
    assert told(office, "48")[5] == "lördag 28 november: ingen har jour"


def test_days_that_no_clock_saw_are_written_down_as_they_stood_when_it_ran_again(office: Office) -> None:
    worked(office)
    office.tick("2026-11-26 08:00")  # nothing ran from Friday to Thursday
    weekdays(office, office.newsroom.anna, 4)
    assert told(office, "48", "2026-11-27 10:00")[:3] == [
        "måndag 23 november: Anna",
        "tisdag 24 november: Anna",
        "onsdag 25 november: Anna",
    ]


def test_her_own_calendar_keeps_the_days_that_were_hers_also_in_a_unit_that_she_has_left(
    office: Office,
) -> None:
    """U21: what stood in her calendar stays there."""
    worked(office)
    office.tick(MONDAY)
    weekdays(office, office.newsroom.anna, 4)
    assert _duty(office, office.newsroom.anna) == [date(2026, 11, 16), date(2026, 11, 17)]
    leaves(office, office.newsroom.anna)
    assert _duty(office, office.newsroom.anna) == [date(2026, 11, 16), date(2026, 11, 17)]


def _duty(office: Office, person: Person) -> list[date]:
    with office.store.read() as tx:
        found = person_calendar(tx, office.book, person, at(MONDAY))
    assert ical(found, texts("sv"))
    return [
        entry.named.day
        for entry in found.entries
        if entry.kind.value == "duty" and date(2026, 11, 16) <= entry.named.day < date(2026, 11, 23)
    ]


def test_the_week_in_short_counts_what_was_whoever_has_left_since(office: Office) -> None:
    worked(office)
    office.tick(MONDAY)

    def counted() -> object:
        with office.store.read() as tx:
            return week_in_short(tx, office.book, office.newsroom.unit, "2026-W47", at(MONDAY))

    before = counted()
    leaves(office, office.newsroom.anna)
    weekdays(office, office.newsroom.bo, 0)
    assert counted() == before


def test_new_weekdays_that_leave_a_gap_are_told_at_once(office: Office) -> None:
    """U21: not only an absence changes who is on duty; found by this test."""
    office.tick(MONDAY)
    assert office.all_notices("gap:") == []
    for person in (office.newsroom.anna, office.newsroom.bo):
        weekdays(office, person, 0, 1, 2, 3)
    office.tick("2026-11-23 10:01")
    assert [row.day for row in office.all_notices("gap:")] == [date(2026, 11, 27)]


def test_words_that_are_neither_week_nor_day_get_an_example_of_both(office: Office) -> None:
    outcome = office.says(office.newsroom.anna, "jour igårish", MONDAY)
    assert said(outcome) is Said.DUTY_WHEN_UNCLEAR
    assert outcome.say is not None
    assert texts("sv").say(outcome.say) == (
        "Jag förstår inte ”igårish”. Skriv en vecka eller en dag så här: ”jour 47”, ”jour nästa vecka” eller "
        "”jour 30/11”."
    )
