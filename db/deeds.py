"""What is to be done on the platforms: asked for once an episode, claimed with a lease, settled once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, insert, select, update

from db.models import comments, deeds
from db.rows import Comment, columns, found
from db.source_words import Deed, DeedState

LEASE = timedelta(minutes=10)
"""So long one process has it to do, longer than the slowest platform takes; then another looks whether it was
done."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """One thing that somebody wants done with one comment on its platform."""

    id: int
    comment_id: int
    episode: int
    deed: Deed
    text: str
    person_id: int
    asked_at: datetime
    state: DeedState
    attempts: int
    begun_at: datetime | None
    """It may have been done already, since then; none: it was not."""
    done_at: datetime | None
    code: str | None


def ask(
    tx: Connection, *, comment_id: int, episode: int, deed: Deed, text: str, person_id: int, now: datetime
) -> bool:
    """Note that it is to be done. False: somebody asked before, and it is under way, done or unsure.

    What has failed for certain may be asked for again. Call it with the comment locked.
    """
    values = {
        "text": text,
        "person_id": person_id,
        "asked_at": now,
        "state": DeedState.WAITING,
        "attempts": 0,
        "try_at": now,
        "begun_at": None,
        "code": None,
    }
    there = last(tx, comment_id, episode, deed)
    if there is None:
        key = {"comment_id": comment_id, "episode": episode, "deed": deed}
        tx.execute(insert(deeds).values(**key, **values))
        return True
    again = update(deeds).where(deeds.c.id == there.id, deeds.c.state == DeedState.FAILED).values(**values)
    return tx.execute(again).rowcount == 1


def last(tx: Connection, comment_id: int, episode: int, deed: Deed) -> Asked | None:
    """What was asked for of this in the comment's episode."""
    query = select(*columns(Asked, deeds)).where(
        deeds.c.comment_id == comment_id, deeds.c.episode == episode, deeds.c.deed == deed
    )
    return next(iter(found(tx, Asked, query)), None)


def sent_for_others(tx: Connection, comment: Comment) -> frozenset[str]:
    """The platform's ids of replies in the comment's thread that went out from here for other comments."""
    if comment.thread_id is None:
        return frozenset()
    query = (
        select(deeds.c.external_id)
        .join(comments, comments.c.id == deeds.c.comment_id)
        .where(
            comments.c.account_id == comment.account_id,
            comments.c.thread_id == comment.thread_id,
            comments.c.id != comment.id,
            deeds.c.deed == Deed.PUBLISH,
            deeds.c.external_id.is_not(None),
        )
    )
    return frozenset(tx.execute(query).scalars())


def get(tx: Connection, number: int) -> Asked | None:
    """One by its number."""
    return next(iter(found(tx, Asked, select(*columns(Asked, deeds)).where(deeds.c.id == number))), None)


def waits(tx: Connection, now: datetime) -> bool:
    """Whether there is anything to do by now."""
    return tx.execute(select(deeds.c.id).where(deeds.c.try_at <= now).limit(1)).first() is not None


def claim_due(tx: Connection, now: datetime) -> Asked | None:
    """The next one to do, as it stood before; while the lease runs nobody else does it.

    From now on it counts as begun: whoever claims it after a crash looks first whether it was done.
    """
    query = (
        select(*columns(Asked, deeds))
        .where(deeds.c.try_at <= now)
        .order_by(deeds.c.try_at, deeds.c.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    there = next(iter(found(tx, Asked, query)), None)
    if there is not None:
        values = {"try_at": now + LEASE, "attempts": there.attempts + 1, "begun_at": there.begun_at or now}
        tx.execute(update(deeds).where(deeds.c.id == there.id).values(**values))
    return there


def later(tx: Connection, one: Asked, at: datetime, *, code: str, begun: bool) -> bool:
    """It is tried again; `begun`: it may have been done. False: it was settled meanwhile."""
    values = {"try_at": at, "code": code[:80]} | ({} if begun else {"begun_at": None})
    return tx.execute(update(deeds).where(*_mine(one)).values(**values)).rowcount == 1


def settle(
    tx: Connection,
    one: Asked,
    state: DeedState,
    *,
    now: datetime,
    code: str | None = None,
    external_id: str | None = None,
) -> bool:
    """What came of it, once. False: somebody else has settled it, or it was asked for anew."""
    values = {
        "state": state,
        "try_at": None,
        "done_at": now,
        "code": code[:80] if code else None,
        "external_id": external_id,
    }
    return tx.execute(update(deeds).where(*_mine(one)).values(**values)).rowcount == 1


def _mine(one: Asked) -> tuple[ColumnElement[bool], ...]:
    """Nobody has claimed it since: a lease that ran out is somebody else's to settle."""
    return (
        deeds.c.id == one.id,
        deeds.c.state == DeedState.WAITING,
        deeds.c.attempts == one.attempts + 1,
        deeds.c.asked_at == one.asked_at,
    )
