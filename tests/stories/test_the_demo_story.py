"""The demo's two-minute story in simulated time, without a browser: the real program in the local workspace.

Time stands still but for what the story moves; the tick and the deliveries are turned by hand, so nothing
here waits for a clock.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from bot.app import Program, Tempo
from bot.config import load
from bot.sandbox.clock import SharedClock
from bot.sandbox.prologue import BEGINS, EVERYTHING, coming_in, handled, numbers, prologue
from bot.sandbox.rehearsal import Rehearsal
from bot.sandbox.samples import colleagues
from bot.sandbox.samples.sample import at
from bot.sandbox.samples.weekend import AFTER_OPENING
from bot.sandbox.scratch import free_port, scratch_copy
from bot.sandbox.seen import Seen
from bot.sandbox.server import Workspace
from bot.sandbox.story import AWAY_AT, EVENING_FROM, MONDAY_AT, OPENS, ROUND_AT, WEEK_AT, doubled
from bot.sandbox.townhall import townhall
from db import comments
from db.rows import Comment
from db.store import Store
from db.words import CommentState
from scheduler.audit import audit
from scheduler.deliver import Deliverer

CONFIG = Path(__file__).parents[2] / "config.toml"
ANNA, CECILIA, CHANNEL = "U0ANNA", "U0CECILIA", "C0KULTURSKOLAN"


class PowerCut(Exception):  # noqa: N818 - it is not an error of ours
    """The process is gone at this point."""


class Stage:
    """The newsroom of config.toml, the workspace, the program that listens there, and time."""

    def __init__(self, folder: Path, store: Store) -> None:
        path = folder / "config.toml"
        scratch_copy(CONFIG, path, free_port())
        self.store = store
        self.clock = SharedClock.start(folder / "clock.json", BEGINS, speed=0)
        environment = {"SLACK_BOT_TOKEN": "", "DATABASE_URL": "sqlite://"}
        self.workspace = Workspace(townhall(load(path, environment)), clock=self.clock)
        self.workspace.start()
        self.config = load(path, {**environment, **self.workspace.environment})
        self.program = Program(self.config, store=store, clock=self.clock, tempo=Tempo())
        assert self.program.socket is not None
        self.program.socket.connect()
        self.workspace.wait_for_app()
        self.book = self.program.book
        self.script = [*coming_in(AFTER_OPENING), *handled(colleagues.AFTER_OPENING)]
        self.restart()

    def restart(self, **options: Any) -> None:
        """From now on a deliverer as a newly started process has it."""
        owner = uuid4().hex
        deliverer = Deliverer(
            store=self.store, chat=self.program.chat, book=self.book, owner=owner, **options
        )
        self.rehearsal = Rehearsal(store=self.store, book=self.book, deliverer=deliverer, clock=self.clock)

    def close(self) -> None:
        self.program.stop()
        self.workspace.stop()

    def until(self, moment: datetime) -> None:
        """Time passes, with what the public writes and the colleagues do.

        After a power cut the same is handed in once more, as a source would.
        """
        self.rehearsal.play(moment, [turn for turn in self.script if turn[0] <= moment])
        self.script = [turn for turn in self.script if turn[0] > moment]

    def acts(self, seen: Seen) -> Seen:
        """Somebody did something: the bot took it, and what it changed is shown."""
        assert seen.failure is None
        self.until(self.clock() + timedelta(seconds=5))  # the channel takes a message a second
        return seen

    def in_channel(self, since: datetime) -> list[dict[str, Any]]:
        """The bot's messages in the unit's channel from then on, threads apart."""
        return [
            message
            for message in self.workspace.messages(CHANNEL)
            if float(message["ts"]) >= since.timestamp() and message["user"] != ANNA
        ]

    def private(self, user: str) -> str:
        """What only she sees, in the channel and from the bot, as it reads."""
        return "\n".join(words(message) for message in self.workspace.ephemerals(user, CHANNEL))

    def number(self, name: str) -> int:
        with self.store.read() as tx:
            return numbers(tx, EVERYTHING)[name]

    def comment(self, name: str) -> Comment:
        with self.store.read() as tx:
            found = comments.get(tx, self.number(name))
        assert found is not None
        return found


def words(message: dict[str, Any]) -> str:
    """All that a message says."""
    texts = re.findall(r"'text': (?:'([^']*)'|\"([^\"]*)\")", str(message["blocks"] or [message]))
    return "\n".join(one or other for one, other in texts)


def button(message: dict[str, Any], face: str) -> tuple[str, str]:
    """The action and value of the button with this face."""
    for block in message["blocks"]:
        for element in [*block.get("elements", []), block.get("accessory", {})]:
            if element.get("type") == "button" and element["text"]["text"] == face:
                return element["action_id"], element["value"]
    raise AssertionError(f"no button {face} in {words(message)}")


@pytest.fixture
def stage(tmp_path: Path, store: Store) -> Iterator[Stage]:
    stage = Stage(tmp_path, store)
    yield stage
    stage.close()


def test_the_demos_story(stage: Stage) -> None:
    stage.rehearsal.play(OPENS, prologue(stage.config, OPENS))
    one_click_on_i_have_looked(stage)
    a_comment_answered_and_the_missing_name_gently_mended(stage)
    a_silent_weekend_and_one_message_on_monday(stage)
    a_colleague_is_away_and_his_comments_move(stage)
    why_that_time(stage)
    the_bot_dies_and_nothing_is_lost_or_doubled(stage)
    the_week_in_short(stage)


def one_click_on_i_have_looked(stage: Stage) -> None:
    stage.until(ROUND_AT)
    called = stage.workspace.messages(CHANNEL)[-1]
    assert "Dags för sista kollen före helgen" in words(called)
    stage.acts(stage.workspace.click(ANNA, called, *button(called, "Jag har tittat på alla")))
    assert "någon har tittat på alla konton" in words(stage.workspace.messages(CHANNEL)[-1])


def a_comment_answered_and_the_missing_name_gently_mended(stage: Stage) -> None:
    workspace, number = stage.workspace, stage.number("k-dans")
    card = next(m for m in workspace.messages(CHANNEL) if f"Kommentar {number} på" in words(m))
    stage.acts(workspace.click(ANNA, card, *button(card, "Jag tar den")))
    assert "Avsluta svaret med /Anna" in stage.private(ANNA)
    stage.acts(workspace.slash(ANNA, CHANNEL, "/besvarad", f"{number} Hej! Den 1 december."))
    reminder = workspace.messages(ANNA)[-1]
    assert "Hej! Den 1 december. /Anna" in words(reminder)
    stage.acts(workspace.click(ANNA, reminder, *button(reminder, "Klart, namnet står där nu")))
    assert stage.comment("k-dans").state is CommentState.ANSWERED


def a_silent_weekend_and_one_message_on_monday(stage: Stage) -> None:
    stage.until(MONDAY_AT - timedelta(seconds=1))
    assert stage.number("lucia-60") > stage.number("lucia-1") > 0  # sixty comments came on Friday evening
    assert stage.in_channel(EVENING_FROM) == []
    stage.until(MONDAY_AT)
    (digest,) = stage.in_channel(EVENING_FROM)
    assert "61 nya kommentarer till Kulturskolan" in words(digest)
    assert "Att besvara (15)" in words(digest)
    assert "Troligen inget svar (46)" in words(digest)
    stage.acts(stage.workspace.click(ANNA, digest, *button(digest, "Ingen av de här behöver svar")))
    assert "46 kommentarer behöver inget svar" in stage.private(ANNA)


def a_colleague_is_away_and_his_comments_move(stage: Stage) -> None:
    stage.until(AWAY_AT)
    assert stage.comment("lucia-3").state is CommentState.CLAIMED
    stage.acts(stage.workspace.slash(ANNA, CHANNEL, "/svarsvakt", "borta @bo idag"))
    assert "Bo är borta, så 2 kommentarer väntar nu" in words(stage.workspace.messages(CHANNEL)[-1])
    assert stage.comment("lucia-3").claimed_by is None


def why_that_time(stage: Stage) -> None:
    asked = f"varför {stage.number('k-dans')}"
    stage.acts(stage.workspace.slash(ANNA, CHANNEL, "/svarsvakt", asked))
    assert "Ett dygn senare är det lördag, och då gäller nästa arbetsdag" in stage.private(ANNA)


def the_bot_dies_and_nothing_is_lost_or_doubled(stage: Stage) -> None:
    def dies(step: str) -> None:
        if step == "sent":  # posted, and not yet noted as sent
            raise PowerCut

    stage.until(at("next_mon 09:09"))
    stage.restart(checkpoint=dies)
    with pytest.raises(PowerCut):
        stage.until(at("next_mon 09:11"))
    stage.restart()
    stage.until(at("next_mon 09:20"))
    for name in ("k-krasch-1", "k-krasch-2"):
        heading = f"Kommentar {stage.number(name)} på"
        assert len([m for m in stage.in_channel(MONDAY_AT) if heading in words(m)]) == 1
    assert doubled(stage.workspace.posted()) == 0


def the_week_in_short(stage: Stage) -> None:
    stage.until(WEEK_AT)
    summary = words(stage.workspace.messages(CECILIA)[-1])
    assert "Veckan i korthet" in summary
    assert "Vecka 48, 23–29 november" in summary
    assert "70 kommentarer kom in" in summary
    with stage.store.read() as tx:
        assert audit(tx, stage.book, stage.clock()) == ()
    assert doubled(stage.workspace.posted()) == 0
