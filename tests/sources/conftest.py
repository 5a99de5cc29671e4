"""One account on each platform, in a newsroom."""

from collections.abc import Callable

import pytest

from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import Desk


@pytest.fixture
def post_of(store: Store, newsroom: Newsroom, book: RuleBook) -> Callable[[type[Site]], Post]:
    """The newsroom with an account on this platform."""

    def made(kind: type[Site]) -> Post:
        return Post(desk=Desk(store=store, book=book, newsroom=newsroom), site=kind())

    return made
