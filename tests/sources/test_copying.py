"""What the public put with a comment is copied at once, by hash, within size limits."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import select

from db import attachments
from db.models import media
from db.source_words import MediaState
from handlers.sources.applying import apply
from handlers.sources.base import Act, Attached, Change
from handlers.sources.copying import Copied, copy_due
from handlers.sources.fetching import HttpFetch
from tests.sources.example import PostboxSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NOW = at("2026-11-24 09:05")
PICTURE = b"\x89PNG en bild"


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(PostboxSite)


def heard(post: Post, *urls: str) -> None:
    change = Change(
        act=Act.ADDED, id="e1", at=at("2026-11-24 09:00"), text="Se bilden!", author="Kim",
        attachments=tuple(Attached(url=url) for url in urls),
    )  # fmt: skip
    with post.store.write() as tx:
        apply(tx, post.desk.book, post.account, [change], NOW, how="webhook")


def network(answer: httpx.Response, asked: list[str]) -> HttpFetch:
    def answered(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        return answer

    client = httpx.Client(transport=httpx.MockTransport(answered))
    return HttpFetch(client, resolve=lambda *_: ["93.184.215.14"], proxy=lambda *_: None, most=1000)


def copied(post: Post, answer: httpx.Response, minutes: int = 0) -> tuple[list[Copied], list[str]]:
    told: list[Copied] = []
    asked: list[str] = []
    copy_due(post.store, network(answer, asked), lambda: NOW + timedelta(minutes=minutes), told=told.append)
    return told, asked


def states(post: Post) -> list[tuple[MediaState, str | None]]:
    with post.store.read() as tx:
        return [(row.state, row.code) for row in tx.execute(select(media.c.state, media.c.code))]


def test_a_picture_is_kept_with_its_comment_by_its_hash(post: Post) -> None:
    """M30."""
    heard(post, "https://cdn.example.org/bilder/hej%20du.png?sig=abc")
    told, _ = copied(post, httpx.Response(200, content=PICTURE, headers={"Content-Type": "image/png"}))
    assert [one.bytes for one in told] == [len(PICTURE)]
    (comment,) = post.comments()
    with post.store.read() as tx:
        (file,) = attachments.of_comments(tx, [comment.id])
        assert attachments.content(tx, file.sha256 or "") == PICTURE
    assert (file.name, file.media_type, file.person_id) == ("hej du.png", "image/png", None)
    assert "attached" in [one.action.value for one in post.events("e1")]


def test_the_same_picture_heard_of_again_is_copied_once(post: Post) -> None:
    heard(post, "https://cdn.example.org/a.png")
    copied(post, httpx.Response(200, content=PICTURE))
    heard(post, "https://cdn.example.org/a.png")
    told, asked = copied(post, httpx.Response(200, content=PICTURE), 10)
    assert (told, asked) == ([], [])


@pytest.mark.parametrize(
    ("answer", "code"),
    [(httpx.Response(403), "http_403"), (httpx.Response(200, content=b"x" * 1001), "too_large")],
)
def test_what_will_never_come_is_given_up_and_why_is_kept(
    post: Post, answer: httpx.Response, code: str
) -> None:
    heard(post, "https://cdn.example.org/a.png")
    copied(post, answer)
    assert states(post) == [(MediaState.FAILED, code)]


def test_what_may_come_is_tried_again_a_few_times(post: Post) -> None:
    heard(post, "https://cdn.example.org/a.png")
    tries = [len(copied(post, httpx.Response(500), minutes)[1]) for minutes in (0, 0, 2, 15, 100, 500)]
    assert tries == [1, 0, 1, 1, 1, 0]
    assert states(post) == [(MediaState.FAILED, "http_500")]


def test_a_link_that_is_none_is_never_asked_for(post: Post) -> None:
    heard(post, "file:///etc/passwd", "javascript:alert(1)", "")
    assert copied(post, httpx.Response(200, content=PICTURE)) == ([], [])
