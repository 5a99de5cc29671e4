"""Mastodon: what only it does. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.words import CommentState
from handlers.sources.base import AuthFailed, Page, RateLimited, What
from handlers.sources.mastodon import Mastodon
from tests.sources.mastodon import ADDRESS, ME, MastodonSite
from tests.sources.post import Post
from tests.sources.site import Site

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(MastodonSite)


@pytest.fixture
def server(post: Post) -> MastodonSite:
    assert isinstance(post.site, MastodonSite)
    post.site.now = NOON
    return post.site


def poll(post: Post, now: datetime) -> None:
    """It is asked, and answers well."""
    post.poll(f"{now.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}")
    assert post.polled[-1].error is None


def read(server: MastodonSite, post: Post) -> Page:
    """A first page, from the source alone."""
    return Mastodon().poll(server.ask, post.place, None, NOON)


def test_a_mention_is_a_comment_and_our_answer_to_it_closes_it(post: Post, server: MastodonSite) -> None:
    asked = server.writes("Har ni öppet?", at=NOON - HOUR)
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.NEW
    server.writes("Ja, till fem. /Anna, Kultur", at=NOON + MINUTE, by=ME, under=asked)
    poll(post, NOON + 5 * MINUTE)
    assert post.comment(asked).state is CommentState.ANSWERED


def test_a_reply_that_leaves_our_name_out_is_found_beneath_our_post(post: Post, server: MastodonSite) -> None:
    ours = server.writes("I dag öppnar utställningen.", at=NOON - 2 * HOUR, by=ME)
    first = server.writes("Vad kostar det?", at=NOON - HOUR, under=ours)
    deeper = server.writes("Det undrar jag med!", at=NOON - MINUTE, by="Kim", under=first, notifies=False)
    poll(post, NOON)
    assert [one.external_id for one in post.comments()] == [first, deeper]
    assert post.comment(deeper).thread_id == ours


def test_a_thread_that_goes_on_below_counted_replies_is_read_again_within_the_hour(
    post: Post, server: MastodonSite
) -> None:
    ours = server.writes("I dag öppnar utställningen.", at=NOON - 2 * HOUR, by=ME)
    first = server.writes("Vad kostar det?", at=NOON - HOUR, under=ours)
    poll(post, NOON)
    late = server.writes("Gratis för barn?", at=NOON + MINUTE, by="Kim", under=first, notifies=False)
    poll(post, NOON + HOUR)
    assert post.comment(late).text == "Gratis för barn?"


def test_a_message_for_us_alone_is_no_comment(post: Post, server: MastodonSite) -> None:
    server.writes("Mitt barn går i er skola.", at=NOON - HOUR, visibility="direct")
    poll(post, NOON)
    assert post.comments() == []


def test_a_private_answer_of_ours_is_none_that_the_public_sees(post: Post, server: MastodonSite) -> None:
    asked = server.writes("Har ni öppet?", at=NOON - HOUR)
    server.writes("Ja. /Anna, Kultur", at=NOON - MINUTE, by=ME, under=asked, visibility="direct")
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.NEW


def test_an_edit_counts_from_the_time_that_the_server_says(post: Post, server: MastodonSite) -> None:
    asked = server.writes("Har ni öppet?", at=NOON - HOUR)
    poll(post, NOON)
    server.edit(asked, "Har ni öppet på söndag?", NOON + 3 * MINUTE)
    poll(post, NOON + HOUR)
    found = post.comment(asked)
    assert (found.text, found.edited_text) == ("Har ni öppet?", "Har ni öppet på söndag?")
    assert found.edited_at == NOON + 3 * MINUTE


@pytest.mark.parametrize("version", [(4, 2), (4, 3)])
def test_what_is_deleted_is_noticed_by_servers_old_and_new(
    post: Post, server: MastodonSite, version: tuple[int, int]
) -> None:
    server.version = version
    asked = server.writes("Har ni öppet?", at=NOON - HOUR)
    stays = server.writes("Finns det hiss?", at=NOON - HOUR)
    poll(post, NOON)
    server.remove(asked, NOON)
    poll(post, NOON + HOUR)
    assert post.comment(asked).state is CommentState.REMOVED
    assert post.comment(asked).text == "Har ni öppet?"
    assert post.comment(stays).state is CommentState.NEW


def test_a_question_beyond_one_page_is_read_when_there_is_much(post: Post, server: MastodonSite) -> None:
    poll(post, NOON)
    wrote = [server.writes(f"Fråga {n}", at=NOON + n * MINUTE) for n in range(200)]
    poll(post, NOON + DAY)
    assert [one.external_id for one in post.comments()] == wrote


def test_the_first_reading_goes_back_to_where_the_account_begins_and_no_further(
    post: Post, server: MastodonSite
) -> None:
    begins = post.account.watch_from
    for n in range(300):
        server.writes(f"Gammal {n}", at=begins - 400 * HOUR + n * HOUR)
    wrote = [server.writes(f"Ny {n}", at=begins + n * HOUR) for n in range(120)]
    poll(post, NOON)
    assert [one.external_id for one in post.comments()] == wrote
    assert server.paths().count("notifications") == 2


def test_what_got_its_place_late_is_found_by_the_next_poll(post: Post, server: MastodonSite) -> None:
    server.writes("Har ni öppet?", at=NOON - HOUR)
    slow = server.writes("Finns det hiss?", at=NOON - 2 * MINUTE)
    late = server.notifications.pop()
    server.writes("Vad kostar det?", at=NOON - MINUTE)
    poll(post, NOON)
    server.notifications.insert(1, late)
    poll(post, NOON + 3 * MINUTE)
    assert post.comment(slow).text == "Finns det hiss?"


def test_our_own_post_that_goes_on_answers_nobody(post: Post, server: MastodonSite) -> None:
    ours = server.writes("I dag öppnar utställningen.", at=NOON - 2 * HOUR, by=ME)
    asked = server.writes("Vad kostar det?", at=NOON - HOUR, under=ours)
    server.writes("Varmt välkomna! /Anna, Kultur", at=NOON - MINUTE, by=ME, under=ours)
    poll(post, NOON)
    assert post.comment(asked).state is CommentState.NEW


def test_a_warning_above_a_text_and_a_picture_are_kept(server: MastodonSite, post: Post) -> None:
    picture = {"id": "77", "type": "image", "url": f"{ADDRESS}/media/77.jpg", "description": "En trasig bänk"}
    server.writes("Bänken är trasig.\n\nHär:", at=NOON - HOUR, warning="Klagomål", media=(picture,))
    page = read(server, post)
    (change,) = page.changes
    assert change.text == "Klagomål\n\nBänken är trasig.\n\nHär:"
    assert [(one.url, one.name, one.key) for one in change.attachments] == [
        (f"{ADDRESS}/media/77.jpg", "En trasig bänk", "77")
    ]


def test_a_post_of_ours_is_kept_as_one(server: MastodonSite, post: Post) -> None:
    ours = server.writes("I dag öppnar utställningen.", at=NOON - HOUR, by=ME)
    (change,) = read(server, post).changes
    assert (change.id, change.what, change.out) == (ours, What.POST, True)


def test_a_full_window_waits_until_the_time_that_the_server_says(server: MastodonSite, post: Post) -> None:
    server.limit = 1
    with pytest.raises(RateLimited) as said:
        read(server, post)
    assert said.value.retry_after == 5 * MINUTE


def test_threads_wait_when_few_questions_are_left(server: MastodonSite, post: Post) -> None:
    ours = server.writes("I dag öppnar utställningen.", at=NOON - HOUR, by=ME)
    server.writes("Vad kostar det?", at=NOON - MINUTE, under=ours, notifies=False)
    server.limit = 25
    assert [one.id for one in read(server, post).changes] == [ours]
    assert f"statuses/{ours}/context" not in server.paths()


def test_a_token_that_is_not_taken_says_so(server: MastodonSite, post: Post) -> None:
    server.token = "another"
    with pytest.raises(AuthFailed):
        read(server, post)


def test_health_names_the_account_and_the_scopes_that_are_lacking(server: MastodonSite, post: Post) -> None:
    server.scopes = ("read:accounts", "read:statuses")
    health = Mastodon().health(server.ask, post.place, NOON)
    assert (health.name, health.lacking) == ("museet", ("read:notifications",))
    server.scopes = ("read",)
    assert Mastodon().health(server.ask, post.place, NOON).lacking == ()


def test_a_notification_that_cannot_be_read_stops_no_other(server: MastodonSite, post: Post) -> None:
    server.writes("Har ni öppet?", at=NOON - HOUR)
    broken = server.writes("Finns det hiss?", at=NOON - MINUTE)
    server.statuses[broken].id = ""
    page = read(server, post)
    assert [one.text for one in page.changes] == ["Har ni öppet?"]
    assert [one.code for one in page.unparsed] == ["no_id"]
