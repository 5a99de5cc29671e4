"""What happened, taken out of the store for the judge: everything but the outbox."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import bindparam, select

from bot.simulation.by_hand import Outages
from bot.simulation.judge import World
from db import accounts, audits, people, planning
from db.models import comments
from db.store import Store
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook

PAGE = select(comments.c.id).where(comments.c.id > bindparam("after")).order_by(comments.c.id).limit(5000)


def observed(
    store: Store,
    book: RuleBook,
    heard: Sequence[tuple[datetime, Outgoing]],
    *,
    first: date,
    ended: datetime,
    outages: Outages,
) -> World:
    """All comments with their events, the people, and what the chat heard."""
    with store.read() as tx:
        numbers: list[int] = []
        while page := list(tx.execute(PAGE, {"after": numbers[-1] if numbers else 0}).scalars()):
            numbers += page
        units = {unit.id: unit for unit in accounts.units(tx)}
        return World(
            book=book,
            units=units,
            accounts=accounts.accounts(tx),
            teams=people.teams(tx, sorted(units)),
            comments=[comment for page in _pages(numbers) for comment in planning.by_id(tx, page).values()],
            events=audits.events_of(tx, numbers),
            heard=heard,
            first=first,
            ended=ended,
            outages=outages,
        )


def _pages(numbers: Sequence[int]) -> list[Sequence[int]]:
    return [numbers[start : start + audits.AT_ONCE] for start in range(0, len(numbers), audits.AT_ONCE)]
