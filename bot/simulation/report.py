"""What came of a simulated time: what was sent and when, what was in time, what would be missed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.simulation.judge import Violation
from db import accounts, summaries
from db.rows import Unit
from db.store import Store
from db.words import NoticeKind, RoundState
from handlers.weeks import iso_week
from scheduler.audit import audit
from scheduler.gaps import Gap
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook


@dataclass
class Sent:
    """What the chat was handed, counted as it went."""

    messages: Counter[NoticeKind] = field(default_factory=Counter)
    rungs: Counter[str] = field(default_factory=Counter)
    outside_hours: int = 0

    def count(self, outgoing: Outgoing, *, working: bool) -> None:
        """One message more."""
        self.messages[outgoing.kind] += 1
        answers = all(notice.detail == "own" for notice in outgoing.notices)  # somebody's own click
        self.outside_hours += not working and not answers and outgoing.kind is not NoticeKind.OPERATOR
        for notice in outgoing.notices:
            if outgoing.kind is NoticeKind.RUNG and notice.rung:
                self.rungs[notice.rung] += 1


@dataclass(frozen=True, kw_only=True)
class UnitReport:
    """One unit's simulated time."""

    unit: str
    received: int
    in_time: int
    late: int
    waiting: int
    rounds_done: int
    rounds_planned: int


@dataclass(frozen=True, kw_only=True)
class Report:
    """All of it. `gaps` are what the auditor finds: warnings that should have been and were not.

    `violations` are what the judge finds who never reads the outbox; `journal` is a hash of everything said.
    """

    first: date
    days: int
    seed: int
    units: Sequence[UnitReport]
    messages: Mapping[NoticeKind, int]
    rungs: Mapping[str, int]
    outside_hours: int
    nobody_on_duty: Sequence[tuple[str, date]]
    gaps: Sequence[Gap]
    violations: Sequence[Violation]
    journal: str
    deaths: int
    faults: int
    sleeps: int


def report(
    store: Store,
    book: RuleBook,
    sent: Sent,
    *,
    first: date,
    days: int,
    seed: int,
    now: datetime,
    nobody: Sequence[tuple[str, date]],
    violations: Sequence[Violation],
    journal: str,
    deaths: int,
    faults: int,
    sleeps: int,
) -> Report:
    """Count what the store holds and what the chat was handed."""
    weeks = [iso_week(first + timedelta(days=day)) for day in range(0, days + 7, 7)]
    with store.read() as tx:
        units = [
            _unit(
                unit,
                summaries.counts(tx, summaries.Scope(unit_id=unit.id, weeks=weeks), now),
                summaries.judged_rounds(tx, unit.id, first, first + timedelta(days=days - 1), now),
            )
            for unit in accounts.units(tx)
        ]
        gaps = audit(tx, book, now, weeks=len(weeks))
    return Report(
        first=first,
        days=days,
        seed=seed,
        units=units,
        messages=dict(sent.messages),
        rungs=dict(sorted(sent.rungs.items())),
        outside_hours=sent.outside_hours,
        nobody_on_duty=nobody,
        gaps=gaps,
        violations=violations,
        journal=journal,
        deaths=deaths,
        faults=faults,
        sleeps=sleeps,
    )


def _unit(unit: Unit, counts: Sequence[summaries.Count], rounds: Sequence[object]) -> UnitReport:
    how: Counter[str] = Counter()
    for row in counts:
        how[row.how] += row.count
    return UnitReport(
        unit=unit.slug,
        received=how.total(),
        in_time=how[summaries.IN_TIME],
        late=how[summaries.LATE] + how[summaries.LATE_SEEN],
        waiting=how[summaries.WAITING],
        rounds_done=sum(getattr(row, "state", None) is RoundState.DONE for row in rounds),
        rounds_planned=len(rounds),
    )
