"""Comments: found, listed, stored in bulk, changed one at a time by compare-and-set."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Update,
    bindparam,
    case,
    func,
    select,
    text,
    update,
)

from db.models import comments
from db.rows import Comment, columns, found, made, where_equal
from db.store import new_rows, one_or_all
from db.words import UNMET_STATES, CommentState

OPEN = text("comments.state IN ('new','claimed','acknowledged') AND NOT comments.history")
"""Spelled as in the partial index, so that it is used."""
CLAIMED = text("comments.claimed_by IS NOT NULL AND comments.state IN ('claimed','acknowledged')")
"""The same, for the index on who has what."""
UNMET = comments.c.state.in_(UNMET_STATES)
MOST_IN_ONE = 900
"""Values that one IN may name on every SQLite there is."""
_SEVERAL = (
    select(*columns(Comment, comments))
    .where(comments.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(comments.c.id)
)
_LOCKED = _SEVERAL.with_for_update()
_EXTERNAL = (
    select(*columns(Comment, comments))
    .where(
        comments.c.account_id == bindparam("account"),
        comments.c.external_id.in_(bindparam("ids", expanding=True)),
    )
    .order_by(comments.c.id)
    .with_for_update()
)
_CLAIMERS = select(comments.c.claimed_by).where(CLAIMED).distinct()


def get(tx: Connection, number: int) -> Comment | None:
    """The comment with this number."""
    return several(tx, [number]).get(number)


def several(tx: Connection, numbers: Collection[int], *, lock: bool = False) -> dict[int, Comment]:
    """The comments with these numbers, by number; `lock`: nobody else changes them before the commit."""
    wanted = sorted(set(numbers))
    if len(wanted) == 1 and not lock:
        return {row.id: row for row in found(tx, Comment, where_equal(Comment, comments, "id"), id=wanted[0])}
    there: dict[int, Comment] = {}
    for start in range(0, len(wanted), MOST_IN_ONE):
        page = wanted[start : start + MOST_IN_ONE]
        there |= {row.id: row for row in found(tx, Comment, _LOCKED if lock else _SEVERAL, ids=page)}
    return there


def known(tx: Connection, keys: Mapping[int, Collection[str]]) -> dict[tuple[int, str], int]:
    """The numbers of those that are stored already, by account and external id."""
    there: dict[tuple[int, str], int] = {}
    for account_id, external in keys.items():
        wanted = sorted(set(external))
        for start in range(0, len(wanted), MOST_IN_ONE):
            query = select(comments.c.external_id, comments.c.id).where(
                comments.c.account_id == account_id,
                comments.c.external_id.in_(wanted[start : start + MOST_IN_ONE]),
            )
            there |= {(account_id, external_id): number for external_id, number in tx.execute(query)}
    return there


def of_account(tx: Connection, account_id: int, external_ids: Collection[str]) -> dict[str, Comment]:
    """Those of an account that are stored already, by the platform's id, locked until the commit."""
    wanted = sorted(set(external_ids))
    there: dict[str, Comment] = {}
    for start in range(0, len(wanted), MOST_IN_ONE):
        page = wanted[start : start + MOST_IN_ONE]
        rows = found(tx, Comment, _EXTERNAL, account=account_id, ids=page)
        there |= {row.external_id: row for row in rows}
    return there


def add(tx: Connection, rows: Sequence[Mapping[str, Any]]) -> dict[tuple[int, str], int]:
    """Store new comments; the numbers of those that went in, by account and external id.

    One that is there already is passed over: the table's UNIQUE constraint says what is new.
    """
    if not rows:
        return {}
    new = tx.execute(new_rows(tx, comments, "account_id", "external_id", "id"), one_or_all(rows))
    return {(row[0], row[1]): row[2] for row in new}


def change(tx: Connection, comment: Comment, values: Mapping[str, Any]) -> bool:
    """Change a comment if nobody has since it was read; False: somebody was first."""
    given = {"of": comment.id, "read_version": comment.version}
    given |= {f"new_{name}": value for name, value in values.items()}
    return tx.execute(_changing(tuple(values)), given).rowcount == 1


def change_each(tx: Connection, rows: Sequence[tuple[Comment, Mapping[str, Any]]]) -> int:
    """Change several comments that were read with `lock`, in one statement; how many.

    All rows must name the same columns.
    """
    if not rows:
        return 0
    named = tuple(rows[0][1])
    given = [
        {"of": comment.id, "read_version": comment.version} | {f"new_{name}": values[name] for name in named}
        for comment, values in rows
    ]
    return tx.execute(_changing(named), given).rowcount


@cache
def _changing(named: tuple[str, ...]) -> Update:
    """The compare-and-set of these columns, made once."""
    return (
        update(comments)
        .where(comments.c.id == bindparam("of"), comments.c.version == bindparam("read_version"))
        .values({name: bindparam(f"new_{name}") for name in named} | {"version": comments.c.version + 1})
    )


def waiting(
    tx: Connection,
    unit_ids: Collection[int],
    *,
    limit: int,
    due_before: datetime | None = None,
    unmet_only: bool = False,
) -> tuple[tuple[Comment, ...], int]:
    """What is open in these units, most urgent first, and how many there are in all.

    What somebody marked as urgent stands before everything else.

    A promised answer is as urgent as its follow-up. `due_before`: only what was due by then and is not met.
    """
    where: list[Any] = [OPEN, comments.c.unit_id.in_(sorted(unit_ids))]
    if due_before is not None:
        where += [UNMET, comments.c.due_at < due_before]
    elif unmet_only:
        where.append(UNMET)
    first = case(
        (
            comments.c.state == CommentState.ACKNOWLEDGED,
            func.coalesce(comments.c.follow_up_at, comments.c.due_at),
        ),
        else_=comments.c.due_at,
    )
    return _counted(tx, where, [comments.c.urgent.desc(), first, comments.c.id], limit)


def of_person(tx: Connection, person_id: int, *, limit: int = 1000) -> tuple[Comment, ...]:
    """What this person has, most urgent first."""
    query = (
        _all()
        .where(CLAIMED, comments.c.claimed_by == person_id)
        .order_by(comments.c.urgent.desc(), comments.c.due_at, comments.c.id)
    )
    return tuple(made(Comment, row) for row in tx.execute(query.limit(limit)))


def claimers(tx: Connection) -> frozenset[int]:
    """Everybody who has a comment."""
    return frozenset(tx.execute(_CLAIMERS).scalars())


def latest(tx: Connection, unit_ids: Collection[int], *, limit: int) -> tuple[Comment, ...]:
    """A unit's newest comments in any state, history left out: the latest week's first, by number.

    By week: so the index gives them in order, and a store of many years is not read through.
    """
    query = (
        _all()
        .where(comments.c.unit_id.in_(sorted(unit_ids)), ~comments.c.history)
        .order_by(comments.c.week.desc(), comments.c.id.desc())
        .limit(limit)
    )
    return tuple(made(Comment, row) for row in tx.execute(query))


def waiting_by_account(tx: Connection, unit_ids: Collection[int]) -> dict[int, int]:
    """How many wait for their answer on each account."""
    query = (
        select(comments.c.account_id, func.count())
        .where(OPEN, UNMET, comments.c.unit_id.in_(sorted(unit_ids)))
        .group_by(comments.c.account_id)
    )
    return {row[0]: row[1] for row in tx.execute(query)}


def counts(tx: Connection, unit_id: int, now: datetime) -> tuple[int, int]:
    """How many are open in the unit, and how many of those are late."""
    late = func.coalesce(func.sum(case((UNMET & (comments.c.due_at < now), 1), else_=0)), 0)
    query = select(func.count(), late).where(OPEN, comments.c.unit_id == unit_id)
    counted = tx.execute(query).one()
    return int(counted[0]), int(counted[1])


def _all() -> Select[Any]:
    return select(*columns(Comment, comments))


def _counted(
    tx: Connection, where: Sequence[Any], order: Sequence[ColumnElement[Any]], limit: int
) -> tuple[tuple[Comment, ...], int]:
    first = tx.execute(_all().where(*where).order_by(*order).limit(limit)).all()
    total = len(first)
    if total == limit:
        total = tx.execute(select(func.count()).select_from(comments).where(*where)).scalar_one()
    return tuple(made(Comment, row) for row in first), total
