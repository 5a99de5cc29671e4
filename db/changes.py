"""Who changed what of how a unit is run, and why: dated, named, only ever added to."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select

from db.models import changes
from db.rows import columns, made, values
from db.words import ChangeAction


@dataclass(frozen=True, kw_only=True, slots=True)
class NewChange:
    """One change, as it is noted in the transaction that makes it. `by_id` none: from the command line."""

    at: datetime
    by_id: int | None
    by_name: str
    action: ChangeAction
    unit_id: int | None = None
    account_id: int | None = None
    person_id: int | None = None
    what: str | None = None
    before: str | None = None
    after: str | None = None
    why: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Change(NewChange):
    """One change, as it stands in the log."""

    id: int


def note(tx: Connection, change: NewChange) -> int:
    """Write it down; its number."""
    number: int = tx.execute(insert(changes).values(**values(change)).returning(changes.c.id)).scalar_one()
    return number


def latest(
    tx: Connection, unit_ids: Collection[int] | None = None, *, limit: int = 50, before: int | None = None
) -> list[Change]:
    """The newest first: of these units (and of what holds for all), or all; `before` turns the page."""
    asked = select(*columns(Change, changes)).order_by(changes.c.id.desc()).limit(limit)
    if unit_ids is not None:
        asked = asked.where(or_(changes.c.unit_id.in_(sorted(set(unit_ids))), changes.c.unit_id.is_(None)))
    if before is not None:
        asked = asked.where(changes.c.id < before)
    return [made(Change, row) for row in tx.execute(asked)]
