"""Duty, made of whatever text a test wants to put into it."""

from collections.abc import Iterator
from datetime import date

from db.words import SwapState
from handlers.content import Content
from handlers.duty_content import (
    DutyDayLine,
    DutyGapsContent,
    DutyWeekContent,
    OnCallContent,
    OnCallEndedContent,
    OnCallLine,
    OpenSwap,
    SwapContent,
    UncoveredAccount,
)
from scheduler.named_days import DayKind, NamedDay
from scheduler.settings import ShortDay

MONDAY = date(2026, 5, 11)
NAMED = (
    NamedDay(day=MONDAY, kind=DayKind.ORDINARY),
    NamedDay(day=date(2026, 5, 13), kind=DayKind.SHORT, short=ShortDay.BEFORE_ASCENSION),
    NamedDay(day=date(2026, 5, 14), kind=DayKind.HOLIDAY, name="Kristi himmelsfärdsdag"),
    NamedDay(day=date(2026, 5, 15), kind=DayKind.BRIDGE, name="Kristi himmelsfärdsdag"),
    NamedDay(day=date(2026, 5, 16), kind=DayKind.WEEKEND),
    NamedDay(day=date(2026, 7, 14), kind=DayKind.SUMMER),
    NamedDay(day=date(2026, 12, 29), kind=DayKind.CLOSED),
)


def swap(text: str, *, for_me: bool = True) -> OpenSwap:
    """A question with that text everywhere."""
    return OpenSwap(
        id=4, day=MONDAY, asked_by=text, to=text, whose=text, back_day=MONDAY, for_me=for_me, mine=not for_me
    )


def days(text: str, many: int) -> tuple[DutyDayLine, ...]:
    """A day of each kind, with so many people and accounts."""
    missing = (UncoveredAccount(account=text, deputy=text), UncoveredAccount(account=text, deputy=None))
    return tuple(
        line
        for named in NAMED
        for line in (
            DutyDayLine(named=named, people=(text,) * many, uncovered=missing, mine=True),
            DutyDayLine(named=named, people=(), uncovered=missing * many, takeable=True),
        )
    )


def week(text: str, many: int = 2) -> DutyWeekContent:
    """A week with that text everywhere."""
    on_call = OnCallLine(person=text, first_day=MONDAY, last_day=MONDAY)
    return DutyWeekContent(
        unit_id=3, unit=text, week="2026-W20", days=days(text, many), editors=2, watched=2,
        swaps=(swap(text), swap(text, for_me=False)) * min(many, 9), on_call=(on_call,) * many,
    )  # fmt: skip


def messages(text: str, many: int) -> Iterator[Content]:
    """Every kind of content about duty that is shown as a message."""
    yield week(text, many)
    yield DutyWeekContent(unit_id=3, unit=text, week="2026-W20", days=(), editors=0, watched=0)
    yield DutyGapsContent(unit=text, until=MONDAY, days=days(text, many) * 9, editors=2)
    yield DutyGapsContent(unit=text, until=MONDAY, days=(), editors=0)
    on_call = OnCallLine(person=text, first_day=MONDAY, last_day=MONDAY)
    yield OnCallContent(unit=text, lines=(on_call,) * many)
    yield OnCallContent(unit=text, lines=())
    for away in (False, True):
        yield OnCallEndedContent(unit=text, line=on_call, away=away)
    for state in SwapState:
        for private in (True, False):
            yield SwapContent(
                unit=text, unit_id=3, swap=swap(text), state=state, named=NAMED[3], decided_by=text,
                private=private, to_asker=private,
            )  # fmt: skip
