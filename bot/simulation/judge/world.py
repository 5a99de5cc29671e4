"""What happened, apart from the outbox; and what can be found wrong with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot.simulation.by_hand import Outages
from db.people import Team
from db.rows import Account, Comment, Event, Unit
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook

SLACK = timedelta(minutes=20)
"""Working time that a lease, a Retry-After and the next turn of the clock may take together."""
EARLY = timedelta(minutes=15)
"""Warnings within the gathering time leave together."""
AFTER_CLOSE = timedelta(minutes=5)
"""What was due by close may still leave this long after it."""


class Wrong(StrEnum):
    """How the promise can be broken."""

    LOST = "lost"
    """A card, a warning, a follow-up, a round or a week that should have been said was not, or too late."""
    DOUBLED = "doubled"
    """The same thing said twice, without saying so itself."""
    STALE = "stale"
    """A warning or a card after the comment was answered."""
    EARLY = "early"
    """A warning before its time."""
    OUTSIDE_HOURS = "outside_hours"
    """Said to people at work, when nobody was."""
    HURRIED = "hurried"
    """Two messages to one recipient within a second."""
    UNEXPECTED = "unexpected"
    """Something that nothing asks for."""
    NOBODY_THERE = "nobody_there"
    """A warning to somebody who is away, or to a channel with nobody on duty and to nobody else."""
    WRONG_ANSWER_TIME = "wrong_answer_time"
    """The stored answer time is not the one counted by hand."""
    BROKEN_PROMISE = "broken_promise"
    """An answer time passed, and no person at work had been told."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """One thing that breaks the promise."""

    kind: Wrong
    at: datetime
    what: str


@dataclass(frozen=True, kw_only=True)
class World:
    """What happened: the settings, the people, the comments with their events, and what the chat heard."""

    book: RuleBook
    units: Mapping[int, Unit]
    accounts: Sequence[Account]
    teams: Mapping[int, Team]
    comments: Sequence[Comment]
    events: Mapping[int, Sequence[Event]]
    heard: Sequence[tuple[datetime, Outgoing]]
    first: date
    ended: datetime
    outages: Outages = ()

    def slug(self, unit_id: int | None) -> str:
        """The unit's slug; none for what belongs to no unit."""
        unit = self.units.get(unit_id or 0)
        return unit.slug if unit is not None else ""
