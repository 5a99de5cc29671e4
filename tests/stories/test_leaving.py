"""An editor leaves the configuration with a comment in her hands."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.config import Config
from bot.prepare import prepared
from db import accounts, comments
from db.records import outbox as stored_notices
from db.store import Store
from db.words import CommentState, NoticeKind
from handlers.desk import Action, act
from handlers.receive import Incoming, receive
from tests.newsroom import REGISTER, Newsroom

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def test_what_she_had_is_released_and_told_when_the_bot_starts_without_her(
    store: Store, newsroom: Newsroom
) -> None:
    config = Config(path=Path("config.toml"), organisation="Exempelstad", register=REGISTER)
    book = prepared(store, config, MONDAY)
    with store.write() as tx:
        receive(
            tx,
            book,
            [
                Incoming(
                    account="museet-instagram",
                    text="Är det öppet?",
                    written_at=MONDAY,
                    external_id="1",
                )
            ],
            MONDAY,
        )
        act(tx, book, person=newsroom.anna, action=Action.CLAIM, number=1, now=MONDAY)
    without_anna = replace(
        REGISTER,
        people=tuple(each for each in REGISTER.people if each.slug != "anna"),
        units=tuple(replace(unit, editors=("bo",)) for unit in REGISTER.units),
    )
    prepared(store, replace(config, register=without_anna), MONDAY + timedelta(hours=1))
    with store.read() as tx:
        comment = comments.get(tx, 1)
        told = [notice for notice in stored_notices(tx) if notice.kind is NoticeKind.MOVED]
    assert comment is not None
    assert (comment.state, comment.claimed_by) == (CommentState.NEW, None)
    assert [(notice.comment_id, notice.recipient) for notice in told] == [(1, f"unit:{newsroom.unit.id}")]


def test_an_import_keeps_the_channels_id_that_the_bot_found(store: Store) -> None:
    by_name = replace(REGISTER, units=tuple(replace(unit, channel="#kultur") for unit in REGISTER.units))
    config = Config(path=Path("config.toml"), organisation="Exempelstad", register=REGISTER)
    prepared(store, config, MONDAY)  # the bot started and found the id
    prepared(store, replace(config, register=by_name), MONDAY, keep_channels=True)
    with store.read() as tx:
        assert [unit.channel for unit in accounts.units(tx)] == ["C-KULTUR"]
    prepared(store, replace(config, register=by_name), MONDAY)
    with store.read() as tx:
        assert [unit.channel for unit in accounts.units(tx)] == ["#kultur"]


def test_starting_again_with_the_same_people_moves_nothing(store: Store) -> None:
    config = Config(path=Path("config.toml"), organisation="Exempelstad", register=REGISTER)
    first, second = prepared(store, config, MONDAY), prepared(store, config, MONDAY + timedelta(hours=1))
    assert first.version == second.version
    with store.read() as tx:
        assert stored_notices(tx) == ()
