"""One outbox for Slack and Teams: each message by the chat of its unit or person, kept up to date there."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.chats import NOT_SET_UP, Chats, chat_of
from bot.metrics import MeasuredChat, Metrics
from db import identities, outbox
from db.models import units
from db.rows import Message
from db.store import Store
from scheduler.port import Outgoing, Ref, SendError
from scheduler.rulebook import RuleBook
from tests.newsroom import ADDED, Newsroom
from tests.stories.desk import Desk, at
from tests.stories.fake_chat import FakeChat

TEAMS_ANNA = "aaaaaaaa-0000-4000-8000-000000000001"
BOTH = frozenset({"slack", "teams"})


@dataclass
class NamedChat(FakeChat):
    """A chat that says which it is."""

    name: str = "slack"
    updated: list[str] = field(default_factory=list)

    def send(self, outgoing: Outgoing, now: object) -> Ref:  # type: ignore[override]
        ref = super().send(outgoing, now)  # type: ignore[arg-type]
        return Ref(chat=self.name, channel=ref.channel, reference=f"{self.name}-{ref.reference}")

    def update(self, message: Message, notices: object, now: object) -> None:  # type: ignore[override]
        self.updated.append(message.reference)


@dataclass
class Both:
    slack: NamedChat
    teams: NamedChat
    chats: Chats
    desk: Desk


@pytest.fixture
def both(store: Store, newsroom: Newsroom, book: RuleBook) -> Both:
    """The unit is in Teams; Anna is known in both chats, Bo and Cecilia in Slack."""
    slack, teams = NamedChat(name="slack"), NamedChat(name="teams")
    metrics = Metrics(store, lambda: at("2026-11-24 10:00"))
    chats = Chats(
        {"slack": MeasuredChat(slack, metrics), "teams": MeasuredChat(teams, metrics)},
        store=store,
        operator="slack",
    )
    with store.write() as tx:
        tx.execute(update(units).values(chat="teams", channel="19:kultur@thread.tacv2"))
        identities.link(
            tx, person_id=newsroom.anna.id, chat="teams", chat_id=TEAMS_ANNA, how="code", now=ADDED
        )
    desk = Desk(store=store, book=book, newsroom=newsroom, chat=chats)  # type: ignore[arg-type]
    return Both(slack=slack, teams=teams, chats=chats, desk=desk)


def delivered(desk: Desk, when: str) -> None:
    worker = desk.worker(pace=timedelta(0))
    while worker.deliver_one(at(when)):
        pass


def test_a_comment_claimed_in_one_chat_is_shown_claimed_in_the_other(both: Both) -> None:
    """The card stands in the unit's channel in Teams, the supervisor's warning in her own chat in Slack."""
    desk = both.desk
    (number,) = desk.receive("2026-11-23 15:00")
    for when in ("2026-11-23 15:00", "2026-11-24 10:00", "2026-11-24 14:00"):
        desk.tick(at(when))
        delivered(desk, when)
    card = next(post for post in both.teams.posts if f"card:{number}:1" in post.keys)
    cecilia = f"person:{desk.newsroom.cecilia.id}"
    rung = f"rung:{number}:1:3:p{desk.newsroom.cecilia.id}"
    warned = next(post for post in both.slack.to(cecilia) if rung in post.keys)
    both.slack.updated.clear()
    both.teams.updated.clear()
    desk.claim(number, "2026-11-24 14:20", desk.newsroom.anna)
    delivered(desk, "2026-11-24 14:20")
    assert [f"teams-{card.ref.reference}" in both.teams.updated, both.slack.updated] == [
        True,
        [f"slack-{warned.ref.reference}"],
    ]


def test_what_is_said_to_one_person_goes_where_her_unit_is_if_she_is_there(
    both: Both, store: Store, newsroom: Newsroom
) -> None:
    unit = newsroom.unit.id
    with store.read() as tx:

        def goes(person_id: int, unit_id: int | None) -> str:
            return chat_of(tx, f"person:{person_id}", unit_id, there=dict.fromkeys(BOTH), operator="slack")

        assert goes(newsroom.anna.id, unit) == "teams"
        assert goes(newsroom.anna.id, None) == "slack", "the week, of all her units: to her own chat"
        assert goes(newsroom.bo.id, unit) == "slack", "he is not in Teams"


def test_a_chat_that_is_not_set_up_refuses_for_good_and_the_next_in_line_hears(
    store: Store, newsroom: Newsroom, book: RuleBook
) -> None:
    slack = NamedChat()
    metrics = Metrics(store, lambda: at("2026-11-24 10:00"))
    chats = Chats({"slack": MeasuredChat(slack, metrics)}, store=store, operator="slack")
    with store.write() as tx:
        tx.execute(update(units).values(chat="teams", channel="19:kultur@thread.tacv2"))
    desk = Desk(store=store, book=book, newsroom=newsroom, chat=chats)  # type: ignore[arg-type]
    (number,) = desk.receive("2026-11-24 10:00")
    delivered(desk, "2026-11-24 10:00")
    assert f"card:{number}:1:p{newsroom.cecilia.id}" in slack.said()
    with store.read() as tx:
        row = outbox.by_key(tx, f"card:{number}:1")
    assert row is not None
    assert row.reason == NOT_SET_UP
    assert any(key.startswith(f"operator:{NOT_SET_UP}:unit:") for key in slack.said())


def test_when_one_chat_takes_no_token_the_alarm_goes_though_the_other_works(both: Both) -> None:
    assert both.chats.dead_code is None
    metrics = Metrics(both.desk.store, lambda: at("2026-11-24 10:00"))
    dead = FakeChat()
    dead.faults.append(SendError("teams_unauthorized"))
    teams = MeasuredChat(dead, metrics, dead_codes=frozenset({"teams_unauthorized"}))
    chats = Chats(
        {"slack": MeasuredChat(both.slack, metrics), "teams": teams}, store=both.desk.store, operator="slack"
    )
    both.desk.chat = chats  # type: ignore[assignment]
    both.desk.receive("2026-11-24 10:00")
    worker = both.desk.worker(pace=timedelta(0))
    worker.deliver_one(at("2026-11-24 10:00"))
    assert chats.dead_code == "teams_unauthorized"
