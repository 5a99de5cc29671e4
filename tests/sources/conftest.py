"""One account on each platform, in a newsroom; the example from another package on PostgreSQL too."""

from collections.abc import Callable

import pytest

from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom, newsroom
from tests.sources.post import Post
from tests.sources.site import Site
from tests.stories.desk import Desk


@pytest.fixture
def store(sqlite_store: Store) -> Store:
    return sqlite_store


@pytest.fixture
def post_of(store: Store, newsroom: Newsroom, book: RuleBook) -> Callable[[type[Site]], Post]:
    """The newsroom with an account on this platform."""

    def made(kind: type[Site]) -> Post:
        return Post(desk=Desk(store=store, book=book, newsroom=newsroom), site=kind())

    return made


@pytest.fixture
def post_on_postgres(postgres_store: Store, book: RuleBook) -> Callable[[type[Site]], Post]:
    """The same on PostgreSQL."""

    def made(kind: type[Site]) -> Post:
        with postgres_store.write() as tx:
            people = newsroom(tx)
        return Post(desk=Desk(store=postgres_store, book=book, newsroom=people), site=kind())

    return made
