"""X: what only it does, and what it costs. Tuesday 24 November 2026."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db import sources
from db.words import CommentState
from handlers.sources.base import AuthFailed, NotSet, Page, RateLimited
from handlers.sources.x import X
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.x import ME, NAME, XSite

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(XSite)


@pytest.fixture
def server(post: Post) -> XSite:
    assert isinstance(post.site, XSite)
    post.site.now = NOON
    return post.site


def poll(post: Post, now: datetime) -> None:
    """It is asked, and answers well."""
    post.poll(f"{now.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}")
    assert post.polled[-1].error is None


def read(server: XSite, post: Post, cursor: object = None, source: X | None = None) -> Page:
    """A page, from the source alone."""
    assert cursor is None or isinstance(cursor, dict)
    return (source or X()).poll(server.ask, post.place, cursor, server.now)


def test_a_reply_that_leaves_our_name_out_is_found_by_its_conversation(post: Post, server: XSite) -> None:
    ours = server.says("I dag öppnar utställningen.", NOON - 2 * HOUR, by=ME)
    first = server.says("Vad kostar det?", NOON - HOUR, under=ours)
    deeper = server.says("Det undrar jag med!", NOON - MINUTE, by="Bo", under=first, mentions=False)
    poll(post, NOON)
    assert [one.external_id for one in post.comments()] == [first, deeper]
    assert post.comment(deeper).thread_id == ours


def test_conversations_are_searched_every_half_hour_and_for_three_days(post: Post, server: XSite) -> None:
    server.says("I dag öppnar utställningen.", NOON - 2 * HOUR, by=ME)
    for minutes in range(0, 60, 10):
        poll(post, NOON + minutes * MINUTE)
    assert server.paths().count("tweets/search/recent") == 2
    poll(post, NOON + 4 * DAY)
    assert server.paths().count("tweets/search/recent") == 2


def test_an_edited_question_is_the_same_comment_and_its_answer_finds_it(post: Post, server: XSite) -> None:
    asked = server.write("När öppnar ni?", NOON - HOUR)
    poll(post, NOON - 50 * MINUTE)
    server.edit(asked, "När öppnar ni på julafton?", NOON - 40 * MINUTE)
    (newest,) = server.posts
    server.reply("Klockan tio. /Anna", NOON - 10 * MINUTE, to=newest)
    poll(post, NOON)
    (comment,) = post.comments()
    assert (comment.external_id, comment.written_at) == (asked, NOON - HOUR)
    assert (comment.says, comment.edited_at) == ("När öppnar ni på julafton?", NOON - 40 * MINUTE)
    assert comment.state is CommentState.ANSWERED


def test_what_was_edited_before_it_was_first_read_has_the_time_of_its_first_version(
    post: Post, server: XSite
) -> None:
    asked = server.write("När öppnar ni?", NOON - HOUR)
    server.edit(asked, "När öppnar ni på julafton?", NOON - 40 * MINUTE)
    poll(post, NOON)
    (comment,) = post.comments()
    assert (comment.external_id, comment.written_at) == (asked, NOON - HOUR)


def test_a_protected_post_is_hidden_and_comes_back(post: Post, server: XSite) -> None:
    asked = server.write("När öppnar ni?", NOON - HOUR)
    poll(post, NOON)
    server.protected.add(asked)
    poll(post, NOON + HOUR)
    assert post.comment(asked).state is CommentState.HIDDEN
    server.protected.clear()
    poll(post, NOON + 2 * HOUR)
    assert post.comment(asked).state is CommentState.NEW


def test_a_long_post_and_its_picture_are_kept_whole(post: Post, server: XSite) -> None:
    picture = {
        "media_key": "3_1",
        "type": "photo",
        "url": "https://pbs.example.org/1.jpg",
        "alt_text": "En bänk",
    }
    server.says("Lång …", NOON - HOUR, long="Lång & hel text", picture=picture)
    (change,) = read(server, post).changes
    assert change.text == "Lång & hel text"
    assert [(one.url, one.name) for one in change.attachments] == [
        ("https://pbs.example.org/1.jpg", "En bänk")
    ]


def test_signs_are_shown_as_they_were_written(post: Post, server: XSite) -> None:
    server.says("Kaffe & bulle?", NOON - HOUR)
    assert [one.text for one in read(server, post).changes] == ["Kaffe & bulle?"]


def test_what_is_counted_is_what_is_paid_for(post: Post, server: XSite) -> None:
    for n in range(30):
        server.says(f"Fråga {n}", NOON - HOUR + n * MINUTE, by=f"Person{'x' * (n % 3)}")
    for minutes in range(0, 120, 10):
        poll(post, NOON + minutes * MINUTE)
    with post.store.read() as tx:
        state = sources.states(tx, [post.account.id])[post.account.id]
    assert state.quota_used == len(server.bill) == 34  # 30 posts, three who wrote, and ourselves


def test_the_next_day_is_counted_anew_and_the_month_goes_on(post: Post, server: XSite) -> None:
    server.says("Fråga", NOON - HOUR)
    first = read(server, post)
    server.now = NOON + DAY
    server.says("Fråga igen", NOON + 23 * HOUR)
    second = read(server, post, first.cursor)
    assert (first.quota, second.quota) == (3, 2)  # the first day also who we are
    assert second.cursor is not None
    assert (len(second.cursor["spent"]["ids"]), second.cursor["spent"]["this_month"]) == (2, 5)


@pytest.mark.parametrize(
    ("name", "code", "wait"),
    [("posts_a_day", "capped_day", 30 * MINUTE), ("posts_a_month", "capped_month", HOUR)],
)
def test_nothing_is_asked_beyond_what_may_be_spent(
    post: Post, server: XSite, name: str, code: str, wait: timedelta
) -> None:
    server.now = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    server.settings = {name: "60"}
    for n in range(300):
        server.says(f"Fråga {n}", NOON + n * MINUTE)
    source, page = X(), None
    for _ in range(3):
        page = read(server, post, page and page.cursor, source)
    with pytest.raises(RateLimited) as said:
        read(server, post, page and page.cursor, source)
    assert (said.value.code, said.value.retry_after) == (code, wait)
    assert len(server.bill) <= 60
    before = len(server.asked)
    with pytest.raises(RateLimited):
        read(server, post, page and page.cursor, source)
    assert len(server.asked) == before


def test_after_the_cap_it_goes_on_where_it_was_the_next_day(post: Post, server: XSite) -> None:
    server.settings = {"posts_a_day": "60"}
    wrote = [server.says(f"Fråga {n}", NOON - 2 * HOUR + n * MINUTE) for n in range(80)]
    post.poll("2026-11-24 12:30")
    assert post.polled[-1].error == "capped_day"
    assert 0 < len(post.comments()) < 80
    for hour in (1, 2, 3):
        post.poll(f"2026-11-25 0{hour}:30")
    post.poll("2026-11-26 01:30")
    assert [one.external_id for one in post.comments()] == wrote


def test_what_is_looked_at_again_waits_when_all_is_spent(post: Post, server: XSite) -> None:
    server.settings = {"posts_a_day": "14"}
    asked = server.write("När öppnar ni?", NOON - HOUR)
    poll(post, NOON)
    server.says("Fråga", NOON + MINUTE, by="Bo")
    before = server.paths().count("tweets")
    post.poll("2026-11-24 13:00")
    assert server.paths().count("tweets") - before <= 1
    assert post.comment(asked).state is CommentState.NEW
    assert len(server.bill) <= 14


def test_a_cap_that_is_no_number_says_which(post: Post, server: XSite) -> None:
    server.settings = {"posts_a_day": "många"}
    with pytest.raises(NotSet) as said:
        read(server, post)
    assert said.value.name == "posts_a_day"


def test_a_full_window_waits_until_the_time_that_x_says(post: Post, server: XSite) -> None:
    server.full = True
    with pytest.raises(RateLimited) as said:
        read(server, post)
    assert said.value.retry_after == 9 * MINUTE


def test_a_token_that_is_not_taken_says_so(post: Post, server: XSite) -> None:
    server.token = "another"
    with pytest.raises(AuthFailed):
        read(server, post)


def test_health_says_who_we_are(post: Post, server: XSite) -> None:
    assert X().health(server.ask, post.place, NOON).name == NAME
