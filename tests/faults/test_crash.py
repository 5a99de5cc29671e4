"""A short storm in every test run; `make crash` is the long one."""

from datetime import UTC, datetime

import pytest

from tests.faults.crash.run import Outcome, through
from tests.faults.crash.storm import Weather
from tests.postgres import Postgres

BEFORE_THE_ROUND = datetime(2026, 11, 24, 11, 25, tzinfo=UTC)  # 12:25 in Stockholm


def told(outcome: Outcome) -> str:
    began, ended = outcome.log[:3000], outcome.log[-3000:]
    return f"seed {outcome.weather.seed}: {outcome.verdict.wrong}\n{began}\n...\n{ended}"


def test_a_bot_killed_forty_times_loses_doubles_and_forgets_nothing() -> None:
    outcome = through(Weather(seed=20261124, kills=40, begins=BEFORE_THE_ROUND))
    assert outcome.verdict.wrong == {}, told(outcome)
    assert outcome.deaths.killed >= 40
    assert outcome.verdict.said > 20, "a storm in which nothing is said proves nothing"


def test_in_teams_a_bot_killed_again_and_again_loses_nothing_and_marks_what_it_tells_again() -> None:
    """A chat without history: what is in doubt is told again, and says so; nothing else comes twice."""
    weather = Weather(seed=20261126, kills=12, begins=BEFORE_THE_ROUND, chat="teams", longest_life=0.6)
    outcome = through(weather)
    assert outcome.verdict.wrong == {}, told(outcome)
    assert outcome.deaths.killed >= 12
    assert outcome.verdict.said > 5, "a storm in which nothing is said proves nothing"


@pytest.mark.parametrize("mode", ["http", "socket"])
def test_three_machines_that_die_by_turns_lose_double_and_forget_nothing(
    postgres: Postgres, mode: str
) -> None:
    weather = Weather(
        seed=20261125, kills=30, begins=BEFORE_THE_ROUND, replicas=3, mode=mode, longest_life=0.6
    )
    outcome = through(weather, postgres.new_database())
    assert outcome.verdict.wrong == {}, told(outcome)
    assert outcome.deaths.killed >= 30
    assert outcome.verdict.said > 5, "a storm in which nothing is said proves nothing"


def test_in_teams_three_machines_that_die_by_turns_lose_nothing_and_mark_what_they_tell_again(
    postgres: Postgres,
) -> None:
    weather = Weather(
        seed=20261127, kills=9, begins=BEFORE_THE_ROUND, replicas=3, chat="teams", longest_life=0.6
    )
    outcome = through(weather, postgres.new_database())
    assert outcome.verdict.wrong == {}, told(outcome)
    assert outcome.deaths.killed >= 9
    assert outcome.verdict.said > 5, "a storm in which nothing is said proves nothing"
