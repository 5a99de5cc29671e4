"""The desk of `desk.py` and the office of `office.py`, on both databases."""

import pytest

from db.store import Store
from scheduler.rulebook import RuleBook
from tests.newsroom import Newsroom
from tests.stories.desk import Desk
from tests.stories.office import Office


@pytest.fixture
def desk(store: Store, newsroom: Newsroom, book: RuleBook) -> Desk:
    return Desk(store=store, book=book, newsroom=newsroom)


@pytest.fixture
def office(store: Store, newsroom: Newsroom, book: RuleBook) -> Office:
    return Office(store=store, book=book, newsroom=newsroom)
