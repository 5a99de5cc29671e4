"""Crises in the store: asked for, running (one at a time in a unit), over."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, select, text, update

from db.models import comments, crises, rounds
from db.rows import Crisis, Round, columns, found, made, where_equal
from db.store import new_rows, take_turn
from db.words import RoundState

_TURN = 0x5356_4352
RUNNING = text("crises.state = 'running'")
"""Spelled as in the partial index, so that it is used."""

_CRISES = select(*columns(Crisis, crises))
_RUNNING = _CRISES.where(RUNNING)
_RUNNING_OF = _RUNNING.where(crises.c.unit_id.in_(bindparam("units", expanding=True)))
_NAMED = _CRISES.where(crises.c.id.in_(bindparam("ids", expanding=True)))
_ENDED = _RUNNING.where(crises.c.ends_at <= bindparam("now")).order_by(crises.c.id)
_DURING = _CRISES.where(
    crises.c.unit_id == bindparam("unit"),
    crises.c.started_at < bindparam("until"),
    func.coalesce(crises.c.over_at, crises.c.ends_at) > bindparam("since"),
).order_by(crises.c.started_at, crises.c.id)
_ROUNDS = (
    select(*columns(Round, rounds))
    .where(rounds.c.unit_id == bindparam("unit"), rounds.c.crisis_id.in_(bindparam("ids", expanding=True)))
    .order_by(rounds.c.at, rounds.c.id)
)


def take_turns(tx: Connection) -> None:
    """Whoever starts one waits for whoever does so already: one at a time runs in a unit."""
    take_turn(tx, _TURN)


def get(tx: Connection, crisis_id: int, *, lock: bool = False) -> Crisis | None:
    """One crisis; `lock`: nobody else changes it until this transaction is over."""
    asked = where_equal(Crisis, crises, "id")
    return next(iter(found(tx, Crisis, asked.with_for_update() if lock else asked, id=crisis_id)), None)


def named(tx: Connection, ids: Collection[int]) -> dict[int, Crisis]:
    """Crises by id."""
    return {row.id: row for row in found(tx, Crisis, _NAMED, ids=sorted(set(ids)))} if ids else {}


def running(tx: Connection, unit_ids: Collection[int] | None = None) -> dict[int, Crisis]:
    """The crisis of each unit that has one, by unit; one whose end has passed too, until it is noted."""
    if unit_ids is None:
        return {row.unit_id: row for row in found(tx, Crisis, _RUNNING)}
    if not unit_ids:
        return {}
    return {row.unit_id: row for row in found(tx, Crisis, _RUNNING_OF, units=sorted(set(unit_ids)))}


def ended(tx: Connection, now: datetime) -> list[Crisis]:
    """Running ones whose end has passed."""
    return found(tx, Crisis, _ENDED, now=now)


def during(tx: Connection, unit_id: int, since: datetime, until: datetime) -> list[Crisis]:
    """The unit's crises that ran at any time between two instants, in order."""
    return found(tx, Crisis, _DURING, unit=unit_id, since=since, until=until)


def add(tx: Connection, **values: Any) -> Crisis | None:
    """A new crisis, asked for or running; None: another one runs in the unit already."""
    names = [column.name for column in columns(Crisis, crises)]
    row = tx.execute(new_rows(tx, crises, *names), values).one_or_none()
    return None if row is None else made(Crisis, row)


def change(tx: Connection, crisis: Crisis, **values: Any) -> bool:
    """Change a crisis that still is as it was read; False: somebody else was first."""
    changed = (
        update(crises)
        .where(crises.c.id == crisis.id, crises.c.revision == crisis.revision, crises.c.state == crisis.state)
        .values(revision=crisis.revision + 1, **values)
    )
    return tx.execute(changed).rowcount == 1


def rounds_of(tx: Connection, unit_id: int, crisis_ids: Collection[int]) -> list[Round]:
    """The looks that were called because of these crises, and those that will be, in order of time."""
    return found(tx, Round, _ROUNDS, unit=unit_id, ids=sorted(set(crisis_ids))) if crisis_ids else []


def drop_planned(tx: Connection, crisis: Crisis, since: datetime) -> int:
    """Looks from that instant on will not be called; how many."""
    planned = (
        rounds.c.unit_id == crisis.unit_id,
        rounds.c.crisis_id == crisis.id,
        rounds.c.state == RoundState.PLANNED,
        rounds.c.at >= since,
    )
    return tx.execute(delete(rounds).where(*planned)).rowcount


def attend(tx: Connection, account_ids: Sequence[int], now: datetime) -> int:
    """The clock looks anew at the open comments of these accounts: their warnings may come earlier now."""
    waiting = (comments.c.account_id.in_(account_ids), comments.c.attend_at > now)
    return tx.execute(update(comments).where(*waiting).values(attend_at=now)).rowcount


def received(tx: Connection, account_ids: Sequence[int], since: datetime, until: datetime) -> int:
    """How many comments came in on these accounts between two instants."""
    came = (
        comments.c.account_id.in_(account_ids),
        comments.c.first_seen_at >= since,
        comments.c.first_seen_at < until,
    )
    return tx.execute(select(func.count()).where(*came)).scalar_one()
