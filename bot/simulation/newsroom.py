"""An invented newsroom: editors who look, take, answer and sometimes forget; holidays and sick days."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import Connection

from db import accounts, comments, people
from db.rows import Person, Unit
from db.store import Store
from db.words import CommentState, Ground, NoticeKind
from handlers import desk, rounds
from handlers.desk import Action
from scheduler.duty import on_duty
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

Later = Callable[[datetime, Callable[[datetime], None]], None]
"""Do something at a time."""

LOOKS = 0.95
"""How often a called round is confirmed."""
FORGETS = 0.05
"""How often a comment is left until a warning comes."""
HEEDS = 0.8
"""How often a warning makes somebody act."""
UNSIGNED = 0.05
HOLDS = 0.08
"""How often a holding reply is given first."""
SICK = 0.02
"""A person's chance of being ill, each Monday, for three days."""


class Newsroom:
    """Everybody of the configuration, acting on what the bot tells them. Nothing is done by who is away."""

    def __init__(self, store: Store, book: RuleBook, random: Random, later: Later) -> None:
        self._store, self._book, self._random, self._later = store, book, random, later
        with store.read() as tx:
            self._units = {unit.id: unit for unit in accounts.units(tx)}
            self._teams = people.teams(tx, sorted(self._units))

    def plan_absences(self, first: date, days: int, now: datetime) -> None:
        """Three weeks of summer holiday each, and now and then a cold."""
        last = first + timedelta(days=days)
        with self._store.write() as tx:
            for person in sorted(people.everybody(tx), key=lambda each: each.slug):
                for year in range(first.year, last.year + 1):
                    start = date.fromisocalendar(year, self._random.randint(25, 30), 1)
                    self._mark(tx, person, start, 20, now)
                for week in range(days // 7):
                    if self._random.random() < SICK:
                        monday = first + timedelta(days=7 * week - first.weekday() + 7)
                        self._mark(tx, person, monday, 2, now)
            self._teams = people.teams(tx, sorted(self._units))

    def hear(self, outgoing: Outgoing, now: datetime) -> None:
        """What people do about a message."""
        match outgoing.kind:
            case NoticeKind.CARD | NoticeKind.ARRIVED_LATE:
                for notice in outgoing.notices:
                    if notice.comment_id is not None and notice.detail is None and not self._chance(FORGETS):
                        self._act_on(notice.comment_id, outgoing.unit_id, now, self._minutes(60))
            case NoticeKind.RUNG:
                for notice in outgoing.notices:
                    if notice.comment_id is not None and self._chance(HEEDS):
                        self._act_on(notice.comment_id, outgoing.unit_id, now, self._minutes(15))
            case NoticeKind.ROUND if self._chance(LOOKS):
                self._look(outgoing, now)
            case NoticeKind.ROUND_MISSED if self._chance(HEEDS):
                self._look(outgoing, now)
            case _:
                pass

    def _look(self, outgoing: Outgoing, now: datetime) -> None:
        round_id = outgoing.notices[0].round_id
        if round_id is None or outgoing.unit_id is None:
            return
        unit = self._units[outgoing.unit_id]

        def look(at: datetime) -> None:
            with self._store.write() as tx:
                person = self._somebody(unit, None, at)
                if person is not None:
                    rounds.confirm(tx, self._book, person=person, round_id=round_id, account_id=None, now=at)

        self._later(now + timedelta(minutes=self._random.randint(3, 40)), look)

    def _act_on(self, number: int, unit_id: int | None, now: datetime, after: timedelta) -> None:
        if unit_id is None:
            return
        unit = self._units[unit_id]
        calendar = self._book.calendar(unit.slug)
        self._later(_within(calendar, now, after), lambda at: self._handle(number, unit, at))

    def _handle(self, number: int, unit: Unit, at: datetime) -> None:
        calendar = self._book.calendar(unit.slug)
        with self._store.write() as tx:
            comment = comments.several(tx, [number]).get(number)
            if comment is None or not comment.is_open:
                return
            claimer = people.get(tx, comment.claimed_by) if comment.claimed_by else None
            person = claimer or self._somebody(unit, comment.account_id, at)
            if person is None:
                self._later(
                    _within(calendar, at, timedelta(hours=1)), lambda then: self._handle(number, unit, then)
                )
                return
            action = self._next(comment.state, likely_no_reply=comment.likely_no_reply)
            sign_off = "" if self._chance(UNSIGNED) else self._sign_off(person, unit)
            desk.act(
                tx,
                self._book,
                person=person,
                action=action,
                number=number,
                now=at,
                text=f"Tack för att du hör av dig!{sign_off}"
                if action in {Action.ANSWER, Action.ACKNOWLEDGE}
                else None,
                whom="Kontaktcenter" if action is Action.REFER else None,
                ground=Ground.SPAM if action is Action.HIDE else None,
            )
        if action is Action.CLAIM:
            again = _within(calendar, at, self._minutes(30))
            self._later(again, lambda then: self._handle(number, unit, then))
        if action is Action.ACKNOWLEDGE and not self._chance(FORGETS):
            again = calendar.add_working_days(at, self._random.randint(1, 3))
            self._later(again, lambda then: self._handle(number, unit, then))

    def _sign_off(self, person: Person, unit: Unit) -> str:
        organisation = self._book.rules(unit.slug).signature.organisation
        return f" /{person.first_name}, {organisation}" if organisation else f" /{person.first_name}"

    def _next(self, state: CommentState, *, likely_no_reply: bool) -> Action:
        if state is CommentState.NEW:
            return Action.NO_REPLY if likely_no_reply else Action.CLAIM
        if state is CommentState.CLAIMED and self._chance(HOLDS):
            return Action.ACKNOWLEDGE
        return self._random.choices([Action.ANSWER, Action.REFER, Action.HIDE], weights=[95, 4, 1])[0]

    def _somebody(self, unit: Unit, account_id: int | None, at: datetime) -> Person | None:
        """Who on duty does it; nobody: it waits."""
        team = self._teams[unit.id]
        line = on_duty(
            account=None,
            editors=team.editors_of(account_id),
            deputy=team.deputies.get(account_id) if account_id is not None else None,
            supervisors=team.supervisors,
            away=team.away,
            day=self._book.calendar(unit.slug).local_day(at),
        )
        return self._random.choice(line.people) if line.people else None

    def _mark(self, tx: Connection, person: Person, first: date, more_days: int, now: datetime) -> None:
        last = first + timedelta(days=more_days)
        people.mark_away(tx, person.id, first_day=first, last_day=last, marked_by=None, now=now)

    def _minutes(self, median: float) -> timedelta:
        return timedelta(minutes=round(self._random.lognormvariate(0, 0.8) * median))

    def _chance(self, chance: float) -> bool:
        return self._random.random() < chance


def _within(calendar: WorkingCalendar, start: datetime, amount: timedelta) -> datetime:
    """So much working time later."""
    return calendar.add(calendar.next_moment(start), max(amount, timedelta(minutes=1)))
