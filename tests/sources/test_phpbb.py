"""phpBB: what only its feeds do. Tuesday 24 November 2026; the account is watched since the second."""

from collections.abc import Callable

import pytest

from db.words import CommentState
from handlers.sources.base import FetchFailed
from handlers.sources.phpbb import PhpBB
from tests.sources.phpbb import PhpBBSite
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import at

NINE, TEN = "2026-11-24 09:00", "2026-11-24 10:00"


@pytest.fixture
def post(post_of: Callable[[type[Site]], Post]) -> Post:
    return post_of(PhpBBSite)


@pytest.fixture
def board(post: Post) -> PhpBBSite:
    assert isinstance(post.site, PhpBBSite)
    return post.site


def test_a_topics_first_post_has_its_subject_and_none_the_statistics(post: Post, board: PhpBBSite) -> None:
    board.add("Finns den? 3 < 4", at(NINE), author="Kim", topic=3, subject="Hiss på museet?")
    board.statistics = False
    post.poll("2026-11-24 09:05")
    board.statistics = True
    board.add("Undrar jag med", at(TEN), author="Elin", topic=3, subject="Re: Hiss på museet?")
    post.poll("2026-11-24 10:05")
    assert [one.text for one in post.comments()] == ["Hiss på museet?\nFinns den? 3 < 4", "Undrar jag med"]
    assert [one.thread_id for one in post.comments()] == ["t3", "t3"]
    assert [one.edited_at for one in post.comments()] == [None, None]


def test_a_newer_version_with_other_links_doubles_nothing(post: Post, board: PhpBBSite) -> None:
    number = board.write("Finns det hiss?", at(NINE))
    post.poll("2026-11-24 09:05")
    board.topic_in_links = False
    board.reply("Ja. /Anna", at(TEN), to=number)
    post.poll("2026-11-24 10:05")
    assert [one.external_id for one in post.comments()] == [number]


def test_without_topics_in_links_the_subject_holds_a_topic_together(post: Post, board: PhpBBSite) -> None:
    board.topic_in_links = False
    number = board.write("Finns det hiss?", at(NINE))
    board.reply("Ja. /Anna", at("2026-11-24 09:30"), to=number)
    post.poll(TEN)
    assert post.comment(number).state is CommentState.ANSWERED


def test_a_feed_that_is_as_it_was_is_not_read_again(post: Post, board: PhpBBSite) -> None:
    board.write("Finns det hiss?", at(NINE))
    first = PhpBB().poll(board.ask, post.place, None, at(TEN))
    again = PhpBB().poll(board.ask, post.place, first.cursor, at(TEN))
    assert (len(first.changes), again.changes, again.cursor) == (1, (), first.cursor)


def test_feeds_that_are_switched_off_are_said_to_be(post: Post, board: PhpBBSite) -> None:
    board.forums = set()
    with pytest.raises(FetchFailed, match="no_such_feed"):
        PhpBB().poll(board.ask, post.place, None, at(NINE))
    board.settings = {}  # type: ignore[misc]  # this board's own
    assert PhpBB().poll(board.ask, post.place, None, at(NINE)).changes == ()


def test_a_long_post_loses_its_statistics_alone(post: Post, board: PhpBBSite) -> None:
    text = "Ord. " * 2000
    number = board.write(text, at(NINE))
    post.poll(TEN)
    assert post.comment(number).text == text.strip()
