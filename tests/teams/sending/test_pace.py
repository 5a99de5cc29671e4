"""Teams' limits where the outbox sends and people are answered at the same time."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.chat.reception import Reception
from bot.config import load
from bot.teams.pace import AT_ONCE, AT_ONCE_OF_ALL, EVERY, Pace
from bot.teams.wiring import TeamsSide
from bot.texts import Texts, texts
from db.store import Store
from scheduler.port import SendError
from tests.stories.desk import at
from tests.teams.sending.conftest import ANNA, Office
from tests.teams.sending.test_sender import TWO, welcomed

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HERS = "a:anna"


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds

    @property
    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)


def taken(pace: Pace, store: Store, clock: Clock, conversation: str = HERS, most: int = 20) -> int:
    """How many messages may leave at once."""
    for number in range(most):
        try:
            pace.take(store, conversation, clock.now)
        except SendError:
            return number
    return most


def test_answers_are_taken_from_what_may_leave_at_once_there_and_nowhere_else(sqlite_store: Store) -> None:
    """Seven in a second is Teams' limit: four answers and three reminders are that many."""
    clock = Clock()
    pace = Pace(monotonic=clock)
    for _ in range(4):
        pace.answered(f"{HERS};messageid=7")
    assert taken(pace, sqlite_store, clock) == AT_ONCE - 4
    clock.seconds = 1.0  # what an app may send in all comes back sooner
    assert taken(pace, sqlite_store, clock, "a:bo") == AT_ONCE


def test_no_flood_of_questions_holds_a_reminder_up(sqlite_store: Store) -> None:
    clock = Clock()
    pace = Pace(monotonic=clock)
    left = 0
    for _ in range(100):
        for _ in range(30):
            pace.answered(HERS)
        left += taken(pace, sqlite_store, clock)
        clock.seconds += EVERY.total_seconds()
    assert left == 100, "one every two seconds, as without any question"


def test_a_pause_gives_it_back(sqlite_store: Store) -> None:
    clock = Clock()
    pace = Pace(monotonic=clock)
    for _ in range(4):
        pace.answered(HERS)
    clock.seconds = 60
    assert taken(pace, sqlite_store, clock) == AT_ONCE


def test_a_name_longer_than_the_store_holds_has_its_turns_too(store: Store) -> None:
    """A conversation's id may be as long as the store's own column; the pace is kept under more than that."""
    clock = Clock()
    assert taken(Pace(monotonic=clock), store, clock, "a:" + "x" * 198) == AT_ONCE


def test_a_conversation_that_has_had_its_turns_takes_none_from_the_others(sqlite_store: Store) -> None:
    """Whoever is put off has used nothing: neither hers nor what the app may send in all."""
    clock = Clock()
    pace = Pace(monotonic=clock)
    assert taken(pace, sqlite_store, clock) == AT_ONCE
    for _ in range(50):
        assert taken(pace, sqlite_store, clock) == 0
    assert taken(pace, sqlite_store, clock, "a:bo") == AT_ONCE_OF_ALL - AT_ONCE


CONFIG = """
organisation = "Exempelstad"
[teams]
unauthenticated = true
[people.anna]
first_name = "Anna"
[units.kultur]
name = "Kultur"
editors = ["anna"]
"""


def test_what_people_are_answered_is_counted_where_the_outbox_sends(office: Office, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    config = load(tmp_path / "config.toml", {})
    assert config.teams is not None
    book = office.desk.book
    side = TeamsSide(
        config, config.teams, store=office.store, book=book, texts=_texts, send_timeout=60, own_time=False
    )
    reception = Reception(
        chat="teams", store=office.store, book=book, clock=lambda: NOW, texts=_texts, wake=lambda: None
    )
    with ThreadPoolExecutor(1) as pool:
        door = side.door(reception, pool, lambda: True)
        activity = office.service._around(office.service.world.personal(ANNA), ANNA)
        for number in range(AT_ONCE):
            said = activity | {"type": "message", "text": "hjälp", "id": str(number)}
            assert door(json.dumps(said).encode(), {}).status == 200
    for turn in (1, 2):
        welcomed(office, office.newsroom.anna.id, turn)
    desk = replace(office.desk, chat=side.chat)  # type: ignore[arg-type]
    worker = desk.worker(pace=timedelta(0))
    while worker.deliver_one(at(TWO)):
        pass
    said = [posted.first["channelData"].get("svarsvakt") for posted in office.service.posted()]
    assert (said.count(None), len(said)) == (AT_ONCE, AT_ONCE + 1), "of two reminders one leaves at once"
    side.close()


def _texts(language: str | None) -> Texts:
    return texts(language or "sv", "teams")
