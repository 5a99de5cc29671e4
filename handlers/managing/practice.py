"""A new editor gets three lines and a comment to practise on: no public, no count, no harm."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, messages, outbox, people, practices
from db.practices import Practice
from db.rows import Person, Unit
from db.words import PracticeState, SignatureResult
from handlers.access import refuse
from handlers.content import WelcomeContent
from handlers.managing.form import Field, FieldKind, UnitForm, UnitFormKind
from handlers.outcome import Outcome, Said, Say
from handlers.sent import faulty
from handlers.signature import judge, sign_off
from scheduler import unit_notices
from scheduler.rulebook import RuleBook


def welcome(
    tx: Connection, book: RuleBook, person_id: int, unit: Unit, now: datetime, *, asked: bool
) -> None:
    """Greet her in person, with a comment to practise on; when she is at work, or at once if she asked."""
    turn = practices.give(tx, person_id, unit.id, now)
    at = now if asked else book.calendar(unit.slug).next_moment(now)
    told = unit_notices.welcome(
        person_id=person_id, turn=turn, unit_id=unit.id, asked=asked, send_at=at, version=book.version
    )
    outbox.add(tx, [told], now)


def content(
    tx: Connection, book: RuleBook, *, person_id: int, turn: int, unit_id: int, asked: bool
) -> WelcomeContent:
    """What her greeting shows as she practises; an older one's practice is over."""
    person, unit = people.named(tx, [person_id])[person_id], accounts.units_named(tx, [unit_id])[unit_id]
    hers = practices.get(tx, person_id)
    now_hers = hers is not None and hers.turn == turn
    team = people.unit_team(tx, unit_id)
    watched = accounts.accounts(tx, unit_id)
    return WelcomeContent(
        first_name=person.first_name,
        unit=unit.name,
        account=watched[0].name if watched else unit.name,
        sign_off=sign_off(person.first_name, alias=person.alias, rules=book.rules(unit.slug).signature),
        supervisors=tuple(one.first_name for one in team.supervisors if one.id != person_id),
        turn=turn,
        asked=asked,
        state=hers.state if hers is not None and now_hers else PracticeState.DONE,
    )


def claim(tx: Connection, *, person: Person | None, turn: int, now: datetime) -> Outcome:
    """She takes it."""
    hers = _hers(tx, person, turn)
    if isinstance(hers, Outcome):
        return hers
    if not practices.advance(
        tx, hers.person_id, turn, of=PracticeState.GIVEN, to=PracticeState.CLAIMED, now=now
    ):
        return refuse(Said.PRACTICE_OVER)
    _shown_anew(tx, hers)
    return Outcome(say=Say(said=Said.PRACTICE_CLAIMED), changed=True)


def answer_form(tx: Connection, *, person: Person | None, turn: int) -> Outcome:
    """She answers it, and her signature is looked at as it will be."""
    hers = _hers(tx, person, turn)
    if isinstance(hers, Outcome):
        return hers
    form = UnitForm(
        kind=UnitFormKind.PRACTICE,
        unit_id=hers.unit_id,
        unit="",
        about=str(turn),
        fields=(Field(name="reply", kind=FieldKind.LINES),),
    )
    return Outcome(unit_form=form)


def answer(
    tx: Connection, book: RuleBook, *, person: Person | None, turn: int, text: str, now: datetime
) -> Outcome:
    """Her reply to nobody: kept nowhere, judged as a real one."""
    hers = _hers(tx, person, turn)
    if isinstance(hers, Outcome) or person is None:
        return hers if isinstance(hers, Outcome) else refuse(Said.NOT_KNOWN)
    unit = accounts.unit(tx, hers.unit_id)
    rules = book.rules(unit.slug if unit else "").signature
    aliases = (person.alias,) if person.alias else ()
    judged = judge(text, first_name=person.first_name, aliases=aliases, rules=rules)
    if judged.result is not SignatureResult.SIGNED:
        how = sign_off(person.first_name, alias=person.alias, rules=rules)
        return faulty(("reply", Say(said=Said.PRACTICE_UNSIGNED, sign_off=how)))
    if not practices.advance(tx, person.id, turn, of=hers.state, to=PracticeState.DONE, now=now):
        return refuse(Said.PRACTICE_OVER)
    _shown_anew(tx, hers)
    return Outcome(say=Say(said=Said.PRACTICE_DONE, person=person.first_name), changed=True)


def again(tx: Connection, book: RuleBook, *, person: Person, unit: Unit, now: datetime) -> Outcome:
    """Somebody wants to practise: `övning`."""
    welcome(tx, book, person.id, unit, now, asked=True)
    return Outcome(say=Say(said=Said.PRACTICE_GIVEN), changed=True)


def _hers(tx: Connection, person: Person | None, turn: int) -> Practice | Outcome:
    if person is None:
        return refuse(Said.NOT_KNOWN)
    hers = practices.get(tx, person.id)
    if hers is None or hers.turn != turn or hers.state is PracticeState.DONE:
        return refuse(Said.PRACTICE_OVER)
    return hers


def _shown_anew(tx: Connection, hers: Practice) -> None:
    message = practices.message_of(tx, unit_notices.welcome_key(hers.person_id, hers.turn))
    if message is not None:
        messages.touch_message(tx, message)
