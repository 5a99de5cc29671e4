"""A simulated time of the configuration that ships: the real rules and outbox, made-up people."""

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from bot.config import Config, load
from bot.simulation.report import Report
from bot.simulation.year import simulate
from db.words import NoticeKind

CONFIG = Path(__file__).parents[2] / "config.toml"
FIRST = date(2027, 1, 4)  # a Monday; Epiphany and a short day are in its week


@pytest.fixture(scope="module")
def config() -> Config:
    return load(CONFIG, {})


@pytest.fixture(scope="module")
def weeks(config: Config) -> Report:
    return simulate(config, first=FIRST, days=14, seed=1)


def test_everything_that_was_received_is_counted_once(weeks: Report) -> None:
    assert sum(unit.received for unit in weeks.units) > 0
    for unit in weeks.units:
        assert unit.received == unit.in_time + unit.late + unit.waiting


def test_the_auditor_finds_nothing_that_was_missed(weeks: Report) -> None:
    assert weeks.gaps == ()


def test_the_phone_is_silent_outside_working_hours(weeks: Report) -> None:
    assert weeks.outside_hours == 0


def test_rounds_are_called_three_times_a_working_day(weeks: Report) -> None:
    planned = {unit.unit: unit.rounds_planned for unit in weeks.units}
    assert planned["kulturskolan"] == 3 * 9  # two weeks of five working days, less Epiphany


def test_the_same_seed_gives_the_same_time(config: Config) -> None:
    once, again = (simulate(config, first=FIRST, days=3, seed=7) for _ in range(2))
    assert asdict(once) == asdict(again)


def test_another_seed_gives_another_time(config: Config, weeks: Report) -> None:
    other = simulate(config, first=FIRST, days=14, seed=8)
    assert other.units != weeks.units


def test_what_somebody_has_when_her_holiday_begins_waits_for_a_colleague(config: Config) -> None:
    summer = simulate(config, first=date(2027, 7, 1), days=5, seed=12)
    assert summer.messages.get(NoticeKind.MOVED, 0) > 0


def test_summer_holidays_leave_days_without_an_editor(config: Config) -> None:
    summer = simulate(config, first=date(2027, 7, 5), days=14, seed=2)
    assert summer.nobody_on_duty
    assert all(date(2027, 7, 5) <= day <= date(2027, 7, 18) for _, day in summer.nobody_on_duty)


def test_a_flood_on_a_sunday_in_the_holidays_is_answered_and_warned_of_in_time(config: Config) -> None:
    summer = simulate(config, first=date(2027, 7, 20), days=16, seed=3)
    assert (summer.gaps, summer.outside_hours) == ((), 0)
    assert summer.messages[NoticeKind.RUNG] > 0
