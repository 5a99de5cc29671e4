"""Choosing what leaves next: one recipient, rows whose time has come, gathered, each rechecked.

Everything here happens in one transaction. The recipient's pace row is locked first, so that no two processes
gather for one recipient at once; then its rows. What is needless, passed, too early or for somebody else
changes state in the same transaction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, claims, messages, outbox, outcomes, planning, rounds
from db.models import notices as table
from db.rows import Message, Notice
from db.words import NoticeKind, NoticeState
from scheduler.facts import facts_about
from scheduler.notices import CARDS
from scheduler.port import Outgoing, Ref
from scheduler.recheck import judge
from scheduler.rulebook import RuleBook
from scheduler.verdicts import REDIRECTED, Go, Later, Needless, Passed, Redirect, Verdict

PACE = timedelta(seconds=1)
"""The least time between two messages to one recipient."""
AT_MOST = 20
"""Recipients tried in one claim."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claimed:
    """A message to send, leased to its owner, and what it was drawn from."""

    outgoing: Outgoing
    looks: frozenset[tuple[int, ...]]


class Tidied:
    """Nothing to send this time, but the outbox changed: ask again."""


class ClaimFault(Exception):  # noqa: N818 - a fault of ours in judging these rows
    """Judging a recipient's rows raised: they wait, so that they do not hold up everybody else's."""

    def __init__(self, recipient: str) -> None:
        super().__init__(recipient)
        self.recipient = recipient


def claim(
    tx: Connection, book: RuleBook, *, owner: str, lease: timedelta, now: datetime, pace: timedelta = PACE
) -> Claimed | Tidied | None:
    """Take the next message to send. None: nothing can leave now. Raises ClaimFault."""
    for _ in range(AT_MOST):
        recipient = claims.lock_next(tx, now)
        if recipient is None:
            return None
        waiting = claims.due_of(tx, recipient, now, limit=1)
        if waiting:  # none: another process sent it in between
            try:
                return _claim_with(tx, book, waiting[0], owner=owner, lease=lease, pace=pace, now=now)
            except Exception as error:
                raise ClaimFault(recipient) from error
    return None


def _claim_with(
    tx: Connection,
    book: RuleBook,
    head: Notice,
    *,
    owner: str,
    lease: timedelta,
    pace: timedelta,
    now: datetime,
) -> Claimed | Tidied:
    unit = accounts.unit(tx, head.unit_id) if head.unit_id is not None else None
    within = book.rules(unit.slug if unit is not None else "").chat.gather_within
    rows = _gathered(tx, head, now, within)
    facts = facts_about(tx, rows, book=book, now=now)
    verdicts = {row.id: judge(row, facts=facts, book=book, now=now) for row in rows}
    _apply(tx, rows, verdicts, now)
    leaving = [row for row in rows if isinstance(verdicts[row.id], Go)]
    if head.batch is None and head.gather is None and not _held_up(head, now, within):
        leaving = leaving[:1]
    if not leaving:
        return Tidied()
    first = leaving[0]
    batch = head.batch or f"{first.key}#{first.attempt + 1}"
    thread = _kept_thread(tx, leaving) if head.batch is not None else _thread(tx, leaving)
    claims.take(
        tx,
        [row.id for row in leaving],
        batch=batch,
        thread_id=thread.id if thread is not None else None,
        owner=owner,
        now=now,
        lease=lease,
    )
    if head.batch is not None:
        claims.leave_behind(tx, batch, [row.id for row in leaving])
    claims.pace(tx, head.recipient, now + pace)
    return Claimed(outgoing=_outgoing(leaving, batch=batch, thread=thread), looks=outcomes.looks(tx, leaving))


def _gathered(tx: Connection, head: Notice, now: datetime, within: timedelta) -> list[Notice]:
    """The rows that may leave together with this one.

    A batch in doubt leaves as it was. Cards that wait for an opening leave with every other card that waits;
    warnings within the gathering time leave together, but none is called overdue before it is.
    """
    if head.batch is not None:
        return claims.waiting(tx, head.recipient, now, table.c.batch == head.batch)
    unsent = table.c.batch.is_(None)
    if head.kind in claims.SHOWING_KINDS and head.detail is None:
        kinds = table.c.kind.in_(claims.SHOWING_KINDS)
        own = table.c.detail.is_(None)
        if head.gather in {None, CARDS}:
            return claims.waiting(tx, head.recipient, now, unsent, kinds, own)
        return claims.waiting(tx, head.recipient, now, unsent, kinds, own, table.c.gather == head.gather)
    if head.gather is not None:
        together = claims.waiting(tx, head.recipient, now + within, unsent, table.c.gather == head.gather)
        early = {row.id for row in together if row.send_at > now and row.rung == "overdue"}
        return [row for row in together if row.id not in early]
    return claims.waiting(tx, head.recipient, now, table.c.id == head.id)


def _held_up(head: Notice, now: datetime, within: timedelta) -> bool:
    """Something kept it from leaving when it was new: after downtime a recipient gets one digest."""
    return head.kind in claims.SHOWING_KINDS and head.detail is None and now - head.created_at >= within


def _apply(tx: Connection, rows: Sequence[Notice], verdicts: dict[int, Verdict], now: datetime) -> None:
    """Store what the recheck said of the rows that do not leave; in a flood that is alike of a thousand."""
    settled: dict[tuple[NoticeState, str], list[int]] = {}
    moved: dict[Later, list[int]] = {}
    for row in rows:
        match verdicts[row.id]:
            case Needless(reason=reason):
                settled.setdefault((NoticeState.CANCELLED, reason), []).append(row.id)
            case Passed():
                settled.setdefault((NoticeState.EXPIRED, "passed"), []).append(row.id)
            case Later() as later:
                moved.setdefault(later, []).append(row.id)
            case Redirect(rows=others):
                _settle(tx, [row.id], NoticeState.CANCELLED, REDIRECTED)
                outbox.add(tx, others, now)
                outbox.revive(tx, [other.key for other in others], now, reason=REDIRECTED)
            case Go():
                pass
    for (state, reason), ids in settled.items():
        _settle(tx, ids, state, reason)
    for later, ids in moved.items():
        outbox.move(tx, ids, later.at, gather=later.gather)


def _settle(tx: Connection, ids: Sequence[int], state: NoticeState, reason: str) -> None:
    claims.settle(tx, ids, state=state, reason=reason, of=NoticeState.PENDING)


def in_doubt(tx: Connection, rows: Sequence[Notice]) -> Outgoing:
    """The message that these rows were sent as, to look for it where it was sent."""
    return _outgoing(rows, batch=rows[0].batch or "", thread=_kept_thread(tx, rows))


def _outgoing(rows: Sequence[Notice], *, batch: str, thread: Message | None) -> Outgoing:
    """The message that these rows are: its kind, and the thread it belongs in."""
    first = rows[0]
    kind = first.kind
    if kind in claims.SHOWING_KINDS and (len(rows) > 1 or any(row.kind is NoticeKind.CARD for row in rows)):
        kind = NoticeKind.CARD
    return Outgoing(
        batch=batch,
        kind=kind,
        recipient=first.recipient,
        unit_id=first.unit_id,
        notices=tuple(rows),
        thread=_ref(thread),
        doubtful=any(row.doubtful for row in rows),
    )


def _ref(message: Message | None) -> Ref | None:
    if message is None:
        return None
    return Ref(chat=message.chat, channel=message.channel, reference=message.reference)


def _kept_thread(tx: Connection, rows: Sequence[Notice]) -> Message | None:
    """The thread that was written in the claim."""
    return messages.get(tx, rows[0].thread_id) if rows[0].thread_id is not None else None


def _thread(tx: Connection, rows: Sequence[Notice]) -> Message | None:
    """What is said of one shown comment (or round) goes in its thread, if it was shown to this recipient."""
    first = rows[0]
    if first.kind in claims.SHOWING_KINDS or first.kind is NoticeKind.ROUND:
        return None
    comments = planning.by_id(tx, [row.comment_id for row in rows if row.comment_id is not None])
    called = rounds.named(tx, {row.round_id for row in rows if row.round_id is not None})
    shown: set[int | None] = set()
    for row in rows:
        comment, of = comments.get(row.comment_id or 0), called.get(row.round_id or 0)
        shown.add(comment.message_id if comment is not None else of.message_id if of is not None else None)
    number = shown.pop() if len(shown) == 1 else None
    message = messages.get(tx, number) if number is not None else None
    return message if message is not None and message.recipient == first.recipient else None
