"""Flickr: what only it does. Tuesday 24 November 2026."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from db.source_words import PublishedKind
from db.words import CommentState
from handlers.sources.base import AuthFailed, FetchFailed, Page
from handlers.sources.flickr import Flickr
from handlers.sources.oauth1 import Signer
from tests.sources.flickr import ME, SIGNER, FlickrSite
from tests.sources.post import Post
from tests.sources.site import Site

STOCKHOLM = ZoneInfo("Europe/Stockholm")
NOON = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(FlickrSite)


@pytest.fixture
def server(post: Post) -> FlickrSite:
    assert isinstance(post.site, FlickrSite)
    post.site.now = NOON
    return post.site


def poll(post: Post, now: datetime) -> None:
    """It is asked, and answers well."""
    post.poll(f"{now.astimezone(STOCKHOLM):%Y-%m-%d %H:%M}")
    assert not [one.error for one in post.polled if one.error]


def read(server: FlickrSite, post: Post) -> Page:
    """A page, from the source alone."""
    return Flickr().poll(server.ask, post.place, None, NOON)


def test_the_signature_is_that_of_the_standards_own_example() -> None:
    """RFC 5849, 3.4.1.1 and 1.2: the photo of a vacation, asked for by the printing service."""
    signer = Signer(
        key="dpf43f3p2l4k3l03",
        secret="kd94hf93k423kf44",
        token="nnch734d00sl2jdk",
        token_secret="pfkkdhi9sl3r4s00",
    )
    asked = {
        "file": "vacation.jpg",
        "size": "original",
        "oauth_consumer_key": "dpf43f3p2l4k3l03",
        "oauth_token": "nnch734d00sl2jdk",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": "137131202",
        "oauth_nonce": "chapoH",
    }
    assert (
        signer.signature("GET", "http://photos.example.net/photos", asked) == "MdpQcU8iPSUjWoN/UDMsK2sui9I="
    )


def test_activity_is_asked_for_once_an_hour_however_often_it_is_polled(
    post: Post, server: FlickrSite
) -> None:
    for minutes in range(0, 180, 20):
        poll(post, NOON + minutes * MINUTE)
    assert server.methods().count("activity.userPhotos") == 3


def test_an_answer_that_names_nobody_goes_to_the_oldest_open_comment(post: Post, server: FlickrSite) -> None:
    first = server.says("Var är bilden tagen?", NOON - 3 * HOUR)
    second = server.says("Vem har tagit den?", NOON - 2 * HOUR, by="Bo Ek")
    server.says("På Storgatan. /Anna", NOON - HOUR, by=ME)
    poll(post, NOON)
    assert post.comment(first).state is CommentState.ANSWERED
    assert post.comment(second).state is CommentState.NEW
    (answer,) = [one for one in post.own() if one.what is PublishedKind.REPLY]
    assert answer.uncertain


def test_our_photos_are_kept_as_posts(post: Post, server: FlickrSite) -> None:
    poll(post, NOON)
    assert [(one.external_id, one.what) for one in post.own()] == [("10289", PublishedKind.POST)]
    assert post.own()[0].url == f"https://www.flickr.com/photos/{ME}/10289/"


def test_more_photos_than_one_page_are_read_page_by_page(post: Post, server: FlickrSite) -> None:
    for n in range(120):
        photo = str(20_000 + n)
        server.photos[photo] = NOON - DAY
        server.says(f"Fråga {n}", NOON - HOUR + n * timedelta(seconds=1), photo=photo)
    poll(post, NOON)
    assert [one.text for one in post.comments()] == [f"Fråga {n}" for n in range(120)]
    assert server.methods().count("activity.userPhotos") == 3


def test_a_photo_that_is_taken_away_takes_its_comments_with_it(post: Post, server: FlickrSite) -> None:
    asked = server.says("Var är bilden tagen?", NOON - HOUR)
    poll(post, NOON)
    del server.photos["10289"]
    poll(post, NOON + HOUR)
    assert post.comment(asked).state is CommentState.REMOVED
    assert post.comment(asked).text == "Var är bilden tagen?"


def test_markup_in_a_comment_is_read_as_text(post: Post, server: FlickrSite) -> None:
    server.says('Se <a href="https://example.org">här</a> &amp; där', NOON - HOUR)
    assert [one.text for one in read(server, post).changes if not one.out] == ["Se här & där"]


@pytest.mark.parametrize(
    ("code", "error"), [(98, AuthFailed), (99, AuthFailed), (100, AuthFailed), (105, FetchFailed)]
)
def test_a_failure_that_comes_as_200_is_one(
    post: Post, server: FlickrSite, code: int, error: type[FetchFailed]
) -> None:
    server.fails = code
    with pytest.raises(FetchFailed) as said:
        read(server, post)
    assert (type(said.value), said.value.code) == (error, f"flickr_{code}")


def test_another_secret_is_another_signature(post: Post, server: FlickrSite) -> None:
    server.signer = replace(SIGNER, secret="another")
    with pytest.raises(AuthFailed) as said:
        read(server, post)
    assert said.value.code == "flickr_96"


def test_no_secret_is_sent_or_shown(post: Post, server: FlickrSite) -> None:
    read(server, post)
    sent = " ".join(f"{request.url} {dict(request.headers)}" for request in server.asked) + repr(SIGNER)
    assert "app-secret" not in sent
    assert "user-secret" not in sent


def test_health_says_who_we_are(post: Post, server: FlickrSite) -> None:
    assert Flickr().health(server.ask, post.place, NOON).name == "museet"
