"""The bot's real door, with all of Teams behind it in memory: two units, somebody of every role."""

from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, Future
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from anyio.from_thread import start_blocking_portal
from sqlalchemy import select, update

from bot.chat.reception import Reception
from bot.intake_door import IntakeDoor
from bot.teams import activities
from bot.teams.answers import Answers
from bot.teams.authentication import NotAuthentic
from bot.teams.connector import Connector
from bot.teams.door import TeamsDoor
from bot.teams.hearing import Hearing
from bot.teams.pressing import Pressing
from bot.teams.sender import TeamsChat
from bot.teams.who import Who
from bot.texts import texts
from bot.web import Health, web_app
from db import conversations, identities
from db.conversations import CHANNEL, Conversation
from db.models import people, units
from db.store import Store
from handlers.turn import turn
from scheduler.deliver import Deliverer
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.access.roles import NOW, furnish
from tests.faults.doors.house import Answer, Headers, call
from tests.faults.fuzz.teams.acts import BOT, SERVICE
from tests.faults.fuzz.teams.people import CHANNELS, EVERYBODY, KNOWN, TENANT, UNITS
from tests.stores import migrated

PASSWORD = "teams-egen-hemlighet-0004"
"""What stands for Microsoft's signature."""


class AtOnce(Executor):
    """Does what it is given before it returns; what goes wrong is kept."""

    def __init__(self) -> None:
        self.failed: list[BaseException] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Now."""
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:  # as a pool does; who looks finds it
            self.failed.append(error)
        return done


class Kept(Connector):
    """Teams' service in memory: takes everything, and keeps the newest."""

    def __init__(self) -> None:
        super().__init__(token=None)
        self.new: list[tuple[str, Mapping[str, Any]]] = []
        self.cards: deque[dict[str, Any]] = deque(maxlen=300)
        self._last = 0

    def post(self, there: Conversation, conversation: str, activity: Mapping[str, Any]) -> str:
        """Taken."""
        self._taken(conversation, activity)
        self._last += 1
        return str(self._last)

    def put(
        self, there: Conversation, conversation: str, activity_id: str, activity: Mapping[str, Any]
    ) -> None:
        """Taken."""
        self._taken(conversation, activity)

    def open(self, there: Conversation, user: str) -> str:
        """Always the same."""
        known = next((one for one in EVERYBODY if user in {one.id, one.key}), None)
        return f"a:{known.key if known else user}"[:200]

    def member(self, there: Conversation, user: str) -> Mapping[str, Any]:
        """As the directory has her."""
        one = next((one for one in EVERYBODY if user in {one.id, one.key}), None)
        if one is None:
            return {}
        return {
            "id": one.id,
            "aadObjectId": one.key,
            "name": one.name,
            "email": one.email,
            "tenantId": one.tenant,
            "userRole": one.role,
        }

    def members(self, there: Conversation) -> list[Mapping[str, Any]]:
        """Everybody."""
        return [self.member(there, one.id) for one in EVERYBODY]

    def channels(self, there: Conversation) -> list[Mapping[str, Any]]:
        """All of them."""
        return [{"id": channel, "name": "Kanalen"} for channel, _ in CHANNELS]

    def _taken(self, conversation: str, activity: Mapping[str, Any]) -> None:
        self.new.append((conversation, activity))
        for attached in activity.get("attachments") or ():
            if attached.get("contentType") == activities.CARD:
                self.cards.append(attached["content"])


class TeamsHouse:
    """The bot's pages with Teams' door; the clock stands still until it is moved."""

    def __init__(self, folder: Path) -> None:
        self.now = NOW
        self.path = migrated(folder / "svarsvakt.db")
        self.service, self.pool = Kept(), AtOnce()
        self._opened = ExitStack()

    def __enter__(self) -> Self:
        self.store = Store.open(f"sqlite:///{self.path}")
        self.book = RuleBook(organisation=UnitRules())
        furnish(self.store, self.book)
        self._settle_in()
        reception = Reception(
            chat="teams",
            store=self.store,
            book=self.book,
            clock=self.clock,
            texts=self.texts,
            wake=lambda: None,
        )
        answers = Answers(self.service, reception, self.pool, pause=lambda _seconds: None)
        pressing = Pressing(reception, answers, operator_channel=None)
        who = Who(self.service, self.store, self.clock, chat="teams", by_email=True)
        door = TeamsDoor(judge=_judge, tenant=TENANT, hear=Hearing(reception, answers, pressing, who))
        self.chat = TeamsChat(
            connector=self.service, store=self.store, book=self.book, texts=self.texts,
            operator_channel=UNITS["kultur"], own_time=True,
        )  # fmt: skip
        self._pages = web_app(
            intake=IntakeDoor({}, lambda _source, _payload: {}),
            health=lambda: Health(well=True, checks={}),
            metrics=lambda: (b"", "text/plain"),
            teams=door,
        )
        self._portal = self._opened.enter_context(start_blocking_portal())
        return self

    def __exit__(self, *_: object) -> None:
        self._opened.close()
        self.service.close()
        self.store.close()

    def clock(self) -> datetime:
        """What time it is."""
        return self.now

    @staticmethod
    def texts(language: str | None) -> Any:
        """As the program has them in Teams."""
        return texts(language or "sv", "teams")

    def ask(self, method: str, path: str, body: bytes, headers: Headers) -> Answer:
        """One request."""
        return self._portal.call(call, self._pages, method, path, body, headers)

    def worked(self) -> None:
        """A quarter of an hour passes, and everything due is said."""
        self.now += timedelta(minutes=15)
        turn(self.store, self.book, self.now)
        deliverer = Deliverer(
            store=self.store, chat=self.chat, book=self.book, owner="house", pace=timedelta(0)
        )
        while deliverer.deliver_one(self.now):
            pass

    def _settle_in(self) -> None:
        told: dict[str, str] = {"service_url": SERVICE, "tenant_id": TENANT, "bot_id": BOT}
        with self.store.write() as tx:
            for slug, channel in UNITS.items():
                tx.execute(update(units).where(units.c.slug == slug).values(chat="teams", channel=channel))
            for channel, team in CHANNELS:
                conversations.note(tx, Conversation(id=channel, kind=CHANNEL, team_id=team, **told), NOW)
            tx.execute(update(people).where(people.c.slug == "hans").values(email="hans@example.org"))
            ids = {row.slug: row.id for row in tx.execute(select(people.c.slug, people.c.id))}
            for one in KNOWN:
                person = ids[one.slug or ""]
                assert identities.link(
                    tx, person_id=person, chat="teams", chat_id=one.key, how="code", now=NOW
                )


def _judge(authorization: str) -> None:
    if authorization != f"Bearer {PASSWORD}":
        raise NotAuthentic("a_fuzzed_one")
