"""What there is to show of duty: a week day by day, the gaps ahead, questions between colleagues."""

from dataclasses import dataclass
from datetime import date

from db.words import SwapState
from scheduler.named_days import NamedDay


@dataclass(frozen=True, kw_only=True)
class UncoveredAccount:
    """An account without an editor some day; the first name of its deputy, if she is at work."""

    account: str
    deputy: str | None


@dataclass(frozen=True, kw_only=True)
class DutyDayLine:
    """One day of a unit: who is on duty, by first name, and which accounts nobody is on duty for."""

    named: NamedDay
    people: tuple[str, ...]
    uncovered: tuple[UncoveredAccount, ...] = ()
    mine: bool = False  # the reader is on duty
    past: bool = False
    takeable: bool = False  # the reader could take it: nobody has it, and she may

    @property
    def nobody(self) -> bool:
        """A working day on which no editor at all is on duty."""
        return not self.named.off and not self.people


@dataclass(frozen=True, kw_only=True)
class OpenSwap:
    """A question that nobody has answered yet."""

    id: int
    day: date
    asked_by: str
    to: str | None  # none: whoever can
    whose: str | None  # none: nobody has the day
    back_day: date | None
    for_me: bool  # the reader may say yes
    mine: bool  # the reader asked


@dataclass(frozen=True, kw_only=True)
class SwapContent:
    """A question about a day, as a message: it stands, or what came of it."""

    unit: str
    unit_id: int
    swap: OpenSwap
    state: SwapState
    named: NamedDay
    decided_by: str | None
    private: bool  # to who is asked, or who asked; else in the channel
    to_asker: bool = False  # what came of it, told to who asked


@dataclass(frozen=True, kw_only=True)
class DutyWeekContent:
    """A unit's week: who is on duty which day. Nobody's absence is told, and no reason is known."""

    unit_id: int
    unit: str
    week: str  # 2026-W20
    days: tuple[DutyDayLine, ...]
    editors: int  # how many the unit has; 0: nobody can be on duty
    watched: int  # how many accounts
    swaps: tuple[OpenSwap, ...] = ()
    on_call: tuple["OnCallLine", ...] = ()


@dataclass(frozen=True, kw_only=True)
class OnCallLine:
    """Who is called on outside hours when something is urgent, and on which days."""

    person: str
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True)
class OnCallContent:
    """A unit's coming on-calls; none: nobody is called on outside hours."""

    unit: str
    lines: tuple[OnCallLine, ...]


@dataclass(frozen=True, kw_only=True)
class OnCallEndedContent:
    """Who was on call has left the unit, or is away; nobody is on call on these days now."""

    unit: str
    line: OnCallLine
    away: bool = False  # she is there again afterwards


@dataclass(frozen=True, kw_only=True)
class DutyGapsContent:
    """The coming days on which somebody is missing, as far ahead as was looked."""

    unit: str
    until: date
    days: tuple[DutyDayLine, ...]
    editors: int
