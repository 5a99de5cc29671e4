"""The forms by which a unit is run, opened and taken in. Each is judged anew when it comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from db.rows import Person, Unit
from handlers.access import refuse
from handlers.chat_ids import SLACK
from handlers.managing import (
    account_forms,
    own_unit_forms,
    person_forms,
    practice,
    rule_forms,
    season_forms,
    unit_forms,
)
from handlers.managing.actor import Actor, in_chat
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.outcome import Outcome, Said
from scheduler.rulebook import RuleBook

_OPEN: Mapping[UnitFormKind, Callable[[Actor, Unit, str], UnitForm | Outcome]] = {
    **person_forms.OPEN,
    **account_forms.OPEN,
    **rule_forms.OPEN,
    **season_forms.OPEN,
    **unit_forms.OPEN,
    **own_unit_forms.OPEN,
}
_TAKE: Mapping[UnitFormKind, Callable[[Actor, Unit, str, Mapping[str, str]], Outcome]] = {
    **person_forms.TAKE,
    **account_forms.TAKE,
    **rule_forms.TAKE,
    **season_forms.TAKE,
    **unit_forms.TAKE,
    **own_unit_forms.TAKE,
}
OF_HER_OWN = frozenset({UnitFormKind.PRACTICE})
"""Forms that are about nobody else, and no unit's to give."""
assert set(_OPEN) == set(_TAKE) == set(UnitFormKind) - OF_HER_OWN


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A form about a unit, as somebody asks for it or sends it in."""

    kind: UnitFormKind
    unit_id: int
    about: str = ""


def open_form(
    tx: Connection, book: RuleBook, wanted: Wanted, *, person: Person | None, now: datetime
) -> Outcome:
    """The form, if the unit is hers to run."""
    if wanted.kind is UnitFormKind.PRACTICE:
        return practice.answer_form(tx, person=person, turn=_turn(wanted.about))
    found = _asked(tx, book, person, wanted.unit_id, now=now)
    if isinstance(found, Outcome):
        return found
    form = _OPEN[wanted.kind](*found, wanted.about)
    return form if isinstance(form, Outcome) else Outcome(unit_form=form)


def submit(
    tx: Connection,
    book: RuleBook,
    wanted: Wanted,
    *,
    person: Person | None,
    fields: Mapping[str, str],
    now: datetime,
    chat: str = SLACK,
) -> Outcome:
    """Take a form in; its faults leave it open. `chat`: whose ids its people and channels have."""
    if wanted.kind is UnitFormKind.PRACTICE:
        text = fields.get("reply", "")
        return practice.answer(tx, book, person=person, turn=_turn(wanted.about), text=text, now=now)
    found = _asked(tx, book, person, wanted.unit_id, now=now, chat=chat)
    if isinstance(found, Outcome):
        return found
    given = {name: value.strip() for name, value in fields.items()}
    return _TAKE[wanted.kind](*found, wanted.about, given)


def _turn(about: str) -> int:
    return int(about) if about.isdecimal() and len(about) < 10 else 0


def _asked(
    tx: Connection, book: RuleBook, person: Person | None, unit_id: int, *, now: datetime, chat: str = SLACK
) -> tuple[Actor, Unit] | Outcome:
    if person is None:
        return refuse(Said.NOT_KNOWN)
    actor = in_chat(tx, book, person, now, chat=chat)
    unit = actor.unit(unit_id)
    return refuse(Said.NOT_ALLOWED) if unit is None else (actor, unit)
