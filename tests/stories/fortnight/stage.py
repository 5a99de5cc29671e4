"""The stage: the real program in the local workspace, and a clock that only the story moves."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import Connection, select

from bot.app import Program, Tempo
from bot.config import load
from bot.sandbox.clock import SharedClock
from bot.sandbox.identities import Json, Layout, User
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.scratch import free_port, scratch_copy
from bot.sandbox.seen import Seen
from bot.sandbox.server import Workspace
from bot.sandbox.townhall import townhall
from db import people, rounds
from db.models import comments
from db.rows import Comment, columns, made
from db.store import Store
from db.words import RoundState
from handlers import intake
from handlers.rounds import confirm
from scheduler.deliver import Deliverer
from scheduler.rulebook import RuleBook
from scheduler.watch import day_rounds
from tests.everything import everything_of as words
from tests.stories.fortnight.album import Album

ANNA, BO, CECILIA, DORA = "U0ANNA", "U0BO", "U0CECILIA", "U0DORA"
CHANNEL = "C0KULTURSKOLAN"
BEGINS = "2027-04-26 07:30"
SOURCE = "webb"
A_MOMENT = timedelta(seconds=5)
"""A channel takes a message a second, of simulated time too."""


def at(when: str) -> datetime:
    """A local time: `at("2027-05-04 22:00")`."""
    return datetime.fromisoformat(when).replace(tzinfo=ZoneInfo("Europe/Stockholm"))


class Stage:
    """Everybody and everything; time passes by `until`, people act by `slash`, `press` and `send`."""

    def __init__(self, folder: Path, store: Store, album: Album) -> None:
        path = folder / "config.toml"
        scratch_copy(Path(__file__).parent / "newsroom.toml", path, free_port())
        self.store, self.album = store, album
        self.clock = SharedClock.start(folder / "clock.json", at(BEGINS), speed=0)
        environment = {"SLACK_BOT_TOKEN": "", "DATABASE_URL": "sqlite://"}
        layout = townhall(load(path, environment))
        dora = User(
            id=DORA, name="dora", real_name="Dora Holm", first_name="Dora", title="Ny på Kulturskolan"
        )
        self.workspace = Workspace(_with(layout, dora), clock=self.clock)
        self.workspace.start()
        config = load(path, {**environment, **self.workspace.environment})
        self.program = Program(config, store=store, clock=self.clock, tempo=Tempo())
        assert self.program.socket is not None
        self.program.socket.connect()
        self.workspace.wait_for_app()
        deliverer = Deliverer(store=store, chat=self.program.chat, book=self.program.book, owner=uuid4().hex)
        self.rehearsal = Rehearsal(store=store, book=self.program.book, deliverer=deliverer, clock=self.clock)
        self.coming: list[tuple[datetime, Callable[[Connection, RuleBook, datetime], object]]] = []

    def close(self) -> None:
        self.program.stop()
        self.workspace.stop()

    # Time

    def until(self, when: str | datetime) -> None:
        """Time passes, with what the public writes meanwhile."""
        moment = at(when) if isinstance(when, str) else when
        self.rehearsal.play(moment, [turn for turn in self.coming if turn[0] <= moment])
        self.coming = [turn for turn in self.coming if turn[0] > moment]

    def looks_often(self, first: str, last: str, who: str) -> None:
        """Between these times somebody looks whenever she is called, within twenty minutes."""
        moment = at(first)
        while moment <= at(last):
            self.coming.append((moment, partial(_look, who)))
            moment += timedelta(minutes=20)

    def looks(self, first: str, last: str, *who: str) -> None:
        """From the first to the last day somebody looks at every account, two minutes into each round."""
        book, slug = self.program.book, "kulturskolan"
        day, turn = at(first).date(), 0
        while day <= at(last).date():
            for each in day_rounds(day, book.calendar(slug), book.rules(slug).rounds):
                self.coming.append((each.at + timedelta(minutes=2), partial(_look, who[turn % len(who)])))
                turn += 1
            day += timedelta(days=1)

    def _settled(self, seen: Seen) -> Seen:
        assert seen.failure is None, seen
        self.until(self.clock() + A_MOMENT)
        return seen

    # The public

    def writes(self, when: str, author: str, text: str, *, account: str = "facebook", name: str = "") -> str:
        """Somebody writes then; its name."""
        moment = at(when)
        name = name or f"{account}-{moment:%d-%H%M}"
        row = {
            "account": account, "author": author, "text": text, "written_at": moment.isoformat(),
            "external_id": name, "url": f"https://www.{account}.com/kulturskolan.exempelstad.example/{name}",
        }  # fmt: skip

        def comes(tx: Connection, book: RuleBook, now: datetime) -> None:
            taken = intake.take(tx, book, SOURCE, row, now)
            assert not taken.faults, taken.faults

        self.coming.append((moment, comes))
        return name

    # People

    def slash(self, who: str, text: str, *, command: str = "/svarsvakt") -> Seen:
        """A command in the unit's channel."""
        return self._settled(self.workspace.slash(who, CHANNEL, command, text))

    def press(self, who: str, where: Json, face: str) -> Seen:
        """Press the button, or choose the line of a menu, that says this."""
        return self._settled(self.workspace.click(who, where, *named(where, face)))

    def send(self, who: str, **fields: Any) -> Seen:
        """Send the open form in."""
        return self._settled(self.workspace.submit(who, self.form(who), fields))

    # What is seen

    def form(self, who: str, *, holds: str = "") -> Json:
        """The form in front of her, once it says this."""
        self.workspace.wait_until(
            lambda: holds in words(self.workspace.modal(who) or {}) and self.workspace.modal(who)
        )
        view = self.workspace.modal(who)
        assert view is not None
        return view

    def home(self, who: str) -> Json:
        """Her App Home, as it is now."""
        self.workspace.open_home(who)
        return self.page(who, "Hej ")

    def page(self, who: str, holds: str) -> Json:
        """The page of her App Home that she has come to, once it says this."""
        self.workspace.wait_until(lambda: holds in words(self.workspace.home(who) or {}))
        view = self.workspace.home(who)
        assert view is not None
        return view

    def message(self, holds: str, channel: str = CHANNEL) -> Json:
        """The latest message of the channel (or of somebody's direct messages) that says this."""
        found = [each for each in self.workspace.messages(channel) if holds in words(each)]
        assert found, f"{holds!r} is nowhere in {channel}"
        return found[-1]

    def file(self, holds: str, channel: str) -> bytes:
        """The file that came with the message that says this, as whoever reads it there gets it."""

        def came() -> list[Json]:
            there = [each for each in self.workspace.messages(channel) if holds in words(each)]
            return [file for each in there for file in each.get("files") or ()]

        self.workspace.wait_until(came)
        (file,) = came()
        key = {"Authorization": f"Bearer {self.workspace.bot_token}"}
        got = httpx.get(file["url_private"], headers=key, trust_env=False)
        return got.raise_for_status().content

    def said_since(self, when: str, channel: str = CHANNEL) -> list[str]:
        """What the bot has posted there from then on."""
        since = at(when).timestamp()
        posted = [each for each in self.workspace.messages(channel) if float(each["ts"]) >= since]
        return [words(each) for each in posted if each.get("bot_id")]

    def private(self, who: str) -> str:
        """What only she has seen, in the channel."""
        return "\n".join(words(each) for each in self.workspace.ephemerals(who, CHANNEL))

    def number(self, name: str) -> int:
        """A comment's number."""
        return self.comment(name).id

    def comment(self, name: str) -> Comment:
        """A comment as it is stored."""
        with self.store.read() as tx:
            query = select(*columns(Comment, comments)).where(comments.c.external_id == name)
            return made(Comment, tx.execute(query).one())

    def picture(
        self, name: str, who: str, place: str = "kulturskolan", *, holds: str = "", press: Sequence[str] = ()
    ) -> None:
        """Keep what she sees for the docs, when pictures are wanted: with these words in view.

        `press`: the buttons that lead there.
        """
        self.album.take(self.workspace.url, name, who, place=place, holds=holds, press=press)


def _look(who: str, tx: Connection, book: RuleBook, now: datetime) -> None:
    for called in rounds.begun(tx, now):
        if called.state is RoundState.CALLED:
            person = people.by_chat(tx, "slack", who)
            confirm(tx, book, person=person, round_id=called.id, account_id=None, now=now)


def _with(layout: Layout, *more: User) -> Layout:
    channels = tuple(
        replace(each, members=(*each.members, *(user.id for user in more))) if each.id == CHANNEL else each
        for each in layout.channels
    )
    return replace(layout, users=(*layout.users, *more), channels=channels)


def named(where: Json, face: str) -> tuple[str, Any]:
    """The action and value of the button or menu line with this face."""
    for block in where["blocks"]:
        for element in (*block.get("elements", []), block.get("accessory", {})):
            if element.get("type") == "button" and element["text"]["text"] == face:
                return element["action_id"], element.get("value")
            for option in element.get("options", []):
                if option["text"]["text"] == face:
                    return element["action_id"], option["value"]
    raise AssertionError(f"no {face!r} in {words(where)}")


@contextmanager
def stage(folder: Path, store: Store, album: Album) -> Iterator[Stage]:
    """The stage, and nothing left of it."""
    standing = Stage(folder, store, album)
    try:
        yield standing
    finally:
        standing.close()
