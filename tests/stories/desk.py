"""A desk for the stories: comments come in and are handled straight in the store, and the clock is turned."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, insert, literal, select, update

from db import messages, outbox, people, planning
from db.models import comments, events, notices
from db.rows import Account, Comment, Notice, Person, columns, made
from db.store import Store
from db.types import UtcDateTime
from db.words import CommentState, EventAction, NoticeKind
from scheduler import notices as said
from scheduler.answer_time import due
from scheduler.audit import audit
from scheduler.deliver import Deliverer
from scheduler.follow_up import follow_up_at
from scheduler.plan_week import iso_week
from scheduler.rulebook import RuleBook
from scheduler.tick import tick
from tests.newsroom import Newsroom
from tests.stories.fake_chat import FakeChat

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def at(text: str) -> datetime:
    """A local time in Stockholm: `at("2026-11-27 15:02")`."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def first_met(when: datetime) -> ColumnElement[datetime]:
    """The first holding reply or closing of the episode counts."""
    return func.coalesce(comments.c.met_at, literal(when, UtcDateTime))


@dataclass
class Desk:
    """One newsroom at work."""

    store: Store
    book: RuleBook
    newsroom: Newsroom
    chat: FakeChat = field(default_factory=FakeChat)
    deliverer: Deliverer | None = None

    def worker(self, **kwargs: object) -> Deliverer:
        """A deliverer as a newly started process has it."""
        return Deliverer(
            store=self.store,
            chat=self.chat,
            book=self.book,
            owner=uuid4().hex,
            **kwargs,  # type: ignore[arg-type]
        )

    def receive(
        self,
        when: str,
        *,
        account: Account | None = None,
        written: str | None = None,
        count: int = 1,
    ) -> list[int]:
        """Comments come in; their numbers."""
        now = at(when)
        wrote = at(written) if written else now
        account = account or self.newsroom.facebook
        slug = self.newsroom.unit.slug
        calendar, rules = self.book.calendar(slug), self.book.rules(slug)
        due_at = due(wrote, rules.answer, calendar)
        late = due_at <= now
        with self.store.write() as tx:
            rows = [
                made(Comment, row)
                for _ in range(count)
                for row in tx.execute(
                    insert(comments)
                    .values(
                        account_id=account.id,
                        unit_id=account.unit_id,
                        external_id=uuid4().hex,
                        source="test",
                        text="Hej! När öppnar ni?",
                        written_at=wrote,
                        first_seen_at=now,
                        week=iso_week(calendar.local_day(wrote)),
                        state=CommentState.NEW,
                        episode_at=wrote,
                        due_at=due_at,
                        last_working_moment=calendar.last_moment(due_at),
                        attend_at=now,
                        late_seen=late,
                        settings_version=self.book.version,
                    )
                    .returning(*columns(Comment, comments))
                )
            ]
            new = (
                said.arrived_late(row, calendar=calendar, now=now, version=self.book.version)
                if late
                else said.card(row, calendar=calendar, chat=rules.chat, now=now, version=self.book.version)
                for row in rows
            )
            outbox.add(tx, new, now)
        return [row.id for row in rows]

    def _change(
        self,
        number: int,
        action: EventAction,
        to: CommentState,
        now: datetime,
        person: Person | None,
        *,
        cancels: bool = True,
        **values: object,
    ) -> None:
        with self.store.write() as tx:
            before = planning.by_id(tx, [number])[number]
            tx.execute(
                update(comments)
                .where(comments.c.id == number)
                .values(state=to, version=before.version + 1, **values)
            )
            tx.execute(
                insert(events).values(
                    comment_id=number,
                    episode=before.episode,
                    at=now,
                    action=action,
                    from_state=before.state,
                    to_state=to,
                    person_id=person.id if person else None,
                )
            )
            if cancels and to not in {CommentState.NEW, CommentState.CLAIMED}:
                outbox.cancel(tx, reason=to.value, comment_ids=[number])
            messages.touch_comment(tx, number)

    def claim(self, number: int, when: str, person: Person) -> None:
        self._change(
            number, EventAction.CLAIMED, CommentState.CLAIMED, at(when), person,
            claimed_by=person.id, claimed_at=at(when),
        )  # fmt: skip

    def show_alone(self, number: int, when: str) -> None:
        """A comment of a digest gets a card of its own, as when somebody takes it."""
        with self.store.write() as tx:
            comment = planning.by_id(tx, [number])[number]
            outbox.add(tx, [said.own_card(comment, now=at(when), version=self.book.version)], at(when))

    def release(self, number: int, when: str) -> None:
        self._change(number, EventAction.RELEASED, CommentState.NEW, at(when), None, claimed_by=None)

    def answer(self, number: int, when: str, person: Person | None = None, *, cancels: bool = True) -> None:
        person = person or self.newsroom.anna
        self._change(
            number,
            EventAction.CLOSED,
            CommentState.ANSWERED,
            at(when),
            person,
            met_at=first_met(at(when)),
            closed_at=at(when),
            closed_by=person.id,
            attend_at=None,
            cancels=cancels,
        )

    def promise(self, number: int, when: str, person: Person | None = None) -> None:
        """Somebody said "vi återkommer"."""
        slug = self.newsroom.unit.slug
        follow_up = follow_up_at(
            at(when), ladder=self.book.rules(slug).ladder, calendar=self.book.calendar(slug)
        )
        self._change(
            number,
            EventAction.ACKNOWLEDGED,
            CommentState.ACKNOWLEDGED,
            at(when),
            person or self.newsroom.anna,
            met_at=first_met(at(when)),
            follow_up_at=follow_up,
            rung=0,
            attend_at=at(when),
        )

    def reopen(self, number: int, when: str) -> None:
        now = at(when)
        slug = self.newsroom.unit.slug
        calendar = self.book.calendar(slug)
        due_at = due(now, self.book.rules(slug).answer, calendar)
        self._change(
            number, EventAction.REOPENED, CommentState.NEW, now, self.newsroom.anna,
            claimed_by=None, met_at=None, closed_at=None, closed_by=None, rung=0, attend_at=now,
            episode=comments.c.episode + 1, episode_at=now, due_at=due_at,
            last_working_moment=calendar.last_moment(due_at),
        )  # fmt: skip

    def run(self, since: str, until: str, *, step_minutes: int = 5) -> None:
        """Let the clock go: at each step one tick, then everything that can be delivered, a second apart."""
        now, end = at(since), at(until)
        self.deliverer = self.deliverer or self.worker()
        while now <= end:
            self.once(now)
            now += timedelta(minutes=step_minutes)

    def tick(self, now: datetime) -> None:
        tick(self.store, self.book, now)

    def away(self, person: Person, first_day: str, last_day: str) -> None:
        with self.store.write() as tx:
            people.mark_away(
                tx,
                person.id,
                first_day=date.fromisoformat(first_day),
                last_day=date.fromisoformat(last_day),
                marked_by=None,
                now=at(first_day),
            )

    def once(self, now: datetime) -> None:
        """One tick, and delivery until nothing is left to do at that time."""
        self.deliverer = self.deliverer or self.worker()
        tick(self.store, self.book, now)
        self.deliver(now)

    def deliver(self, now: datetime) -> None:
        assert self.deliverer is not None
        moment, posted = now, -1
        for _ in range(2000):
            self.chat.now = moment
            if self.deliverer.deliver_one(moment):
                continue
            if posted == len(self.chat.posts):
                return
            posted = len(self.chat.posts)
            moment += timedelta(seconds=2)  # the pace of a channel is a second
        raise AssertionError("delivery never came to rest")

    def comment(self, number: int) -> Comment:
        with self.store.read() as tx:
            return planning.by_id(tx, [number])[number]

    def notices(self, prefix: str = "") -> list[Notice]:
        with self.store.read() as tx:
            query = (
                select(*columns(Notice, notices))
                .where(notices.c.key.startswith(prefix))
                .order_by(notices.c.id)
            )
            return [made(Notice, row) for row in tx.execute(query)]

    def states(self, prefix: str = "") -> dict[str, str]:
        return {
            row.key: row.state.value + (f" {row.reason}" if row.reason else "")
            for row in self.notices(prefix)
        }

    def gaps(self, when: str) -> list[tuple[str, str | int | None]]:
        """What the auditor finds, as kind and what it is about."""
        with self.store.read() as tx:
            found = audit(tx, self.book, at(when))
        return [(gap.kind.value, gap.key or gap.comment_id) for gap in found]

    def told(self, *kinds: NoticeKind) -> list[tuple[str, str, list[str]]]:
        """What was posted: local time, to whom, under which keys; without ids of people and units."""
        names = {
            f"unit:{self.newsroom.unit.id}": "kultur",
            f"person:{self.newsroom.anna.id}": "anna",
            f"person:{self.newsroom.bo.id}": "bo",
            f"person:{self.newsroom.cecilia.id}": "cecilia",
        }
        return [
            (
                post.at.astimezone(STOCKHOLM).strftime("%a %H:%M"),
                names.get(post.recipient, post.recipient),
                [key.replace(f":p{self.newsroom.cecilia.id}", ":cecilia") for key in post.keys],
            )
            for post in self.chat.posts
            if not kinds or post.kind in kinds
        ]
