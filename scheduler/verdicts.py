"""What a recheck judges by, and what it can say of a row that wants to leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from db.outbox import NewNotice
from db.people import Team
from db.rows import Comment, Crisis, Notice, Person, Round, Unit

REDIRECTED = "redirected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Go:
    """Say it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needless:
    """Do not say it; the reason is kept."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Its moment has passed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """Say it at another time; `gather` joins it to what leaves together then."""

    at: datetime
    gather: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """Say it to others: who should hear has changed since it was planned."""

    rows: tuple[NewNotice, ...]


Verdict = Go | Needless | Passed | Later | Redirect


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is true in the claiming transaction about the rows that are judged."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    comments: Mapping[int, Comment] = field(default_factory=dict)
    teams: Mapping[int, Team] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    holding_replies: Mapping[int, int] = field(default_factory=dict)
    siblings: Mapping[int, Sequence[Notice]] = field(default_factory=dict)
    """Every row about a comment, by comment."""
    rounds: Mapping[int, Round] = field(default_factory=dict)
    recent_rounds: Sequence[Round] = ()
    round_notices: Mapping[int, Notice] = field(default_factory=dict)
    """The call of each recent round."""
    mended: frozenset[int] = frozenset()
    """Replies whose signature is no question any more."""
    floods: Mapping[int, datetime] = field(default_factory=dict)
    """Accounts that are being flooded, and when their cards may leave as one."""
    crises: Mapping[int, Crisis] = field(default_factory=dict)
    """The crises that run, by unit."""
    news: Mapping[int, Crisis] = field(default_factory=dict)
    """The crises that rows bring news of."""
