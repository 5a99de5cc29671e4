"""What goes wrong between us and a platform: who is asked later, who is paused, who hears of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from db import sources
from db.rows import Notice, SourceState
from db.words import NoticeKind
from handlers.content import SourceContent
from handlers.seeing import sees
from handlers.sources.base import Page, Source
from handlers.sources.overview import Health, overview, resume_changed
from handlers.sources.places import Places
from handlers.sources.polling import poll_due
from handlers.sources.trouble import is_unusual, look_ahead
from handlers.view import content_of
from scheduler.settings import RoundRules
from scheduler.source_notices import SourceNews
from tests.sources.example import Postbox, PostboxSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NOON = "2026-11-24 12:00"


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(PostboxSite)


def state(post: Post) -> SourceState:
    with post.store.read() as tx:
        return sources.states(tx, [post.account.id])[post.account.id]


def told(post: Post, prefix: str) -> list[Notice]:
    return post.desk.notices(prefix)


def with_keys(post: Post, **keys: str) -> Places:
    named = {f"museibloggen_{name}": value for name, value in keys.items()}
    mine = post.places
    return Places(settings=mine.settings, keys=named, find=mine.find, known=mine.known)


def polled(post: Post, places: Places, when: str) -> None:
    poll_due(post.store, post.desk.book, places, post.site.ask, at(when), told=post.polled.append)


def test_credentials_refused_once_are_tried_again_and_twice_pause_the_account(post: Post) -> None:
    places = with_keys(post, secret="gammalt")
    polled(post, places, NOON)
    assert state(post).paused_at is None
    polled(post, places, "2026-11-24 12:30")
    assert (state(post).paused_at, state(post).paused_code) == (at("2026-11-24 12:30"), "http_401")
    asked = len(post.site.asked)
    polled(post, places, "2026-11-24 14:00")
    assert len(post.site.asked) == asked  # nothing is asked any more
    (row,) = told(post, "source:")
    assert (row.kind, row.recipient) == (NoticeKind.SOURCE, f"unit:{post.newsroom.unit.id}")
    with post.store.read() as tx:
        content = content_of(
            tx, post.desk.book, kind=row.kind, notices=[row], recipient=row.recipient, now=at(NOON)
        )
    assert isinstance(content, SourceContent)
    assert (content.account, content.news, content.code) == ("Museibloggen", SourceNews.PAUSED, "http_401")
    assert [row.detail for row in told(post, "operator:source_paused")] == [
        "source_paused museibloggen http_401"
    ]


def test_a_missing_credential_pauses_at_once_and_says_its_name(post: Post) -> None:
    polled(post, with_keys(post), NOON)
    assert state(post).paused_code == "not_set:secret"
    assert post.site.asked == []


def test_a_paused_account_shows_no_number_but_says_look_yourself(post: Post) -> None:
    """M17."""
    post.poll("2026-11-24 09:00")
    rules = RoundRules()
    assert sees(post.account, state(post), rules, at("2026-11-24 09:05"))
    polled(post, with_keys(post), "2026-11-24 09:30")
    assert not sees(post.account, state(post), rules, at("2026-11-24 09:31"))


def test_other_credentials_resume_it_by_themselves_and_the_same_do_not(post: Post) -> None:
    old = with_keys(post, secret="gammalt")
    for when in (NOON, "2026-11-24 12:30"):
        polled(post, old, when)
    assert resume_changed(post.store, old) == []
    assert resume_changed(post.store, post.places) == ["museibloggen"]
    post.site.write("Hej!", at("2026-11-24 12:10"))
    post.poll("2026-11-24 13:00")
    assert [one.text for one in post.comments()] == ["Hej!"]
    assert (state(post).paused_at, state(post).auth_failures) == (None, 0)


def test_a_platform_that_wants_to_be_asked_later_is_no_failure(post: Post) -> None:
    post.site.broken = httpx.Response(429, headers={"Retry-After": "7200"})
    post.poll(NOON)
    after = state(post)
    assert (after.failures, after.last_error) == (0, "http_429")
    assert after.next_poll_at == at(NOON) + timedelta(hours=2)


def test_when_the_days_quota_is_used_up_nothing_is_asked_until_the_next(post: Post) -> None:
    class Dear(Postbox):
        daily_quota = 100

        def poll(self, *asked: Any) -> Page:
            return replace(super().poll(*asked), quota=60)

    mine = post.places
    places = Places(
        settings=mine.settings, keys=mine.keys, find=lambda kind: Dear(), known=lambda: ["postbox"]
    )
    for when in ("2026-11-24 12:00", "2026-11-24 13:00", "2026-11-24 14:00", "2026-11-25 12:00"):
        polled(post, places, when)
    assert len(post.site.asked) == 3
    assert [one.error for one in post.polled] == [None, None, "quota_used_up", None]
    assert state(post).quota_used == 60


def test_six_failures_in_a_row_are_told_once(post: Post) -> None:
    post.site.broken = httpx.Response(500)
    for hour in range(10):
        post.poll(f"2026-11-24 {8 + hour:02}:00")
        post.poll(f"2026-11-24 {8 + hour:02}:59")
    assert len(told(post, "operator:source_failing")) == 1


def test_a_source_that_breaks_is_named_and_holds_up_nobody(post: Post) -> None:
    class Broken(Source):
        kind = "postbox"

    places = Places(find=lambda kind: Broken(), known=lambda: ["postbox"])
    polled(post, places, NOON)
    (one,) = post.polled
    assert (one.error, type(one.fault)) == ("source_fault", NotImplementedError)
    assert state(post).last_error == "source_fault"


@pytest.mark.parametrize(
    ("when", "days"),
    [
        ("2026-11-09 08:00", []),
        ("2026-11-10 08:00", [14]),
        ("2026-11-18 08:00", [7]),
        ("2026-11-23 12:00", [1]),
    ],
)
def test_who_looks_after_the_credentials_hears_14_7_and_1_days_before_they_end(
    post: Post, when: str, days: list[int]
) -> None:
    post.poll("2026-11-09 07:00")
    with post.store.write() as tx:
        sources.store(tx, post.account.id, token_ends_at=at("2026-11-24 08:00"))
    mine = post.places
    places = Places(
        settings=mine.settings,
        keys=mine.keys,
        find=mine.find,
        known=mine.known,
        owners={"museibloggen": "bo"},
    )
    look_ahead(post.store, post.desk.book, places, at(when))
    look_ahead(post.store, post.desk.book, places, at(when) + timedelta(hours=7))
    rows = told(post, "source:")
    assert [int(row.key.split(":")[4]) for row in rows] == days
    assert {row.recipient for row in rows} <= {f"person:{post.newsroom.bo.id}"}


def daily(last: str, count: int) -> list[datetime]:
    return [at(last) - timedelta(days=n) for n in range(count)]


@pytest.mark.parametrize(
    ("written", "unusual"),
    [
        (daily("2026-11-20 09:00", 30), True),  # every day, and then nothing for four
        (daily("2026-11-23 09:00", 30), False),
        (daily("2026-11-20 09:00", 9), False),  # too few to have a habit
        ([at("2026-11-20 09:00") - timedelta(days=5 * n) for n in range(11)], False),  # every fifth day
    ],
)
def test_silence_that_is_unlike_an_accounts_habit_is_seen(written: list[datetime], unusual: bool) -> None:
    assert is_unusual(written, at(NOON)) is unusual


def test_unusual_silence_is_told_once(post: Post) -> None:
    for day in range(1, 21):
        post.site.write(f"Dag {day}", at(f"2026-11-{day:02} 09:00"))
    post.poll("2026-11-20 10:00")
    post.poll("2026-11-26 11:00")
    for hour in ("12:00", "19:00"):
        look_ahead(post.store, post.desk.book, post.places, at(f"2026-11-26 {hour}"))
    assert len(told(post, "operator:source_silent")) == 1


def test_the_overview_says_how_each_account_is_seen_into(post: Post) -> None:
    post.site.write("Hej!", at("2026-11-24 11:00"))
    post.poll(NOON)
    with post.store.read() as tx:
        rows = {row.account: row for row in overview(tx, post.places, at(NOON))}
    mine = rows["museibloggen"]
    assert (mine.health, mine.ways, mine.last_written_at) == (
        Health.WELL, ("webhook", "poll"), at("2026-11-24 11:00"),
    )  # fmt: skip
    assert rows["kulturskolan-facebook"].health is Health.BLIND


def test_nothing_is_in_the_outbox_of_a_source_that_is_well(post: Post) -> None:
    post.poll(NOON)
    look_ahead(post.store, post.desk.book, post.places, at(NOON))
    assert told(post, "") == []
