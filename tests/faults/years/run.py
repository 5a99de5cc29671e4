"""One simulated year by its seed: where it begins and how rough it is follow from the seed alone."""

import time
from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from bot.config import Config, load
from bot.simulation.report import Report
from bot.simulation.trouble import CALM, ROUGH
from bot.simulation.year import simulate

NEWSROOM = Path(__file__).with_name("newsroom.toml")
DAYS = 365
FIRST_YEAR, YEARS = 2026, 60
"""Each year of sixty has its own Easter, leap day and weekdays of the eves."""
CALM_EVERY = 5
"""Every fifth year nothing goes wrong."""


@dataclass(frozen=True, kw_only=True)
class Lived:
    """A year, and what it cost."""

    report: Report
    seconds: float

    @property
    def counted(self) -> "Counter[str]":
        """What the table adds up."""
        said = self.report
        return Counter(
            {
                "years": 1,
                "comments": sum(unit.received for unit in said.units),
                "answered in time": sum(unit.in_time for unit in said.units),
                "messages": sum(said.messages.values()),
                "warnings": sum(said.rungs.values()),
                "deaths of the process": said.deaths,
                "faults of the chat": said.faults,
                "times the machine slept": said.sleeps,
                "violations": len(said.violations),
            }
        )


@cache
def newsroom() -> Config:
    """The configuration of the thousand years."""
    return load(NEWSROOM, {})


def year(seed: int, days: int = DAYS) -> Lived:
    """Live it. The same seed gives the same year, to the letter."""
    began = time.process_time()
    report = simulate(
        newsroom(),
        first=date(FIRST_YEAR + seed % YEARS, 1, 1),
        days=days,
        seed=seed,
        trouble=CALM if seed % CALM_EVERY == 0 else ROUGH,
    )
    return Lived(report=report, seconds=time.process_time() - began)
