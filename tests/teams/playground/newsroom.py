"""The whole bot beside the Playground: real HTTP both ways, on one clock that only a test moves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any

import httpx
from sqlalchemy import select

from bot.app import Program, Tempo, build
from bot.config import load
from bot.sandbox.scratch import free_port
from bot.texts import Label, texts
from db.messages import STALE
from db.models import comments, messages, notices
from db.outbox import IN_FLIGHT
from db.rows import Comment, columns, made
from db.words import NoticeState
from tests.teams.playground.configuration import CONFIG, SOURCE, TOKEN
from tests.teams.playground.office import ANNA, BO, CECILIA, CHANNEL, DAVID, Member
from tests.teams.playground.person import Person
from tests.teams.playground.playground import Playground
from tests.teams.playground.screen import Shown
from tests.workspace import SetClock

QUICK = Tempo(tick=timedelta(hours=1), deliver=timedelta(milliseconds=50), down_after=timedelta(hours=12))
PATIENCE = 400


class Newsroom:
    """The bot and those who work with it, each in front of her own Teams."""

    def __init__(
        self, program: Program, playground: Playground, clock: SetClock, at_the_page: Member
    ) -> None:
        self.program, self.playground, self.clock = program, playground, clock
        self.screen = playground.screen
        self.anna, self.bo, self.cecilia, self.david = (
            Person.at_the_page(playground, one) if one is at_the_page else Person(playground, one)
            for one in (ANNA, BO, CECILIA, DAVID)
        )
        playground.install(CHANNEL)
        for person in (self.anna, self.bo, self.cecilia, self.david):
            person.adds_the_bot()

    @classmethod
    @contextmanager
    def at_work(cls, folder: Path, clock: SetClock, *, at_the_page: Member = ANNA) -> Iterator["Newsroom"]:
        """Both started, everybody there; both stopped again. `at_the_page`: who its user is."""
        file = folder / "config.toml"
        file.write_text(CONFIG, encoding="utf-8")
        environment = {
            "DATABASE_URL": f"sqlite:///{folder / 'teams.db'}",
            f"SVARSVAKT_INTAKE_TOKEN_{SOURCE.upper()}": TOKEN,
        }
        config = load(file, environment)
        config = replace(config, http=replace(config.http, port=free_port()))
        bot = f"http://127.0.0.1:{config.http.port}/teams/messages"
        program = build(config, clock=clock, tempo=QUICK)
        program.start()
        try:
            with Playground.running(folder, bot, user=at_the_page) as playground:
                yield cls(program, playground, clock, at_the_page)
        finally:
            program.stop()

    # Comments

    def hand_in(self, text: str, **fields: Any) -> int:
        """A comment comes in over HTTP, written five minutes ago; its number."""
        sent = {
            "account": "kulturskolan-facebook",
            "text": text,
            "author": "Kim",
            "written_at": (self.clock() - timedelta(minutes=5)).isoformat(),
            **fields,
        }
        answer = httpx.post(
            f"http://127.0.0.1:{self.program.web.port}/intake/{SOURCE}",
            json=sent,
            headers={"Authorization": f"Bearer {TOKEN}"},
            trust_env=False,
            timeout=20,
        )
        assert answer.json() == {"accepted": 1, "duplicates": 0, "errors": []}
        return max(comment.id for comment in self.comments())

    def comments(self) -> list[Comment]:
        """Everything in the store, the oldest first."""
        with self.program.store.read() as tx:
            found = tx.execute(select(*columns(Comment, comments)).order_by(comments.c.id))
            return [made(Comment, row) for row in found]

    def comment(self, number: int) -> Comment:
        """One comment as it stands."""
        return next(comment for comment in self.comments() if comment.id == number)

    # What people see

    def sees(self, person: Person | None, *words: str) -> Shown:
        """Wait for a message that holds all of this: in her own chat, or (nobody) in the unit's channel."""
        where = person.own_chat if person else CHANNEL
        return self.screen.wait_for(
            lambda shown: all(word in shown.says() for word in words), " + ".join(words), conversation=where
        )

    def becomes(self, shown: Shown, *words: str, without: str = "") -> Shown:
        """Wait until the same message, in its place, holds all of this, and not that."""

        def is_so(there: Shown) -> bool:
            said = there.says()
            return (
                there.id == shown.id
                and all(word in said for word in words)
                and not (without and without in said)
            )

        wanted = " + ".join(words) + (f", without {without}" if without else "")
        return self.screen.wait_for(is_so, wanted)

    def card(self, number: int) -> Shown:
        """Wait for a comment's card in the channel."""
        return self.sees(None, f"Kommentar {number} på")

    # Time

    def pass_to(self, moment: datetime) -> None:
        """Let time pass, half an hour at a time, and everything due be said."""
        while self.clock.now < moment:
            self.clock.now = min(self.clock.now + timedelta(minutes=30), moment)
            self.tick()

    def tick(self) -> None:
        """One tick now, and everything due is said."""
        self.program._tick(QUICK)
        self.settle()

    def settle(self) -> None:
        """Everything that is due is said; a second of the bot's time a look."""
        moment = Event()
        for _ in range(PATIENCE):
            self.program.clockwork.wake()
            if not self._busy():
                return
            moment.wait(0.02)
            self.clock.move(timedelta(seconds=1))
        raise TimeoutError("something due was not said in time")

    def _busy(self) -> bool:
        due = (notices.c.state == NoticeState.PENDING) & (notices.c.send_at <= self.clock())
        waiting = (select(notices.c.id).where(due | IN_FLIGHT), select(messages.c.id).where(STALE))
        with self.program.store.read() as tx:
            return any(tx.execute(each.limit(1)).first() is not None for each in waiting)


def button(label: Label, language: str = "sv") -> str:
    """What stands on it."""
    return texts(language).labels(label)
