"""YouTube: what only it does. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db import sources
from db.source_words import Gone, PublishedKind
from db.store import Store
from db.words import CommentState
from handlers.sources.base import AuthFailed, Known, RateLimited
from handlers.sources.youtube import YouTube
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.youtube import CHANNEL, NAME, YouTubeSite

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = timedelta(minutes=17)
"""The next poll, at its latest: accounts are not all asked at the same time."""
CHANNELS, UNITS_A_DAY = 60, 10_000


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The shared suite runs on both."""
    return sqlite_store


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(YouTubeSite)


@pytest.fixture
def server(post: Post) -> YouTubeSite:
    assert isinstance(post.site, YouTubeSite)
    post.site.now = NOON
    return post.site


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def poll(post: Post, now: datetime) -> None:
    post.poll(local(now))
    assert post.polled[-1].error is None, post.polled[-1].fault


def test_sixty_channels_fit_in_a_days_quota_however_lively_they_are(post: Post, server: YouTubeSite) -> None:
    """60 x (96 polls + 24 looks again + 40 further questions) = 9,600 of 10,000 units."""
    polls, again = DAY // YouTube.every, DAY // YouTube.recheck_pause
    assert CHANNELS * (polls + again + 40) == 9_600 <= UNITS_A_DAY
    midnight = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # in California
    video = server.uploads(at=midnight - DAY)
    threads = [server.writes(f"Fråga {n}", at=midnight - n * MINUTE, on=video) for n in range(120)]
    known = [Known(id=one, text="", written_at=midnight) for one in threads[:50]]
    cursor = None
    for quarter in range(polls):
        server.now = midnight + quarter * YouTube.every
        for thread in threads[:20]:  # twenty threads get a reply more each time, at first six
            for _ in range(1 if quarter else 6):
                server.writes("Jag med!", at=server.now, on=video, under=thread)
        more = True
        while more:
            page = YouTube().poll(server.ask, post.place, cursor, server.now)
            cursor, more = page.cursor, page.more
        if quarter % (YouTube.recheck_pause // YouTube.every) == 0:
            YouTube().recheck(server.ask, post.place, known, server.now)
    assert server.units == {"2026-11-24": 160}
    assert CHANNELS * 160 <= UNITS_A_DAY


def test_a_quiet_channel_costs_one_unit_a_poll(post: Post, server: YouTubeSite) -> None:
    server.uploads(at=NOON - DAY)
    poll(post, NOON)
    server.units.clear()
    poll(post, NOON + QUARTER)
    assert [*server.units.values()] == [1]


def test_what_is_noted_of_the_quota_is_what_youtube_counts(post: Post, server: YouTubeSite) -> None:
    for number in range(120):
        server.writes(f"Fråga {number}", at=NOON - number * MINUTE, on=server.uploads(at=NOON - DAY))
    poll(post, NOON)
    poll(post, NOON + 2 * HOUR)
    with post.store.read() as tx:
        state = sources.states(tx, [post.account.id])[post.account.id]
    assert state.quota_used == sum(server.units.values()) > 4


def test_replies_beyond_those_that_a_thread_shows_are_read(post: Post, server: YouTubeSite) -> None:
    asked = server.writes("När är det klart?", at=NOON - HOUR, on=server.uploads(at=NOON - DAY))
    for number in range(130):
        server.writes(f"Ja, när? {number}", at=NOON, on="video1", by=f"@kim{number}", under=asked)
    poll(post, NOON + MINUTE)
    assert len(post.comments()) == 131
    assert {one.thread_id for one in post.comments()} == {asked}


def test_a_reply_to_an_old_thread_is_found_within_half_a_day(post: Post, server: YouTubeSite) -> None:
    video = server.uploads(at=NOON - DAY)
    old = server.writes("När är det klart?", at=NOON - 20 * DAY, on=video)
    for number in range(150):
        server.writes(f"Fråga {number}", at=NOON - DAY - number * HOUR, on=video)
    poll(post, NOON)
    late = server.writes("Och nu då?", at=NOON + HOUR, on=video, under=old)
    poll(post, NOON + 2 * HOUR)
    assert late not in {one.external_id for one in post.comments()}
    poll(post, NOON + 13 * HOUR)
    assert post.comment(late).parent_id == old


def test_an_own_reply_answers_the_oldest_that_waits_in_its_thread(post: Post, server: YouTubeSite) -> None:
    asked = server.writes("När är det klart?", at=NOON - HOUR, on=server.uploads(at=NOON - DAY))
    other = server.writes("Det undrar jag med.", at=NOON - MINUTE, on="video1", by="@kim", under=asked)
    server.writes("I april. /Anna", at=NOON, on="video1", by=NAME, under=other)
    poll(post, NOON + MINUTE)
    assert post.comment(asked).state is CommentState.ANSWERED
    assert post.comment(other).state is CommentState.NEW
    assert [one.uncertain for one in post.own() if one.what is PublishedKind.REPLY] == [True]


def test_an_edit_has_the_time_that_youtube_says(post: Post, server: YouTubeSite) -> None:
    asked = server.writes("När är det klrt?", at=NOON - 2 * HOUR, on=server.uploads(at=NOON - DAY))
    poll(post, NOON - HOUR)
    server.edit(asked, "När är det klart?", NOON - 40 * MINUTE)
    poll(post, NOON)
    assert (post.comment(asked).says, post.comment(asked).edited_at) == (
        "När är det klart?",
        NOON - 40 * MINUTE,
    )


@pytest.mark.parametrize("missing_fails", [False, True])
def test_what_is_gone_is_found_whether_youtube_leaves_it_out_or_refuses_the_question(
    post: Post, server: YouTubeSite, missing_fails: bool
) -> None:
    server.missing_fails = missing_fails
    video = server.uploads(at=NOON - DAY)
    numbers = [server.writes(f"Fråga {n}", at=NOON - n * MINUTE, on=video) for n in range(20)]
    poll(post, NOON)
    server.remove(numbers[7], NOON)
    poll(post, NOON + 2 * HOUR)
    assert [one.external_id for one in post.comments() if one.gone is Gone.REMOVED] == [numbers[7]]


def test_the_videos_are_kept_as_our_posts(post: Post, server: YouTubeSite) -> None:
    video = server.uploads(at=NOON - DAY)
    poll(post, NOON)
    [own] = post.own()
    assert (own.what, own.url, own.written_at) == (
        PublishedKind.POST,
        f"https://www.youtube.com/watch?v={video}",
        NOON - DAY,
    )


def test_a_spent_quota_waits_and_a_wrong_key_is_told(post: Post, server: YouTubeSite) -> None:
    assert YouTube().health(server.ask, post.place, NOON).name == NAME
    server.quota = 0
    with pytest.raises(RateLimited, match="quotaExceeded"):
        YouTube().poll(server.ask, post.place, None, NOON)
    server.quota = UNITS_A_DAY
    place = type(post.place)(account=post.account, settings={"channel": CHANNEL}, keys={"key": "fel"})
    with pytest.raises(AuthFailed, match="keyInvalid"):
        YouTube().poll(server.ask, place, None, NOON)


def test_a_page_that_was_left_for_hours_is_begun_anew(post: Post, server: YouTubeSite) -> None:
    server.writes("När är det klart?", at=NOON - HOUR, on=server.uploads(at=NOON - DAY))
    left = {"going": True, "page": "utgången", "asked_at": (NOON - 2 * HOUR).isoformat()}
    page = YouTube().poll(server.ask, post.place, left, NOON)
    assert len(page.changes) == 1
