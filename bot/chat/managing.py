"""A supervisor runs her unit: which page a button leads to, which form, and where that form leads back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from bot.chat.names import RULES_OF
from bot.chat.reception import Act, Reception
from bot.texts import Texts
from db import people
from db.rows import Person
from handlers.managing import forms, pages, practice
from handlers.managing.form import UnitFormKind
from handlers.managing.forms import Wanted
from handlers.managing.pages import PAGES, TIMES
from handlers.managing.rows import UnitPage
from handlers.outcome import Outcome

PAGE_OF = {
    UnitFormKind.PERSON_ADD: "people",
    UnitFormKind.PERSON_CHANGE: "people",
    UnitFormKind.PERSON_MOVE: "people",
    UnitFormKind.PERSON_END: "people",
    UnitFormKind.ACCOUNT_ADD: "accounts",
    UnitFormKind.ACCOUNT_CHANGE: "accounts",
    UnitFormKind.ACCOUNT_MOVE: "accounts",
    UnitFormKind.ACCOUNT_END: "accounts",
    UnitFormKind.HOURS: "times",
    UnitFormKind.DAY_ADD: "times",
    UnitFormKind.DAY_END: "times",
    UnitFormKind.SEASON: "times",
    UnitFormKind.SEASON_END: "times",
    UnitFormKind.UNIT_ADD: "people",
    UnitFormKind.UNIT_CHANGE: "people",
    UnitFormKind.UNIT_END: "people",
    UnitFormKind.RULE: "rules",
    UnitFormKind.RULE_FOLLOW: "rules",
    UnitFormKind.PRACTICE: "people",
}
assert set(PAGE_OF) == set(UnitFormKind)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page as a button names it: `people:3:0`."""

    name: str
    unit_id: int
    start: int = 0

    def __str__(self) -> str:
        """As it stands in a button's value."""
        return f"{self.name}:{self.unit_id}:{self.start}"


@dataclass(frozen=True, kw_only=True)
class Shown:
    """A page as it is now, or why it is not this person's to see."""

    page: UnitPage | Outcome
    texts: Texts


def read_page(value: str) -> Page:
    """A page out of a button's value. Raises ValueError for what is none."""
    name, unit_id, start = value.split(":")
    if name not in PAGES or len(unit_id) > 9 or len(start) > 9:
        raise ValueError("no page of ours")
    return Page(name=name, unit_id=int(unit_id), start=int(start))


def asked(reception: Reception, value: str) -> tuple[Act | None, Page]:
    """Which form a button asks for (none: only the page), and the page it stands on. Raises ValueError."""
    word, unit, about = value.split(":", 2)
    if word == RULES_OF:
        return None, read_page(f"rules:{unit}:{about}")
    if not unit.isdecimal() or len(unit) > 9:
        raise ValueError("no unit of ours")
    wanted = Wanted(kind=UnitFormKind(word), unit_id=int(unit), about=about)

    def act(tx: Connection, person: Person | None, now: datetime) -> Outcome:
        return forms.open_form(tx, reception.book, wanted, person=person, now=now)

    return act, page_after(wanted)


def submitted(reception: Reception, wanted: Wanted, fields: Mapping[str, str]) -> Act:
    """Take a form about a unit in."""
    return lambda tx, person, now: forms.submit(
        tx, reception.book, wanted, person=person, fields=fields, now=now, chat=reception.chat
    )


def page_after(wanted: Wanted) -> Page:
    """The page to which a form about this goes back."""
    account, slash, word = wanted.about.rpartition("/")
    if wanted.kind in {UnitFormKind.RULE, UnitFormKind.RULE_FOLLOW} and not slash and word in TIMES:
        return Page(name="times", unit_id=wanted.unit_id)
    start = int(account) if slash and account.isdecimal() and len(account) < 10 else 0
    return Page(name=PAGE_OF[wanted.kind], unit_id=wanted.unit_id, start=start)


def shown(reception: Reception, user: str, page: Page) -> Shown:
    """The page as whoever has this id in the chat may see it."""
    with reception.store.read() as tx:
        person = people.by_chat(tx, reception.chat, user)
        found = pages.page(
            tx,
            reception.book,
            person=person,
            name=page.name,
            unit_id=page.unit_id,
            start=page.start,
            now=reception.clock(),
        )
    return Shown(page=found, texts=reception.texts(person.language if person else None))


def practice_claimed(value: str) -> Act:
    """Her practice comment is hers."""
    return lambda tx, person, now: practice.claim(tx, person=person, turn=_turn(value), now=now)


def practice_answered(value: str) -> Act:
    """The form for her practice reply."""
    return lambda tx, person, _now: practice.answer_form(tx, person=person, turn=_turn(value))


def _turn(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 10 else 0
