"""The outbox's protocol: nothing lost, nothing sent twice, whatever crashes.

1. Claim: in one transaction choose what leaves (`scheduler/claiming.py`), write its batch id and lease.
2. Ask once more whether the batch is still ours, then send, outside any transaction.
3. Record: the message, its rows, its comments and its round, in one transaction.

A definite refusal goes straight back to pending, or dies and its next in line gets a row in the same
transaction. Whatever else happens after 1 leaves rows that nobody may send until their lease has run out;
then the chat's history says what became of them (reconcile). The lease is longer than the chat client's
timeout and the history's lag together.

What can still double: a process frozen between 2's question and its send for longer than the lease, and a
history that lags more than the lease. Both leave a mark for the auditor when they are noticed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import claims, marks, messages, outbox, outcomes, people
from db.rows import Message, Notice
from db.store import Store
from scheduler import unit_notices
from scheduler.claiming import PACE, Claimed, ClaimFault, Tidied, claim, in_doubt
from scheduler.escalation import OVERDUE
from scheduler.next_in_line import operator_hears, told_instead_of
from scheduler.notices import WARNING_KINDS
from scheduler.port import CannotTell, Chat, Outgoing, Ref, SendError, Unclear
from scheduler.rulebook import RuleBook

Checkpoint = Callable[[str], None]
"""Called with a step's name as it is passed; crash tests raise here."""

AFTER_FAULT = timedelta(minutes=1)
"""How long a recipient waits whose rows could not be judged: everybody else's leave meanwhile."""
TOLD_AGAIN = timedelta(minutes=2)
"""Between the second doubt about a message and its being told again, where no history is; doubled thrice."""
POSSIBLE_DOUBLE = "possible_double:"
"""Marks that begin so name batches that the chat may hold twice; the auditor reports them."""


def pass_by(_step: str) -> None:
    """Nothing happens at a step."""


def backoff(attempt: int) -> timedelta:
    """How long to wait after so many refusals: 2 s, doubled, at most two minutes.

    Less than a lease: what was put off is said no later, once the chat works again, than what was in doubt.
    """
    doubled: int = 1 << min(max(attempt - 1, 0), 6)
    return min(timedelta(seconds=2) * doubled, timedelta(minutes=2))


@dataclass(frozen=True, kw_only=True, slots=True)
class Patience:
    """How long the outbox waits before it does something else."""

    ask_again: timedelta = timedelta(seconds=30)
    """Between two looks into a history that cannot be read."""
    tell_twice_after: timedelta = timedelta(minutes=10)
    """A warning in doubt for so long is told again, marked as such."""


class Deliverer:
    """Sends what is due, finds out what became of doubtful sends, keeps messages up to date.

    `lease` must exceed the chat client's timeout plus the history's lag; `pace` is the least time between two
    messages to one recipient (none where the clock may stand still). Any number of deliverers may share a
    PostgreSQL store; each has an `owner` of its own, new with every start.
    """

    def __init__(
        self,
        *,
        store: Store,
        chat: Chat,
        book: RuleBook,
        owner: str,
        lease: timedelta = timedelta(seconds=60),
        patience: Patience | None = None,
        pace: timedelta = PACE,
        checkpoint: Checkpoint = pass_by,
    ) -> None:
        self._store = store
        self._chat = chat
        self._book = book
        self._owner = owner
        self._lease = lease
        self._patience = patience or Patience()
        self._pace = pace
        self._at = checkpoint

    def deliver_one(self, now: datetime) -> bool:
        """Do one thing: settle a doubt, send a message or update one. False: there is nothing to do now."""
        return self._reconcile_one(now) or self._send_one(now) or self._update_one(now)

    # -- sending --

    def _send_one(self, now: datetime) -> bool:
        try:
            with self._store.write() as tx:
                claimed = claim(
                    tx, self._book, owner=self._owner, lease=self._lease, pace=self._pace, now=now
                )
        except ClaimFault as fault:
            with self._store.write() as tx:
                claims.pace(tx, fault.recipient, now + AFTER_FAULT)
            raise
        if claimed is None:
            return False
        if isinstance(claimed, Tidied):
            return True
        self._at("claimed")
        with self._store.read() as tx:
            mine = claims.still_mine(tx, claimed.outgoing.batch, self._owner)
        if mine:
            self._at("checked")
            self._send(claimed, now)
        return True

    def _send(self, claimed: Claimed, now: datetime) -> None:
        sending = claimed.outgoing
        try:
            ref = self._chat.send(sending, now)
        except SendError as error:
            self._at("refused")
            self._refused(sending, error, now)
            return
        except Unclear:
            self._at("unclear")
            with self._store.write() as tx:
                outcomes.doubt(tx, sending.batch, self._owner)
            return
        self._at("sent")
        with self._store.write() as tx:
            changed = outcomes.looks(tx, sending.notices) != claimed.looks
            record(tx, sending, ref, now, stale=changed)
        self._at("recorded")

    def _refused(self, sending: Outgoing, error: SendError, now: datetime) -> None:
        """Definitely not taken: again later, or never, and then somebody else hears at once."""
        attempt = max(row.attempt for row in sending.notices) + 1
        with self._store.write() as tx:
            if not error.permanent:
                again_at = now + (error.retry_after or backoff(attempt))
                outcomes.refused(tx, sending.batch, self._owner, again_at=again_at, reason=error.code[:80])
                if error.retry_after is not None:
                    claims.pace(tx, sending.recipient, again_at)
                return
            dead = outcomes.died(tx, sending.batch, self._owner, reason=error.code[:80])
            if not dead:
                return
            team = people.unit_team(tx, sending.unit_id) if sending.unit_id is not None else None
            day = self._book.organisation_calendar.local_day(now)
            for row in dead:
                outbox.add(tx, told_instead_of(row, team=team, day=day, now=now), now)
            shown = operator_hears(dead, code=error.code, day=day, now=now)
            if shown is not None:
                outbox.add(tx, [shown], now)

    # -- doubt --

    def _reconcile_one(self, now: datetime) -> bool:
        with self._store.write() as tx:
            rows = outcomes.claim_doubtful(tx, now, owner=self._owner, lease=self._lease)
            if not rows:
                return False
            asked = in_doubt(tx, rows)
        self._at("doubted")
        since = min(row.first_tried_at or row.created_at for row in rows)
        found = self._find(asked, since)
        self._at("looked")
        with self._store.write() as tx:
            if isinstance(found, Ref):
                record(tx, asked, found, now, stale=True)
            elif found is None:
                outcomes.not_arrived(tx, asked.batch, self._owner, again_at=now)
            elif found.ever:
                self._tell_again(tx, asked, rows, now)
            else:
                self._cannot_tell(tx, asked, rows, since, now)
        return True

    def _find(self, asked: Outgoing, since: datetime) -> Ref | CannotTell | None:
        try:
            return self._chat.find(asked, since)
        except (SendError, Unclear):
            return CannotTell()

    def _cannot_tell(
        self, tx: Connection, asked: Outgoing, rows: list[Notice], since: datetime, now: datetime
    ) -> None:
        """Stay in doubt and alarm; a warning in doubt for long is told again rather than not at all."""
        if any(row.kind in WARNING_KINDS for row in rows) and now - since >= self._patience.tell_twice_after:
            outcomes.not_arrived(tx, asked.batch, self._owner, again_at=now, doubtful=True)
            return
        outcomes.still_unknown(tx, asked.batch, self._owner, ask_again_at=now + self._patience.ask_again)
        day = self._book.organisation_calendar.local_day(now)
        outbox.add(tx, [unit_notices.operator("unknown", about=asked.recipient, day=day, now=now)], now)

    def _tell_again(self, tx: Connection, asked: Outgoing, rows: list[Notice], now: datetime) -> None:
        """Nobody will ever be able to say whether it arrived: it is told again, and says so itself.

        At once after the first doubt, later and later after more: a chat that takes messages and loses its
        answers must not be filled with them. What shows itself meanwhile is not told again.
        """
        doubled: int = 1 << min(max(max(row.attempt for row in rows) - 2, 0), 3)
        again = any(row.doubtful for row in rows)
        later = TOLD_AGAIN * doubled if again else timedelta(0)
        outcomes.not_arrived(tx, asked.batch, self._owner, again_at=now + later, doubtful=True)

    # -- messages that are out of date --

    def _update_one(self, now: datetime) -> bool:
        with self._store.write() as tx:
            message = messages.claim_stale(tx, now, self._lease)
            if message is None:
                return False
            rows = outbox.of_message(tx, message.id)
        self._at("updating")
        try:
            self._chat.update(message, rows, now)
        except SendError as error:
            self._update_refused(message, now, permanent=error.permanent, wait=error.retry_after)
            return True
        except Unclear:
            self._update_refused(message, now, permanent=False, wait=None)
            return True
        self._at("updated")
        with self._store.write() as tx:
            messages.shown(tx, message)
        return True

    def _update_refused(
        self, message: Message, now: datetime, *, permanent: bool, wait: timedelta | None
    ) -> None:
        """Again later; a message that is gone is left alone."""
        with self._store.write() as tx:
            if permanent:
                messages.shown(tx, message)
                return
            tried = messages.failures(tx, message) + 1
            messages.update_failed(tx, message, retry_at=now + (wait or backoff(tried)))


def record(tx: Connection, sent: Outgoing, ref: Ref, now: datetime, *, stale: bool) -> None:
    """The batch is in the chat. What changed while it was on its way makes it out of date at once."""
    message = Message(
        id=0,
        batch=sent.batch,
        kind=sent.kind,
        unit_id=sent.unit_id,
        recipient=sent.recipient,
        chat=ref.chat,
        channel=ref.channel,
        reference=ref.reference,
        sent_at=now,
        wanted_version=2 if stale else 1,
        shown_version=1,
    )
    known = outcomes.reference_of(tx, sent.batch)
    outcomes.arrived(tx, message, now)
    overdue = [row.comment_id for row in sent.notices if row.rung == OVERDUE and row.comment_id is not None]
    messages.touch_cards(tx, overdue)  # the card says it too
    if known is not None and known != ref.reference:
        marks.note(tx, POSSIBLE_DOUBLE + sent.batch, now, f"{known} {ref.reference}")
