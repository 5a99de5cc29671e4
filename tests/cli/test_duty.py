"""`svarsvakt duty`, as somebody who scripts it meets it."""

from tests.cli.conftest import Command


def test_a_week_is_told_day_by_day_for_a_person_and_for_a_machine(svarsvakt: Command) -> None:
    """U21: who is on duty, from the command line too."""
    said = svarsvakt("duty", "--unit", "kulturskolan", "--week", "2026-W20")
    assert said.code == 0
    assert said.out.splitlines()[:2] == [
        "Jour för Kulturskolan, vecka 20 (11–17 maj)",
        "  måndag 11 maj: Anna och Bo",
    ]
    rows = svarsvakt("duty", "--unit", "kulturskolan", "--week", "2026-W20", "--json").rows
    assert rows[4] == {
        "unit": "kulturskolan",
        "day": "2026-05-15",
        "kind": "bridge",
        "name": "Kristi himmelsfärdsdag",
        "on_duty": ["Anna"],
        "uncovered": [],
    }


def test_gaps_and_a_persons_calendar(svarsvakt: Command) -> None:
    assert "någon har jour varje arbetsdag" in svarsvakt("duty", "--unit", "kulturskolan", "--gaps").out
    assert svarsvakt("duty", "--calendar", "anna").out.startswith("BEGIN:VCALENDAR")


def test_what_is_not_there_is_said(svarsvakt: Command) -> None:
    assert svarsvakt("duty", "--week", "99").code == 2
    assert svarsvakt("duty", "--unit", "kultur").code == 2
    assert svarsvakt("duty", "--calendar", "nisse").code == 2
