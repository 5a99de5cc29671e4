"""Gallring: what a recorded retention decision covers, and how its author, text and files go.

There is no other way in which anything of a comment is deleted. What stays of it is a husk: its number,
account, times, states and the platform's own id, so that it is counted where it was counted and not taken in
again. That it went, when and by which decision is an event of its own, sealed in the same transaction.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    and_,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from db import attachments, events, messages, seals
from db.events import NewEvent
from db.models import (
    comments,
    deeds,
    drafts,
    handovers,
    media,
    published,
    raws,
    registrations,
    replies,
    retention_decisions,
)
from db.models import events as events_table
from db.sealed import Sealed
from db.store import take_turn
from db.words import CLOSING_STATES, EventAction, Ground

PAGE = 100
EMPTIED: Mapping[Table, Mapping[str, Any]] = {
    replies: {"text": ""},
    handovers: {"whom": None, "reply": None},
    drafts: {"text": "", "note": None},
    deeds: {"text": "", "try_at": None},
    events_table: {"reason": None, "facts": None},
    published: {"text": "", "url": None},
    media: {"url": "", "name": "", "try_at": None},
}
"""What goes of the rows that belong to a comment, by table. A test knows every such table."""


@dataclass(frozen=True, kw_only=True)
class Covers:
    """What a decision covers: all that is said holds. Only what is done, and closed before that day."""

    closed_before: str | None = None  # a fixed day, ISO
    months: int | None = None  # or so many months after it was closed
    account: str | None = None  # slugs, as they are called in the configuration
    unit: str | None = None
    ground: Ground | None = None
    registered_too: bool = False  # also what has a diary number: the registrar has it


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """A retention decision (gallringsbeslut) as somebody recorded it."""

    id: int
    reference: str
    decided_by: str
    decided_on: date
    covers: Covers
    recorded_at: datetime
    recorded_by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """What it covers now, and what it would but for a reason to keep it."""

    comments: int
    oldest: datetime | None
    newest: datetime | None
    by_account: tuple[tuple[int, int], ...]
    waits_for_number: int
    registered: int


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The accounts and the unit of a decision, by number; none: all."""

    account_id: int | None = None
    unit_id: int | None = None


def record(tx: Connection, decision: Mapping[str, Any], covers: Covers, now: datetime) -> int:
    """Note a decision; it can be neither changed nor taken back. Its reference must be new."""
    values = {**decision, "covers": asdict(covers), "recorded_at": now}
    done = tx.execute(
        insert(retention_decisions).values(**values).returning(retention_decisions.c.id)
    ).scalar_one()
    return int(done)


def decisions(tx: Connection) -> tuple[Decision, ...]:
    """All of them, in the order in which they were recorded."""
    found = tx.execute(select(retention_decisions).order_by(retention_decisions.c.id)).mappings()
    return tuple(_decision(dict(row)) for row in found)


def _decision(row: Mapping[str, Any]) -> Decision:
    ground = row["covers"].get("ground")
    covers = Covers(**{**row["covers"], "ground": Ground(ground) if ground else None})
    return Decision(**{**row, "covers": covers})


def by_reference(tx: Connection, reference: str) -> Decision | None:
    """The decision that the organisation calls so."""
    wanted = reference.strip().casefold()
    return next((each for each in decisions(tx) if each.reference.casefold() == wanted), None)


def coverage(tx: Connection, covers: Covers, *, before: datetime, ids: Scope) -> Coverage:
    """What is covered: done, closed before that instant, and not purged yet."""
    where = _covered(covers, before, ids)
    waits, has = _waits_for_number(), _has_number()
    kept = [~waits] if covers.registered_too else [~waits, ~has]
    row = tx.execute(
        select(func.count(), func.min(comments.c.written_at), func.max(comments.c.written_at)).where(
            where, *kept
        )
    ).one()
    by_account = tx.execute(
        select(comments.c.account_id, func.count())
        .where(where, *kept)
        .group_by(comments.c.account_id)
        .order_by(comments.c.account_id)
    )

    def count(*also: ColumnElement[bool]) -> int:
        return int(tx.execute(select(func.count()).select_from(comments).where(where, *also)).scalar_one())

    return Coverage(
        comments=int(row[0]),
        oldest=row[1],
        newest=row[2],
        by_account=tuple((int(each[0]), int(each[1])) for each in by_account),
        waits_for_number=count(waits),
        registered=0 if covers.registered_too else count(has),
    )


def purge_page(
    tx: Connection, decision: Decision, *, before: datetime, ids: Scope, by: str, now: datetime
) -> list[int]:
    """Purge the next comments that are covered, whole, in this transaction; their numbers.

    1. lock them; 2. author, text and link go, and what belongs to them; 3. the salts of their seals go, so
    that nobody can try out what stood there; 4. an event says what happened, and is sealed.
    """
    covers = decision.covers
    kept = [~_waits_for_number()] if covers.registered_too else [~_waits_for_number(), ~_has_number()]
    query = select(comments.c.id, comments.c.episode, comments.c.state).where(
        _covered(covers, before, ids), *kept
    )
    found = tx.execute(query.order_by(comments.c.id).limit(PAGE).with_for_update(of=comments)).all()
    numbers = [row.id for row in found]
    if not numbers:
        return []
    take_turn(tx, seals.TURN)
    while any(seals.seal(tx, kind, now) == seals.PAGE for kind in Sealed):
        pass  # what is purged was sealed first: that it was there stays shown
    happened = select(events_table.c.id).where(events_table.c.comment_id.in_(numbers))
    seals.forget(tx, Sealed.EVENT, tx.execute(happened).scalars().all())
    tx.execute(
        update(comments)
        .where(comments.c.id.in_(numbers))
        .values(
            text="",
            edited_text=None,
            author=None,
            url=None,
            referred_to=None,
            version=comments.c.version + 1,
        )
    )
    _forget_raws(tx, numbers)
    for table, values in EMPTIED.items():
        tx.execute(update(table).where(table.c.comment_id.in_(numbers)).values(**values))
    attachments.purge(tx, numbers)
    facts = {"decision": decision.reference, "by": by}
    events.add(
        tx,
        [
            NewEvent(
                comment_id=row.id,
                episode=row.episode,
                at=now,
                action=EventAction.PURGED,
                from_state=row.state,
                to_state=row.state,
                facts=facts,
            )
            for row in found
        ],
    )
    seals.seal(tx, Sealed.EVENT, now)
    messages.touch_comments(tx, numbers)
    return numbers


def _forget_raws(tx: Connection, numbers: Sequence[int]) -> None:
    """The platform's own words of these comments and of the replies to them."""
    of_comments = select(comments.c.account_id, comments.c.external_id).where(comments.c.id.in_(numbers))
    of_replies = select(published.c.account_id, published.c.external_id).where(
        published.c.comment_id.in_(numbers)
    )
    for account_id, external_id in [*tx.execute(of_comments), *tx.execute(of_replies)]:
        tx.execute(delete(raws).where(raws.c.account_id == account_id, raws.c.external_id == external_id))


def purged(tx: Connection, decision: Decision) -> int:
    """How many comments went by it."""
    gone = (
        select(func.count())
        .select_from(events_table)
        .where(
            events_table.c.action == EventAction.PURGED,
            events_table.c.facts["decision"].as_string() == decision.reference,
        )
    )
    return int(tx.execute(gone).scalar_one())


def _covered(covers: Covers, before: datetime, ids: Scope) -> ColumnElement[bool]:
    """Done before then, and not purged: nothing that is open is ever covered.

    What was there before the account was watched is never closed: it counts from when it was written.
    """
    gone = exists().where(
        events_table.c.comment_id == comments.c.id, events_table.c.action == EventAction.PURGED
    )
    done = and_(comments.c.state.in_(CLOSING_STATES), comments.c.closed_at < before)
    history = and_(comments.c.history, comments.c.written_at < before)
    where: list[ColumnElement[bool]] = [or_(done, history), ~gone]
    if ids.account_id is not None:
        where.append(comments.c.account_id == ids.account_id)
    if ids.unit_id is not None:
        where.append(comments.c.unit_id == ids.unit_id)
    if covers.ground is not None:
        where.append(comments.c.ground == covers.ground)
    return and_(*where)


def _waits_for_number() -> ColumnElement[bool]:
    return exists().where(registrations.c.comment_id == comments.c.id, registrations.c.diary_number.is_(None))


def _has_number() -> ColumnElement[bool]:
    return exists().where(
        registrations.c.comment_id == comments.c.id, registrations.c.diary_number.is_not(None)
    )
