"""So many requests from one seed: houses after each other, each for a few thousand of them."""

import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.faults.fuzz.good import Good, goods
from tests.faults.fuzz.mutations import mutant
from tests.faults.fuzz.watch import Watch

A_HOUSE = 4_000
"""So many requests a house; a fresh one keeps what each request costs the same."""
MUTANTS = 10
"""So many are made of each good request: thinking of one takes Hypothesis longer than the bot its answer."""


@dataclass(kw_only=True)
class Told:
    """What the requests were answered, and how many of them changed anything."""

    statuses: Counter[str] = field(default_factory=Counter)
    written: int = 0

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(self.statuses.values())


def fuzz(
    folder: Path, *, requests: int, seed: int, progress: Callable[[Told], bool] = lambda _: True
) -> Told:
    """Send them, for as long as `progress` says; raises AssertionError with the request that got through."""
    told = Told()
    while told.requests < requests:
        place = folder / str(told.requests)
        place.mkdir()
        with Watch(place) as watch:
            _send(watch, min(A_HOUSE, requests - told.requests), seed + told.requests)
        told.statuses += watch.statuses
        told.written += watch.written
        shutil.rmtree(place)
        if not progress(told):
            break
    return told


def _send(watch: Watch, count: int, number: int) -> None:
    @seed(number)
    @settings(
        max_examples=count // MUTANTS + 1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(goods, st.integers(0, 2**64))
    def one(good: Good, dice: int) -> None:
        rolled = Random(f"{number}:{watch.requests}:{dice}")  # a drawn number is often the same again
        for _ in range(min(MUTANTS, count - watch.requests)):
            watch(mutant(good, rolled))

    while watch.requests < count:
        one()
