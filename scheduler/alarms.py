"""What the auditor finds is shown to the operator: one message for each kind, unit and day."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from db import outbox
from db.outbox import NewNotice
from db.store import Store
from scheduler import unit_notices
from scheduler.audit import audit
from scheduler.gaps import Gap, GapKind
from scheduler.rulebook import RuleBook

CODES = {GapKind.POSSIBLE_DOUBLE: "audit_double", GapKind.UNDELIVERED: "late_delivery"}
"""The operator's word for what was found; everything else is a gap."""
NAMED = 5
"""How many things of a kind one alarm names; `svarsvakt notices` has them all."""


def sound(store: Store, book: RuleBook, now: datetime) -> tuple[Gap, ...]:
    """Audit, and put an alarm for what is new in the outbox. Everything that was found.

    The audit only reads, so it holds up nobody's writing however long it takes.
    """
    with store.read() as tx:
        found = audit(tx, book, now)
    if found:
        with store.write() as tx:
            outbox.add(tx, alarms(found, book, now), now)
    return found


def alarms(found: Iterable[Gap], book: RuleBook, now: datetime) -> list[NewNotice]:
    """One alarm for each kind, unit and day; its key names the newest, so that a new gap is a new alarm."""
    groups: dict[tuple[GapKind, int | None, date], list[Gap]] = {}
    for gap in found:
        day = book.organisation_calendar.local_day(gap.at)
        groups.setdefault((gap.kind, gap.unit_id, day), []).append(gap)
    return [_alarm(kind, unit_id, day, gaps, now) for (kind, unit_id, day), gaps in groups.items()]


def _alarm(kind: GapKind, unit_id: int | None, day: date, gaps: Sequence[Gap], now: datetime) -> NewNotice:
    newest_first = sorted(gaps, key=lambda gap: (gap.at, gap.comment_id or 0, gap.key or ""), reverse=True)
    names = [gap.key or f"{gap.comment_id}:{gap.rung or ''}".rstrip(":") for gap in newest_first]
    about = f"{kind.value} {' '.join(names[:NAMED])}"
    return unit_notices.operator(CODES.get(kind, "audit_gap"), about=about, day=day, now=now, unit_id=unit_id)
