"""What there is to show of a crisis: why, which accounts, how often, by whom, until when."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from db.words import CrisisHours, CrisisState
from scheduler.crisis_notices import CrisisNews


@dataclass(frozen=True, kw_only=True)
class CrisisLine:
    """A crisis in a few facts, as it stands on every round; people by first name."""

    id: int
    state: CrisisState
    why: str
    zone: ZoneInfo
    accounts: tuple[str, ...]
    every_minutes: int
    hours: CrisisHours
    ends_at: datetime
    asked_by: str | None = None
    started_by: str | None = None
    started_at: datetime | None = None
    over_by: str | None = None  # none: it ended at its time
    over_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CrisisCount:
    """What came of a crisis: looks done of those called, comments that came in meanwhile."""

    looks: int
    planned: int
    comments: int


@dataclass(frozen=True, kw_only=True)
class CrisisContent:
    """A crisis, as news (`news`) or because somebody asked how it stands."""

    unit: str
    line: CrisisLine
    news: CrisisNews | None = None
    count: CrisisCount | None = None
    decides: bool = False  # who reads may change and end it, or start it when it is asked for


@dataclass(frozen=True, kw_only=True)
class CrisisWish:
    """What a form about a crisis has filled in."""

    why: str
    account_ids: tuple[int, ...]
    every_minutes: int
    hours: CrisisHours
    ends_at: datetime
    decides: bool  # who fills it in starts it; else she asks for it
    runs: bool = False  # it has been started: this changes it
