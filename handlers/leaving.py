"""Somebody left the configuration: what she had waits for whoever is on duty."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from db import people
from handlers.people import calendar_of, hand_over
from scheduler.rulebook import RuleBook


def release_after(tx: Connection, book: RuleBook, left: Collection[int], now: datetime) -> int:
    """Release what these people had claimed, as if they were away that day; how many comments moved.

    In the transaction in which they left: nothing stays with somebody who is not there.
    """
    moved = 0
    for person in people.named(tx, left).values():
        today = calendar_of(tx, book, person).local_day(now)
        people.mark_away(tx, person.id, first_day=today, last_day=today, marked_by=None, now=now)
        period = people.away_period(tx, person.id, today)
        if period is not None:
            moved += hand_over(tx, book, person, period, now, by=None)
    return moved
