"""Instagram: what only it does. Tuesday 24 November 2026; the account is watched since the second."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db import sources
from db.source_words import Gone
from db.store import Store
from db.words import CommentState
from handlers.sources.base import AuthFailed
from handlers.sources.instagram import Instagram
from tests.sources.graph_server import signed
from tests.sources.instagram import ACCOUNT, NAME, InstagramLoginSite, InstagramSite
from tests.sources.post import Post
from tests.sources.site import Site

NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = timedelta(minutes=17)
"""The next poll, at its latest: accounts are not all asked at the same time."""


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    """The shared suite runs on both."""
    return sqlite_store


@pytest.fixture(params=[InstagramSite, InstagramLoginSite], ids=["facebook-login", "instagram-login"])
def post(request: pytest.FixtureRequest, post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(request.param)


@pytest.fixture
def server(post: Post) -> InstagramSite:
    assert isinstance(post.site, InstagramSite)
    post.site.now = NOON
    return post.site


def local(moment: datetime) -> str:
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}"


def poll(post: Post, now: datetime) -> None:
    post.poll(local(now))
    assert post.polled[-1].error is None, post.polled[-1].fault


def test_the_webhook_and_the_poll_tell_of_the_same_comment(post: Post, server: InstagramSite) -> None:
    media = server.publishes("Nu är utställningen öppen.", at=NOON - 2 * HOUR)
    asked = server.writes("Till när?", at=NOON, on=media)
    post.deliver(server.deliveries(), local(NOON))
    server.calls = False
    answer = server.writes("Till april. /Anna", at=NOON + MINUTE, on=media, by=NAME, under=asked)
    poll(post, NOON + QUARTER)
    comment = post.comment(asked)
    assert [one.external_id for one in post.comments()] == [asked]
    assert (comment.author, comment.state) == ("berit", CommentState.ANSWERED)
    assert {one.external_id for one in post.own()} == {media, answer}


def test_a_quiet_account_costs_one_request_a_poll(post: Post, server: InstagramSite) -> None:
    server.writes("Till när?", at=NOON - HOUR, on=server.publishes("Öppet.", at=NOON - 2 * HOUR))
    poll(post, NOON)
    server.paths()
    poll(post, NOON + QUARTER)
    assert server.paths() == [f"/v25.0/{ACCOUNT}/media"]


def test_a_comment_on_an_old_post_is_found_by_the_poll_alone(post: Post, server: InstagramSite) -> None:
    server.calls = False
    posts = [server.publishes(f"Bild {n}", at=NOON - n * DAY) for n in range(1, 121)]
    poll(post, NOON)
    asked = server.writes("Är den kvar?", at=NOON + HOUR, on=posts[-1])
    poll(post, NOON + 6 * HOUR)
    assert post.comment(asked).written_at == NOON + HOUR
    assert post.comment(asked).url == f"https://www.instagram.com/p/{posts[-1]}/"


def test_more_comments_and_replies_than_a_page_holds_are_read_to_their_end(
    post: Post, server: InstagramSite
) -> None:
    server.calls = False
    media = server.publishes("Gissa föremålet!", at=NOON - HOUR)
    first = server.writes("En spade?", at=NOON, on=media)
    for number in range(70):
        server.writes(f"Svar {number}", at=NOON + number * timedelta(seconds=1), on=media, under=first)
        server.writes(f"Gissning {number}", at=NOON + number * timedelta(seconds=1), on=media)
    poll(post, NOON + QUARTER)
    assert len(post.comments()) == 141
    assert sum(one.thread_id == first for one in post.comments()) == 71


def test_hiding_and_removing_are_seen_by_looking_again(post: Post, server: InstagramSite) -> None:
    media = server.publishes("Nu är utställningen öppen.", at=NOON - 2 * HOUR)
    hidden, removed = (server.writes(text, at=NOON - HOUR, on=media) for text in ("Ett", "Två"))
    poll(post, NOON)
    server.written[hidden].hidden = True
    server.remove(removed, NOON)
    poll(post, NOON + HOUR)
    assert (post.comment(hidden).gone, post.comment(hidden).author) == (Gone.HIDDEN, "berit")
    assert (post.comment(removed).gone, post.comment(removed).text) == (Gone.REMOVED, "Två")
    server.written[hidden].hidden = False
    poll(post, NOON + 2 * HOUR)
    assert post.comment(hidden).gone is None


def test_a_token_that_sees_nothing_any_more_removes_nothing(post: Post, server: InstagramSite) -> None:
    asked = server.writes("Till när?", at=NOON - HOUR, on=server.publishes("Öppet.", at=NOON - 2 * HOUR))
    poll(post, NOON)
    server.scopes = ()
    post.poll(local(NOON + HOUR))
    assert post.polled[-1].error == "graph_200"
    assert post.comment(asked).gone is None


def test_a_tokens_end_is_known_before_it_comes(post: Post, server: InstagramSite) -> None:
    end = datetime(2026, 12, 4, tzinfo=UTC)
    server.token_ends_at = end
    poll(post, NOON)
    with post.store.read() as tx:
        assert sources.states(tx, [post.account.id])[post.account.id].token_ends_at == end
    health = Instagram().health(server.ask, post.place, NOON)
    assert (health.name, health.token_ends_at, health.lacking) == (NAME, end, ())
    server.now = end
    with pytest.raises(AuthFailed, match="graph_190"):
        Instagram().poll(server.ask, post.place, None, end)


def test_a_late_delivery_gives_nobody_more_time_once_the_poll_has_said_when_it_was_written(
    post: Post, server: InstagramSite
) -> None:
    """M12."""
    media = server.publishes("Nu är utställningen öppen.", at=NOON - DAY)
    asked = server.writes("Till när?", at=NOON, on=media)
    late = server.deliveries()
    [body] = [json.loads(one.body) for one in late]
    body["entry"][0]["time"] = int((NOON + 10 * HOUR).timestamp())  # Meta tried again and again
    post.deliver([signed(json.dumps(body).encode())], local(NOON + 10 * HOUR))
    assert post.comment(asked).written_at == NOON + 10 * HOUR
    server.calls = False
    poll(post, NOON + 10 * HOUR + MINUTE)
    comment = post.comment(asked)
    assert (comment.written_at, comment.episode_at) == (NOON, NOON)
    assert comment.due_at == NOON + DAY
    assert comment.url == f"https://www.instagram.com/p/{media}/"
    post.desk.run(local(NOON + 10 * HOUR + MINUTE), local(NOON + DAY + HOUR), step_minutes=15)
    assert post.desk.gaps(local(NOON + DAY + HOUR)) == []


def test_a_reading_that_was_cut_off_begins_anew_and_skips_nothing(post: Post, server: InstagramSite) -> None:
    server.calls = False
    media = [server.publishes(f"Bild {n}", at=NOON - n * HOUR) for n in range(1, 4)]
    asked = [server.writes("Till när?", at=NOON, on=one) for one in media]
    first = Instagram().poll(server.ask, post.place, None, NOON + MINUTE)
    cut = {**(first.cursor or {}), "after": None}
    cut["queue"] = [[path, "slut", link] for path, _, link in cut["queue"]]
    late = server.writes("Och sedan?", at=NOON + HOUR, on=server.publishes("Ny bild", at=NOON + HOUR))
    with post.store.write() as tx:
        sources.lock(tx, post.account.id)
        sources.store(tx, post.account.id, cursor=cut, next_poll_at=NOON + 2 * HOUR)
    poll(post, NOON + 2 * HOUR)
    assert {one.external_id for one in post.comments()} == {*asked, late}
