"""What will be said if nothing happens: the warnings still to come for every open comment."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from db import accounts, comments, planning
from db.rows import Comment
from scheduler.notices import rung_key
from scheduler.plan import Ladder, ladder_of, rung_number
from scheduler.recipients import unit_recipient
from scheduler.rulebook import RuleBook
from scheduler.working_calendar import WorkingCalendar

MOST = 5000
"""Open comments looked at; more than that is no outlook any more."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Coming:
    """A warning to come. To whom exactly is decided when it is sent; `recipient` is the comment's unit."""

    key: str
    comment: Comment
    rung: str
    send_at: datetime
    recipient: str
    follow_up: bool


def outlook(tx: Connection, book: RuleBook, now: datetime, unit_id: int | None = None) -> tuple[Coming, ...]:
    """The warnings to come, in order of time; four statements, however many there are."""
    units = {unit.id: unit for unit in accounts.units(tx) if unit_id in (None, unit.id)}
    waiting, _ = comments.waiting(tx, tuple(units), limit=MOST)
    replied = planning.holding_replies(tx, waiting)
    found = [
        coming
        for comment in waiting
        for coming in _of(
            comment,
            ladder_of(
                _as_shown(comment, book.calendar(units[comment.unit_id].slug), now),
                rules=book.rules(units[comment.unit_id].slug),
                calendar=book.calendar(units[comment.unit_id].slug),
                holding_replies=replied.get(comment.id, 0),
            ),
            now,
        )
    ]
    return tuple(sorted(found, key=lambda coming: (coming.send_at, coming.comment.id)))


def _as_shown(comment: Comment, calendar: WorkingCalendar, now: datetime) -> Comment:
    """What has not been shown yet will be, at the next working moment."""
    if comment.shown_at is not None:
        return comment
    return replace(comment, shown_at=calendar.next_moment(max(now, comment.first_seen_at)))


def _of(comment: Comment, ladder: Ladder | None, now: datetime) -> Iterator[Coming]:
    """One comment's, each rung above those planned already."""
    if ladder is None:
        return
    rung, at = comment.rung, now
    while (next_at := ladder.rises(rung, at)) is not None:
        name = ladder.standing(next_at)
        if name is None or rung_number(name) <= rung:
            return
        rung, at = rung_number(name), max(next_at, at)
        recipient = unit_recipient(comment.unit_id)
        follow_up = ladder.counting.holding_reply
        yield Coming(
            key=rung_key(comment.id, comment.episode, name, recipient, follow_up=follow_up),
            comment=comment,
            rung=name,
            send_at=next_at,
            recipient=recipient,
            follow_up=follow_up > 0,
        )
