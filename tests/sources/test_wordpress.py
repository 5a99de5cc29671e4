"""What only WordPress does: times without a zone, held and trashed comments, pages, application passwords."""

from collections.abc import Callable
from datetime import timedelta

import httpx
import pytest

from db import sources
from db.source_words import Gone, PublishedKind
from db.words import CommentState
from handlers.sources.base import AuthFailed, Place
from handlers.sources.wordpress import WordPress
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.wordpress import WordPressSite
from tests.stories.desk import at


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(WordPressSite)


@pytest.fixture
def site(post: Post) -> WordPressSite:
    assert isinstance(post.site, WordPressSite)
    return post.site


def test_what_is_asked_for_is_after_a_time_in_utc(post: Post, site: WordPressSite) -> None:
    """Without Z WordPress means the site's own time: an hour of comments would be missed."""
    site.write("Hej!", at("2026-11-24 09:00"))
    post.poll("2026-11-24 09:05")
    asked = [request.url.params["after"] for request in site.asked if "after" in request.url.params]
    assert asked
    assert all(stated.endswith("Z") for stated in asked)


def test_a_comment_that_was_held_for_weeks_comes_in_with_its_own_time(
    post: Post, site: WordPressSite
) -> None:
    number = site.write("Granskad först nu", at("2026-11-05 09:00"))
    site.rows[int(number)].status = "hold"
    post.poll("2026-11-06 09:00")
    assert post.comments() == []
    site.rows[int(number)].status = "approved"
    post.poll("2026-11-24 09:00")
    post.poll("2026-11-24 10:00")
    assert [one.written_at for one in post.comments()] == [at("2026-11-05 09:00")]


@pytest.mark.parametrize(("status", "gone"), [("hold", Gone.HIDDEN), ("trash", Gone.HIDDEN)])
def test_what_is_held_or_trashed_is_hidden_without_a_password(
    post: Post, site: WordPressSite, status: str, gone: Gone
) -> None:
    number = site.write("Hej!", at("2026-11-24 09:00"))
    post.poll("2026-11-24 09:05")
    site.rows[int(number)].status = status
    post.poll("2026-11-24 09:30")
    assert (post.comment(number).gone, post.comment(number).state) == (gone, CommentState.HIDDEN)


def test_with_a_password_what_is_in_the_trash_is_removed(
    post: Post, site: WordPressSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WordPressSite, "keys", {"user": "anna", "password": site.password})
    held, trashed = (site.write(text, at(f"2026-11-24 09:0{n}")) for n, text in enumerate(("Ett", "Två")))
    post.poll("2026-11-24 09:05")
    site.rows[int(held)].status = "hold"
    site.remove(trashed, at("2026-11-24 09:20"))
    post.poll("2026-11-24 09:30")
    assert (post.comment(held).gone, post.comment(trashed).gone) == (Gone.HIDDEN, Gone.REMOVED)


def test_what_was_deleted_for_good_is_removed_and_what_comes_back_is_shown_again(
    post: Post, site: WordPressSite
) -> None:
    gone, back = (site.write(text, at(f"2026-11-24 09:0{n}")) for n, text in enumerate(("Ett", "Två")))
    post.poll("2026-11-24 09:05")
    site.delete(gone)
    site.remove(back, at("2026-11-24 09:20"))
    post.poll("2026-11-24 09:30")
    assert (post.comment(gone).gone, post.comment(back).gone) == (Gone.REMOVED, Gone.HIDDEN)
    site.rows[int(back)].status = "approved"
    post.poll("2026-11-24 10:00")
    assert (post.comment(back).gone, post.comment(back).state) == (None, CommentState.NEW)


def test_more_than_a_page_is_read_to_its_end(post: Post, site: WordPressSite) -> None:
    for number in range(230):
        site.write(f"Kommentar {number}", at("2026-11-24 06:00") + timedelta(seconds=number))
    post.poll("2026-11-24 09:05")
    assert len(post.comments()) == 230
    pages = [request.url.params.get("page") for request in site.asked if "after" in request.url.params]
    assert pages[:3] == ["1", "2", "3"]


def test_posts_are_kept_with_their_time_and_link(post: Post, site: WordPressSite) -> None:
    """M08."""
    post.poll("2026-11-24 09:05")
    (own,) = post.own()
    assert (own.what, own.written_at, own.text) == (
        PublishedKind.POST, at("2026-11-20 09:00"), "Hösten på museet",
    )  # fmt: skip
    assert own.url == "https://blogg.example.org/?p=7"


def test_only_those_who_are_named_answer_for_us(
    post: Post, site: WordPressSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(WordPressSite, "settings", {"authors": "7, 9"})
    number = site.write("Finns det hiss?", at("2026-11-24 09:00"))
    site.reply("Ja. /Anna", at("2026-11-24 09:10"), to=number)  # a registered reader
    post.poll("2026-11-24 09:15")
    assert (len(post.comments()), post.comment(number).state) == (2, CommentState.NEW)


def test_a_record_that_is_none_does_not_stop_the_others(post: Post, site: WordPressSite) -> None:
    site.write("Hej!", at("2026-11-24 09:00"))
    good = site.answer(httpx.Request("GET", f"{site.url}/?rest_route=/wp/v2/comments")).json()[0]
    site.broken = httpx.Response(200, json=["inget", {**good, "id": None}, {**good, "date_gmt": 7}, good])
    post.poll("2026-11-24 09:05")
    assert [one.text for one in post.comments()] == ["Hej!"]


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"null", b"\xff"])
def test_an_answer_that_is_no_list_is_a_failure_like_any_other(
    post: Post, site: WordPressSite, body: bytes
) -> None:
    site.broken = httpx.Response(200, content=body)
    post.poll("2026-11-24 09:05")
    with post.store.read() as tx:
        (state,) = sources.states(tx, [post.account.id]).values()
    assert state.last_error in {"not_json", "not_a_list"}


def test_health_says_the_blogs_name_and_whether_the_password_is_taken(
    post: Post, site: WordPressSite
) -> None:
    place = Place(account=post.account)
    assert WordPress().health(site.ask, place, at("2026-11-24 09:00")).name == "Museibloggen"
    wrong = Place(account=post.account, keys={"user": "anna", "password": "fel"})
    with pytest.raises(AuthFailed):
        WordPress().health(site.ask, wrong, at("2026-11-24 09:00"))
