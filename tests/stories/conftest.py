"""The desk of `desk.py`, on both databases."""

import pytest

from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.stories.desk import Desk


@pytest.fixture
def desk(store: Store, newsroom: Newsroom, book: RuleBook) -> Desk:
    return Desk(store=store, book=book, newsroom=newsroom)
