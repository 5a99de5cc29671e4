"""A unit's week: the comments received in it, how they were handled, the rounds, the signatures."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.words import Ground


@dataclass(frozen=True, kw_only=True)
class AccountRounds:
    """One account's rounds in a week."""

    account: str
    done: int
    planned: int


@dataclass(frozen=True, kw_only=True)
class UnitWeek:
    """One unit's week. The counts are named as in the JSON of `svarsvakt summary`.

    Every comment received in the week is in exactly one of `in_time`, `late`, `waiting` and `late_seen`:
    `late` was handled after its answer time or still waits past it, `waiting` is not yet due, `late_seen` was
    first seen past its answer time. Times are working minutes from what the answer time counts from.
    """

    unit: str
    slug: str
    week: str
    received: int = 0
    in_time: int = 0
    late: int = 0
    waiting: int = 0
    late_seen: int = 0
    answered: int = 0
    no_reply_needed: int = 0
    referred: int = 0
    hidden: int = 0
    removed: int = 0
    hidden_by_ground: Mapping[Ground, int] = field(default_factory=dict)
    removed_by_ground: Mapping[Ground, int] = field(default_factory=dict)
    median_working_minutes: float | None = None
    p90_working_minutes: float | None = None
    rounds_done: int = 0
    rounds_planned: int = 0
    rounds_by_account: tuple[AccountRounds, ...] = ()
    unsigned: int = 0
    unseen: tuple[str, ...] = ()  # accounts that the bot cannot see into
    previous: "UnitWeek | None" = None  # the week before; it has no `previous` of its own
