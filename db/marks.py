"""Marks: small facts that the clock must remember between ticks and restarts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Insert, bindparam, select

from db.models import marks
from db.rows import columns, found
from db.store import inserting


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One remembered fact: when it was noted, and what."""

    name: str
    at: datetime
    value: str | None


_NAMED = select(*columns(Mark, marks)).where(marks.c.name.in_(bindparam("names", expanding=True)))
_BEGINNING = (
    select(*columns(Mark, marks))
    .where(marks.c.name >= bindparam("first"), marks.c.name < bindparam("after"))
    .order_by(marks.c.name)
    .limit(bindparam("most"))
)


def read(tx: Connection, names: Iterable[str]) -> dict[str, Mark]:
    """The marks with these names that exist."""
    return {mark.name: mark for mark in found(tx, Mark, _NAMED, names=list(names))}


def beginning(tx: Connection, prefix: str, *, limit: int = 1000) -> list[Mark]:
    """The marks whose names begin so, in order."""
    return found(tx, Mark, _BEGINNING, first=prefix, after=prefix + "\U0010ffff", most=limit)


def note(tx: Connection, name: str, at: datetime, value: str | None = None) -> None:
    """Remember it, in place of what was remembered before."""
    tx.execute(_noting(tx.dialect.name), {"name": name, "at": at, "value": value})


@cache
def _noting(dialect: str) -> Insert:
    insert = inserting(dialect, marks)
    given = insert.excluded
    return insert.on_conflict_do_update(index_elements=["name"], set_={"at": given.at, "value": given.value})
