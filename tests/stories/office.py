"""An office for the stories: comments come in through the real door, people act and write commands."""

from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from db import comments, events, outbox, people, planning
from db.models import notices, replies
from db.rows import Account, Comment, Event, Notice, Person, Reply, columns, made
from db.store import Store
from db.words import NoticeState
from handlers import commands, desk, forms
from handlers.content import Content
from handlers.desk import Action
from handlers.outcome import FormKind, Outcome, Said
from handlers.receive import Incoming, receive
from handlers.view import content_of
from scheduler import notices as said_by_clock
from scheduler.rulebook import RuleBook
from scheduler.tick import tick
from tests.newsroom import Newsroom

STOCKHOLM = ZoneInfo("Europe/Stockholm")
MONDAY = "2026-11-23 10:00"


def at(text: str) -> datetime:
    """A local time in Stockholm: `at("2026-11-27 15:02")`."""
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@dataclass
class Office:
    """One newsroom, seen from the people in it."""

    store: Store
    book: RuleBook
    newsroom: Newsroom
    _numbers: Any = field(default_factory=lambda: count(1))

    def comes(self, when: str = MONDAY, *, account: Account | None = None, **changes: Any) -> int:
        """A comment comes in; its number."""
        given = {
            "account": (account or self.newsroom.facebook).slug,
            "text": "Hej! När öppnar ni på lördag?",
            "written_at": at(when),
            "external_id": f"x-{next(self._numbers)}",
            "author": "Kim Svensson",
            "url": "https://www.facebook.com/kulturskolan.example/posts/1",
        }
        with self.store.write() as tx:
            (told,) = receive(tx, self.book, [Incoming(**(given | changes))], at(when))
        return told.number

    def act(
        self, person: Person | None, action: Action, number: int, when: str = MONDAY, **facts: Any
    ) -> Outcome:
        with self.store.write() as tx:
            return desk.act(tx, self.book, person=person, action=action, number=number, now=at(when), **facts)

    def says(
        self,
        person: Person | None,
        text: str,
        when: str = MONDAY,
        *,
        command: str = "svarsvakt",
        channel: str | None = "C-KULTUR",
    ) -> Outcome:
        """Somebody writes a command, in the kind of transaction that the bot gives it."""
        only_reads = commands.only_reads(command, text)
        with self.store.read() if only_reads else self.store.write() as tx:
            who = people.get(tx, person.id) if person else None
            return commands.run(
                tx,
                self.book,
                person=who,
                command=command,
                text=text,
                chat="slack",
                channel=channel,
                now=at(when),
            )

    def sends(
        self,
        person: Person | None,
        kind: FormKind,
        fields: dict[str, str],
        *,
        number: int | None = None,
        when: str = MONDAY,
    ) -> Outcome:
        """Somebody sends a form in."""
        with self.store.write() as tx:
            return forms.submit(
                tx, self.book, person=person, kind=kind, number=number, fields=fields, now=at(when)
            )

    def opens(
        self, person: Person | None, kind: FormKind, number: int | None = None, when: str = MONDAY
    ) -> Outcome:
        """Somebody opens a form."""
        with self.store.write() as tx:
            return forms.open_form(tx, self.book, person=person, kind=kind, number=number, now=at(when))

    def changes(
        self,
        person: Person | None,
        kind: FormKind,
        fields: dict[str, str],
        changed: str,
        *,
        number: int | None = None,
        when: str = MONDAY,
    ) -> Outcome:
        """Somebody does something in an open form."""
        with self.store.write() as tx:
            return forms.change(
                tx,
                self.book,
                person=person,
                kind=kind,
                number=number,
                fields=fields,
                changed=changed,
                now=at(when),
            )

    def replies(self, number: int) -> list[Reply]:
        """The published replies to a comment."""
        with self.store.read() as tx:
            query = select(*columns(Reply, replies)).where(replies.c.comment_id == number)
            return [made(Reply, row) for row in tx.execute(query)]

    def comment(self, number: int) -> Comment:
        with self.store.read() as tx:
            found = comments.get(tx, number)
        assert found is not None
        return found

    def events(self, number: int) -> tuple[Event, ...]:
        with self.store.read() as tx:
            return events.of_comment(tx, number)

    def notices(self, number: int, *states: NoticeState) -> list[Notice]:
        with self.store.read() as tx:
            found = outbox.of_comments(tx, [number])
        return [row for row in found if not states or row.state in states]

    def all_notices(self, prefix: str) -> list[Notice]:
        with self.store.read() as tx:
            query = select(*columns(Notice, notices)).where(notices.c.key.startswith(prefix))
            return [made(Notice, row) for row in tx.execute(query.order_by(notices.c.id))]

    def tick(self, when: str) -> None:
        tick(self.store, self.book, at(when))

    def is_to_be_warned(self, number: int, when: str) -> None:
        """The second rung of this comment is planned and waits in the outbox."""
        row = said_by_clock.rung(
            self.comment(number),
            name="2",
            recipient=f"unit:{self.newsroom.unit.id}",
            send_at=at(when),
            version=None,
        )
        with self.store.write() as tx:
            outbox.add(tx, [row], at(when))
            planning.looked(tx, [planning.Looked(comment_id=number, rung=2, attend_at=at(when))])

    def shows(self, *rows: Notice, when: str = MONDAY, recipient: str | None = None) -> Content:
        """What the message of these rows shows."""
        with self.store.read() as tx:
            return content_of(
                tx,
                self.book,
                kind=rows[0].kind,
                notices=rows,
                recipient=recipient or rows[0].recipient,
                now=at(when),
            )


def said(outcome: Outcome) -> Said | None:
    """Which short answer it was."""
    return outcome.say.said if outcome.say else None
