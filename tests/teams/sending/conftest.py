"""A newsroom whose unit is in Teams, a local service, and the chat that sends to it."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import update

from bot.sandbox.teams.server import TeamsService
from bot.sandbox.teams.world import Chat, TeamsUser
from bot.teams.connector import Connector
from bot.teams.sender import TeamsChat
from bot.texts import texts
from db import conversations, identities
from db.conversations import CHANNEL, PERSONAL, Conversation
from db.models import units
from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import ADDED, Newsroom
from tests.newsroom import newsroom as build
from tests.stories.desk import Desk

CHANNEL_ID = "19:kultur@thread.tacv2"
ANNA = TeamsUser(
    id="29:1anna",
    object_id="aaaaaaaa-0000-4000-8000-000000000001",
    name="Anna Berg",
    email="anna@example.org",
)
BO = TeamsUser(
    id="29:1bo", object_id="aaaaaaaa-0000-4000-8000-000000000002", name="Bo Ek", email="bo@example.org"
)


@dataclass(frozen=True, kw_only=True)
class Office:
    """A newsroom at work in Teams; `desk` brings comments and turns the clock."""

    service: TeamsService
    store: Store
    newsroom: Newsroom
    chat: TeamsChat
    channel: Chat
    desk: Desk

    def sent(self) -> list[dict[str, object]]:
        return [posted.first for posted in self.service.posted()]


@pytest.fixture
def office(sqlite_store: Store, book: RuleBook) -> Iterator[Office]:
    with sqlite_store.write() as tx:
        newsroom = build(tx)
    with TeamsService() as service:
        channel = service.world.add_channel(CHANNEL_ID, team="19:team@thread.tacv2", name="Kultur")
        for user in (ANNA, BO):
            service.world.add_user(user)
        settle_in(sqlite_store, newsroom, service)
        connector = Connector(token=None, timeout=60)  # a busy machine is slow
        chat = chat_over(connector, sqlite_store, book)
        desk = Desk(store=sqlite_store, book=book, newsroom=newsroom, chat=chat)  # type: ignore[arg-type]
        yield Office(
            service=service, store=sqlite_store, newsroom=newsroom, chat=chat, channel=channel, desk=desk
        )
        connector.close()


def chat_over(connector: Connector, store: Store, book: RuleBook) -> TeamsChat:
    """What sends, over this way to the service."""
    return TeamsChat(
        connector=connector,
        store=store,
        book=book,
        texts=lambda language: texts(language or "sv"),
        operator_channel=CHANNEL_ID,
    )


def settle_in(store: Store, newsroom: Newsroom, service: TeamsService) -> None:
    """The unit is in Teams, Anna and Bo are known there, Anna has written to the bot."""
    told = {
        "service_url": service.url,
        "tenant_id": service.world.tenant_id,
        "bot_id": service.world.bot_id,
    }
    with store.write() as tx:
        tx.execute(
            update(units).where(units.c.id == newsroom.unit.id).values(chat="teams", channel=CHANNEL_ID)
        )
        for person, user in ((newsroom.anna, ANNA), (newsroom.bo, BO)):
            assert identities.link(
                tx, person_id=person.id, chat="teams", chat_id=user.object_id, how="code", now=ADDED
            )
        conversations.note(tx, Conversation(id=CHANNEL_ID, kind=CHANNEL, name="Kultur", **told), ADDED)
        conversations.note(
            tx,
            Conversation(
                id=service.world.personal(ANNA).id,
                kind=PERSONAL,
                user_id=ANNA.id,
                person_key=ANNA.object_id,
                **told,
            ),
            ADDED,
        )
