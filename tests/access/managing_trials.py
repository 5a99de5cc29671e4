"""How a unit is run: every page and form of a supervisor's App Home, as anybody might ask for it."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import Connection, insert, update

from bot.chat.managing import asked
from bot.chat.reception import Act, Reception
from db import people
from db.models import comments, memberships, units
from db.rows import Person
from db.set_rules import SetRule, of_unit, put
from db.words import OPEN_STATES, CommentState, Role
from handlers.managing import forms, pages
from handlers.managing.form import UnitFormKind
from handlers.managing.forms import OF_HER_OWN, Wanted
from handlers.outcome import Outcome
from scheduler.rule_words import Rule

UNIT, ANNA, ANOTHER_UNIT, ACCOUNT, DAY = 1, 1, 3, 1, 1
ABOUT: Mapping[UnitFormKind, str] = {
    UnitFormKind.PERSON_ADD: "",
    UnitFormKind.PERSON_CHANGE: str(ANNA),
    UnitFormKind.PERSON_MOVE: str(ANNA),
    UnitFormKind.PERSON_END: str(ANNA),
    UnitFormKind.ACCOUNT_ADD: "",
    UnitFormKind.ACCOUNT_CHANGE: str(ACCOUNT),
    UnitFormKind.ACCOUNT_MOVE: str(ACCOUNT),
    UnitFormKind.ACCOUNT_END: str(ACCOUNT),
    UnitFormKind.HOURS: "",
    UnitFormKind.DAY_ADD: "",
    UnitFormKind.DAY_END: str(DAY),
    UnitFormKind.SEASON: "",
    UnitFormKind.SEASON_END: "05-15..09-15",
    UnitFormKind.UNIT_ADD: "",
    UnitFormKind.UNIT_CHANGE: "",
    UnitFormKind.UNIT_END: "",
    UnitFormKind.RULE: "answer.hours",
    UnitFormKind.RULE_FOLLOW: "answer.hours",
}
FIELDS: Mapping[UnitFormKind, Mapping[str, str]] = {
    UnitFormKind.PERSON_ADD: {"user": "U-NY", "first_name": "Ny", "role": "editor"},
    UnitFormKind.PERSON_CHANGE: {"first_name": "Ny", "roles": "editor", "duty_weekdays": "1"},
    UnitFormKind.PERSON_MOVE: {"unit": str(ANOTHER_UNIT)},
    UnitFormKind.PERSON_END: {},
    UnitFormKind.ACCOUNT_ADD: {"name": "Nytt", "platform": "web"},
    UnitFormKind.ACCOUNT_CHANGE: {"name": "Nytt", "platform": "web"},
    UnitFormKind.ACCOUNT_MOVE: {"unit": str(ANOTHER_UNIT)},
    UnitFormKind.ACCOUNT_END: {},
    UnitFormKind.HOURS: {"monday": "8-16"},
    UnitFormKind.DAY_ADD: {"first_day": "2026-12-01"},
    UnitFormKind.DAY_END: {},
    UnitFormKind.SEASON: {"season_first": "1/6", "season_last": "15/8", "monday": "8-16"},
    UnitFormKind.SEASON_END: {},
    UnitFormKind.UNIT_ADD: {"name": "Simhallen", "channel": "C-SIM"},
    UnitFormKind.UNIT_CHANGE: {"name": "Kultur och fritid", "language": "en"},
    UnitFormKind.UNIT_END: {},
    UnitFormKind.RULE: {"value": "48"},
    UnitFormKind.RULE_FOLLOW: {},
}


def acts(reception: Reception) -> Iterator[tuple[str, Act, bool]]:
    """Each by its name, and whether it changes something. A form that is new in the code raises here."""
    for name in pages.PAGES:
        yield f"page `{name}`", _page(reception, name), False
    for kind in sorted(set(UnitFormKind) - OF_HER_OWN, key=list(UnitFormKind).index):
        opened, _ = asked(reception, f"{kind.value}:{UNIT}:{ABOUT[kind]}")
        every = kind is UnitFormKind.UNIT_ADD
        name = f"`{kind.value}`" + (" (who runs all units)" if every else "")
        shown, sent = _shown(opened), _sent(reception, kind)
        if kind is UnitFormKind.UNIT_END:
            shown, sent = all_answered(shown), all_answered(sent)
        yield f"{name}, opened", elsewhere_too(shown, all_units=every), False
        yield f"{name}, sent in", elsewhere_too(sent, all_units=every), True


def elsewhere_too(asked_for: Act, *, all_units: bool = False) -> Act:
    """The supervisor runs another unit as well, so that there is somewhere to move to; or all there are."""

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        tx.execute(insert(units).values(id=ANOTHER_UNIT, slug="bad", name="Badhusen", chat_fields=[]))
        cecilia = people.by_slug(tx, "cecilia")
        assert cecilia is not None
        tx.execute(
            insert(memberships).values(unit_id=ANOTHER_UNIT, person_id=cecilia.id, role=Role.SUPERVISOR)
        )
        season = SetRule(
            place=of_unit(UNIT),
            rule=Rule.SEASONS.value,
            value="05-15..09-15 08:00-16:00",
            set_by=None,
            set_at=now,
        )
        put(tx, season)
        if all_units:
            tx.execute(insert(memberships).values(unit_id=2, person_id=cecilia.id, role=Role.SUPERVISOR))
        return asked_for(tx, person, now)

    return act


def all_answered(asked_for: Act) -> Act:
    """Nothing waits in the unit, so that it could end."""

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        waiting = comments.c.unit_id == UNIT, comments.c.state.in_(OPEN_STATES)
        tx.execute(update(comments).where(*waiting).values(state=CommentState.ANSWERED))
        return asked_for(tx, person, now)

    return act


def _page(reception: Reception, name: str) -> Act:
    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        found = pages.page(tx, reception.book, person=person, name=name, unit_id=UNIT, start=0, now=now)
        return found if isinstance(found, Outcome) else Outcome(content=found)  # type: ignore[arg-type]

    return act


def _shown(opened: Act) -> Act:
    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        outcome = opened(tx, person, now)
        form = outcome.unit_form
        return outcome if form is None else Outcome(content=form)  # type: ignore[arg-type]

    return act


def _sent(reception: Reception, kind: UnitFormKind) -> Act:
    return lambda tx, person, now: forms.submit(
        tx,
        reception.book,
        Wanted(kind=kind, unit_id=UNIT, about=ABOUT[kind]),
        person=person,
        fields=FIELDS[kind],
        now=now,
    )
