"""Webhooks come twice, late and in any order: the store ends as if they had come once and in order."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.models import metadata
from db.source_words import PublishedKind
from db.store import Store
from handlers.sources.base import Delivery
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.newsroom import Newsroom, newsroom
from tests.sources.example import PostboxSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.sites import SITES
from tests.stories.desk import Desk, at

CALLED = tuple(site for site in SITES if site.webhooks)
BEGINS = at("2026-11-24 08:00")
HEARD = "2026-12-20 18:00"
BOOK = RuleBook(organisation=UnitRules())


@dataclass(frozen=True)
class Happening:
    """Something that people do on the platform: with the comment that was written so many before."""

    what: str  # write, reply, edit or remove
    back: int = 0


@contextmanager
def heard_by(kind: type[Site]) -> Iterator[Post]:
    """A newsroom of its own, in memory."""
    image, people = _template()
    store = Store.open("sqlite://")
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.deserialize(image)
    try:
        yield Post(desk=Desk(store=store, book=BOOK, newsroom=people), site=kind())
    finally:
        store.close()


@cache
def _template() -> tuple[bytes, Newsroom]:
    """A newsroom's database as bytes: making its tables takes longer than most stories."""
    store = Store.open("sqlite://")
    metadata.create_all(store.engine)
    with store.write() as tx:
        people = newsroom(tx)
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        image = driver.serialize()
    store.close()
    return image, people


def played(site: Site, happenings: Sequence[Happening]) -> list[Delivery]:
    """What the platform calls us with, in order: two minutes apart."""
    numbers: list[str] = []
    gone: set[str] = set()
    deliveries: list[Delivery] = []
    for number, one in enumerate(happenings):
        now = BEGINS + timedelta(minutes=2 * number)
        meant = numbers[-1 - one.back % len(numbers)] if numbers else None
        if one.what == "write" or meant is None:
            numbers.append(site.write(f"Fråga {number}", now, author=f"Kim {number}"))
        elif meant in gone:
            continue
        elif one.what == "reply":
            site.reply(f"Svar {number}. /Anna", now, to=meant)
        elif one.what == "edit" and site.edits:
            site.edit(meant, f"Ändrad {number}", now)
        elif one.what == "remove" and site.removals:
            site.remove(meant, now)
            gone.add(meant)
        deliveries += site.deliveries()
    return deliveries


def stored(post: Post) -> dict[str, Any]:
    """What the store says, but for how and when it came to."""
    comments = {one.id: one.external_id for one in post.comments()}
    return {
        one.external_id: (
            one.state, one.says, one.author, one.gone, one.parent_id, one.url, one.written_at, one.closed_by,
            one.met_at if not one.is_open else (one.due_at, one.episode_at), one.edited_at,
        )
        for one in post.comments()
    } | {
        f"own {one.external_id}": (
            one.text, one.gone, comments.get(one.comment_id or 0), one.uncertain,
            one.person_id if one.comment_id else None,  # what answers nothing is not judged
        )
        for one in post.own()
        if one.what is PublishedKind.REPLY
    }  # fmt: skip


def ends_as(kind: type[Site], deliveries: Callable[[Site], Sequence[Delivery]]) -> dict[str, Any]:
    with heard_by(kind) as post:
        post.deliver(deliveries(post.site), HEARD)
        assert {worked.code for worked in post.worked} <= {None}
        return stored(post)


happenings = st.lists(
    st.builds(
        Happening,
        what=st.sampled_from(["write", "write", "reply", "edit", "remove"]),
        back=st.integers(0, 3),
    ),
    min_size=2,
    max_size=12,
)


@pytest.mark.parametrize("kind", CALLED, ids=lambda kind: kind.kind)
@settings(max_examples=6)
@given(story=happenings, seed=st.integers(0, 10_000))
def test_in_any_order_and_twice_the_store_ends_the_same(
    kind: type[Site], story: list[Happening], seed: int
) -> None:
    def shuffled(site: Site) -> list[Delivery]:
        random = Random(seed)
        once = played(site, story)
        twice = [*once, *random.choices(once, k=len(once) // 2)]
        random.shuffle(twice)
        return twice

    assert ends_as(kind, shuffled) == ends_as(kind, lambda site: played(site, story))


@pytest.mark.parametrize("kind", CALLED, ids=lambda kind: kind.kind)
def test_ten_thousand_shuffled_deliveries_end_in_the_same_store(kind: type[Site]) -> None:
    """Each of a few hundred happenings two dozen times; SVARSVAKT_DELIVERIES: so many for each platform."""
    many = int(os.environ.get("SVARSVAKT_DELIVERIES", "0")) or (10_000 if kind is PostboxSite else 500)
    random = Random(2026)
    what = random.choices(["write", "reply", "edit", "remove"], [6, 3, 2, 1], k=many // 25)
    story = [Happening(what=one, back=random.randrange(8)) for one in what]

    def in_order(site: Site) -> list[Delivery]:
        return batches(site, played(site, story))

    def shuffled(site: Site) -> list[Delivery]:
        once = played(site, story)
        twice = [*once, *random.choices(once, k=max(0, many - len(once)))]
        random.shuffle(twice)
        return batches(site, twice)

    assert ends_as(kind, shuffled) == ends_as(kind, in_order)


def batches(site: Site, deliveries: Sequence[Delivery]) -> list[Delivery]:
    """As many in one as the platform may send."""
    return [
        one for start in range(0, len(deliveries), 500) for one in site.batch(deliveries[start : start + 500])
    ]
