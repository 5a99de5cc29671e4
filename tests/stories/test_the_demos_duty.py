"""What docs/editor.md says of duty works in the demo: a day to swap, and gaps ahead to see (U21)."""

from datetime import date, datetime
from pathlib import Path

import pytest

from bot.config import load
from bot.prepare import prepared
from bot.sandbox.prologue import BEGINS, prologue
from bot.sandbox.story import OPENS
from bot.texts import texts
from db import people
from db.store import Store
from handlers import commands
from handlers.duty_content import DutyGapsContent
from handlers.outcome import Outcome, Said
from scheduler.rulebook import RuleBook

CONFIG = Path(__file__).parents[2] / "config.toml"
MONDAY = OPENS.replace(day=30, hour=9)


@pytest.fixture
def book(store: Store) -> RuleBook:
    """The demo's newsroom, with what is done in it before its first comment."""
    config = load(CONFIG, {"DATABASE_URL": "sqlite://"})
    book = prepared(store, config, BEGINS)
    for moment, deed in prologue(config, BEGINS):
        with store.write() as tx:
            deed(tx, book, moment)
    return book


def says(store: Store, book: RuleBook, text: str, now: datetime) -> Outcome:
    with store.write() as tx:
        anna = people.by_slug(tx, "anna")
        return commands.run(
            tx, book, person=anna, command="svarsvakt", text=text, chat="slack", channel="C0KULTURSKOLAN",
            now=now,
        )  # fmt: skip


@pytest.mark.parametrize("now", [OPENS, MONDAY])
def test_anna_swaps_her_friday_with_bo(store: Store, book: RuleBook, now: datetime) -> None:
    """U21: as docs/editor.md writes it."""
    outcome = says(store, book, "byt fredag @U0BO", now)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person) == (Said.SWAP_ASKED, "Bo")


def test_the_gaps_ahead_are_annas_holidays_a_klamdag_among_them(store: Store, book: RuleBook) -> None:
    """U21."""
    shown = says(store, book, "jour luckor", OPENS).content
    assert isinstance(shown, DutyGapsContent)
    assert [line.named.day for line in shown.days] == [date(2027, 1, 8), date(2027, 5, 7)]
    assert texts("sv").duty.gap_line(shown.days[-1]).startswith("Ingen har jour fredag 7 maj (klämdag")
