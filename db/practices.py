"""A new editor's practice comment: hers alone, in no list and no count."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.models import notices, practices
from db.rows import found, where_equal
from db.words import PracticeState


@dataclass(frozen=True, kw_only=True, slots=True)
class Practice:
    """How far she has come; `turn` counts how many times she was given one."""

    person_id: int
    unit_id: int
    turn: int
    state: PracticeState
    given_at: datetime
    done_at: datetime | None


def get(tx: Connection, person_id: int) -> Practice | None:
    """Hers, if she was given one."""
    asked = where_equal(Practice, practices, "person_id")
    return next(iter(found(tx, Practice, asked, person_id=person_id)), None)


def give(tx: Connection, person_id: int, unit_id: int, now: datetime) -> int:
    """Give her one, from the start if she has had one; its turn."""
    before = get(tx, person_id)
    given = {"unit_id": unit_id, "state": PracticeState.GIVEN, "given_at": now, "done_at": None}
    if before is None:
        tx.execute(insert(practices).values(person_id=person_id, turn=1, **given))
        return 1
    turn = before.turn + 1
    tx.execute(update(practices).where(practices.c.person_id == person_id).values(turn=turn, **given))
    return turn


def advance(
    tx: Connection, person_id: int, turn: int, *, of: PracticeState, to: PracticeState, now: datetime
) -> bool:
    """One step on; False: it is not there, or somebody pressed twice."""
    done = {"done_at": now} if to is PracticeState.DONE else {}
    changed = tx.execute(
        update(practices)
        .where(practices.c.person_id == person_id, practices.c.turn == turn, practices.c.state == of)
        .values(state=to, **done)
    )
    return changed.rowcount == 1


def message_of(tx: Connection, key: str) -> int | None:
    """The message that shows it, once it has been sent."""
    found_id: int | None = tx.execute(
        select(notices.c.message_id).where(notices.c.key == key)
    ).scalar_one_or_none()
    return found_id
