"""Forms and buttons as no chat would send them: each field and value bent in every way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.chat import asking
from bot.chat.forms.parts import TIME_OF
from bot.chat.reception import Act, Reception
from bot.slack.blocks import forms as form_blocks
from bot.texts import texts
from db.rows import Person
from handlers import forms
from handlers.managing import forms as unit_forms
from handlers.managing.form import UnitFormKind
from handlers.managing.forms import OF_HER_OWN, Wanted
from handlers.outcome import FormKind, Outcome
from tests.access import managing_trials, trials
from tests.access.roles import ANSWERED, ELSEWHERE, OPEN

MISSING = None
BENT: Mapping[str, str | None] = {
    "missing": MISSING,
    "empty": "",
    "of another kind": "<!channel> 'x'; --",
    "a list of nobody": ",,-1,²,٣,1e9",
    "somebody else's": "4",
    "one that is not there": "999999999",
    "a number without end": "9" * 40,
    "what stands for a NUL": "a\ufffdb",
    "too long": "x" * 10_000,
    "far away": "9999-12-31",
    "an object": '[{"id": {}, "name": null, "size": "stor"}]',
}
"""What stands in a field instead of what belongs there; a NUL and half a character end at the doors."""
NUMBERS: Mapping[str, int | None] = {
    "none": None, "zero": 0, "below zero": -1, "closed": ANSWERED, "another unit's": ELSEWHERE,
    "not there": 999_999_999, "beyond": 10**18,
}  # fmt: skip
ABOUT = ("", "0", "-1", "4", "999999999", "9" * 40, "²", "a\ufffdb", "4/answer.hours", "x/y/z", "answer.x")
PRESSED = (
    "", "0", "-1", "3", "4", "999999999", "9" * 40, "²", "٣", "a\ufffdb", "x" * 2_000, "1:2026-13-45",
    "1:9999-12-31", "4:2026-12-01", "999999:2026-12-01", "round:1:999", "round:999999:all",
    "round:²:all", "::", "a:b:c:d",
)  # fmt: skip
"""What a button's value may be instead of its own."""


@dataclass(frozen=True, kw_only=True)
class Forgery:
    """One thing that is sent in; `whose`: the form or button, `how`: what is wrong with it."""

    whose: str
    how: str
    act: Act
    elsewhere: bool = False
    """It names what is another unit's: whoever runs that one may."""


def forgeries(reception: Reception) -> Iterator[Forgery]:
    """All of them; a form that is new in the code is here by itself."""
    for kind in FormKind:
        yield from _form(reception, kind)
    for unit_kind in UnitFormKind:
        if unit_kind not in OF_HER_OWN:
            yield from _unit_form(reception, unit_kind)
    names = (*asking.ACTIONS, *asking.FORMS, *asking.TOGETHER, *asking.OTHERS)
    for name in names:
        for value in PRESSED:
            act = asking.asked(reception, name, value)
            if act is not None:
                yield Forgery(whose=name, how=repr(value)[:40], act=act, elsewhere="4" in value)


def fields_of(outcome: Outcome) -> set[str]:
    """The fields that a form asks for."""
    say = texts("sv")
    if outcome.unit_form is not None:
        return {field.name for field in outcome.unit_form.fields}
    assert outcome.form is not None, outcome
    blocks = form_blocks.modal(outcome.form, say)["blocks"]
    inputs = {str(block["block_id"]).partition("~")[0] for block in blocks if block["type"] == "input"}
    return {name.removesuffix(TIME_OF) for name in inputs}


def _bent(good: Mapping[str, str], names: set[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    for name in sorted({*good, *names}):
        for how, value in BENT.items():
            rest = {key: each for key, each in good.items() if key != name}
            yield f"{name}: {how}", rest if value is None else {**rest, name: value}


def _form(reception: Reception, kind: FormKind) -> Iterator[Forgery]:
    good = trials.FIELDS[kind]
    about = kind in forms.ABOUT_COMMENT or kind in {FormKind.CRISIS, FormKind.CRISIS_CHANGE}

    def sent(number: int | None, fields: Mapping[str, str]) -> Act:
        def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
            return forms.submit(
                tx, reception.book, person=person, kind=kind, number=number, fields=fields, now=now
            )

        return act

    for how, fields in _bent(good, FIELDS_OF[kind.value]):
        yield Forgery(
            whose=kind.value, how=how, act=sent(OPEN if about else None, fields),
            elsewhere="somebody else's" in how,
        )  # fmt: skip
    for how, number in NUMBERS.items():
        yield Forgery(
            whose=kind.value, how=f"number: {how}", act=sent(number, good), elsewhere=number == ELSEWHERE
        )
        opened = _opened(reception, kind, number)
        yield Forgery(whose=kind.value, how=f"opened, {how}", act=opened, elsewhere=number == ELSEWHERE)


def _opened(reception: Reception, kind: FormKind, number: int | None) -> Act:
    return lambda tx, person, now: forms.open_form(
        tx, reception.book, person=person, kind=kind, number=number, now=now
    )


def _unit_form(reception: Reception, kind: UnitFormKind) -> Iterator[Forgery]:
    good, about = managing_trials.FIELDS[kind], managing_trials.ABOUT[kind]

    def sent(unit_id: int, about: str, fields: Mapping[str, str]) -> Act:
        def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
            return unit_forms.submit(
                tx,
                reception.book,
                Wanted(kind=kind, unit_id=unit_id, about=about),
                person=person,
                fields=fields,
                now=now,
            )

        return act

    def opened(unit_id: int, about: str) -> Act:
        return lambda tx, person, now: unit_forms.open_form(
            tx, reception.book, Wanted(kind=kind, unit_id=unit_id, about=about), person=person, now=now
        )

    for how, fields in _bent(good, FIELDS_OF[kind.value]):
        yield Forgery(whose=kind.value, how=how, act=sent(managing_trials.UNIT, about, fields))
    for odd in ABOUT:
        said = repr(odd)[:40]
        yield Forgery(whose=kind.value, how=f"about {said}", act=sent(managing_trials.UNIT, odd, good))
        yield Forgery(whose=kind.value, how=f"opened, {said}", act=opened(managing_trials.UNIT, odd))
    for unit_id in (0, -1, 2, 10**9, 10**18):
        its = sent(unit_id, about, good)
        yield Forgery(whose=kind.value, how=f"unit {unit_id}", act=its, elsewhere=unit_id == 2)


FIELDS_OF: dict[str, set[str]] = {}
"""The names of each form's fields, as the forms say them when a supervisor opens them."""


def learn(reception: Reception, tx: Connection, cecilia: Person, now: datetime) -> None:
    """Open every form once."""
    for kind in FormKind:
        about = kind in forms.ABOUT_COMMENT or kind is FormKind.CRISIS
        number = OPEN if about else None
        outcome = (
            Outcome(form=None)
            if kind is FormKind.CRISIS_CHANGE
            else forms.open_form(tx, reception.book, person=cecilia, kind=kind, number=number, now=now)
        )
        FIELDS_OF[kind.value] = fields_of(outcome) if outcome.form is not None else set()
    FIELDS_OF[FormKind.CRISIS_CHANGE.value] = FIELDS_OF[FormKind.CRISIS.value]
    for unit_kind in UnitFormKind:
        if unit_kind in OF_HER_OWN:
            continue
        act, _ = managing_trials.asked(
            reception, f"{unit_kind.value}:{managing_trials.UNIT}:{managing_trials.ABOUT[unit_kind]}"
        )
        if unit_kind is UnitFormKind.UNIT_END:
            act = managing_trials.all_answered(act)
        undone = tx.begin_nested()
        FIELDS_OF[unit_kind.value] = fields_of(
            managing_trials.elsewhere_too(act, all_units=True)(tx, cecilia, now)
        )
        undone.rollback()
