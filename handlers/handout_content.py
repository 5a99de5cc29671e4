"""What a form about a handing out shows, and what comes of it when it is sent in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from db.records import Wanted
from db.rows import Person
from db.words import CommentState, Ground


class Judgement(StrEnum):
    """What a named person says of one comment that may be secret."""

    BLANKED = "blanked"
    """Author and text stay behind; that there was a comment is shown. What holds until she says otherwise."""
    OUT = "out"
    """It may be handed out as it is."""
    LEFT_OUT = "left_out"
    """Not even that it was there is shown."""


@dataclass(frozen=True, kw_only=True)
class ToJudge:
    """One comment that may be secret, by what tells which it is and nothing of what it says."""

    number: int
    account: str
    written_at: datetime
    state: CommentState
    ground: Ground | None
    urgent: bool
    individual: bool


@dataclass(frozen=True, kw_only=True)
class ReadToJudge:
    """What one of them says, shown to the one who judges and noted as read."""

    number: int
    author: str | None
    text: str
    """Nothing: purged by a recorded decision, or a picture alone."""
    files: int


@dataclass(frozen=True, kw_only=True)
class HandoutForm:
    """What the form for a request shows; after the search: what was found."""

    people: tuple[tuple[str, str], ...] = ()
    """Her units' people: value and name."""
    count: int = 0
    flagged: int = 0
    to_judge: tuple[ToJudge, ...] = ()
    """Those that may be secret; none where there are too many to judge one by one."""
    reviewer: str = ""
    reading: ReadToJudge | None = None
    """The one that she has chosen to read."""


@dataclass(frozen=True, kw_only=True)
class HandoutAsked:
    """A handing out that somebody has decided on: made after the click, for her alone."""

    by: Person
    at: datetime
    zone: ZoneInfo
    asked: Mapping[str, str]
    """What she asked for, as it is noted."""
    wanted: Wanted
    about: int | None = None
    """Instead of comments: all that is kept about this person."""
    reviewed_by: str | None = None
    judged: frozenset[int] = frozenset()
    withhold: frozenset[int] = frozenset()
    leave_out: frozenset[int] = frozenset()
    all_alike: Judgement | None = None
    """Of everything that may be secret, where it was too much to judge one by one; never `out`."""
