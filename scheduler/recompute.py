"""When the settings change: open comments get new answer times, unsent rows move, no sent rung is resent."""

from datetime import datetime

from sqlalchemy import Connection

from db import marks, messages, outbox, planning
from db.rows import Comment, Notice
from db.words import NoticeKind, NoticeState
from scheduler.answer_time import due
from scheduler.glance import APPLIED, IN_FORCE, Glance
from scheduler.rulebook import RuleBook

PAGE = 500


def counted_otherwise(book: RuleBook, there: Glance, *, again: bool = False) -> bool:
    """Whether the open comments are counted by other settings than these, and these are the newest.

    `again`: this machine changed to them at its last tick; what came in just then may go by the old ones.
    """
    if book.version is None or (there.value(APPLIED) == str(book.version) and not again):
        return False
    return there.value(IN_FORCE) in {None, str(book.version)}


def recompute(tx: Connection, book: RuleBook, there: Glance, now: datetime) -> int:
    """Count all open comments by the present settings; how many answer times changed.

    A rung that was sent stays sent: the ladder goes on from there. Cards that wait move with the opening; a
    rung that waits is moved by the recheck when it is claimed (`scheduler/recheck.py`). What has been met is
    left as it was promised.
    """
    changed = 0
    slugs = {unit.id: unit.slug for unit in there.units}
    after = 0
    while page := planning.open_comments(tx, after_id=after, limit=PAGE):
        after = page[-1].id
        counted = [
            _count(comment, slugs.get(comment.unit_id, ""), book)
            for comment in page
            if comment.settings_version != book.version
        ]
        planning.recompute(tx, counted, now)
        moved = [row.comment.id for row in counted if row.due_at != row.comment.due_at]
        messages.touch_comments(tx, moved)
        changed += len(moved)
        _move_cards(tx, [row.comment for row in counted], slugs, book, now)
    marks.note(tx, APPLIED, now, str(book.version))
    return changed


def _count(comment: Comment, slug: str, book: RuleBook) -> planning.Recomputed:
    calendar = book.calendar(slug)
    due_at = comment.due_at
    if comment.is_unmet:
        due_at = due(comment.episode_at, book.rules(slug, comment.account_id).answer, calendar)
    return planning.Recomputed(
        comment=comment,
        due_at=due_at,
        last_working_moment=calendar.last_moment(due_at),
        settings_version=book.version,
    )


def _move_cards(
    tx: Connection, of: list[Comment], slugs: dict[int, str], book: RuleBook, now: datetime
) -> None:
    """Cards that wait for an opening wait for the new one."""
    unit_of = {comment.id: comment.unit_id for comment in of}
    waiting: dict[datetime, list[Notice]] = {}
    for notice in outbox.of_comments(tx, list(unit_of)):
        if notice.state is not NoticeState.PENDING or notice.send_at <= now:
            continue
        if notice.kind not in {NoticeKind.CARD, NoticeKind.ARRIVED_LATE} or notice.comment_id is None:
            continue
        opening = book.calendar(slugs.get(unit_of[notice.comment_id], "")).next_moment(now)
        waiting.setdefault(opening, []).append(notice)
    for opening, rows in waiting.items():
        outbox.move(tx, [row.id for row in rows], opening)
