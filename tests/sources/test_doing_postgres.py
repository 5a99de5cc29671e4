"""Answering from chat on PostgreSQL: the claim's lock, the unique key and the partial index are its own."""

from collections.abc import Callable

import pytest

from db.source_words import DeedState
from db.words import CommentState
from tests.sources.post import Post
from tests.sources.site import Site
from tests.sources.test_doing import Newsdesk, OwnBlog, lost_answer

pytestmark = pytest.mark.postgres


def test_an_answer_that_was_lost_is_looked_for_and_not_sent_again(
    post_on_postgres: Callable[[type[Site]], Post],
) -> None:
    desk = Newsdesk(post_on_postgres(OwnBlog))
    desk.sends()
    desk.round("2026-11-24 10:01", lost_answer(desk))
    assert (desk.deed().state, desk.told()) == (DeedState.WAITING, [])
    desk.round("2026-11-24 10:05")
    assert (desk.deed().state, desk.out()) == (DeedState.DONE, 1)
    assert desk.post.comment(desk.number).state is CommentState.ANSWERED
