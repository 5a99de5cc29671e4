"""The whole bot at work in one process, on one clock that only a test moves; each chat adds its own side."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event
from time import monotonic
from typing import Any

import httpx
from sqlalchemy import select

from bot.app import Program, Tempo
from db.models import comments, messages, notices
from db.rows import Comment, columns, made
from tests.workspace import SetClock

QUICK = Tempo(tick=timedelta(hours=1), deliver=timedelta(milliseconds=50), down_after=timedelta(hours=12))
STEPS = 200
"""So often time moves on before something must have happened."""
PATIENCE = 60.0
"""Real seconds: so long it may take on a busy machine."""
INTAKE_TOKEN = "intagets-hemlighet"
UNIT = """
[units.kultur]
name = "Kultur"
channel = "{channel}"
editors = ["anna", "bo"]
supervisors = ["cecilia"]
[accounts.kulturskolan]
unit = "kultur"
name = "Kulturskolan"
platform = "facebook"
url = "https://www.facebook.example/kulturskolan"
watch_from = 2026-11-02T08:00:00
[accounts.museet]
unit = "kultur"
name = "Museet"
platform = "instagram"
watch_from = 2026-11-02T08:00:00
"""
"""The unit and its accounts, in whichever chat `channel` is."""


class AtWork(ABC):
    """A bot that runs: comments come in, time passes."""

    def __init__(self, clock: SetClock) -> None:
        self.clock = clock
        # Nothing leaves the machine: whom it would trust elsewhere need not be read.
        self._http = httpx.Client(trust_env=False, timeout=PATIENCE, verify=False)
        self.program: Program | None = None

    @abstractmethod
    def wait_until(self, condition: Callable[[], object]) -> None:
        """Wait in real time until it holds. Raises TimeoutError."""

    def stop(self) -> None:
        """Stop the bot; the chat stays."""
        if self.program is not None:
            self.program.stop()
            self.program = None

    def health(self) -> bool:
        """Whether the bot says that it is well."""
        return self._http.get(f"{self.url}/healthz").status_code == 200

    @property
    def running(self) -> Program:
        assert self.program is not None
        return self.program

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.running.web.port}"

    # Comments

    def hand_in(self, *texts_: str, account: str = "kulturskolan", **fields: Any) -> list[int]:
        """Comments come in over HTTP, written five minutes ago; their numbers."""
        written = fields.pop("written_at", self.clock() - timedelta(minutes=5))
        before = {comment.id for comment in self.comments()}
        sent = [
            {"account": account, "text": text, "written_at": written.isoformat(), "author": "Kim", **fields}
            for text in texts_
        ]
        answer = self._http.post(
            f"{self.url}/intake/test", json=sent, headers={"Authorization": f"Bearer {INTAKE_TOKEN}"}
        )
        assert answer.status_code == 200, answer.text
        assert answer.json()["errors"] == []
        return [comment.id for comment in self.comments() if comment.id not in before]

    def comments(self) -> list[Comment]:
        """Everything in the store, oldest first."""
        with self.running.store.read() as tx:
            found = tx.execute(select(*columns(Comment, comments)).order_by(comments.c.id))
            return [made(Comment, row) for row in found]

    def comment(self, number: int) -> Comment:
        """One comment as it stands."""
        return next(comment for comment in self.comments() if comment.id == number)

    def pass_to(self, moment: datetime) -> None:
        """Let time pass, half an hour at a time by day, and everything due be said."""
        while self.clock.now < moment:
            self.clock.now = min(_later(self.clock.now), moment)
            self.tick()

    def tick(self) -> None:
        """One tick now, and everything due is said (a second apart where it goes to one place)."""
        self.running._tick(QUICK)
        gives_up, steps = monotonic() + PATIENCE, STEPS
        while not self._said():
            if monotonic() > gives_up:
                raise TimeoutError("something due was not said in time")
            if steps:
                steps -= 1
                self.clock.move(timedelta(seconds=1))

    def run_until(self, done: Callable[[], object]) -> None:
        """Let time pass, ten seconds at a time, until something has happened."""
        for _ in range(STEPS):
            if done():
                return
            self.clock.move(timedelta(seconds=10))
            self.running._tick(QUICK)
            self._said(seconds=2.0)
            Event().wait(0.02)  # what people did may still be on its way
        self.wait_until(done)

    def _said(self, seconds: float = 0.02) -> bool:
        """Whether everything that is due is said within so many real seconds."""
        moment, gives_up = Event(), monotonic() + seconds
        self.running.clockwork.wake()
        while self._due():
            if monotonic() > gives_up:
                return False
            moment.wait(0.01)
        return True

    def unsettled(self) -> int:
        """How many rows of the outbox nobody knows the end of."""
        open_ = notices.c.state.in_(["sending", "unknown"])
        with self.running.store.read() as tx:
            return len(tx.execute(select(notices.c.id).where(open_)).all())

    def _due(self) -> bool:
        """Whether something that is due has not been said, or a message shows what no longer holds."""
        waits = notices.c.state.in_(["pending", "sending", "unknown"]) & (notices.c.send_at <= self.clock())
        stale = messages.c.wanted_version > messages.c.shown_version
        with self.running.store.read() as tx:
            return any(
                tx.execute(select(table.c.id).where(which).limit(1)).first() is not None
                for table, which in ((notices, waits), (messages, stale))
            )


def _later(now: datetime) -> datetime:
    """Half an hour on; a night or a weekend, which is one wait for the newsroom, in one step."""
    then = now + timedelta(minutes=30)
    while then.weekday() >= 5 or not 5 <= then.hour < 17:
        then += timedelta(minutes=30)
    return then
