"""One account's turn to be asked for."""

from dataclasses import dataclass
from datetime import datetime

from db.rows import Account
from db.sources import DueSource
from db.store import Store
from handlers.sources.base import Ask
from handlers.sources.places import Watched
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What is needed to ask for one account and to store what it says."""

    store: Store
    book: RuleBook
    ask: Ask
    due: DueSource
    watched: Watched
    now: datetime

    @property
    def account(self) -> Account:
        """The account."""
        return self.due.account
