"""The simulated clock that the demo and the bot share."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.sandbox.clock import CLOCK_FILE, FASTEST, SharedClock, clock_from_environment
from scheduler.clock import system_clock

FRIDAY = datetime(2026, 11, 27, 13, 50, tzinfo=UTC)


class Wall:
    """The machine's clock, moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def wall() -> Wall:
    return Wall()


@pytest.fixture
def clock(tmp_path: Path, wall: Wall) -> SharedClock:
    return SharedClock.start(tmp_path / "clock.json", FRIDAY, wall=wall)


def test_it_runs_with_the_machine_and_faster_when_told(clock: SharedClock, wall: Wall) -> None:
    wall.seconds += 10
    assert clock() == FRIDAY + timedelta(seconds=10)
    clock.run(60)
    wall.seconds += 10
    assert clock() == FRIDAY + timedelta(seconds=610)


def test_a_paused_clock_stands_and_goes_on_from_there(clock: SharedClock, wall: Wall) -> None:
    clock.run(0)
    wall.seconds += 3600
    assert clock() == FRIDAY
    clock.run(1)
    wall.seconds += 1
    assert clock() == FRIDAY + timedelta(seconds=1)


def test_a_jump_keeps_the_speed_and_never_goes_back(clock: SharedClock, wall: Wall) -> None:
    clock.run(60)
    assert clock.jump(FRIDAY + timedelta(days=3))
    wall.seconds += 1
    assert clock() == FRIDAY + timedelta(days=3, minutes=1)
    assert not clock.jump(FRIDAY)
    assert clock() == FRIDAY + timedelta(days=3, minutes=1)


def test_another_process_reads_the_same_time(tmp_path: Path) -> None:
    clock = SharedClock.start(tmp_path / "clock.json", FRIDAY, speed=0)
    program = "from bot.sandbox.clock import clock_from_environment as c; print(c()().isoformat())"
    there = subprocess.run(
        [sys.executable, "-c", program],
        env={CLOCK_FILE: str(clock.path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert datetime.fromisoformat(there.stdout.strip()) == FRIDAY


def test_without_a_file_the_machines_clock_counts() -> None:
    assert clock_from_environment({}) is system_clock


def test_a_time_in_another_zone_is_the_same_instant(tmp_path: Path, wall: Wall) -> None:
    stockholm = timezone(timedelta(hours=1))
    clock = SharedClock.start(
        tmp_path / "clock.json", datetime(2026, 11, 27, 14, 50, tzinfo=stockholm), wall=wall
    )
    assert clock() == FRIDAY
    assert clock().tzinfo is UTC


def test_a_naive_time_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="zone"):
        SharedClock.start(tmp_path / "clock.json", datetime(2026, 11, 27, 14, 50))  # noqa: DTZ001 - the point


@pytest.mark.parametrize("speed", [-1.0, float("inf"), float("nan")])
def test_an_impossible_speed_is_refused_and_changes_nothing(clock: SharedClock, speed: float) -> None:
    with pytest.raises(ValueError, match="speed"):
        clock.run(speed)
    assert clock.pace().speed == 1


def test_no_speed_outruns_the_bots_ticks(clock: SharedClock) -> None:
    clock.run(1_000_000)
    assert clock.pace().speed == FASTEST
