"""Bluesky: what only it does. Tuesday 24 November 2026."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.words import CommentState
from handlers.sources.base import AuthFailed, Page, RateLimited
from handlers.sources.bluesky import Bluesky
from tests.sources.bluesky import HANDLE, ME, BlueskySite
from tests.sources.post import Post
from tests.sources.site import Site

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(BlueskySite)


@pytest.fixture
def server(post: Post) -> BlueskySite:
    assert isinstance(post.site, BlueskySite)
    post.site.now = NOON
    return post.site


def poll(post: Post, now: datetime) -> None:
    """It is asked, and answers well."""
    post.poll(f"{now.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}")
    assert post.polled[-1].error is None


def read(server: BlueskySite, post: Post, source: Bluesky | None = None) -> Page:
    """A page, from the source alone."""
    return (source or Bluesky()).poll(server.ask, post.place, None, server.now)


def test_a_reply_that_notified_nobody_is_found_beneath_our_post(post: Post, server: BlueskySite) -> None:
    ours = server.says("I dag öppnar utställningen.", NOON - 2 * HOUR, by=ME)
    first = server.says("Vad kostar det?", NOON - HOUR, under=ours, notifies=False)
    deeper = server.says("Det undrar jag med!", NOON - MINUTE, by="Kim", under=first)
    poll(post, NOON)
    assert [one.external_id for one in post.comments()] == [first, deeper]
    assert [one.thread_id for one in post.comments()] == [ours, ours]


def test_our_own_post_that_goes_on_answers_nobody(post: Post, server: BlueskySite) -> None:
    ours = server.says("I dag öppnar utställningen.", NOON - 2 * HOUR, by=ME)
    asked = server.says("Vad kostar det?", NOON - HOUR, under=ours)
    server.says("Varmt välkomna! /Anna", NOON - MINUTE, by=ME, under=ours)
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.NEW


def test_a_post_of_the_publics_that_mentions_us_is_answered_by_a_reply_to_it(
    post: Post, server: BlueskySite
) -> None:
    asked = server.says("Har @museet öppet?", NOON - HOUR)
    other = server.says("Det vill jag också veta, @museet", NOON - HOUR, by="Bo Ek", under=asked)
    server.says("Ja, till fem. /Anna", NOON - MINUTE, by=ME, under=other)
    poll(post, NOON)
    assert post.comment(other).state is CommentState.ANSWERED
    assert post.comment(asked).state is CommentState.NEW


def test_a_link_leads_to_the_post_for_those_who_answer(post: Post, server: BlueskySite) -> None:
    asked = server.says("Har ni öppet?", NOON - HOUR)
    poll(post, NOON)
    key = asked.rpartition("/")[2]
    assert post.comment(asked).url == f"https://bsky.app/profile/kimpsder.annan.example/post/{key}"


@pytest.mark.parametrize(
    ("said_at", "seen_at", "counts"),
    [
        (NOON - HOUR, NOON - 50 * MINUTE, NOON - HOUR),
        (NOON + DAY, NOON - HOUR, NOON - HOUR),
        (NOON - 400 * DAY, NOON - HOUR, NOON - HOUR),
    ],
    ids=["as the writer says", "not ahead of the network", "not one that was moved here"],
)
def test_the_writer_says_when_and_the_network_bounds_it(
    post: Post, server: BlueskySite, said_at: datetime, seen_at: datetime, counts: datetime
) -> None:
    server.says("Har ni öppet?", said_at, seen_at=seen_at)
    poll(post, NOON)
    assert [one.written_at for one in post.comments()] == [counts]


def test_pictures_come_with_the_post_that_a_notification_only_names(post: Post, server: BlueskySite) -> None:
    picture = {"fullsize": "https://cdn.example.org/1.jpg", "thumb": "https://cdn.example.org/1s.jpg"}
    server.says("Bänken är trasig", NOON - HOUR, pictures=({**picture, "alt": "En bänk"},))
    (change,) = read(server, post).changes
    assert [(one.url, one.name) for one in change.attachments] == [(picture["fullsize"], "En bänk")]


def test_much_is_read_page_by_page_and_then_only_what_is_new(post: Post, server: BlueskySite) -> None:
    wrote = [server.says(f"Fråga {n}", NOON - 20 * HOUR + n * MINUTE) for n in range(250)]
    poll(post, NOON)
    assert [one.external_id for one in post.comments()] == wrote
    before = server.names().count("app.bsky.notification.listNotifications")
    late = server.says("En till", NOON + MINUTE)
    poll(post, NOON + 3 * MINUTE)
    assert post.comments()[-1].external_id == late
    assert server.names().count("app.bsky.notification.listNotifications") == before + 1


def test_what_the_network_saw_late_is_found_within_the_hour(post: Post, server: BlueskySite) -> None:
    server.says("Har ni öppet?", NOON - MINUTE)
    poll(post, NOON)
    late = server.says("Finns det hiss?", NOON - 50 * MINUTE)
    poll(post, NOON + 3 * MINUTE)
    assert post.comment(late).text == "Finns det hiss?"


def test_one_login_holds_for_the_day_and_is_renewed_when_it_has_run_out(
    post: Post, server: BlueskySite
) -> None:
    source = Bluesky()
    for hour in range(24):
        server.now = NOON + hour * HOUR
        read(server, post, source)
    names = server.names()
    assert names.count("com.atproto.server.createSession") == 1
    assert names.count("com.atproto.server.refreshSession") == 11


def test_a_renewal_that_is_refused_logs_in_anew(post: Post, server: BlueskySite) -> None:
    source = Bluesky()
    read(server, post, source)
    server.now = NOON + 100 * DAY
    read(server, post, source)
    assert server.names().count("com.atproto.server.createSession") == 2


def test_a_session_that_the_server_has_let_go_is_no_failed_password(post: Post, server: BlueskySite) -> None:
    source = Bluesky()
    read(server, post, source)
    server.tokens.access.clear()
    server.tokens.refresh.clear()
    assert read(server, post, source).changes == ()


def test_a_password_that_is_not_taken_says_so_and_no_session_is_kept(post: Post, server: BlueskySite) -> None:
    source = Bluesky()
    server.password = "another"
    for _ in range(2):
        with pytest.raises(AuthFailed):
            read(server, post, source)
    server.password = server.keys["password"]
    assert read(server, post, source).changes == ()


def test_a_full_window_waits_until_the_time_that_the_server_says(post: Post, server: BlueskySite) -> None:
    server.full = True
    with pytest.raises(RateLimited) as said:
        read(server, post)
    assert said.value.retry_after == 7 * MINUTE


def test_no_word_of_a_session_is_shown_or_stored(post: Post, server: BlueskySite) -> None:
    source = Bluesky()
    page = read(server, post, source)
    (session,) = source._sessions._by.values()
    shown = f"{session!r} {session} {page.cursor}"
    assert not [word for word in ("access-1", "refresh-1", server.password) if word in shown]


def test_an_answer_of_ours_that_is_deleted_opens_the_question_again(post: Post, server: BlueskySite) -> None:
    asked = server.says("Har ni öppet?", NOON - HOUR)
    answer = server.reply("Ja! /Anna", NOON - MINUTE, to=asked)
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.ANSWERED
    server.remove(answer, NOON + MINUTE)
    poll(post, NOON + HOUR)
    assert post.comment(asked).state is CommentState.NEW


def test_health_says_who_is_logged_in(post: Post, server: BlueskySite) -> None:
    assert Bluesky().health(server.ask, post.place, NOON).name == HANDLE


def test_a_post_that_cannot_be_read_stops_no_other(post: Post, server: BlueskySite) -> None:
    server.says("Har ni öppet?", NOON - HOUR)
    broken = server.says("Finns det hiss?", NOON - MINUTE)
    server.posts[broken].uri = ""
    page = read(server, post)
    assert [one.text for one in page.changes] == ["Har ni öppet?"]
    assert [one.code for one in page.unparsed] == ["no_id"]
