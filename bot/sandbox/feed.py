"""Hands the sample comments to the bot's intake when their time comes, as a source would."""

import threading
from collections.abc import Callable, Sequence
from datetime import datetime

import httpx

from bot.sandbox.samples.sample import Sample
from scheduler.clock import Clock

SOURCE = "demo"
_LOOKS_EVERY = 0.1
_PATIENCE = 5.0


class SampleFeed:
    """A thread that posts what is due; what the bot did not take (it is down) is posted again.

    Handing in twice is harmless: the bot knows each comment by its external id.
    """

    def __init__(self, samples: Sequence[Sample], *, clock: Clock, url: str, token: str) -> None:
        self._waiting = sorted(samples, key=lambda sample: sample.seen_at)
        self._clock = clock
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"}
        self._changing = threading.Lock()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="samples", daemon=True)
        self.handed_in = 0
        self.refused: list[str] = []

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End; harmless if it never began."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def next_at(self, now: datetime) -> datetime | None:
        """When the next comment comes that has not come yet."""
        with self._changing:
            return next((sample.seen_at for sample in self._waiting if sample.seen_at > now), None)

    def is_behind(self) -> bool:
        """Whether something that is due has not been taken yet."""
        now = self._clock()
        with self._changing:
            return bool(self._waiting) and self._waiting[0].seen_at <= now

    def _run(self) -> None:
        with httpx.Client(headers=self._headers, timeout=_PATIENCE, trust_env=False) as client:
            while not self._stopping.wait(_LOOKS_EVERY):
                self._hand_in(client.post)

    def _hand_in(self, post: Callable[..., httpx.Response]) -> None:
        now = self._clock()
        with self._changing:
            due = [sample for sample in self._waiting if sample.seen_at <= now]
        if not due:
            return
        try:
            answer = post(self._url, json=[sample.handed_in() for sample in due]).raise_for_status().json()
        except httpx.HTTPError:
            return  # the bot is down: the same again in a moment
        with self._changing:
            self._waiting = self._waiting[len(due) :]
            self.handed_in += len(due)
            self.refused += [f"{due[error['index']].name}: {error['message']}" for error in answer["errors"]]
