"""Comments, clicks, absences, ticks, deliveries and deaths in any order that Hypothesis thinks of."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from uuid import uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import select

from db.models import comments, metadata, notices
from db.rows import Comment, Notice, Person, columns, found
from db.store import Store
from db.words import CommentState, NoticeKind, NoticeState
from handlers import people as absences
from handlers.desk import Action, act
from handlers.receive import Incoming, receive
from handlers.turn import turn
from scheduler.deliver import Deliverer
from scheduler.notices import FOLLOW_UP
from scheduler.port import Outgoing, Ref, SendError, Unclear
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.newsroom import newsroom
from tests.stories.fake_chat import FakeChat

TUESDAY = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)  # 09:00 in Stockholm
BOOK = RuleBook(organisation=UnitRules())
OVERDUE = 4
ABOUT_OPEN = (NoticeKind.CARD, NoticeKind.ARRIVED_LATE, NoticeKind.RUNG)
IN_HAND = (NoticeState.SENDING, NoticeState.UNKNOWN)
STEPS = (
    *("claimed", "claimed", "checked", "sent", "sent", "recorded"),
    *("refused", "unclear", "doubted", "looked", "updating"),
)
"""Those that lie between deciding and recording come up more often."""
FAULTS = ("none", "cut off before", "cut off after it was taken", "busy", "ratelimited", "gone")
MINUTES = (1, 5, 30, 60, 4 * 60, 16 * 60, 24 * 60, 3 * 24 * 60)


class Killed(Exception):  # noqa: N818 - what happened, not an error
    """The process is gone."""


@dataclass
class Witness(FakeChat):
    """A chat that knows what is true when it is told something."""

    store: Store | None = None

    def send(self, outgoing: Outgoing, now: datetime) -> Ref:
        assert self.store is not None
        of = {comment.id: comment for comment in every(self.store)}
        for row in outgoing.notices:
            if row.comment_id is not None and row.kind in ABOUT_OPEN:
                self._is_true(row, of[row.comment_id])
        return super().send(outgoing, now)

    def _is_true(self, row: Notice, comment: Comment) -> None:
        assert comment.is_open, f"{row.key} is stale: {comment.state}"
        if row.kind is NoticeKind.RUNG:
            assert row.episode == comment.episode, f"{row.key} is of another episode"
            assert comment.is_unmet == (row.detail != FOLLOW_UP), f"{row.key} is stale: {comment.state}"


def every(store: Store) -> list[Comment]:
    """All comments, as they are."""
    with store.read() as tx:
        return found(tx, Comment, select(*columns(Comment, comments)).order_by(comments.c.id))


def outbox(store: Store) -> list[Notice]:
    """All rows of the outbox, as they are."""
    with store.read() as tx:
        return found(tx, Notice, select(*columns(Notice, notices)).order_by(notices.c.id))


class AnyOrder(RuleBasedStateMachine):
    """One newsroom, a chat that may fail, and a process that may die at each step of a delivery."""

    @initialize()
    def opens(self) -> None:
        self.now = TUESDAY
        self.store = Store.open("sqlite://")
        metadata.create_all(self.store.engine)
        with self.store.write() as tx:
            self.room = newsroom(tx)
        self.chat = Witness(store=self.store)
        self.step: str | None = None
        self.worker = self.born()

    def born(self) -> Deliverer:
        """A process as it starts."""
        return Deliverer(
            store=self.store,
            chat=self.chat,
            book=BOOK,
            owner=uuid4().hex,
            pace=timedelta(0),
            checkpoint=self.passes_step,
        )

    def passes_step(self, step: str) -> None:
        if step == self.step:
            self.step = None
            raise Killed(step)

    def person(self, number: int) -> Person:
        return (self.room.anna, self.room.bo, self.room.cecilia)[number]

    # -- what may happen --

    @rule(
        hours_ago=st.sampled_from((0, 1, 5, 30)), account=st.integers(0, 1), count=st.sampled_from((1, 1, 7))
    )
    def somebody_writes(self, hours_ago: int, account: int, count: int) -> None:
        slug = (self.room.facebook, self.room.instagram)[account].slug
        written_at = self.now - timedelta(hours=hours_ago)
        new = [
            Incoming(account=slug, text="När öppnar ni?", written_at=written_at, external_id=uuid4().hex)
            for _ in range(count)
        ]
        with self.store.write() as tx:
            receive(tx, BOOK, [*new, new[0]], self.now)

    @rule()
    def the_clock_ticks(self) -> None:
        turn(self.store, BOOK, self.now)
        planned = outbox(self.store)
        turn(self.store, BOOK, self.now)
        assert outbox(self.store) == planned, "planning twice changed something"
        assert all(row.attend_at is None or row.attend_at > self.now for row in every(self.store))

    @rule(fault=st.sampled_from(FAULTS), step=st.sampled_from((None, *STEPS)))
    def something_is_delivered(self, fault: str, step: str | None) -> None:
        """Until nothing is left to do now, or the process dies; then another takes its place."""
        self.step = step
        self.chat.faults.clear()
        if fault != "none":
            self.chat.faults.append(as_raised(fault))
        self.deliver()
        self.step = None
        self.chat.faults.clear()

    def deliver(self) -> None:
        self.chat.now = self.now
        try:
            for _ in range(500):
                if not self.worker.deliver_one(self.now):
                    return
        except Killed:
            self.worker = self.born()
            return
        raise AssertionError("delivery never came to rest")

    @precondition(lambda self: every(self.store))
    @rule(
        who=st.integers(0, 2),
        which=st.integers(0, 99),
        what=st.sampled_from(
            (
                *(Action.CLAIM, Action.CLAIM, Action.RELEASE, Action.ACKNOWLEDGE, Action.ANSWER),
                *(Action.NO_REPLY, Action.REOPEN),
            )
        ),
        signed=st.booleans(),
    )
    def somebody_acts(self, who: int, which: int, what: Action, *, signed: bool) -> None:
        numbers = [comment.id for comment in every(self.store)]
        person = self.person(who)
        text = f"Klockan tio.{f' /{person.first_name}' if signed else ''}"
        with self.store.write() as tx:
            act(
                tx,
                BOOK,
                person=person,
                action=what,
                number=numbers[which % len(numbers)],
                now=self.now,
                text=text if what in {Action.ANSWER, Action.ACKNOWLEDGE} else None,
            )

    @rule(who=st.integers(0, 2), days=st.sampled_from((None, 0, 2)), begins=st.sampled_from((0, 1)))
    def somebody_goes_away(self, who: int, days: int | None, begins: int) -> None:
        first = self.today() + timedelta(days=begins)
        last = None if days is None else first + timedelta(days=days)
        with self.store.write() as tx:
            person = self.person(who)
            absences.mark_away(
                tx, BOOK, person=person, whom=None, first_day=first, last_day=last, now=self.now
            )

    @rule(who=st.integers(0, 2))
    def somebody_comes_back(self, who: int) -> None:
        with self.store.write() as tx:
            absences.mark_back(tx, BOOK, person=self.person(who), now=self.now)

    @rule(minutes=st.sampled_from(MINUTES))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    @rule(readable=st.booleans())
    def the_history_can_be_read_or_not(self, readable: bool) -> None:
        self.chat.readable = readable

    def today(self) -> date:
        return BOOK.organisation_calendar.local_day(self.now)

    # -- what is always true --

    @invariant()
    def nothing_was_said_twice_unless_it_says_so(self) -> None:
        said = Counter(key for post in self.chat.posts if not post.outgoing.doubtful for key in post.keys)
        assert [key for key, times in said.items() if times > 1] == []

    @invariant()
    def one_key_is_one_row(self) -> None:
        assert [key for key, n in Counter(row.key for row in outbox(self.store)).items() if n > 1] == []

    @invariant()
    def each_open_comment_is_looked_at_again_until_all_is_said(self) -> None:
        for comment in every(self.store):
            if comment.is_open and not comment.history:
                assert comment.attend_at is not None or comment.rung == OVERDUE, comment
            if comment.state not in {CommentState.NEW, CommentState.CLAIMED, CommentState.ACKNOWLEDGED}:
                assert comment.attend_at is None, comment

    def teardown(self) -> None:
        """All is well again; when what was due is said, nothing is left in anybody's hand."""
        self.chat.readable = True
        for _ in range(40):
            self.now += timedelta(minutes=2)
            self.deliver()
            if not any(row.state in IN_HAND for row in outbox(self.store)):
                break
        rows = outbox(self.store)
        assert [row.key for row in rows if row.state in IN_HAND] == []
        assert [row.key for row in rows if row.state is NoticeState.PENDING and row.send_at <= self.now] == []
        said = {key for post in self.chat.posts for key in post.keys}
        assert {row.key for row in rows if row.state is NoticeState.SENT} <= said
        self.nothing_was_said_twice_unless_it_says_so()
        self.store.close()


@cache
def as_raised(fault: str) -> SendError | Unclear | str:
    """A fault as the fake chat takes it."""
    match fault:
        case "cut off before":
            return Unclear(fault)
        case "busy":
            return SendError(fault)
        case "ratelimited":
            return SendError(fault, retry_after=timedelta(seconds=30))
        case "gone":
            return SendError("channel_not_found", permanent=True)
        case _:
            return fault


AnyOrder.TestCase.settings = settings(
    max_examples=20,
    stateful_step_count=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = AnyOrder.TestCase
