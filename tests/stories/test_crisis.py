"""A fire in the house of culture: more looks, earlier warnings, a named start and a sure end (M18)."""

from datetime import date

import pytest

from db import crises
from db import rounds as rounds_table
from db.rows import Crisis, Round
from handlers.crisis_content import CrisisContent
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.office import STOCKHOLM, Office, at, said

FIRE = {
    "why": "Branden i Kulturhuset",
    "every": "60",
    "hours": "working",
    "ends_at": "2026-11-25 16:30",
}


def wish(office: Office, **changes: str) -> dict[str, str]:
    """The form, filled in for Facebook."""
    return {**FIRE, "accounts": str(office.newsroom.facebook.id), **changes}


def starts(office: Office, when: str = "2026-11-23 10:00", **changes: str) -> Outcome:
    unit = office.newsroom.unit.id
    return office.sends(
        office.newsroom.cecilia, FormKind.CRISIS, wish(office, **changes), number=unit, when=when
    )


def running(office: Office) -> Crisis:
    with office.store.read() as tx:
        return crises.running(tx)[office.newsroom.unit.id]


def looks(office: Office, day: str) -> list[Round]:
    """The day's rounds that were called because of a crisis."""
    with office.store.read() as tx:
        found = rounds_table.of_days(tx, [office.newsroom.unit.id], [date.fromisoformat(day)])
    return [row for row in found if row.crisis_id is not None]


def clocks(rows: list[Round]) -> list[str]:
    return [row.at.astimezone(STOCKHOLM).strftime("%H:%M") for row in rows]


def test_a_supervisor_starts_it_and_the_unit_is_called_to_look_every_hour_at_least(office: Office) -> None:
    """M18: watched more often in a crisis; the day's own rounds count among the looks."""
    office.tick("2026-11-23 07:00")
    outcome = starts(office)
    assert said(outcome) is Said.CRISIS_STARTED
    assert outcome.say is not None
    assert outcome.say.at == at("2026-11-25 16:30")
    assert clocks(looks(office, "2026-11-23")) == ["10:00", "10:50", "11:40", "13:20", "14:10", "15:45"]
    office.tick("2026-11-24 00:05")
    assert clocks(looks(office, "2026-11-24")) == ["09:30", "10:30", "11:30", "13:20", "14:10", "15:45"]


def test_its_start_has_a_name_and_is_told_in_the_channel_and_to_who_else_decides(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    starts(office)
    told = office.all_notices("crisis:")
    unit, bo = f"unit:{office.newsroom.unit.id}", f"person:{office.newsroom.bo.id}"
    assert {row.recipient for row in told if "started" in row.key} == {unit, bo}
    shown = office.shows(next(row for row in told if row.recipient == unit))
    assert isinstance(shown, CrisisContent)
    assert (shown.line.started_by, shown.line.why) == ("Cecilia", "Branden i Kulturhuset")
    assert shown.line.accounts == ("Kulturskolans Facebook",)


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("", Said.CRISIS_END_MISSING),
        ("2026-11-23 09:00", Said.CRISIS_END_PASSED),
        ("2026-12-24 12:00", Said.CRISIS_TOO_LONG),
        ("när det är över", Said.TIME_UNCLEAR),
    ],
)
def test_without_a_sure_end_it_is_not_started(office: Office, end: str, fault: Said) -> None:
    """B04, M18: a crisis always has an end."""
    outcome = starts(office, ends_at=end)
    assert [(error.field, error.say.said) for error in outcome.field_errors] == [("ends_at", fault)]
    with office.store.read() as tx:
        assert crises.running(tx) == {}
