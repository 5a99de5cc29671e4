"""All units with their accounts and teams: what the day's plans are made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from db import accounts, people
from db.people import Team
from db.rows import Account, Unit
from scheduler import plan_rounds


@dataclass(frozen=True, kw_only=True)
class Newsrooms:
    """All units with their accounts and teams, as they are in this transaction."""

    units: Mapping[int, Unit]
    accounts: Mapping[int, Sequence[Account]]
    teams: Mapping[int, Team]

    @classmethod
    def load(cls, tx: Connection) -> "Newsrooms":
        """Everything that plans are made from, in a handful of statements."""
        units = {unit.id: unit for unit in accounts.units(tx)}
        return cls(
            units=units,
            accounts=plan_rounds.by_unit(accounts.accounts(tx)),
            teams=people.teams(tx, sorted(units)),
        )

    def of(self, unit_id: int) -> Sequence[Account]:
        """The unit's active accounts."""
        return self.accounts.get(unit_id, ())
