"""The chain of seals over everything that happened: whoever changes a record afterwards breaks its seal.

A seal holds a digest of a record's content, and a hash of that and of the seal before. So no record can be
changed, taken out or put in between without all later seals changing too; and whoever noted the last hash
somewhere else (the log has it, every handout has it) sees that they did.

Records are sealed a moment after they were written, by the clock, in order of number: sealing them in the
transaction that writes them would let all writers of several machines wait for each other, and twice over
whoever also waits for a comment's row. On PostgreSQL a number may be given earlier and committed later: what
comes to light behind what is sealed already is sealed then, for as long as a transaction can take.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    cast,
    exists,
    func,
    insert,
    select,
)
from sqlalchemy import literal as value

from db import marks
from db.models import marks as marks_table
from db.models import seals
from db.sealed import TABLES, Sealed, contents
from db.store import Store, take_turn

PAGE = 500
MOST_PAGES = 10
"""In one go, so that a store with many unsealed years does not hold up the clock."""
SETTLED_AFTER = timedelta(minutes=15)
"""No transaction takes longer: the server ends one that is idle for a minute."""
AT_ONCE = 100
"""So many rows of the small tables may be written beside each other."""
BEGINNING = "0" * 64
"""What the first seal takes for the hash before it."""
TURN = 0x5345_414C


@dataclass(frozen=True, kw_only=True, slots=True)
class Head:
    """The last seal: its number, its hash."""

    number: int = 0
    hash: str = BEGINNING


def digest(content: str, salt: str) -> str:
    """A record's content in 64 letters. The salt, 128 bits by chance, goes when the content is purged:
    without it nobody can try out what may have stood there."""
    return sha256(f"{salt}\n{content}".encode()).hexdigest()


def link(before: str, number: int, kind: str, row_id: int, of: str) -> str:
    """The hash of a seal: of the one before, and of all that this one says."""
    return sha256(f"{before}\n{number}\n{kind}\n{row_id}\n{of}".encode()).hexdigest()


def head(tx: Connection) -> Head:
    """The last seal there is."""
    row = tx.execute(_LAST).first()
    return Head() if row is None else Head(number=row.id, hash=row.hash)


_LAST = select(seals.c.id, seals.c.hash).order_by(seals.c.id.desc()).limit(1)


def seal_new(store: Store, now: datetime, *, page: int = PAGE, most_pages: int = MOST_PAGES) -> int:
    """Seal what has been written since the last time; how many. One statement when there is nothing."""
    with store.read() as tx:
        waiting = [kind for kind, waits in zip(Sealed, tx.execute(_glance()).one(), strict=True) if waits]
        if store.is_postgres and not waiting and not _settles(tx, now):
            return 0
    count = 0
    for _ in range(most_pages if waiting or store.is_postgres else 0):
        with store.write() as tx:
            take_turn(tx, TURN)
            done = sum(seal(tx, kind, now, page) for kind in waiting)
            _settle(tx, now, at_once=not store.is_postgres)
        count += done
        if done < page:
            break
    return count


def seal(tx: Connection, kind: Sealed, now: datetime, page: int = PAGE) -> int:
    """Seal a page of what is not sealed yet; how many. The caller has the turn."""
    rows = [dict(row) for row in tx.execute(_unsealed(kind).limit(page)).mappings()]
    if not rows:
        return 0
    last = head(tx)
    new: list[dict[str, Any]] = []
    number, before = last.number, last.hash
    for row, content in zip(rows, contents(tx, kind, rows), strict=True):
        number, salt = number + 1, os.urandom(16).hex()
        of = digest(content, salt)
        before = link(before, number, kind.value, row["id"], of)
        new.append(
            {
                "id": number,
                "kind": kind.value,
                "row_id": row["id"],
                "salt": salt,
                "digest": of,
                "hash": before,
                "at": now,
            }
        )
    tx.execute(insert(seals), new)
    return len(new)


def forget(tx: Connection, kind: Sealed, row_ids: Sequence[int]) -> None:
    """Take the salt of what is purged: its digest says nothing from now on, its place in the chain stays."""
    if row_ids:
        tx.execute(_FORGET, [{"of_kind": kind.value, "of_row": row_id} for row_id in row_ids])


_FORGET = (
    seals.update()
    .where(seals.c.kind == bindparam("of_kind"), seals.c.row_id == bindparam("of_row"))
    .values(salt=None)
)


def settled(tx: Connection) -> int:
    """The event up to which everything is sealed that ever will be: what lies below unsealed slipped in."""
    return int(tx.execute(select(_SETTLED)).scalar_one())


_MARK = "sealed"
_SETTLED: ColumnElement[int] = func.coalesce(
    select(cast(marks_table.c.value, Integer)).where(marks_table.c.name == _MARK).scalar_subquery(), 0
)


def _unsealed(kind: Sealed) -> Select[Any]:
    """In order of number, from where everything is settled."""
    table = TABLES[kind]
    there = exists().where(seals.c.kind == kind.value, seals.c.row_id == table.c.id)
    sealed = select(func.max(seals.c.row_id)).where(seals.c.kind == kind.value).scalar_subquery()
    since = _SETTLED if kind is Sealed.EVENT else func.coalesce(sealed, 0) - AT_ONCE
    return select(table).where(table.c.id > since, ~there).order_by(table.c.id)


@cache
def _glance() -> Select[Any]:
    waits: list[Any] = [
        _unsealed(kind).with_only_columns(value(1)).order_by(None).exists() for kind in Sealed
    ]
    return select(*waits)


def _settles(tx: Connection, now: datetime) -> bool:
    """Whether it is time to note again how far everything is settled."""
    noted: Mapping[str, marks.Mark] = marks.read(tx, [_MARK])
    return _MARK not in noted or now - noted[_MARK].at > SETTLED_AFTER


def _settle(tx: Connection, now: datetime, *, at_once: bool) -> None:
    furthest = select(func.max(seals.c.row_id)).where(seals.c.kind == Sealed.EVENT.value)
    if not at_once:
        furthest = furthest.where(seals.c.at <= now - SETTLED_AFTER)
    reached = tx.execute(furthest).scalar_one()
    if reached is not None or not at_once:
        marks.note(tx, _MARK, now, str(max(int(reached or 0), settled(tx))))
