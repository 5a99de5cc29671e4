"""The auditor's part about urgent matters: whoever answers for the account was told (M30). Pure."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from db.people import Team
from db.rows import Comment, Event, Notice
from db.words import EventAction, NoticeKind, NoticeState
from scheduler.at_work import urgent_recipients
from scheduler.duty_notices import ON_CALL
from scheduler.gaps import Gap, GapKind
from scheduler.recipients import person_recipient
from scheduler.working_calendar import WorkingCalendar

TOLERANCE = timedelta(minutes=15)
"""So much working time after somebody marked it is there to have it told."""


def urgent_gaps(
    comment: Comment,
    *,
    events: Sequence[Event],
    rows: Sequence[Notice],
    calendar: WorkingCalendar,
    team: Callable[[], Team],
    now: datetime,
) -> Iterator[Gap]:
    """A mark of the present episode of which nobody was told, though somebody should have been.

    One who was told is enough: who else was at work that day is not known afterwards. Who marked it, and who
    was on call, do not count; handled before anybody could be told, it is no gap. `rows` are the episode's.
    """
    for mark in events:
        if mark.action is not EventAction.URGENT or mark.episode != comment.episode:
            continue
        at = calendar.next_moment(mark.at)
        by = calendar.add(at, TOLERANCE)
        if now <= by or _handled(comment, events, by):
            continue
        told = [row for row in rows if row.kind is NoticeKind.URGENT and row.detail != ON_CALL]
        standing = [row for row in told if row.state is not NoticeState.DEAD]
        if standing:
            continue
        knows = {row.recipient for row in rows if row.detail == ON_CALL} | {
            person_recipient(mark.person_id or 0)
        }
        hearing = urgent_recipients(comment, team=team(), day=calendar.local_day(at))
        if told or any(recipient not in knows for recipient in hearing):
            kind = GapKind.REFUSED if told else GapKind.URGENT_NOT_TOLD
            yield Gap(kind=kind, at=at, comment_id=comment.id, rung="urgent", unit_id=comment.unit_id)


def _handled(comment: Comment, events: Sequence[Event], by: datetime) -> bool:
    closed = [row.at for row in events if row.action is EventAction.CLOSED and row.episode == comment.episode]
    return bool(closed) and min(closed) <= by
