"""A running bot's memory after a hundred thousand comments beside its start: it keeps nothing of them."""

import time
from collections.abc import Iterator

from tests.bench.busy import busy_bot, comments, hand_in_all, said
from tests.bench.client import latencies
from tests.bench.measured import Measured, at_most

FIRST = 1_000
MANY = 100_000
SINCE_START = 1.25
SINCE_HALF = 1.05
SETTLES = 5.0
"""Seconds after the last comment: the ticks have looked at them, messages have left."""


def measure(first: int = FIRST, many: int = MANY, settles: float = SETTLES) -> Iterator[Measured]:
    """Comments through the intake, commands in between; the clock ticks and messages leave all the time."""
    found: dict[int, float] = {}
    with busy_bot() as (served, workspace):
        done = 0
        for until in (first, many // 2, many):
            while done < until:
                done = _work(served.port, done, min(done + max(first, many // 20), until))
            time.sleep(settles)
            found[until] = served.megabytes
        messages = said(workspace)
    for before, limit in ((first, SINCE_START), (many // 2, SINCE_HALF)):
        asked, met = at_most(limit, found[many], found[before])
        yield Measured(
            group="memory",
            what=f"a running bot after {many:,} comments ({messages} messages sent)",
            beside=f"after {before:,}",
            ours=found[many],
            theirs=found[before],
            unit="MB",
            asked=asked,
            met=met,
        )


def _work(port: int, first: int, last: int) -> int:
    """Hand in the comments from one number to another, and ask and claim a little; the last number."""
    accepted = hand_in_all(port, comments(range(first + 1, last + 1)))
    assert accepted == last - first, f"{accepted} of {last - first} were accepted"
    latencies(port, "ta {n}", 1, 10)
    latencies(port, "lista", 1, 10)
    return last
