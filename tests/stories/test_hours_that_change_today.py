"""A unit closes early, or opens after all, in the middle of a day: its rounds follow (M17)."""

from datetime import date

import pytest

from db import marks, rounds
from db.words import CrisisHours, NoticeKind, RoundState
from handlers.managing.form import UnitFormKind
from handlers.outcome import FormKind, Said
from scheduler.glance import IN_FORCE
from scheduler.rules_in_force import stored
from tests.stories.desk import Desk
from tests.stories.managing import sends, shown
from tests.stories.office import Office, at, said

MONDAY = date(2026, 11, 23)


@pytest.fixture
def versioned(desk: Desk, office: Office) -> Office:
    """The office goes by a stored version of the settings, as a running bot does."""
    with office.store.write() as tx:
        office.book = stored(tx, office.book, at("2026-11-23 07:00"))
        marks.note(tx, IN_FORCE, at("2026-11-23 07:00"), str(office.book.version))
    desk.book = office.book
    return office


def closes(office: Office, when: str, hours: str = "", day: date = MONDAY) -> None:
    fields = {"first_day": day.isoformat(), "open_hours": hours}
    expected = Said.DAY_OPEN if hours else Said.DAY_CLOSED
    assert said(sends(office, UnitFormKind.DAY_ADD, when=when, **fields)) is expected


def opens_after_all(office: Office, when: str) -> None:
    (day,) = shown(office, "times").days
    assert said(sends(office, UnitFormKind.DAY_END, day.id, when=when)) is Said.DAY_REMOVED


def held(office: Office, day: date = MONDAY) -> list[tuple[int, str, str]]:
    """The day's own rounds: number, local time, what became of them."""
    with office.store.read() as tx:
        found = rounds.of_days(tx, [office.newsroom.unit.id], [day])
    zone = at("2026-11-23 10:00").tzinfo
    return [
        (row.number, row.at.astimezone(zone).strftime("%H:%M"), row.state.value)
        for row in found
        if row.crisis_id is None
    ]


def test_a_burst_pipe_closes_the_unit_and_its_other_rounds_are_withdrawn(
    desk: Desk, versioned: Office
) -> None:
    """M17: nobody is called to a closed house, and no account is said to have been forgotten."""
    desk.run("2026-11-23 08:00", "2026-11-23 10:00", step_minutes=15)
    closes(versioned, "2026-11-23 10:02")
    desk.run("2026-11-23 10:15", "2026-11-23 17:00", step_minutes=15)
    assert held(versioned) == [(1, "08:30", RoundState.MISSED)]
    assert [when for when, _, _ in desk.told(NoticeKind.ROUND)] == ["Mon 08:30"]
    assert desk.told(NoticeKind.ROUND_MISSED, NoticeKind.UNWATCHED) == []
    desk.run("2026-11-24 08:00", "2026-11-24 09:00", step_minutes=15)
    assert desk.gaps("2026-11-24 09:00") == []


def test_an_early_close_moves_the_rounds_that_no_longer_fit(desk: Desk, versioned: Office) -> None:
    """M17: closed from 12: the two that were to come at 12:30 and 15:00 come while somebody is there."""
    desk.run("2026-11-23 08:00", "2026-11-23 09:00", step_minutes=15)
    closes(versioned, "2026-11-23 09:02", "08:00-12:00")
    desk.run("2026-11-23 09:15", "2026-11-23 16:30", step_minutes=15)
    assert held(versioned) == [(1, "08:30", "missed"), (2, "10:00", "missed"), (3, "11:30", "missed")]
    assert [when for when, _, _ in desk.told(NoticeKind.ROUND)] == ["Mon 08:30", "Mon 10:00", "Mon 11:30"]
    assert {when for when, _, _ in desk.told(NoticeKind.UNWATCHED)} == {"Mon 12:00"}
    desk.run("2026-11-24 08:00", "2026-11-24 09:00", step_minutes=15)
    assert desk.gaps("2026-11-24 09:00") == []


def test_what_is_too_late_for_the_new_hours_is_withdrawn(desk: Desk, versioned: Office) -> None:
    desk.run("2026-11-23 08:00", "2026-11-23 11:00", step_minutes=15)
    closes(versioned, "2026-11-23 11:40", "08:00-12:00")
    desk.run("2026-11-23 11:45", "2026-11-23 16:30", step_minutes=15)
    assert held(versioned) == [(1, "08:30", "missed")]
    assert {when for when, _, _ in desk.told(NoticeKind.UNWATCHED)} == {"Mon 12:00"}


def test_the_other_way_round_a_day_that_opens_after_all_has_the_rounds_that_are_left(
    desk: Desk, versioned: Office
) -> None:
    """M17: closed in the morning, mended by eleven."""
    desk.run("2026-11-23 08:00", "2026-11-23 09:00", step_minutes=15)
    closes(versioned, "2026-11-23 09:02")
    desk.run("2026-11-23 09:15", "2026-11-23 10:45", step_minutes=15)
    assert [number for number, _, _ in held(versioned)] == [1]
    opens_after_all(versioned, "2026-11-23 11:00")
    desk.run("2026-11-23 11:15", "2026-11-23 15:00", step_minutes=15)
    assert [(number, when) for number, when, _ in held(versioned)] == [
        (1, "08:30"),
        (2, "12:30"),
        (3, "15:00"),
    ]
    assert [when for when, _, _ in desk.told(NoticeKind.ROUND)] == ["Mon 08:30", "Mon 12:30", "Mon 15:00"]
    assert desk.gaps("2026-11-23 15:10") == []


def test_a_saturday_that_is_opened_in_the_morning_has_rounds(desk: Desk, versioned: Office) -> None:
    """M17: a museum's family day is decided the same morning."""
    saturday = date(2026, 11, 28)
    desk.run("2026-11-27 08:00", "2026-11-27 08:00", step_minutes=15)
    desk.run("2026-11-28 07:00", "2026-11-28 07:00", step_minutes=15)
    closes(versioned, "2026-11-28 07:30", "10:00-16:00", saturday)
    desk.run("2026-11-28 07:45", "2026-11-28 10:45", step_minutes=15)
    assert [when for _, when, _ in held(versioned, saturday)] == ["10:30", "13:00", "15:30"]


def test_other_round_times_hold_from_the_next_day_as_before(desk: Desk, versioned: Office) -> None:
    """A day's rounds are fixed at its first tick: only new hours move them."""
    desk.run("2026-11-23 08:00", "2026-11-23 09:00", step_minutes=15)
    sends(versioned, UnitFormKind.RULE, "rounds.times", value="09:30, 13:00", when="2026-11-23 09:02")
    desk.run("2026-11-23 09:15", "2026-11-23 09:15", step_minutes=15)
    assert [when for _, when, _ in held(versioned)] == ["08:30", "12:30", "15:00"]


def test_a_crisiss_extra_looks_follow_the_new_hours_too(desk: Desk, versioned: Office) -> None:
    """M18: hourly looks until the new close, none after."""
    desk.run("2026-11-23 08:00", "2026-11-23 08:05")
    facebook = versioned.newsroom.facebook
    fields = {
        "accounts": str(facebook.id), "why": "Branden", "every": "60",
        "hours": CrisisHours.WORKING.value, "ends_at": "2026-11-24 16:00",
    }  # fmt: skip
    sent = versioned.sends(
        versioned.newsroom.cecilia, FormKind.CRISIS, fields,
        number=versioned.newsroom.unit.id, when="2026-11-23 08:10",
    )  # fmt: skip
    assert said(sent) is Said.CRISIS_STARTED
    desk.run("2026-11-23 08:15", "2026-11-23 09:00")
    closes(versioned, "2026-11-23 09:02", "08:00-12:00")
    desk.run("2026-11-23 09:05", "2026-11-23 16:30")
    times = [when for when, _, _ in desk.told(NoticeKind.ROUND)]
    assert times[-1] == "Mon 11:30"
    assert all(when < "Mon 12:00" for when in times)
