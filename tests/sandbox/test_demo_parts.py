"""What the demo is put together from: scratch configuration, town hall, samples, the bot's process, time."""

import json
import sys
import threading
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.config import load
from bot.sandbox.bot_process import BotProcess, BotState
from bot.sandbox.clock import SharedClock
from bot.sandbox.clock_routes import ClockRoutes
from bot.sandbox.feed import SampleFeed
from bot.sandbox.samples.sample import at, sample
from bot.sandbox.samples.week import WEEK
from bot.sandbox.samples.weekend import AFTER_OPENING, EVENING
from bot.sandbox.scratch import harmless, scratch_copy, toml
from bot.sandbox.server import Workspace
from bot.sandbox.story import OPENS, doubled
from bot.sandbox.time_machine import LONGEST_LEAP, TimeMachine
from bot.sandbox.townhall import townhall
from handlers.no_reply import likely_no_reply

CONFIG = Path(__file__).parents[2] / "config.toml"
SLEEPS = [sys.executable, "-c", "import time; time.sleep(60)"]


# The scratch configuration


def test_the_demo_writes_to_nobody_and_reads_nobodys_site() -> None:
    tree: dict[str, Any] = {
        "organisation": "Exempelstad",
        "database": "postgresql://db.exempelstad.example/svarsvakt",
        "smtp": {"host": "smtp.exempelstad.example", "sender": "svarsvakt@exempelstad.example"},
        "slack": {"mode": "http"},
        "accounts": {"blogg": {"unit": "kultur", "feed": "https://blogg.example/feed", "paused": True}},
        "people": {"åsa": {"first_name": "Åsa"}},
        "units": {"kultur": {"name": "Kultur"}},
    }
    copy = harmless(tree, port=8481)
    assert copy["accounts"] == {"blogg": {"unit": "kultur", "pushed": True}}
    assert copy["slack"] == {"mode": "socket"}
    assert copy["http"] == {"host": "127.0.0.1", "port": 8481}
    assert not {"smtp", "feeds", "database"} & copy.keys()
    assert copy["units"]["kultur"]["channel"] == "#kultur"
    assert tree["accounts"]["blogg"]["paused"] is True  # the original is left alone


def test_the_scratch_copy_of_our_configuration_has_the_same_rules_and_people(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    scratch_copy(CONFIG, path, 8481)
    original, copy = load(CONFIG, {}), load(path, {})
    assert copy.unit_rules == original.unit_rules
    assert copy.rules == original.rules
    assert [unit.slug for unit in copy.register.units] == [unit.slug for unit in original.register.units]
    assert copy.register.people == original.register.people


def test_a_tree_written_as_toml_reads_the_same() -> None:
    tree: dict[str, Any] = {
        "text": 'å "citat" \\ och\nrad',
        "whole": 4,
        "part": 0.5,
        "yes": True,
        "list": ["a", 1],
        "a.b": {"c d": {"e": 1}, "tables": [{"first": "05-15", "hours": {"monday": "closed"}}]},
    }
    assert tomllib.loads("\n".join(toml(tree))) == tree


def test_the_town_hall_has_everybody_and_every_channel() -> None:
    layout = townhall(load(CONFIG, {}))
    anna = next(user for user in layout.users if user.name == "anna")
    assert (anna.id, anna.real_name, anna.title) == ("U0ANNA", "Anna Berg", "Redaktör, Kulturskolan")
    channels = {channel.name: channel for channel in layout.channels}
    assert channels.keys() == {"kulturskolan", "museerna", "gatukontoret", "svarsvakt-drift"}
    assert channels["kulturskolan"].members == ("U0ANNA", "U0BO", "U0CECILIA")
    assert layout.app.commands is not None
    assert "/besvarad" in {command.command for command in layout.app.commands}


# The samples


def test_sixty_comments_come_on_friday_evening_and_most_need_no_reply() -> None:
    assert len(EVENING) == 60
    assert all(at("fri 16:30") < each.seen_at < at("fri 23:00") for each in EVENING)
    assert sum(likely_no_reply(each.text) for each in EVENING) == 46


def test_a_dozen_varied_comments_wait_or_were_handled_on_the_day_the_demo_opens() -> None:
    friday = [each for each in WEEK if at("fri 00:00") <= each.seen_at < OPENS]
    assert len(friday) == 12
    assert len({each.account for each in friday}) == 8


def test_every_sample_has_a_name_of_its_own_on_an_account_of_the_configuration() -> None:
    names = [each.name for each in (*WEEK, *AFTER_OPENING)]
    assert len(set(names)) == len(names)
    accounts = {account.slug for account in load(CONFIG, {}).register.accounts}
    assert {each.account for each in (*WEEK, *AFTER_OPENING)} <= accounts
    assert all(each.written_at < each.seen_at for each in (*WEEK, *AFTER_OPENING))


# The samples' feed


class Intake:
    """An intake that can be down."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.calls = threading.Semaphore(0)
        self.is_down = True
        intake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                rows = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = 503 if intake.is_down else 200
                if status == 200:
                    intake.taken += [row["external_id"] for row in rows]
                body = json.dumps({"accepted": len(rows), "duplicates": 0, "errors": []}).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
                intake.calls.release()

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)


@pytest.fixture
def intake() -> Iterator[Intake]:
    intake = Intake()
    thread = threading.Thread(target=intake.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield intake
    intake.server.shutdown()
    thread.join()
    intake.server.server_close()


def test_what_a_bot_that_is_down_did_not_take_is_handed_in_again(tmp_path: Path, intake: Intake) -> None:
    clock = SharedClock.start(tmp_path / "clock.json", at("fri 15:00"), speed=0)
    samples = [
        sample("ett", "kulturskolan-facebook", "A", "fri 14:59", "Hej?"),
        sample("två", "kulturskolan-facebook", "B", "fri 15:10", "Hej då?"),
    ]
    feed = SampleFeed(samples, clock=clock, url=f"http://127.0.0.1:{intake.server.server_port}/", token="t")
    assert feed.next_at(clock()) == at("fri 15:11")
    assert feed.is_behind()
    feed.start()
    assert intake.calls.acquire(timeout=60)
    assert intake.taken == []
    intake.is_down = False
    assert intake.calls.acquire(timeout=60)
    feed.stop()
    assert intake.taken == ["ett"]
    assert feed.handed_in == 1
    assert not feed.is_behind()


# The bot's process


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[BotProcess]:
    bot = BotProcess(SLEEPS, environment={}, log=tmp_path / "bot.log", is_listening=lambda: True)
    yield bot
    bot.stop()


def test_a_bot_is_started_killed_and_started_again(bot: BotProcess) -> None:
    seen = [bot.state]
    for act in (bot.start, bot.start, bot.crash, bot.crash, bot.start):  # twice is once
        act()
        seen.append(bot.state)
    running, stopped = BotState.RUNNING, BotState.STOPPED
    assert seen == [stopped, running, running, stopped, stopped, running]
    assert bot.crashes == 1


def test_a_crash_is_a_kill(bot: BotProcess) -> None:
    bot.start()
    bot.crash()
    assert bot.exit_code == -9


def test_a_bot_that_ended_by_itself_is_stopped_and_its_last_words_are_kept(tmp_path: Path) -> None:
    said = "import sys; print('aj', file=sys.stderr); sys.exit(3)"
    bot = BotProcess(
        [sys.executable, "-c", said], environment={}, log=tmp_path / "bot.log", is_listening=lambda: False
    )
    bot.start()
    bot.wait(60)
    assert bot.state is BotState.STOPPED
    assert bot.exit_code == 3
    assert bot.last_words() == "aj"


def test_a_bot_that_does_not_listen_yet_is_starting(tmp_path: Path) -> None:
    bot = BotProcess(SLEEPS, environment={}, log=tmp_path / "bot.log", is_listening=lambda: False)
    bot.start()
    try:
        assert bot.state is BotState.STARTING
    finally:
        bot.stop()


# Time's controls


class Schedule:
    """What happens when, and when each was settled."""

    def __init__(self, *times: datetime) -> None:
        self.times = times
        self.settled: list[datetime] = []

    def next_thing(self, now: datetime) -> datetime | None:
        return next((time for time in self.times if time > now), None)


@pytest.fixture
def schedule() -> Schedule:
    return Schedule(at("fri 15:00"), at("fri 15:25"), at("sun 12:00"))


@pytest.fixture
def machine(tmp_path: Path, schedule: Schedule) -> TimeMachine:
    clock = SharedClock.start(tmp_path / "clock.json", at("fri 14:50"), speed=0)
    return TimeMachine(clock, next_thing=schedule.next_thing, settle=lambda: schedule.settled.append(clock()))


def test_a_hop_stops_at_the_next_thing_and_never_leaps_over_one(
    machine: TimeMachine, schedule: Schedule
) -> None:
    assert machine.hop()
    assert machine.clock() == at("fri 15:00")
    machine.travel(at("fri 16:00"))
    assert schedule.settled == [at("fri 15:00"), at("fri 15:25"), at("fri 16:00")]


def test_a_long_way_is_made_in_several_leaps(machine: TimeMachine, schedule: Schedule) -> None:
    machine.travel(at("next_mon 08:00"))
    assert machine.clock() == at("next_mon 08:00")
    assert at("sun 12:00") in schedule.settled
    steps = zip(schedule.settled, schedule.settled[1:], strict=False)
    assert all(later - earlier <= LONGEST_LEAP for earlier, later in steps)


def test_nothing_more_planned_and_times_that_have_passed_change_nothing(machine: TimeMachine) -> None:
    machine.travel(at("next_mon 08:00"))
    assert not machine.hop()
    machine.travel(at("fri 15:00"))
    assert machine.clock() == at("next_mon 08:00")


# What the page asks


@pytest.fixture
def page(machine: TimeMachine, bot: BotProcess) -> Iterator[httpx.Client]:
    routes = ClockRoutes(machine, bot, lambda: ({"round": False}, {"channel": "C0KULTURSKOLAN"}))
    with (
        Workspace(clock=machine.clock, extra_routes=routes.routes()) as workspace,
        httpx.Client(base_url=workspace.url, trust_env=False) as client,
    ):
        yield client


def test_the_page_sees_time_bot_and_story_and_turns_them(page: httpx.Client, machine: TimeMachine) -> None:
    seen = page.get("/sandbox/clock").json()
    assert seen["at"] == "2026-11-27T13:50:00+00:00"
    assert seen["next"] == "2026-11-27T14:00:00+00:00"
    assert (seen["speed"], seen["bot"], seen["story"]) == (0, "stopped", {"round": False})
    assert page.post("/sandbox/clock/next", json={}).json()["at"] == "2026-11-27T14:00:00+00:00"
    until = {"until": "2026-11-27T15:00:00+01:00"}
    assert page.post("/sandbox/clock/next", json=until).json()["at"] == "2026-11-27T14:00:00+00:00"
    assert page.post("/sandbox/clock/bot", json={"do": "start"}).json()["bot"] == "running"
    assert page.post("/sandbox/clock/bot", json={"do": "crash"}).json()["bot"] == "stopped"
    assert page.post("/sandbox/clock/run", json={"speed": 60}).json()["speed"] == 60
    assert machine.clock.pace().speed == 60


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("run", {"speed": "fort"}),
        ("run", {"speed": -1}),
        ("run", {}),
        ("next", {"until": "i morgon"}),
        ("next", {"until": "2026-11-27T15:00:00"}),  # without its zone
        ("bot", {"do": "dansa"}),
        ("bot", {}),
        ("bot", []),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    page: httpx.Client, machine: TimeMachine, path: str, body: object
) -> None:
    answer = page.post(f"/sandbox/clock/{path}", json=body)
    assert answer.status_code == 400
    assert machine.clock.pace().speed == 0
    assert machine.clock() == at("fri 14:50")


def test_another_sites_page_may_not_turn_the_clock(page: httpx.Client, machine: TimeMachine) -> None:
    answer = page.post("/sandbox/clock/run", json={"speed": 60}, headers={"Origin": "https://annan.example"})
    assert answer.status_code == 403
    assert machine.clock.pace().speed == 0


def test_messages_posted_twice_are_counted_by_their_key() -> None:
    def posted(key: str) -> dict[str, Any]:
        return {"metadata": {"event_payload": {"key": key}}}

    assert doubled([posted("a"), posted("b"), posted("a"), {"text": "svar"}]) == 1
    assert doubled([]) == 0


def test_local_times_of_the_samples_are_stockholms() -> None:
    assert at("fri 14:50") == datetime(2026, 11, 27, 13, 50, tzinfo=UTC)
    assert at("next_mon 12:00") - at("mon 12:00") == timedelta(days=7)
