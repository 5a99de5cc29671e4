"""Who is called on outside hours when something is urgent: nobody, until a supervisor says who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, insert, select, update

from db.models import on_calls
from db.rows import columns, found
from db.store import take_turn

_TURN = 0x5356_4F43


@dataclass(frozen=True, kw_only=True, slots=True)
class OnCall:
    """A person's on-call in a unit, both (local) days included."""

    id: int
    unit_id: int
    person_id: int
    first_day: date
    last_day: date


_UNITS: BindParameter[Any] = bindparam("units", expanding=True)
_SINCE = (
    select(*columns(OnCall, on_calls))
    .where(on_calls.c.unit_id.in_(_UNITS), on_calls.c.last_day >= bindparam("since"))
    .order_by(on_calls.c.first_day, on_calls.c.id)
)


def take_turns(tx: Connection) -> None:
    """Whoever names somebody waits for whoever does so already: one at a time is on call."""
    take_turn(tx, _TURN)


def since(tx: Connection, unit_ids: Sequence[int], day: date) -> list[OnCall]:
    """These units' on-calls that have not ended before that day, in order."""
    return found(tx, OnCall, _SINCE, units=list(unit_ids), since=day) if unit_ids else []


def on(tx: Connection, unit_id: int, day: date) -> int | None:
    """Who is on call in this unit that day, by id; none: nobody is."""
    return next((row.person_id for row in since(tx, [unit_id], day) if row.first_day <= day), None)


def add(
    tx: Connection,
    *,
    unit_id: int,
    person_id: int,
    first_day: date,
    last_day: date,
    by: int | None,
    now: datetime,
) -> None:
    """She is on call on these days; who else might be is the caller's to judge."""
    tx.execute(
        insert(on_calls).values(
            unit_id=unit_id,
            person_id=person_id,
            first_day=first_day,
            last_day=last_day,
            set_by=by,
            set_at=now,
        )
    )


def remove(tx: Connection, on_call_id: int) -> None:
    """Nobody is on call on these days any more."""
    tx.execute(delete(on_calls).where(on_calls.c.id == on_call_id))


def shorten(tx: Connection, on_call_id: int, last_day: date) -> None:
    """It ends with this day; what has passed of it stays."""
    tx.execute(update(on_calls).where(on_calls.c.id == on_call_id).values(last_day=last_day))
