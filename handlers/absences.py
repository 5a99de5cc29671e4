"""The words about being away: `borta [@kollega] FRÅN [TILL]` and `tillbaka [@kollega] [DAG]`."""

from dataclasses import dataclass
from datetime import date

from db.rows import Person
from handlers import mentions, people
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.days import Days, read_days
from handlers.outcome import FormKind, Outcome, Said

REASONS = frozenset(
    {
        *("sjuk", "sjukt", "forkyld", "vab", "vabb", "vabbar", "semester", "ledig", "tjanstledig", "kurs"),
        *("foraldraledig", "pga", "sick", "ill", "vacation", "holiday", "leave"),
    }
)
"""Words that people add of themselves, and that are nobody's business."""


@dataclass(frozen=True, kw_only=True)
class _Meant:
    """Who (none: she herself) and when (none: not said)."""

    whom: Person | None = None
    days: Days | None = None


def away(asked: Asked) -> Outcome:
    """She or a colleague is away; without a day a form asks. Without the last day: until she is back."""
    meant = _read(asked)
    if isinstance(meant, Outcome):
        return meant
    if meant.days is None:
        return asked.form(FormKind.AWAY, **({"whom": meant.whom} if meant.whom else {}))
    return people.mark_away(
        asked.tx,
        asked.book,
        person=asked.person,
        whom=meant.whom,
        first_day=meant.days.first,
        last_day=meant.days.last,
        now=asked.now,
    )


def back(asked: Asked) -> Outcome:
    """She or a colleague is back today, or from a day that is said."""
    meant = _read(asked)
    if isinstance(meant, Outcome):
        return meant
    day = meant.days.first if meant.days else None
    return people.mark_back(
        asked.tx, asked.book, person=asked.person, whom=meant.whom, day=day, now=asked.now
    )


def _read(asked: Asked) -> _Meant | Outcome:
    rest = _without_reason(asked.rest)
    if not rest:
        return _Meant()
    today = _today(asked)
    days = read_days(rest, today)
    if days is not None:
        return _Meant(days=days)
    name, _, when = rest.partition(" ")
    whom = mentions.person(asked.tx, asked.chat, name, near=asked.where)
    days = read_days(when, today) if when.strip() else None
    if whom is None and (name.startswith("@") or days is not None):
        return refuse(Said.PERSON_UNKNOWN, text=name.lstrip("@")[:40])
    if days is None and (whom is None or when.strip()):
        return refuse(Said.DATE_UNCLEAR, text=(when.strip() if whom else rest)[:40])
    return _Meant(whom=whom, days=days)


def _without_reason(text: str) -> str:
    """Nobody is asked why, and what is said of it is not kept: `borta idag, vab` means today."""
    words = [word for word in text.split() if plain(word.strip(",.;:!()")) not in REASONS]
    return " ".join(words).strip(" ,;")


def _today(asked: Asked) -> date:
    return people.calendar_of(asked.tx, asked.book, asked.person).local_day(asked.now)
