"""Marks: small facts that the clock must remember between ticks and restarts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from db.models import marks
from db.rows import columns, made


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """One remembered fact: when it was noted, and what."""

    name: str
    at: datetime
    value: str | None


def read(tx: Connection, names: Iterable[str]) -> dict[str, Mark]:
    """The marks with these names that exist."""
    query = select(*columns(Mark, marks)).where(marks.c.name.in_(list(names)))
    return {mark.name: mark for mark in (made(Mark, row) for row in tx.execute(query))}


def beginning(tx: Connection, prefix: str, *, limit: int = 1000) -> list[Mark]:
    """The marks whose names begin so, in order."""
    query = (
        select(*columns(Mark, marks))
        .where(marks.c.name >= prefix, marks.c.name < prefix + "\U0010ffff")
        .order_by(marks.c.name)
        .limit(limit)
    )
    return [made(Mark, row) for row in tx.execute(query)]


def note(tx: Connection, name: str, at: datetime, value: str | None = None) -> None:
    """Remember it, in place of what was remembered before."""
    insert = postgresql.insert if tx.dialect.name == "postgresql" else sqlite.insert
    row = {"name": name, "at": at, "value": value}
    tx.execute(
        insert(marks)
        .values(row)
        .on_conflict_do_update(index_elements=["name"], set_={"at": at, "value": value})
    )
