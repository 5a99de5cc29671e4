"""Isso: what only it does. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable

import pytest

from db.words import CommentState
from handlers.sources.base import NotSet, Unparsed
from handlers.sources.isso import Isso
from tests.sources.isso import PAGE, IssoSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NINE, TEN, ELEVEN = (f"2026-11-24 {hour:02}:00" for hour in (9, 10, 11))


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(IssoSite)


@pytest.fixture
def blog(post: Post) -> IssoSite:
    assert isinstance(post.site, IssoSite)
    return post.site


def test_an_edit_has_the_time_that_the_server_keeps(post: Post, blog: IssoSite) -> None:
    number = blog.write("Kostar det?", at(NINE))
    post.poll("2026-11-24 09:05")
    blog.edit(number, "Vad kostar det?", at("2026-11-24 09:10"))
    post.poll(ELEVEN)
    assert post.comment(number).edited_at == at("2026-11-24 09:10")
    assert post.comment(number).text == "Kostar det?"


def test_whoever_borrows_our_name_is_not_us(post: Post, blog: IssoSite) -> None:
    """A name can be written by anybody; the hash of an e-mail address cannot."""
    number = blog.write("Finns det hiss?", at(NINE))
    false = blog.answers("Nej! /Anna", at("2026-11-24 09:30"), to=number, author="Museet")
    post.poll(TEN)
    assert [one.external_id for one in post.comments()] == [number, false]
    assert post.own() == []


def test_a_reply_among_replies_answers_the_oldest_that_waits(post: Post, blog: IssoSite) -> None:
    first = blog.write("Finns det hiss?", at(NINE))
    second = blog.answers("Undrar jag med, och ramp?", at("2026-11-24 09:10"), to=first, author="Elin")
    post.poll("2026-11-24 09:15")
    blog.reply("Hiss till höger. /Anna", at("2026-11-24 09:30"), to=second)
    post.poll(TEN)
    assert [post.comment(one).state for one in (first, second)] == [CommentState.ANSWERED, CommentState.NEW]
    (own,) = post.own()
    assert own.uncertain


def test_what_is_deleted_under_its_answers_keeps_its_text_with_us(post: Post, blog: IssoSite) -> None:
    number = blog.write("Ni är dumma", at(NINE))
    blog.answers("Det var inte snällt", at("2026-11-24 09:10"), to=number, author="Elin")
    post.poll("2026-11-24 09:15")
    blog.remove(number, at("2026-11-24 09:30"))
    post.poll(TEN)
    comment = post.comment(number)
    assert (comment.state, comment.text, comment.author) == (
        CommentState.REMOVED,
        "Ni är dumma",
        "Kim på Söder",
    )


def test_several_pages_are_followed_and_each_comment_links_to_its_own(post: Post, blog: IssoSite) -> None:
    numbers = [blog.write(f"Fråga {n}", at(NINE), uri=f"/sida/{n}/") for n in range(45)]
    post.poll("2026-11-24 09:05")
    assert [one.external_id for one in post.comments()] == numbers
    assert post.comments()[7].url == f"https://blogg.example.org/sida/7/#isso-{numbers[7]}"


def test_a_server_that_does_not_tell_of_all_pages_is_asked_for_those_that_are_named(
    post: Post, blog: IssoSite
) -> None:
    blog.latest_enabled = False
    number = blog.write("Finns det hiss?", at(NINE))
    with pytest.raises(NotSet, match="pages"):
        Isso().poll(blog.ask, post.place, None, at(NINE))
    assert Isso().health(blog.ask, post.place, at(NINE)).lacking == ("latest-enabled",)
    blog.settings = {"pages": f"{PAGE}, /annan/"}  # type: ignore[misc]  # this blog's own
    post.poll("2026-11-24 09:05")
    assert [one.external_id for one in post.comments()] == [number]
    assert Isso().health(blog.ask, post.place, at(NINE)).lacking == ()


def test_one_comment_that_cannot_be_read_does_not_stop_the_others(post: Post, blog: IssoSite) -> None:
    blog.write("Utan tid", at(NINE))
    number = blog.write("Med tid", at(NINE))
    blog.rows[15].created = "i går"  # type: ignore[assignment]  # what no Isso says
    blog.settings = {"pages": PAGE}  # type: ignore[misc]  # this blog's own
    page = Isso().poll(blog.ask, post.place, None, at(NINE))
    assert [one.id for one in page.changes] == [number]
    assert [type(one) for one in page.unparsed] == [Unparsed]
