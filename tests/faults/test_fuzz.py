"""A thousand requests made up anew from one seed; `make fuzz` sends a million."""

from pathlib import Path

from tests.faults.fuzz.run import fuzz
from tests.faults.fuzz.teams.run import fuzz as fuzz_teams


def test_whatever_comes_to_the_doors_nobody_gets_in_and_nothing_leaks(tmp_path: Path) -> None:
    """No 5xx, no write without a secret, no stranger's mention in a message, no canary or secret in a log."""
    told = fuzz(tmp_path, requests=1_000, seed=20261127)
    assert told.requests == 1_000
    assert told.written > 100
    assert {status.split()[0] for status in told.statuses} >= {"200", "400", "401", "404", "405"}


def test_whatever_comes_to_teams_door_nobody_does_what_she_may_not_and_each_is_answered(
    tmp_path: Path,
) -> None:
    """The same of activities; each change stands under the name of whoever made it, in a unit of hers."""
    told = fuzz_teams(tmp_path, requests=120, seed=20261121)
    assert told.requests == 120
    assert told.written > 25
    assert {status.split()[0] for status in told.statuses} >= {"200", "400", "401", "403", "501"}
