"""Somebody left the configuration, or a unit: what she had waits for whoever is on duty."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from db import comments, events, messages, outbox, people
from db.rows import Person, Unit
from handlers.claiming import let_go
from handlers.people import calendar_of, hand_over, released
from scheduler import notices
from scheduler.rulebook import RuleBook

LEFT = "left"
"""The `detail` of what is told of somebody who has left the unit, and is not only away."""


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


def release_in_unit(
    tx: Connection,
    book: RuleBook,
    person: Person,
    unit: Unit,
    now: datetime,
    *,
    by: Person | None,
    change: int,
) -> int:
    """Release what she has in a unit that she leaves (`change` is the log's number); how many comments.

    What she has elsewhere stays hers. In the transaction in which she leaves.
    """
    ids = [one.id for one in comments.of_person(tx, person.id) if one.unit_id == unit.id]
    held = comments.several(tx, ids, lock=True)
    mine = [one for one in held.values() if one.claimed_by == person.id and one.is_open]
    comments.change_each(
        tx, [(one, {**let_go(one.state), "attend_at": None if one.history else now}) for one in mine]
    )
    events.add(tx, [replace(released(one, by, now), reason="left") for one in mine])
    calendar, word = book.calendar(unit.slug), f"moved:left{change}"
    told = [
        notices.moved(one, away_id=0, person_id=person.id, calendar=calendar, now=now, version=book.version)
        for one in mine
    ]
    outbox.add(
        tx, [replace(row, key=f"{word}:{row.comment_id}", gather=word, detail=LEFT) for row in told], now
    )
    messages.touch_comments(tx, [one.id for one in mine])
    return len(mine)
