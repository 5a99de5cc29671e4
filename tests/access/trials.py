"""All that can be asked of the bot, listed from the code, each so that nothing but rank can refuse it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy import Connection

from bot.chat import asking
from bot.chat.reception import Act, Reception
from db import comments, crises, published
from db.rows import Person
from db.source_words import PublishedKind
from db.words import CrisisHours, CrisisState
from handlers import commands, forms, people
from handlers.access import refuse
from handlers.command_words import WORDS, Word
from handlers.home import home
from handlers.outcome import FormKind, Outcome, Said
from handlers.writing import digest
from tests.access import managing_trials
from tests.access.duty_trials import MEANT as DUTY_MEANT
from tests.access.duty_trials import VALUES as DUTY_VALUES
from tests.access.duty_trials import prepared as before_duty
from tests.access.roles import ANSWERED, OPEN, TAKEN

Kind = Literal["words", "buttons and menus", "forms sent in", "shortcut and App Home", "how a unit is run"]

ASKED: Mapping[Word, tuple[str, ...]] = {
    Word.SHOW: ("1",),
    Word.TAKE: ("1",),
    Word.RELEASE: ("2",),
    Word.ACK: ("1",),
    Word.ANSWERED: ("1",),
    Word.NO_REPLY: ("1",),
    Word.REFERRED: ("1 museet",),
    Word.HIDDEN: ("1 hot",),
    Word.REMOVED: ("1 hot",),
    Word.URGENT: ("1 hot",),
    Word.INDIVIDUAL: ("1",),
    Word.REPLY: ("1",),
    Word.READ: ("1",),
    Word.REGISTRAR: ("1",),
    Word.ATTACH: ("1",),
    Word.REOPEN: ("3",),
    Word.AWAY: ("idag", "@U-ANNA idag"),
    Word.BACK: ("", "@U-HANS"),
    Word.WHY: ("1",),
    Word.SWAP: ("2026-12-01",),
    Word.ON_CALL: ("", "@U-BO 2026-12-05 2026-12-06"),
    Word.PERSON: ("@U-NY redaktör Ny", "@U-ANNA slutar"),
    Word.RULES: ("", "answer.hours 48"),
    Word.CLOSED: ("2026-12-01",),
}
"""What stands after a word; nothing after the others."""
MEANT = {
    "@U-ANNA idag": "a colleague",
    "@U-ANNA slutar": "leaves",
    "answer.hours 48": "sets one",
    "@U-HANS": "a colleague",
    "2": "what Anna has",
    "release": "what Anna has",
    "sign_mended": "Anna's reply",
    "sign_kept": "Anna's reply",
    "@U-BO 2026-12-05 2026-12-06": "name somebody",
    **DUTY_MEANT,
}
HERSELF = frozenset(
    {"borta", "tillbaka", "övning", "byt", "kalender", "calendar", "koppla", "back", "settings"}
)
"""What changes only who does it."""
VALUES: Mapping[str, int | str] = {
    "release": TAKEN,
    "reopen": ANSWERED,
    "sign_mended": ANSWERED,
    "sign_kept": ANSWERED,
    **dict.fromkeys(("new_comment", "hand_out", "settings", "away", "back"), ""),
    "week": "2026-W47",
    **DUTY_VALUES,
}
CRISIS = {"accounts": "1", "why": "Branden", "ends_at": "2026-11-30 12:00"}
FIELDS: Mapping[FormKind, Mapping[str, str]] = {
    FormKind.NEW_COMMENT: {"account": "kulturskolan", "text": "Hej", "written_at": "2026-11-27 08:30"},
    FormKind.HIDE: {"ground": "threat"},
    FormKind.URGENT: {"ground": "threat"},
    FormKind.REMOVE: {"ground": "threat"},
    FormKind.REFER: {"whom": "museet"},
    FormKind.ANSWER: {},
    FormKind.INDIVIDUAL: {},
    FormKind.CRISIS: CRISIS,
    FormKind.CRISIS_CHANGE: CRISIS,
    FormKind.REPLY: {"text": "Hej!", "then": "answered", "kept.checked": digest("Hej!")},
    FormKind.READ: {"text": "Hej! /Anna", "verdict": "approved", "kept.draft": "1"},
    FormKind.READY_REPLY: {"title": "Hej", "text": "Hej!", "kept.id": "1"},
    FormKind.ATTACH: {"picture": '[{"id": "F1", "name": "bild.png", "mimetype": "image/png", "size": 9}]'},
    FormKind.HAND_OUT: {},
    FormKind.HAND_OUT_REVIEW: {},
    FormKind.AWAY: {"first_day": "2026-11-27"},
    FormKind.SWAP: {"day": "2026-12-01"},
    FormKind.SETTINGS: {"first_name": "Ny"},
}
ABOUT_NOBODY_ELSE = frozenset({FormKind.AWAY, FormKind.SETTINGS, FormKind.SWAP})


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One thing to ask; `herself`: it is about nobody but who asks."""

    kind: Kind
    name: str
    act: Act
    herself: bool = False
    changes: bool = False


def trials(reception: Reception, round_id: int) -> Iterator[Trial]:
    """All of them. A word, button or form that is new in the code and not here raises."""
    for word, spellings in WORDS.items():
        for rest in ASKED.get(word, ("",)):
            said = f"{spellings[0]} {rest}".strip()
            shown = f"`{spellings[0]}`" + (f" ({MEANT[rest]})" if rest in MEANT else "")
            herself = spellings[0] in HERSELF and rest not in MEANT
            yield Trial(
                kind="words", name=shown, act=_words(reception, said), herself=herself,
                changes=word not in commands.READS,
            )  # fmt: skip
    yield from _buttons(reception, round_id)
    for form in FormKind:
        yield Trial(
            kind="forms sent in", name=f"`{form.value}`", act=_form(reception, form),
            herself=form in ABOUT_NOBODY_ELSE, changes=True,
        )  # fmt: skip
    yield Trial(kind="shortcut and App Home", name="Lägg till i Svarsvakt", act=_shortcut(reception))
    yield Trial(kind="shortcut and App Home", name="App Home", act=_home(reception))
    for name, act, changes in managing_trials.acts(reception):
        yield Trial(kind="how a unit is run", name=name, act=act, changes=changes)


def _buttons(reception: Reception, round_id: int) -> Iterator[Trial]:
    names = (*asking.ACTIONS, *asking.FORMS, *asking.TOGETHER, *asking.OTHERS)
    reads = {"show", "why", "week", "duty_week", *asking.FORMS}
    for name in names:
        value = f"round:{round_id}:all" if name == "round" else str(VALUES.get(name, OPEN))
        act = asking.asked(reception, name, value, lambda _: (OPEN,))
        assert act is not None, name
        act = before_duty(name, act)
        shown = f"`{name}`" + (f" ({MEANT[name]})" if name in MEANT else "")
        yield Trial(
            kind="buttons and menus", name=shown, act=_prepared(reception, name, act),
            herself=name in HERSELF, changes=name not in reads,
        )  # fmt: skip


def _words(reception: Reception, text: str) -> Act:
    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        return commands.run(
            tx, reception.book, person=person, command="svarsvakt", text=text,
            chat=reception.chat, channel="C-KULTUR", now=now,
        )  # fmt: skip

    return _after_leave(reception, act) if text == "tillbaka" else act


def _prepared(reception: Reception, name: str, act: Act) -> Act:
    """What a button needs to have happened before."""
    if name == "back":
        return _after_leave(reception, act)
    if name == "other_reply":
        return _after_a_reply(act)
    return _in_a_crisis(act) if name in {"crisis_change", "crisis_end"} else act


def _in_a_crisis(act: Act) -> Act:
    """A crisis runs in the unit."""

    def during(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        crises.add(
            tx, unit_id=1, state=CrisisState.RUNNING, why="Branden", account_ids=[1], every_minutes=60,
            hours=CrisisHours.WORKING, ends_at=now + timedelta(days=1), started_by=1, started_at=now,
        )  # fmt: skip
        return act(tx, person, now)

    return during


def _after_a_reply(act: Act) -> Act:
    """A reply was seen on the platform, and may be about another comment."""

    def after(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        published.add(
            tx,
            [
                {
                    "account_id": comments.several(tx, [OPEN])[OPEN].account_id, "external_id": "own",
                    "what": PublishedKind.REPLY, "text": "Ja", "text_at": now, "written_at": now,
                    "first_seen_at": now, "comment_id": OPEN, "uncertain": True,
                }
            ],
        )  # fmt: skip
        return act(tx, person, now)

    return after


def _after_leave(reception: Reception, act: Act) -> Act:
    """She was away until now."""

    def after(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        if person is not None:
            today = date(2026, 11, 27)
            people.mark_away(
                tx, reception.book, person=person, whom=None, first_day=today, last_day=None, now=now
            )
        return act(tx, person, now)

    return after


def _form(reception: Reception, kind: FormKind) -> Act:
    about_number = kind in forms.ABOUT_COMMENT or kind in {FormKind.CRISIS, FormKind.CRISIS_CHANGE}
    number = OPEN if about_number else None

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        return forms.submit(
            tx, reception.book, person=person, kind=kind, number=number, fields=FIELDS[kind], now=now
        )

    return _in_a_crisis(act) if kind is FormKind.CRISIS_CHANGE else act


def _shortcut(reception: Reception) -> Act:
    return lambda tx, person, now: forms.open_form(
        tx, reception.book, person=person, kind=FormKind.NEW_COMMENT, text="Hej", now=now
    )


def _home(reception: Reception) -> Act:
    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        if person is None:
            return refuse(Said.NOT_KNOWN)
        return Outcome(content=home(tx, reception.book, person, now))  # type: ignore[arg-type]  # only looked at

    return act
