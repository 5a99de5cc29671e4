"""The account that changes are applied to, with what its rules ask for."""

from dataclasses import dataclass
from datetime import datetime

from db.people import Team
from db.rows import Account
from scheduler.rulebook import RuleBook
from scheduler.settings import SignatureRules, UnitRules
from scheduler.working_calendar import WorkingCalendar


@dataclass(frozen=True, kw_only=True)
class Around:
    """Read once for all changes of an account."""

    account: Account
    slug: str
    """Its unit's."""
    team: Team
    book: RuleBook
    now: datetime

    @property
    def calendar(self) -> WorkingCalendar:
        """The unit's."""
        return self.book.calendar(self.slug)

    @property
    def rules(self) -> UnitRules:
        """The account's."""
        return self.book.rules(self.slug, self.account.id)

    @property
    def signature(self) -> SignatureRules:
        """How its replies are to be signed."""
        return self.rules.signature
