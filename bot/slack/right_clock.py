"""Is the machine's clock right? Held against Slack's when it has leapt: a wrong one would do lasting harm.

A tick from next year would miss a year's rounds and call every open comment overdue. A machine that was
asleep leaps too, and its clock is right.
"""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import monotonic

import structlog
from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.slack.errors import judged
from scheduler.clock import Clock
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

A_LEAP = timedelta(minutes=1)
"""So much more or less than the machine's own count of seconds is worth a question."""
FAR = timedelta(hours=6)
"""A clock that is wrong by less does less harm than a bot that stands still."""
A_WEEK = timedelta(days=7)
"""A longer leap is not believed while nobody can be asked."""
ASK_AGAIN_SECONDS = 15.0


class RightClock:
    """Says before each piece of work whether the clock may be gone by."""

    def __init__(
        self,
        ask: Callable[[], datetime | None],
        clock: Clock,
        *,
        seconds: Callable[[], float] = monotonic,
    ) -> None:
        """`ask` gives the time as somebody else has it; none: nobody can be asked."""
        self._ask = ask
        self._clock = clock
        self._seconds = seconds
        self._lock = threading.Lock()
        self._agreed: tuple[datetime, float] | None = None
        self._asked: float | None = None
        self._right: tuple[datetime, float] | None = None  # while it is wrong: what it was, and when
        self.wrong = False

    def __call__(self) -> bool:
        """Whether it is right, or not known to be wrong."""
        with self._lock:
            now, counted = self._clock(), self._seconds()
            leapt = self._leapt(now, counted)
            if leapt is not None and leapt <= A_LEAP:
                self.wrong = False
            elif self._asked is None or counted - self._asked >= ASK_AGAIN_SECONDS:
                self._asked = counted
                self._judge(now, counted, leapt)
            return not self.wrong

    def time(self) -> datetime:
        """What time it is: by the machine, or while its clock is known to be wrong by Slack, counted on.

        Asks nobody: what people do is stored by it while they wait for an answer. Work that is planned waits
        until the machine's own clock is right, since it is compared with what other machines wrote.
        """
        with self._lock:
            if not self.wrong or self._right is None:
                return self._clock()
            then, was_counted = self._right
            return then + timedelta(seconds=self._seconds() - was_counted)

    def _leapt(self, now: datetime, counted: float) -> timedelta | None:
        """How far from where it would be had it run on since it was last agreed on; none: it never was."""
        if self._agreed is None:
            return None
        then, was_counted = self._agreed
        return abs(now - then - timedelta(seconds=counted - was_counted))

    def _judge(self, now: datetime, counted: float, leapt: timedelta | None) -> None:
        said = self._ask()
        if said is None:
            self.wrong = leapt is not None and leapt > A_WEEK
            apart = leapt
        else:
            apart = abs(said - now)
            self.wrong = apart > FAR
            if not self.wrong:
                self._agreed, self._asked = (now, counted), None
        if self.wrong:
            self._right = self._as_it_should_be(counted) if said is None else (said, counted)
            log.error("clock_wrong", seconds=round(apart.total_seconds()) if apart is not None else None)

    def _as_it_should_be(self, counted: float) -> tuple[datetime, float] | None:
        """Counted on from when it was last agreed on, while nobody can be asked."""
        if self._agreed is None:
            return None
        then, was_counted = self._agreed
        return then + timedelta(seconds=counted - was_counted), counted


def time_at_slack(client: WebClient) -> datetime | None:
    """Slack's time, as every answer of its carries it; none: it does not answer, or does not say."""
    try:
        with judged():
            return time_of(client.api_test())
    except (SendError, Unclear):
        return None


def time_of(answer: SlackResponse) -> datetime | None:
    """The time in an answer's header."""
    said = {name.lower(): value for name, value in answer.headers.items()}.get("date")
    try:
        return parsedate_to_datetime(str(said)).astimezone(UTC) if said is not None else None
    except ValueError:
        return None
