"""A comment in somebody's hands, if she may handle it: asked first by everything that changes one."""

from datetime import datetime

from sqlalchemy import Connection

from db import comments
from db.rows import Person
from handlers.access import may_handle, refuse, standing
from handlers.case import Case, case_of
from handlers.outcome import Outcome, Said
from scheduler.rulebook import RuleBook


def reach(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    number: int | None,
    now: datetime,
    lock: bool = True,
) -> Case | Outcome:
    """The comment as a case of hers, locked until the commit; else why not."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    comment = comments.several(tx, [number], lock=lock).get(number) if number is not None else None
    if comment is None:
        return refuse(Said.NO_SUCH_COMMENT, number=number)
    where = standing(tx, person)
    if not may_handle(tx, person, where, [comment]):
        return refuse(Said.OTHER_UNITS_COMMENT, number=number)
    return case_of(tx, book, comment, person, where=where, now=now)


def again(tx: Connection, case: Case) -> Case:
    """The same case after it was changed in this transaction."""
    return Case(
        comment=comments.several(tx, [case.comment.id])[case.comment.id],
        person=case.person,
        supervises=case.supervises,
        book=case.book,
        slug=case.slug,
        now=case.now,
    )
