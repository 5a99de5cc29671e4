"""Days on duty as they were: what has passed is not rewritten when people or their weekdays change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from db.models import duty_days
from db.rows import columns, found, values
from db.store import inserting, one_or_all


@dataclass(frozen=True, kw_only=True, slots=True)
class NotedDay:
    """A unit's (local) day: who was on duty, which accounts had no editor (with their deputy), by id."""

    unit_id: int
    day: date
    off: bool  # nobody worked
    people: list[int]
    uncovered: list[tuple[int, int | None]]
    noted_at: datetime


_UNITS: BindParameter[Any] = bindparam("units", expanding=True)
_BETWEEN = (
    select(*columns(NotedDay, duty_days))
    .where(
        duty_days.c.unit_id.in_(_UNITS),
        duty_days.c.day >= bindparam("first"),
        duty_days.c.day <= bindparam("last"),
    )
    .order_by(duty_days.c.day, duty_days.c.unit_id)
)
_SINCE = (
    select(*columns(NotedDay, duty_days))
    .where(duty_days.c.day >= bindparam("first"), duty_days.c.day <= bindparam("last"))
    .order_by(duty_days.c.day, duty_days.c.unit_id)
)


def note(tx: Connection, days: Sequence[NotedDay]) -> None:
    """Write these days down as they are now; what was written of them before is replaced."""
    if not days:
        return
    statement: Any = inserting(tx.dialect.name, duty_days)
    new = {name: statement.excluded[name] for name in ("off", "people", "uncovered", "noted_at")}
    on_conflict = statement.on_conflict_do_update(index_elements=["unit_id", "day"], set_=new)
    tx.execute(on_conflict, one_or_all([values(day) for day in days]))


def between(tx: Connection, unit_id: int, first: date, last: date) -> dict[date, NotedDay]:
    """A unit's days as they were written down, both ends included; a day that was not is not there."""
    return {row.day: row for row in found(tx, NotedDay, _BETWEEN, units=[unit_id], first=first, last=last)}


def everywhere(tx: Connection, first: date, last: date) -> list[NotedDay]:
    """All units' days as they were written down, both ends included."""
    return found(tx, NotedDay, _SINCE, first=first, last=last)
