"""Forms: opened with what is known filled in, and taken in with each fault beside its field."""

from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from db import comments, people
from db.rows import Comment, Person
from db.source_words import Deed
from db.words import CommentState
from handlers import (
    acting,
    attaching,
    crisis,
    handing_out,
    individual,
    keeping,
    new_comment,
    reading,
    withholding,
    writing,
)
from handlers import people as settings
from handlers.access import Standing, may_handle, refuse, standing
from handlers.case import Case, case_of
from handlers.days import read_day
from handlers.desk import Action, act_on
from handlers.grounds import read_ground
from handlers.likely_account import likely
from handlers.new_comment import LONGEST_TEXT, own_accounts
from handlers.outcome import Choice, Form, FormKind, Outcome, Said, Say
from handlers.sent import Sent, faulty
from handlers.swap_form import swap_form, swap_sent
from scheduler.rulebook import RuleBook

LONGEST_NAME = 80
ABOUT_COMMENT = frozenset(
    {
        FormKind.HIDE,
        FormKind.REMOVE,
        FormKind.REFER,
        FormKind.ANSWER,
        FormKind.URGENT,
        FormKind.INDIVIDUAL,
        FormKind.REPLY,
        FormKind.READ,
        FormKind.ATTACH,
    }
)
"""Forms whose `number` is a comment's."""
AROUND_ANSWERS: Mapping[FormKind, Callable[[Connection, Case, str], Outcome]] = {
    FormKind.INDIVIDUAL: lambda tx, case, _: individual.form(tx, case),
    FormKind.REPLY: lambda tx, case, words: writing.form(tx, case, words=words),
    FormKind.READ: lambda tx, case, _: reading.form(tx, case),
}
OF_UNITS: Mapping[FormKind, Callable[[Connection, RuleBook, Person, int, datetime], Outcome]] = {
    FormKind.CRISIS: crisis.open_form,
    FormKind.CRISIS_CHANGE: crisis.open_change,
    FormKind.HAND_OUT: handing_out.open_form,
    FormKind.HAND_OUT_REVIEW: handing_out.open_form,
}
DEEDS: Mapping[FormKind, Deed] = {FormKind.HIDE: Deed.HIDE, FormKind.REMOVE: Deed.REMOVE}
NEED_OPEN = frozenset({FormKind.REFER, FormKind.ANSWER, FormKind.URGENT})


def open_form(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    kind: FormKind,
    now: datetime,
    number: int | None = None,
    text: str = "",
    url: str = "",
    at: datetime | None = None,
    whom: Person | None = None,
) -> Outcome:
    """The form, if this person may use it."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    where = standing(tx, person)
    zone = settings.calendar_of(tx, book, person).rules.zone
    if kind in ABOUT_COMMENT:
        comment = _comment(tx, person, where, number)
        if isinstance(comment, Outcome):
            return comment
        if kind in NEED_OPEN and not comment.is_open:
            return _closed(tx, comment)
        if kind in AROUND_ANSWERS:
            case = case_of(tx, book, comment, person, where=where, now=now)
            return AROUND_ANSWERS[kind](tx, case, text)
        known_already = comment.referred_to if kind is FormKind.REFER and comment.individual else None
        decided_by = {"decided_by": person.full_name or person.first_name}
        text = text or known_already or ""
        if kind in DEEDS and DEEDS[kind] in acting.possible_here(tx, comment):
            decided_by["there"] = "possible"
        return Outcome(form=Form(kind=kind, number=number, text=text, zone=zone, known=decided_by))
    if kind in OF_UNITS:
        return OF_UNITS[kind](tx, book, person, number or 0, now)
    if kind is FormKind.READY_REPLY:
        return keeping.form(tx, person, words=text)
    if kind is FormKind.SETTINGS:
        mine = settings.my_settings(tx, book, person, now)
        return Outcome(form=Form(kind=kind, settings=mine, zone=zone))
    if kind is FormKind.SWAP:
        return swap_form(tx, book, person, where, unit_id=number, now=now)
    if kind is FormKind.AWAY:
        about = settings.my_settings(tx, book, whom or person, now)
        choices = _colleagues(tx, person, where)
        return Outcome(form=Form(kind=kind, choices=choices, at=now, settings=about, zone=zone))
    hers = own_accounts(tx, where)
    choices = tuple(Choice(value=one.slug, label=one.name) for one in hers)
    if not choices:
        return refuse(Said.NO_UNIT)
    meant = likely(hers, text, url)
    known = Form(
        kind=kind,
        choices=choices,
        text=meant.text[:LONGEST_TEXT],
        url=meant.url,
        at=at or now,
        zone=zone,
        known={"account": meant.account} if meant.account else {},
    )
    return Outcome(form=known)


def submit(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    kind: FormKind,
    number: int | None,
    fields: Mapping[str, str],
    now: datetime,
) -> Outcome:
    """Take a form in; its faults leave it open."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    given = {name: value.strip() for name, value in fields.items()}
    sent = Sent(tx=tx, book=book, person=person, number=number, fields=given, now=now)
    take: dict[FormKind, Callable[[], Outcome]] = {
        FormKind.NEW_COMMENT: lambda: new_comment.add(sent),
        FormKind.HIDE: lambda: withholding.submitted(sent, Action.HIDE),
        FormKind.REMOVE: lambda: withholding.submitted(sent, Action.REMOVE),
        FormKind.REFER: lambda: _refer(sent),
        FormKind.URGENT: lambda: _urgent(sent),
        FormKind.INDIVIDUAL: lambda: individual.submitted(sent),
        FormKind.REPLY: lambda: writing.submitted(sent),
        FormKind.READ: lambda: reading.submitted(sent),
        FormKind.READY_REPLY: lambda: keeping.submitted(sent),
        FormKind.ANSWER: lambda: act_on(sent, Action.ANSWER, text=given.get("text") or None),
        FormKind.CRISIS: lambda: crisis.sent_in(sent),
        FormKind.CRISIS_CHANGE: lambda: crisis.changed(sent),
        FormKind.ATTACH: lambda: attaching.submitted(sent),
        FormKind.HAND_OUT: lambda: handing_out.searched(sent),
        FormKind.HAND_OUT_REVIEW: lambda: handing_out.judged(sent),
        FormKind.AWAY: lambda: _away(sent),
        FormKind.SWAP: lambda: swap_sent(sent),
        FormKind.SETTINGS: lambda: _settings(sent),
    }
    return take[kind]()


def change(
    tx: Connection,
    book: RuleBook,
    *,
    person: Person | None,
    kind: FormKind,
    number: int | None,
    fields: Mapping[str, str],
    changed: str,
    now: datetime,
) -> Outcome:
    """Something was done in an open form (`changed`: in which field): the form as it is now, or nothing."""
    if person is None:
        return refuse(Said.NOT_KNOWN)
    given = {name: value.strip() for name, value in fields.items()}
    sent = Sent(tx=tx, book=book, person=person, number=number, fields=given, now=now)
    if kind is FormKind.REPLY:
        return writing.changed(sent, changed)
    if kind is FormKind.READY_REPLY:
        return keeping.changed(sent, changed)
    if kind is FormKind.HAND_OUT_REVIEW:
        return handing_out.changed(sent, changed)
    return Outcome()


def _urgent(sent: Sent) -> Outcome:
    read = read_ground(sent.get("ground"))
    return act_on(sent, Action.URGENT, ground=read[0] if read else None, reason=sent.get("reason") or None)


def _refer(sent: Sent) -> Outcome:
    if not sent.get("whom"):
        return faulty(("whom", Say(said=Said.WHOM_MISSING)))
    if len(sent.get("whom")) > individual.LONGEST_WHOM:
        return faulty(("whom", Say(said=Said.TEXT_TOO_LONG, count=individual.LONGEST_WHOM)))
    return act_on(sent, Action.REFER, whom=sent.get("whom"))


def _away(sent: Sent) -> Outcome:
    today = settings.calendar_of(sent.tx, sent.book, sent.person).local_day(sent.now)
    first = read_day(sent.get("first_day"), today)
    last = read_day(sent.get("last_day"), first or today) if sent.get("last_day") else None
    faults = []
    if first is None:
        faults.append(("first_day", Say(said=Said.DATE_UNCLEAR, text=sent.get("first_day")[:40])))
    if sent.get("last_day") and last is None:
        faults.append(("last_day", Say(said=Said.DATE_UNCLEAR, text=sent.get("last_day")[:40])))
    if first is not None and last is not None and last < first:
        faults.append(("last_day", Say(said=Said.AWAY_BACKWARDS)))
    chosen = sent.get("person")
    whom = people.get(sent.tx, int(chosen)) if chosen.isdecimal() and len(chosen) < 10 else None
    if chosen and whom is None:
        faults.append(("person", Say(said=Said.PERSON_UNKNOWN, text=chosen[:40])))
    if faults or first is None:
        return faulty(*faults)
    return settings.mark_away(
        sent.tx, sent.book, person=sent.person, whom=whom, first_day=first, last_day=last, now=sent.now
    )


def _settings(sent: Sent) -> Outcome:
    name, alias = sent.get("first_name"), sent.get("alias")
    faults = []
    if not name or len(name) > LONGEST_NAME:
        faults.append(("first_name", Say(said=Said.TEXT_TOO_LONG if name else Said.NAME_MISSING, count=80)))
    if len(alias) > LONGEST_NAME:
        faults.append(("alias", Say(said=Said.TEXT_TOO_LONG, count=LONGEST_NAME)))
    days = [day for day in sent.get("duty_weekdays").split(",") if day]
    if not all(day in "0123456" and len(day) == 1 for day in days):
        faults.append(("duty_weekdays", Say(said=Said.DATE_UNCLEAR, text=sent.get("duty_weekdays")[:40])))
    if faults:
        return faulty(*faults)
    weekdays = [int(day) for day in days] if "duty_weekdays" in sent.fields else None
    return settings.save_settings(
        sent.tx, person=sent.person, first_name=name, alias=alias, duty_weekdays=weekdays
    )


def _comment(tx: Connection, person: Person, where: Standing, number: int | None) -> Comment | Outcome:
    comment = comments.get(tx, number) if number is not None else None
    if comment is None:
        return refuse(Said.NO_SUCH_COMMENT, number=number)
    if not may_handle(tx, person, where, [comment]):
        return refuse(Said.OTHER_UNITS_COMMENT, number=number)
    return comment


def _closed(tx: Connection, comment: Comment) -> Outcome:
    closer = people.get(tx, comment.closed_by) if comment.closed_by is not None else None
    state: CommentState = comment.state
    name = closer.first_name if closer else None
    return refuse(Said.ALREADY_CLOSED, number=comment.id, state=state, person=name)


def _colleagues(tx: Connection, person: Person, where: Standing) -> tuple[Choice, ...]:
    teams = people.teams(tx, sorted(where.units)).values() if where.units else ()
    found = {one.id: one for team in teams for one in (*team.editors, *team.supervisors)}
    found.setdefault(person.id, person)
    ordered = sorted(found.values(), key=lambda one: (one.id != person.id, one.first_name, one.id))
    return tuple(Choice(value=str(one.id), label=one.full_name or one.first_name) for one in ordered)
