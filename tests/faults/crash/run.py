"""One storm from its first birth to its verdict."""

import tempfile
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from db.store import Store
from tests.faults.crash.checker import Verdict, Window, check
from tests.faults.crash.storm import LEASE, SEND_TIMEOUT, Deaths, Storm, Weather

A_TICK = 0.5
"""Real seconds: the bots of a storm tick every 0.15 s; the machine is busy."""
SEVERAL_WAITS = 2.0
"""A batch in doubt is looked for when its lease has run out, and what did not arrive is sent after that."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a storm did, and what was found after it."""

    weather: Weather
    deaths: Deaths
    verdict: Verdict
    settled_within: float  # real seconds of calm until nothing that was due was left
    log: str


def through(weather: Weather, database: str | None = None) -> Outcome:
    """Live through a storm, and the calm after it: lease + tick, and what follows from them."""
    with tempfile.TemporaryDirectory(prefix="svarsvakt-storm-") as name:
        folder = Path(name)
        url = database or f"sqlite:///{folder}/storm.db"
        with Storm(weather, folder, url) as storm:
            storm.rage()
            began = storm.calm()
            ends = began + LEASE + A_TICK + SEVERAL_WAITS
            time.sleep(max(0.0, ends - time.monotonic()))
            ended = storm.clock()
            posted = storm.workspace.posted()
            last = max((float(message["ts"]) for message in posted), default=0.0)
            behind = (ended - datetime.fromtimestamp(last, ended.tzinfo)).total_seconds() / weather.speed
            store = Store.open(url)
            verdict = check(
                store,
                posted,
                taken=storm.public.taken,
                done=storm.public.done,
                window=Window(
                    began=weather.begins,
                    ended=ended,
                    slack=timedelta(seconds=(time.monotonic() - began) * weather.speed),
                    sending=timedelta(seconds=(SEND_TIMEOUT + A_TICK) * weather.speed),
                ),
            )
            store.close()
        return Outcome(
            weather=weather,
            deaths=storm.deaths,
            verdict=verdict,
            settled_within=time.monotonic() - began - behind,
            log=storm.log.read_text(encoding="utf-8")[-20_000:],
        )
