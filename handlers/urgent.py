"""Brådskande: what cannot wait in the usual line, and must not be read in chat (M30, U18)."""

from sqlalchemy import Connection

from db import crises, outbox, people
from db.rows import Comment
from db.words import EventAction, Ground
from handlers.access import refuse
from handlers.calling_out import called_out
from handlers.case import Case
from handlers.claiming import changed, closed_already
from handlers.outcome import Outcome, Said, Say
from scheduler import notices
from scheduler.at_work import urgent_recipients
from scheduler.crisis import covering, first_call
from scheduler.recipients import person_recipient


def mark(tx: Connection, case: Case, *, ground: Ground | None, reason: str | None) -> Outcome:
    """It stands first until it is done, chat shows neither author nor text, and who answers for it hears.

    Supervisors and deputy hear at the next working moment, apart from her who marks it; in a crisis that may
    call people at other hours, then.
    """
    comment = case.comment
    if not comment.is_open:
        return closed_already(tx, case)
    if comment.urgent:
        return Outcome(say=Say(said=Said.URGENT_ALREADY, number=comment.id))
    values = {"urgent": True, "flagged": True, "ground": ground or comment.ground}
    why = (reason or "").strip() or None
    if not changed(tx, case, values, EventAction.URGENT, reason=why):
        return refuse(Said.TRY_AGAIN, number=comment.id)
    return _told(tx, case, comment)


def _told(tx: Connection, case: Case, comment: Comment) -> Outcome:
    crisis = covering(crises.running(tx, [comment.unit_id]), comment, case.now)
    at = first_call(crisis, case.now, case.calendar)
    team = people.unit_team(tx, comment.unit_id)
    expected = urgent_recipients(comment, team=team, day=case.calendar.local_day(at))
    hear = [recipient for recipient in expected if recipient != person_recipient(case.person.id)]
    version = case.book.version
    called = called_out(tx, case, comment) if at > case.now else None
    if called is not None:
        outbox.add(tx, called.rows, case.now)
        told_now = {row.recipient for row in called.rows}
        hear = [recipient for recipient in hear if recipient not in told_now]
    rows = [notices.urgent(comment, recipient=each, send_at=at, version=version) for each in hear]
    outbox.add(tx, rows, case.now)
    everybody = {person_recipient(one.id): one for one in (*team.deputies.values(), *team.supervisors)}
    names = tuple(everybody[each].first_name for each in hear if each in everybody)
    if called is not None and not called.there:
        told = tuple(one.first_name for one in called.instead)
        say = Say(said=Said.URGENT_NEXT, number=comment.id, person=called.person.first_name, people=told)
        return Outcome(say=say, changed=True)
    return Outcome(
        say=Say(
            said=Said.URGENT if called is None else Said.URGENT_ON_CALL,
            number=comment.id,
            person=called.person.first_name if called is not None else None,
            people=names,
            at=at if at > case.now else None,
            zone=case.zone,
        ),
        changed=True,
    )


def guess_is_wrong(tx: Connection, case: Case) -> Outcome:
    """Somebody has judged: it is not what the bot guessed, and the guess goes from the chat."""
    if not case.comment.is_open:
        return closed_already(tx, case)
    if not case.comment.guess_wrong and not changed(tx, case, {"guess_wrong": True}, EventAction.GUESS_WRONG):
        return refuse(Said.TRY_AGAIN, number=case.comment.id)
    return Outcome(say=Say(said=Said.GUESS_WRONG, number=case.comment.id), changed=True)
