"""A newsroom at work in Teams: the bot's own web server, a local service on the other side, real requests."""

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.calendar_door import CalendarDoor
from bot.chat.reception import Reception
from bot.intake_door import IntakeDoor
from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import Chat, Posted
from bot.serving import WebServer
from bot.teams.answers import Answers
from bot.teams.authentication import anybody
from bot.teams.connector import Connector
from bot.teams.door import TeamsDoor
from bot.teams.hearing import Hearing
from bot.teams.pressing import Pressing
from bot.teams.sender import TeamsChat
from bot.teams.who import Who
from bot.texts import Texts, texts
from bot.web import Health, web_app
from db import comments
from db.rows import Comment
from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.newsroom import newsroom as build
from tests.stories.desk import Desk, at
from tests.teams.sending.conftest import ANNA, BO, CHANNEL_ID, settle_in

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class AtOnce(Executor):
    """Does what it is given before it returns: no test waits."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def in_teams(language: str | None) -> Texts:
    return texts(language or "sv", "teams")


@dataclass(kw_only=True)
class House:
    """The bot with its door open; `service` is Teams, and its people."""

    service: TeamsService
    store: Store
    newsroom: Newsroom
    desk: Desk
    reception: Reception
    answers: Answers
    channel: Chat
    url: str
    clock: list[datetime]
    pauses: list[float]
    http: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False, timeout=60))

    def at(self, when: str) -> None:
        """Turn the clock, and let the outbox send what is due."""
        self.clock[0] = at(when)
        worker = self.desk.worker(pace=timedelta(0))
        while worker.deliver_one(at(when)):
            pass

    def comment(self, number: int) -> Comment:
        with self.store.read() as tx:
            found = comments.get(tx, number)
        assert found is not None
        return found

    def told(self, chat: Chat) -> list[Posted]:
        """What the bot said in a chat, in order."""
        return self.service.posted(chat.id)

    def own_chat(self) -> Chat:
        """Anna's 1:1 chat with the bot."""
        return self.service.world.personal(ANNA)


@pytest.fixture
def house(sqlite_store: Store, book: RuleBook) -> Iterator[House]:
    with sqlite_store.write() as tx:
        newsroom = build(tx)
    with TeamsService() as service:
        channel = service.world.add_channel(CHANNEL_ID, team="19:team@thread.tacv2", name="Kultur")
        for user in (ANNA, BO):
            service.world.add_user(user)
        settle_in(sqlite_store, newsroom, service)
        connector = Connector(token=None, timeout=60)
        chat = TeamsChat(
            connector=connector, store=sqlite_store, book=book, texts=in_teams, operator_channel=CHANNEL_ID
        )
        clock = [MONDAY]
        desk = Desk(store=sqlite_store, book=book, newsroom=newsroom, chat=chat)  # type: ignore[arg-type]
        reception = Reception(
            chat="teams",
            store=sqlite_store,
            book=book,
            clock=lambda: clock[0],
            texts=in_teams,
            wake=lambda: None,
        )
        pauses: list[float] = []
        answers = Answers(connector, reception, AtOnce(), pause=pauses.append)
        who = Who(connector, sqlite_store, reception.clock, chat="teams", by_email=True)
        hearing = Hearing(reception, answers, Pressing(reception, answers, operator_channel=CHANNEL_ID), who)
        door = TeamsDoor(judge=anybody, tenant=service.world.tenant_id, hear=hearing)
        web = WebServer(served(door, sqlite_store, book), host="127.0.0.1", port=0)
        web.start()
        url = f"http://127.0.0.1:{web.port}/teams/messages"
        service.bot_url = url
        house = House(
            service=service,
            store=sqlite_store,
            newsroom=newsroom,
            desk=desk,
            reception=reception,
            answers=answers,
            channel=channel,
            url=url,
            clock=clock,
            pauses=pauses,
        )
        yield house
        house.http.close()
        web.stop()
        connector.close()


def served(door: TeamsDoor, store: Store, book: RuleBook) -> Any:
    """The bot's own pages, with Teams' door among them."""
    return web_app(
        intake=IntakeDoor({}, lambda _source, _payload: {}),
        health=lambda: Health(well=True, checks={}),
        metrics=lambda: (b"", "text/plain"),
        teams=door,
        calendar=CalendarDoor(store, book=lambda: book, clock=lambda: MONDAY, texts=in_teams),
        body_seconds=60.0,  # a busy machine is slow
    )
