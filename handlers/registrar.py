"""What the registrar should have: asked for, reminded of until its diary number is given (U10)."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, comments, events, messages, outbox, people, registrations
from db.events import NewEvent
from db.registrations import Registration
from db.rows import Comment
from db.store import Store
from db.words import EventAction, NoticeKind
from handlers.access import refuse
from handlers.case import Case
from handlers.command_words import plain
from handlers.outcome import Outcome, Said, Say
from scheduler import record_notices
from scheduler.at_work import is_at_work, supervisors_hearing
from scheduler.recipients import person_recipient
from scheduler.rulebook import RuleBook

FIRST_AFTER = 2
"""Working days until somebody is reminded the first time."""
AGAIN_AFTER = 5
MOST_AT_ONCE = 50
LONGEST_NUMBER = 120
NOT_NEEDED = frozenset({"nej", "inte", "behovs inte", "no", "not needed", "not"})


def told(tx: Connection, case: Case, said: str) -> Outcome:
    """What somebody says of it: nothing more, its number, or that it is not needed."""
    if not said:
        return asked(tx, case)
    if plain(said) in NOT_NEEDED:
        return not_needed(tx, case)
    return given(tx, case, said)


def asked(tx: Connection, case: Case) -> Outcome:
    """The registrar should have it."""
    at = _next(case, FIRST_AFTER)
    if not ask(tx, case):
        known = registrations.of_comments(tx, [case.comment.id])[case.comment.id]
        return Outcome(
            say=Say(said=Said.TO_REGISTRAR_ALREADY, number=case.comment.id, text=known.diary_number)
        )
    return Outcome(
        say=Say(said=Said.TO_REGISTRAR, number=case.comment.id, at=at, zone=case.zone), changed=True
    )


def ask(tx: Connection, case: Case) -> bool:
    """Note it, with its first reminder; False: somebody did before."""
    comment = case.comment
    new = registrations.ask(
        tx, comment.id, by=case.person.id, now=case.now, remind_at=_next(case, FIRST_AFTER)
    )
    if new:
        _event(tx, case, EventAction.TO_REGISTRAR)
    return new


def given(tx: Connection, case: Case, number: str) -> Outcome:
    """It has its diary number; a later one replaces it, and both are in the log."""
    comment = case.comment
    if len(number) > LONGEST_NUMBER:
        return refuse(Said.TEXT_TOO_LONG, count=LONGEST_NUMBER)
    ask(tx, case)
    registrations.give(tx, comment.id, number, by=case.person.id, now=case.now)
    outbox.cancel(tx, reason="registered", comment_ids=[comment.id], kinds=[NoticeKind.REGISTRAR])
    _event(tx, case, EventAction.REGISTERED, reason=number)
    return Outcome(say=Say(said=Said.REGISTERED, number=comment.id, text=number), changed=True)


def not_needed(tx: Connection, case: Case) -> Outcome:
    """The registrar need not have it after all."""
    comment = case.comment
    if not registrations.withdraw(tx, comment.id):
        return refuse(Said.NOT_TO_REGISTRAR, number=comment.id)
    outbox.cancel(tx, reason="not_registered", comment_ids=[comment.id], kinds=[NoticeKind.REGISTRAR])
    _event(tx, case, EventAction.NOT_REGISTERED)
    return Outcome(say=Say(said=Said.NOT_REGISTERED, number=comment.id), changed=True)


def remind(store: Store, book: RuleBook, now: datetime) -> int:
    """Remind of the diary numbers that are missing; how many. One statement when none is."""
    with store.read() as tx:
        if not registrations.waits(tx, now):
            return 0
    with store.write() as tx:
        due = registrations.due(tx, now, MOST_AT_ONCE)
        found = comments.several(tx, [one.comment_id for one in due])
        units = accounts.units_named(tx, {comment.unit_id for comment in found.values()})
        for one in due:
            comment = found[one.comment_id]
            calendar = book.calendar(units[comment.unit_id].slug)
            outbox.add(tx, _reminders(tx, book, one, comment, now), now)
            registrations.remind_again(tx, comment.id, calendar.add_working_days(now, AGAIN_AFTER))
    return len(due)


def _reminders(
    tx: Connection, book: RuleBook, one: Registration, comment: Comment, now: datetime
) -> list[outbox.NewNotice]:
    """To whoever asked for it if she is at work, else to the supervisors."""
    unit = accounts.units_named(tx, {comment.unit_id})[comment.unit_id]
    calendar = book.calendar(unit.slug)
    at = calendar.next_moment(now)
    team, day = people.unit_team(tx, unit.id), calendar.local_day(at)
    asker = people.get(tx, one.asked_by) if one.asked_by is not None else None
    if asker is not None and is_at_work(asker, team, day):
        hearing: tuple[str, ...] = (person_recipient(asker.id),)
    else:
        hearing = supervisors_hearing(team, day)
    return [
        record_notices.registrar(
            comment, reminder=one.reminders + 1, recipient=recipient, send_at=at, version=book.version
        )
        for recipient in hearing
    ]


def _next(case: Case, days: int) -> datetime:
    return case.calendar.add_working_days(case.now, days)


def _event(tx: Connection, case: Case, action: EventAction, *, reason: str | None = None) -> None:
    comment = case.comment
    events.add(
        tx,
        [
            NewEvent(
                comment_id=comment.id,
                episode=comment.episode,
                at=case.now,
                person_id=case.person.id,
                action=action,
                from_state=comment.state,
                to_state=comment.state,
                reason=reason,
            )
        ],
    )
    messages.touch_comment(tx, comment.id)
