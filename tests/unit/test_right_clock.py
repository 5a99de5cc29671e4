"""A clock is held against somebody else's whenever it has leapt; a wrong one may not be gone by."""

from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.right_clock import RightClock, time_of

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
YEAR = timedelta(days=365)


class Machine:
    """Its clock, its count of seconds, and what somebody else says the time is."""

    def __init__(self) -> None:
        self.true, self.off, self.count, self.asked = NOON, timedelta(0), 0.0, 0
        self.answers = True
        self.right = RightClock(self.ask, lambda: self.true + self.off, seconds=lambda: self.count)

    def ask(self) -> datetime | None:
        self.asked += 1
        return self.true if self.answers else None

    def passes(self, by: timedelta, *, asleep: bool = False) -> None:
        self.true += by
        self.count += 0 if asleep else by.total_seconds()


@pytest.fixture
def machine() -> Machine:
    return Machine()


def test_a_clock_that_runs_on_is_asked_about_once(machine: Machine) -> None:
    for _ in range(1000):
        assert machine.right()
        machine.passes(timedelta(seconds=15))
    assert machine.asked == 1


@pytest.mark.parametrize("off", [YEAR, -YEAR, timedelta(hours=7), -timedelta(days=1)])
def test_a_wrong_clock_may_not_be_gone_by_until_it_is_right_again(machine: Machine, off: timedelta) -> None:
    assert machine.right()
    machine.off = off
    machine.passes(timedelta(minutes=1))
    assert not machine.right()
    machine.off = timedelta(0)
    machine.passes(timedelta(minutes=1))
    assert machine.right()
    assert not machine.right.wrong


@pytest.mark.parametrize("off", [YEAR, -YEAR, timedelta(hours=7)])
def test_while_it_is_known_to_be_wrong_what_people_do_is_stored_by_slacks_time(
    machine: Machine, off: timedelta
) -> None:
    """A click of today is not answered next year; with a right clock the machine's own time is gone by."""
    assert machine.right()
    assert machine.right.time() == NOON
    machine.off = off
    machine.passes(timedelta(minutes=1))
    assert not machine.right()
    asked = machine.asked
    machine.passes(timedelta(minutes=5))
    assert machine.right.time() == NOON + timedelta(minutes=6)
    assert machine.asked == asked  # whoever clicks waits for nobody
    machine.off = timedelta(0)
    assert machine.right()
    assert machine.right.time() == machine.true


def test_while_nobody_can_be_asked_it_is_counted_on_from_when_the_clock_was_right(machine: Machine) -> None:
    assert machine.right()
    machine.answers = False
    machine.off = YEAR
    machine.passes(timedelta(minutes=1))
    assert not machine.right()
    machine.passes(timedelta(minutes=4))
    assert machine.right.time() == NOON + timedelta(minutes=5)


@pytest.mark.parametrize("off", [YEAR, -YEAR])
def test_a_clock_that_is_wrong_from_the_start_is_known(machine: Machine, off: timedelta) -> None:
    machine.off = off
    assert not machine.right()


@pytest.mark.parametrize("off", [timedelta(hours=1), -timedelta(hours=1)])
def test_an_hour_wrong_is_gone_by(machine: Machine, off: timedelta) -> None:
    assert machine.right()
    machine.off = off
    machine.passes(timedelta(minutes=1))
    assert machine.right()


def test_a_machine_that_was_asleep_for_three_days_is_right(machine: Machine) -> None:
    assert machine.right()
    machine.passes(timedelta(days=3), asleep=True)
    assert machine.right()
    assert machine.asked == 2


def test_while_nobody_can_be_asked_a_short_leap_is_believed_and_a_long_one_not(machine: Machine) -> None:
    assert machine.right()
    machine.answers = False
    machine.passes(timedelta(days=3), asleep=True)
    assert machine.right()
    machine.off = YEAR
    machine.passes(timedelta(minutes=1))
    assert not machine.right()


def test_somebody_else_is_asked_at_most_every_quarter_of_a_minute(machine: Machine) -> None:
    machine.off = YEAR
    for _ in range(60):
        assert not machine.right()
        machine.passes(timedelta(seconds=1))
    assert machine.asked == 4


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({"Date": "Tue, 24 Nov 2026 11:00:00 GMT"}, NOON),
        ({"date": "Tue, 24 Nov 2026 11:00:00 GMT"}, NOON),
        ({"Date": "i går"}, None),
        ({}, None),
    ],
)
def test_the_time_stands_in_an_answers_header(headers: dict[str, str], said: datetime | None) -> None:
    answer = SlackResponse(
        client=WebClient(),
        http_verb="POST",
        api_url="",
        req_args={},
        data={},
        headers=headers,
        status_code=200,
    )
    assert time_of(answer) == said
