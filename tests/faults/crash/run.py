"""One storm from its first birth to its verdict."""

import re
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Row, and_, func, or_, select

from db.models import comments, notices
from db.outbox import IN_FLIGHT, PENDING
from db.store import Store
from db.words import NoticeKind
from tests.faults.crash.checker import Verdict, Window, check
from tests.faults.crash.storm import LEASE, SEND_TIMEOUT, Deaths, Storm, Weather

SENDING = LEASE + SEND_TIMEOUT
"""Real seconds: so long after an answer a message that was claimed before it may arrive.

Whoever has claimed it may send it until the lease has run out, and on a busy machine needs that long.
"""
GIVES_UP = 90.0
"""Real seconds of calm; what is not said by then is lost."""
TICKS = timedelta(minutes=2)
"""What fell due so shortly before the end need not have been planned yet."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a storm did, and what was found after it."""

    weather: Weather
    deaths: Deaths
    verdict: Verdict
    settled_within: float  # real seconds of calm until nothing was left that was due; a lease is three
    log: str


def through(weather: Weather, database: str | None = None) -> Outcome:
    """Live through a storm, and the calm after it, until nothing is left that was due: then it is judged.

    The outbox is asked only whether the calm has lasted long enough, never what should have been said.
    """
    with tempfile.TemporaryDirectory(prefix="svarsvakt-storm-") as name:
        folder = Path(name)
        url = database or f"sqlite:///{folder}/storm.db"
        with Storm(weather, folder, url) as storm:
            storm.rage()
            try:
                began = storm.calm()
            except (RuntimeError, TimeoutError) as error:  # said by whom nobody heard any more: the bots' log
                error.add_note(storm.log.read_text(encoding="utf-8")[-20_000:])
                raise
            store = Store.open(url)
            ended = _calmed(storm, store)
            settled = time.monotonic() - began
            verdict = check(
                store,
                storm.place.posted(),
                taken=storm.public.taken,
                done=storm.public.done,
                remembers=storm.place.remembers,
                window=Window(
                    began=weather.begins,
                    ended=ended,
                    slack=TICKS,
                    sending=timedelta(seconds=SENDING * weather.speed),
                ),
            )
            rows = _rows_about(store, verdict.lost)
            store.close()
        return Outcome(
            weather=weather,
            deaths=storm.deaths,
            verdict=verdict,
            settled_within=settled,
            log="\n".join([*rows, storm.log.read_text(encoding="utf-8")[-20_000:]]),
        )


def _calmed(storm: Storm, store: Store) -> datetime:
    """Wait until all is well, at most so long; by the storm's clock, up to when it was."""
    looked = storm.clock()

    def settled() -> bool:
        nonlocal looked
        looked = storm.clock()
        return _settled(store, looked)

    with suppress(TimeoutError):
        storm.wait_until(settled, GIVES_UP)
    return looked


def _settled(store: Store, now: datetime) -> bool:
    """Nothing waits that was due a tick ago, planned or to be planned, and nobody holds or doubts anything.

    What was tried and goes out again got a new time then: it waits, however short a while ago that is. So
    does a warning that is to go to somebody else: the row in its place is due from its redirection on.
    """
    warning_now = and_(notices.c.kind == NoticeKind.RUNG, notices.c.send_at <= now)
    overdue = or_(notices.c.send_at <= now - TICKS, notices.c.attempt > 0, warning_now)
    with store.read() as tx:
        waits = tx.execute(select(func.count()).where(PENDING, overdue)).scalar_one()
        held = tx.execute(select(func.count()).select_from(notices).where(IN_FLIGHT)).scalar_one()
        unplanned = tx.execute(
            select(func.count()).select_from(comments).where(comments.c.attend_at <= now - TICKS)
        ).scalar_one()
    return not waits and not held and not unplanned


def _rows_about(store: Store, lost: list[str]) -> list[str]:
    """What the outbox says of what was lost: for whoever looks into it, not for the verdict."""
    numbers = {int(found[0]) for each in lost[:5] if (found := re.findall(r"\d+", each))}
    asked = select(notices).where(notices.c.comment_id.in_(numbers)).order_by(notices.c.id)
    with store.read() as tx:
        return [_told(row) for row in tx.execute(asked)]


def _told(row: Row[Any]) -> str:
    sent = f"sent {row.sent_at:%H:%M:%S}" if row.sent_at else "not sent"
    return f"{row.key} {row.state.value} {row.reason} for {row.send_at:%H:%M:%S}, {sent}, in {row.batch}"
