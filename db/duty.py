"""Days on duty unlike a person's weekdays, and the questions between colleagues that lead to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, Insert, bindparam, insert, select, update

from db.models import duty_changes, duty_swaps, messages, notices
from db.rows import columns, found, made, where_equal
from db.store import inserting
from db.words import SwapState


@dataclass(frozen=True, kw_only=True, slots=True)
class Swap:
    """Somebody asks that a (local) day on duty becomes somebody else's.

    `from_id` none: nobody has the day. `to_id` none: whoever in the unit can. `back_day`: the day that
    `from_id` takes in return.
    """

    id: int
    unit_id: int
    day: date
    from_id: int | None
    to_id: int | None
    back_day: date | None
    asked_by: int
    asked_at: datetime
    state: SwapState
    decided_by: int | None
    decided_at: datetime | None


Changes = Mapping[tuple[int, date], bool]
"""By person and day: whether she is on duty, whatever her weekdays say."""

_UNITS: BindParameter[Any] = bindparam("units", expanding=True)
_CHANGES = select(
    duty_changes.c.unit_id, duty_changes.c.person_id, duty_changes.c.day, duty_changes.c.on_duty
).where(duty_changes.c.unit_id.in_(_UNITS))
_OPEN = (
    select(*columns(Swap, duty_swaps))
    .where(
        duty_swaps.c.unit_id.in_(_UNITS),
        duty_swaps.c.day >= bindparam("since"),
        duty_swaps.c.state == SwapState.ASKED,
    )
    .order_by(duty_swaps.c.day, duty_swaps.c.id)
)
_TOLD = (
    update(messages)
    .where(
        messages.c.id.in_(
            select(notices.c.message_id).where(
                notices.c.key == bindparam("told"), notices.c.message_id.is_not(None)
            )
        )
    )
    .values(wanted_version=messages.c.wanted_version + 1)
)


def changes(tx: Connection, unit_ids: Sequence[int]) -> dict[int, Changes]:
    """The days unlike their weekdays, by unit; one statement."""
    by_unit: dict[int, dict[tuple[int, date], bool]] = {unit_id: {} for unit_id in unit_ids}
    for row in tx.execute(_CHANGES, {"units": list(unit_ids)}):
        by_unit[row.unit_id][row.person_id, row.day] = row.on_duty
    return dict(by_unit)


def set_day(
    tx: Connection,
    *,
    unit_id: int,
    person_id: int,
    day: date,
    on_duty: bool,
    by: int,
    now: datetime,
    swap_id: int | None = None,
) -> None:
    """She is on duty that day, or is not, whatever her weekdays say; the last word counts."""
    values = {"on_duty": on_duty, "swap_id": swap_id, "set_by": by, "set_at": now}
    statement: Insert = inserting(tx.dialect.name, duty_changes).values(
        unit_id=unit_id, person_id=person_id, day=day, **values
    )
    keys = ["unit_id", "person_id", "day"]
    tx.execute(statement.on_conflict_do_update(index_elements=keys, set_=values))  # type: ignore[attr-defined]


def ask(
    tx: Connection,
    *,
    unit_id: int,
    day: date,
    from_id: int | None,
    to_id: int | None,
    back_day: date | None,
    asked_by: int,
    now: datetime,
) -> Swap:
    """A new question; it stands until it is answered or taken back."""
    row = tx.execute(
        insert(duty_swaps)
        .values(
            unit_id=unit_id,
            day=day,
            from_id=from_id,
            to_id=to_id,
            back_day=back_day,
            asked_by=asked_by,
            asked_at=now,
            state=SwapState.ASKED,
        )
        .returning(*columns(Swap, duty_swaps))
    ).one()
    return made(Swap, row)


def swap(tx: Connection, swap_id: int) -> Swap | None:
    """One question."""
    return next(iter(found(tx, Swap, where_equal(Swap, duty_swaps, "id"), id=swap_id)), None)


def open_swaps(tx: Connection, unit_ids: Sequence[int], since: date) -> list[Swap]:
    """The questions of these units that nobody has answered, about days from `since` on; by day."""
    return found(tx, Swap, _OPEN, units=list(unit_ids), since=since) if unit_ids else []


def decide(tx: Connection, swap: Swap, state: SwapState, *, by: int, now: datetime) -> bool:
    """Answer it, or take it back; False: somebody else was first. Messages that show it become stale."""
    statement = (
        update(duty_swaps)
        .where(duty_swaps.c.id == swap.id, duty_swaps.c.state == SwapState.ASKED)
        .values(state=state, decided_by=by, decided_at=now)
    )
    if tx.execute(statement).rowcount != 1:
        return False
    tx.execute(_TOLD, {"told": asked_key(swap.id)})
    return True


def asked_key(swap_id: int) -> str:
    """The key of the notice that asks."""
    return f"swap:{swap_id}:asked"
