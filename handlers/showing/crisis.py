"""A crisis as it is shown: on its rounds, as news, and to who asks how it stands."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts, crises, people
from db.rows import Crisis, Notice, Person, Round, Unit
from db.words import RoundState
from handlers.crisis_content import CrisisContent, CrisisCount, CrisisLine
from scheduler.crisis import runs, still_true
from scheduler.crisis_news import may_decide
from scheduler.crisis_notices import CrisisNews
from scheduler.rulebook import RuleBook


def line(tx: Connection, book: RuleBook, unit: Unit, crisis: Crisis) -> CrisisLine:
    """A crisis in a few facts."""
    named = accounts.named(tx, crisis.account_ids)
    who = {one for one in (crisis.asked_by, crisis.started_by, crisis.over_by) if one is not None}
    known = people.named(tx, who)

    def name(person_id: int | None) -> str | None:
        person = known.get(person_id or 0)
        return person.first_name if person else None

    return CrisisLine(
        id=crisis.id,
        state=crisis.state,
        why=crisis.why,
        zone=ZoneInfo(book.rules(unit.slug).calendar.zone),
        accounts=tuple(named[each].name for each in crisis.account_ids if each in named),
        every_minutes=crisis.every_minutes,
        hours=crisis.hours,
        ends_at=crisis.ends_at,
        asked_by=name(crisis.asked_by),
        started_by=name(crisis.started_by),
        started_at=crisis.started_at,
        over_by=name(crisis.over_by),
        over_at=crisis.over_at,
    )


def count(tx: Connection, crisis: Crisis, now: datetime) -> CrisisCount | None:
    """What came of it until it was over, or until now; None: it has not been started."""
    if crisis.started_at is None:
        return None
    until = min(crisis.over_at or crisis.ends_at, now)
    called = crises.rounds_of(tx, crisis.unit_id, [crisis.id])
    done, planned = judged(called, until)
    return CrisisCount(
        looks=done,
        planned=planned,
        comments=crises.received(tx, crisis.account_ids, crisis.started_at, until),
    )


def judged(looks: Iterable[Round], until: datetime) -> tuple[int, int]:
    """How many looks were done, of how many; one that the end cut short counts only when it was done."""
    over = [row for row in looks if row.ends_at <= until or row.state is RoundState.DONE]
    return sum(row.state is RoundState.DONE for row in over), len(over)


def content(
    tx: Connection, book: RuleBook, unit: Unit, crisis: Crisis, *, reader: Person | None, now: datetime
) -> CrisisContent:
    """How it stands, for who asks."""
    decides = reader is not None and any(
        one.id == reader.id for one in may_decide(crisis.account_ids, people.unit_team(tx, unit.id))
    )
    return CrisisContent(
        unit=unit.name, line=line(tx, book, unit, crisis), count=count(tx, crisis, now), decides=decides
    )


def of_unit(
    tx: Connection, book: RuleBook, unit: Unit, *, reader: Person, now: datetime
) -> CrisisContent | None:
    """The one that runs in a unit; None: none does."""
    crisis = crises.running(tx, [unit.id]).get(unit.id)
    if crisis is None or not runs(crisis, now):
        return None
    return content(tx, book, unit, crisis, reader=reader, now=now)


def news(tx: Connection, book: RuleBook, notices: Sequence[Notice], now: datetime) -> CrisisContent:
    """What the message that this row of the outbox is brings. Raises LookupError when it names none."""
    word, _, number = (notices[0].detail or "").partition(" ")
    crisis = crises.get(tx, int(number))
    unit = accounts.unit(tx, crisis.unit_id) if crisis is not None else None
    if crisis is None or unit is None:
        raise LookupError(f"notice {notices[0].id} names no crisis")
    _, _, reader = notices[0].recipient.partition("person:")
    ids = {one.id for one in may_decide(crisis.account_ids, people.unit_team(tx, unit.id))}
    said: CrisisNews | None = CrisisNews(word)
    if said is CrisisNews.ENDING and runs(crisis, now) and not still_true(said, crisis, notices[0].key):
        said = None  # it has been prolonged: it is no question any more
    return CrisisContent(
        unit=unit.name,
        line=line(tx, book, unit, crisis),
        news=said,
        count=count(tx, crisis, now) if CrisisNews(word) is CrisisNews.ENDED else None,
        decides=reader.isdecimal() and int(reader) in ids,
    )
