"""So many activities from one seed: houses after each other, each for a few thousand of them."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.faults.fuzz.run import A_HOUSE, Told
from tests.faults.fuzz.teams.mutations import mutant
from tests.faults.fuzz.teams.watch import Watch


def fuzz(
    folder: Path, *, requests: int, seed: int, progress: Callable[[Told], bool] = lambda _: True
) -> Told:
    """Send them, for as long as `progress` says; raises AssertionError with the request that got through."""
    told = Told()
    while told.requests < requests:
        place = folder / f"teams-{told.requests}"
        place.mkdir()
        count = min(A_HOUSE, requests - told.requests)
        with Watch(place) as watch:
            for number in range(count):
                # each from a seed of its own, so that what happened before it changes only what it meets
                watch(mutant(Random(f"{seed}:{told.requests}:{number}"), watch.house.service.cards))
        told.statuses += watch.statuses
        told.written += watch.written
        shutil.rmtree(place)
        if not progress(told):
            break
    return told
