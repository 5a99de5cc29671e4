"""Simulated times: the real rules and outbox, made-up people, and everything that may go wrong."""

from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.simulation.report import Report
from bot.simulation.trouble import ROUGH
from bot.simulation.year import simulate
from db.words import NoticeKind
from tests.faults.years.run import NEWSROOM

SHIPPED = Path(__file__).parents[2] / "config.toml"
FIRST = date(2027, 1, 4)  # a Monday; Epiphany and a short day are in its week
VERY_ROUGH = replace(ROUGH, fault=0.2, death=0.03, sleep=0.1)


@pytest.fixture(scope="module")
def newsroom() -> Config:
    """The small one of the thousand years."""
    return load(NEWSROOM, {})


@pytest.fixture(scope="module")
def weeks(newsroom: Config) -> Report:
    return simulate(newsroom, first=FIRST, days=14, seed=1)


def test_everything_that_was_received_is_counted_once(weeks: Report) -> None:
    assert sum(unit.received for unit in weeks.units) > 0
    for unit in weeks.units:
        assert unit.received == unit.in_time + unit.late + unit.waiting


def test_nothing_was_missed_and_the_phone_is_silent_outside_working_hours(weeks: Report) -> None:
    assert (weeks.gaps, weeks.violations, weeks.outside_hours) == ((), [], 0)


def test_rounds_are_called_three_times_a_working_day(weeks: Report) -> None:
    planned = {unit.unit: unit.rounds_planned for unit in weeks.units}
    assert planned["biblioteket"] == 3 * 9  # two weeks of five working days, less Epiphany


def test_the_configuration_that_ships_misses_nothing_in_its_first_week() -> None:
    week = simulate(load(SHIPPED, {}), first=FIRST, days=4, seed=1)
    assert len(week.units) == 3
    assert (week.gaps, week.violations, week.outside_hours) == ((), [], 0)


def test_the_same_seed_gives_the_same_time_to_the_letter_whatever_dies(newsroom: Config) -> None:
    once, again = (simulate(newsroom, first=FIRST, days=10, seed=7, trouble=VERY_ROUGH) for _ in range(2))
    assert once.deaths > 5
    assert asdict(once) == asdict(again)


def test_another_seed_gives_another_time(newsroom: Config, weeks: Report) -> None:
    other = simulate(newsroom, first=FIRST, days=14, seed=8)
    assert other.journal != weeks.journal


def test_whatever_dies_fails_and_sleeps_nothing_is_lost_or_said_twice(newsroom: Config) -> None:
    rough = simulate(newsroom, first=date(2026, 12, 14), days=30, seed=5, trouble=VERY_ROUGH)
    assert (rough.deaths > 30, rough.faults > 10, rough.sleeps > 0) == (True, True, True)
    assert rough.violations == []


def test_what_somebody_has_when_her_holiday_begins_waits_for_a_colleague() -> None:
    summer = simulate(load(SHIPPED, {}), first=date(2027, 7, 1), days=5, seed=20)
    assert summer.messages.get(NoticeKind.MOVED, 0) > 0


def test_summer_holidays_leave_days_without_an_editor(newsroom: Config) -> None:
    summer = simulate(newsroom, first=date(2027, 7, 5), days=14, seed=2)
    assert summer.nobody_on_duty
    assert all(date(2027, 7, 5) <= day <= date(2027, 7, 18) for _, day in summer.nobody_on_duty)


def test_a_flood_on_a_sunday_in_the_holidays_is_answered_and_warned_of_in_time(newsroom: Config) -> None:
    summer = simulate(newsroom, first=date(2027, 7, 20), days=8, seed=303)
    assert sum(unit.received for unit in summer.units) > 40  # thirty of them on 25 July at eleven
    assert (summer.gaps, summer.violations, summer.outside_hours) == ((), [], 0)
    assert summer.messages[NoticeKind.RUNG] > 0
