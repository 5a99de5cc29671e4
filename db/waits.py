"""Everything that waits for an instant: is its time there; and brought forward, if the clock was put back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, bindparam, exists, or_, select, update

from db.crises import RUNNING
from db.models import comments, crises, messages, notices, pacing, rounds, sources
from db.rounds import OPEN
from db.words import NoticeState, RoundState

_LOOK = select(
    select(notices.c.created_at).order_by(notices.c.id.desc()).limit(1).scalar_subquery(),
    select(comments.c.first_seen_at).order_by(comments.c.id.desc()).limit(1).scalar_subquery(),
    exists().where(
        OPEN,
        rounds.c.at <= bindparam("now"),
        or_(rounds.c.state == RoundState.PLANNED, rounds.c.ends_at <= bindparam("now")),
    ),
    exists().where(comments.c.attend_at <= bindparam("now")),
    exists().where(RUNNING, crises.c.ends_at <= bindparam("now")),
)
IN_HAND = (NoticeState.SENDING, NoticeState.UNKNOWN)
LONGEST_LEASE = timedelta(minutes=5)
"""No process that lives holds anything for longer."""
BEFORE = timedelta(hours=1)
"""How much further back than the clock was wrong a doubtful message is looked for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """What waits for the clock."""

    newest: datetime | None
    """When, by its own account, the newest notice or comment came in; None: there is none."""
    rounds: bool
    comments: bool
    crises: bool
    """One's end has passed."""


def look(tx: Connection, now: datetime) -> Waiting:
    """Whether a round, a comment or a crisis waits for the clock at `now`, in one statement, by index."""
    notice, comment, rounds_wait, comments_wait, crises_wait = tx.execute(_LOOK, {"now": now}).one()
    return Waiting(
        newest=max((at for at in (notice, comment) if at is not None), default=None),
        rounds=rounds_wait,
        comments=comments_wait,
        crises=crises_wait,
    )


def bring_forward(tx: Connection, now: datetime, *, ahead: timedelta) -> None:
    """What was to wait until after `now` waits no longer: paces, polls, looks at comments; leases end soon.

    `ahead`: by how much the clock was wrong. What is in doubt was tried so much earlier than it says, and the
    chat's history goes by the chat's own clock.

    Waiting less than was meant does no harm: Slack says again how long, what is in doubt is looked for in the
    history, and a look at a comment plans nothing twice. When something is to be said stays as it was.
    """
    waits: tuple[tuple[Table, str], ...] = (
        (pacing, "next_send_at"),
        (sources, "next_poll_at"),
        (comments, "attend_at"),
    )
    for table, name in waits:
        tx.execute(update(table).where(table.c[name] > now).values({name: now}))
    ends = now + LONGEST_LEASE
    leased = (notices.c.state.in_(IN_HAND), notices.c.lease_until > ends)
    tx.execute(update(notices).where(*leased).values(lease_until=ends))
    in_hand = select(notices.c.id, notices.c.first_tried_at).where(
        notices.c.state.in_(IN_HAND), notices.c.first_tried_at.is_not(None)
    )
    for row in tx.execute(in_hand).all():
        tried_at = row.first_tried_at - ahead - BEFORE
        tx.execute(update(notices).where(notices.c.id == row.id).values(first_tried_at=tried_at))
    stale = (messages.c.wanted_version > messages.c.shown_version, messages.c.updating_until > ends)
    tx.execute(update(messages).where(*stale).values(updating_until=ends))


def came_now(tx: Connection, now: datetime) -> None:
    """What came in by a clock that was ahead came in now; its claim judges whether it may leave yet."""
    early = notices.c.created_at > now
    tx.execute(update(notices).where(early, notices.c.state == NoticeState.PENDING).values(send_at=now))
    tx.execute(update(notices).where(early).values(created_at=now))
    tx.execute(update(comments).where(comments.c.first_seen_at > now).values(first_seen_at=now))
