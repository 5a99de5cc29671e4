"""However many accounts there are, each is asked when its time has come, and one with much to read waits."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select

from db.models import accounts
from handlers.sources.base import Ask, Page, Place
from handlers.sources.places import Places
from handlers.sources.polling import Polled, poll_all
from handlers.sources.wordpress import WordPress
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.stories.desk import at

NOON = at("2026-11-24 12:00")


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    """Forty-five blogs."""
    made = post_of(WordPressSite)
    made.site.now = NOON
    with made.store.write() as tx:
        there = tx.execute(select(accounts).where(accounts.c.slug == "museibloggen")).mappings().one()
        row = {name: value for name, value in there.items() if name != "id"}
        tx.execute(insert(accounts), [{**row, "slug": f"blogg{n}"} for n in range(44)])
    return made


def asked(post: Post, minutes: int, places: Places | None = None) -> list[int]:
    found: list[Polled] = []
    now = NOON + timedelta(minutes=minutes)
    poll_all(post.store, post.desk.book, places or post.places, post.site.ask, lambda: now, told=found.append)
    return [one.account_id for one in found]


class Endless(WordPress):
    """One of them has always more to read."""

    def __init__(self, account_id: int) -> None:
        self._account_id = account_id

    def poll(self, ask: Ask, place: Place, cursor: Mapping[str, Any] | None, now: datetime) -> Page:
        if place.account.id == self._account_id:
            return Page(cursor={"page": 1}, more=True)
        return super().poll(ask, place, cursor, now)


def test_all_whose_time_has_come_are_asked_in_one_go(post: Post) -> None:
    first = asked(post, 0)
    assert len(first) == len(set(first)) == 45
    assert asked(post, 1) == []
    assert sorted(asked(post, 6)) == sorted(first)


def test_one_with_very_much_to_read_holds_up_no_other(post: Post) -> None:
    """It goes on when the clock comes round again."""
    endless = Endless(post.account.id)
    times = asked(post, 0, replace(post.places, find=lambda _: endless))
    assert len(set(times)) == 45
    assert times.count(post.account.id) <= 2
