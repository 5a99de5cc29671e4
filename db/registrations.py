"""What the registrar should have: asked for, with its diary number once it is given (U10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, select, update

from db.models import registrations
from db.rows import columns, found
from db.store import insert_new


@dataclass(frozen=True, kw_only=True, slots=True)
class Registration:
    """One comment that the registrar should have; `diary_number` none: not given yet."""

    comment_id: int
    asked_at: datetime
    asked_by: int | None
    diary_number: str | None
    given_at: datetime | None
    given_by: int | None
    remind_at: datetime | None
    reminders: int


_OF = select(*columns(Registration, registrations)).where(
    registrations.c.comment_id.in_(bindparam("ids", expanding=True))
)
_DUE = (
    select(*columns(Registration, registrations))
    .where(registrations.c.remind_at <= bindparam("now"))
    .order_by(registrations.c.remind_at, registrations.c.comment_id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_WAITS = select(registrations.c.comment_id).where(registrations.c.remind_at <= bindparam("now")).limit(1)


def of_comments(tx: Connection, ids: Sequence[int]) -> dict[int, Registration]:
    """What is known of these comments, by number."""
    there = found(tx, Registration, _OF, ids=list(ids)) if ids else []
    return {one.comment_id: one for one in there}


def ask(tx: Connection, comment_id: int, *, by: int | None, now: datetime, remind_at: datetime) -> bool:
    """The registrar should have it; False: somebody said so before."""
    row = {"comment_id": comment_id, "asked_at": now, "asked_by": by, "remind_at": remind_at}
    return insert_new(tx, registrations, [row]) == 1


def give(tx: Connection, comment_id: int, number: str, *, by: int | None, now: datetime) -> None:
    """It has a diary number: nothing more to remind of."""
    tx.execute(
        update(registrations)
        .where(registrations.c.comment_id == comment_id)
        .values(diary_number=number, given_at=now, given_by=by, remind_at=None)
    )


def withdraw(tx: Connection, comment_id: int) -> bool:
    """The registrar need not have it after all; False: it was not asked for, or has a number already."""
    open_one = delete(registrations).where(
        registrations.c.comment_id == comment_id, registrations.c.diary_number.is_(None)
    )
    return tx.execute(open_one).rowcount == 1


def waits(tx: Connection, now: datetime) -> bool:
    """Whether anything is to be reminded of by now."""
    return tx.execute(_WAITS, {"now": now}).first() is not None


def due(tx: Connection, now: datetime, most: int) -> list[Registration]:
    """Those to remind of by now."""
    return found(tx, Registration, _DUE, now=now, most=most)


def remind_again(tx: Connection, comment_id: int, at: datetime) -> None:
    """Reminded of once more; the next time is then."""
    tx.execute(
        update(registrations)
        .where(registrations.c.comment_id == comment_id)
        .values(remind_at=at, reminders=registrations.c.reminders + 1)
    )
