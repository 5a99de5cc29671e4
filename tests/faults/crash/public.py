"""The public that writes and the editors that work, while the bot keeps dying. Seeded."""

import random
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx

from scheduler.clock import Clock
from tests.faults.crash.place import ACCOUNTS, Done, Place

INTAKE_TOKEN = "an-intake-token-for-crashes"
MOST_WAITING = 100
"""Comments: where bots hardly live, the public does not write more than they could ever take in."""


class Public:
    """Writes comments until they are taken; claims and answers; remembers what was acknowledged."""

    def __init__(
        self,
        chance: random.Random,
        place: Place,
        clock: Clock,
        somebody: Callable[[], int | None],
    ) -> None:
        """`somebody`: the port of a bot that lives, perhaps. In Socket Mode the workspace finds one."""
        self._random = chance
        self._place = place
        self._clock = clock
        self._somebody = somebody
        self._http = httpx.Client(trust_env=False, timeout=3)
        self._waiting: list[dict[str, Any]] = []
        self._written = 0
        self.taken: set[str] = set()
        """External ids that the bot said it has."""
        self.done: list[Done] = []
        self.tried = 0
        self._refused = "nobody was there"
        """What became of the last comment that was not taken."""

    def close(self) -> None:
        """Let the connections go."""
        self._http.close()

    def act(self) -> None:
        """One thing that somebody does."""
        dice = self._random.random()
        if dice < 0.35 or not self.taken:
            if len(self._waiting) < MOST_WAITING:
                self._write()
            self._hand_in()
        elif dice < 0.40 and self._waiting:
            self._hand_in()
        else:
            self._edit()

    def hand_in_what_was_not_taken(self) -> None:
        """The feed that they come from tries again until they are taken; 60 s in vain are too long."""
        gives_up, left = time.monotonic() + 60, len(self._waiting)
        while self._waiting:
            self._hand_in()
            if len(self._waiting) < left:
                gives_up, left = time.monotonic() + 60, len(self._waiting)
            if time.monotonic() > gives_up:
                raise RuntimeError(f"the bot takes no comments: {self._refused}")
            time.sleep(0.02)

    def hand_in_one(self, port: int) -> bool:
        """One comment, to this bot; false: it did not take it."""
        if not self._waiting and not self.taken:
            self._write_one()
        return self._hand_in_at(port)

    def _write(self) -> None:
        for _ in range(self._random.choice((1, 1, 1, 2, 8))):
            # Most are written just now; some a day ago less an hour or five, so that their time is short.
            self._write_one(self._random.choice((0.03, 0.03, 20, 23)))

    def _write_one(self, hours_ago: float = 0.03) -> None:
        self._written += 1
        self._waiting.append(
            {
                "account": self._random.choice(ACCOUNTS),
                "text": f"Hej, en fråga till er, nummer {self._written}?",
                "author": "Kim",
                "written_at": (self._clock() - timedelta(hours=hours_ago)).isoformat(),
                "external_id": f"x{self._written}",
            }
        )

    def _hand_in(self) -> None:
        port = self._somebody()
        if port is not None:
            self._hand_in_at(port)

    def _hand_in_at(self, port: int) -> bool:
        some = self._waiting[:10]
        try:
            answer = self._http.post(
                f"http://127.0.0.1:{port}/intake/test",
                json=some,
                headers={"Authorization": f"Bearer {INTAKE_TOKEN}"},
            )
        except httpx.HTTPError as error:
            self._refused = f"{port} {error!r}"
            return False
        if answer.status_code != 200:
            self._refused = f"{port} {answer.status_code} {answer.text[:500]}"
            return False
        self.taken.update(each["external_id"] for each in some)
        del self._waiting[:10]
        return True

    def _edit(self) -> None:
        port = self._somebody()
        if port is None:
            return
        self.tried += 1
        number = self._random.randint(1, max(1, len(self.taken)))
        done = self._place.edit(self._random, number, port)
        if done is not None:
            self.done.append(done)
