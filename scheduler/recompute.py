"""When the settings change: open comments get new answer times, unsent rows move, no sent rung is resent."""

from datetime import datetime

from sqlalchemy import Connection

from db import accounts, marks, messages, outbox, planning
from db.rows import Comment, Notice
from db.words import NoticeKind, NoticeState
from scheduler.answer_time import due
from scheduler.rulebook import RuleBook

APPLIED = "settings_applied"
"""The mark that names the settings version by which the open comments are counted."""
IN_FORCE = "settings_in_force"
"""The mark that names the version of the machine that started last: an older one must not count back."""
PAGE = 500


def recompute(tx: Connection, book: RuleBook, now: datetime) -> int:
    """Count all open comments by the present settings, if they are not; how many answer times changed.

    A rung that was sent stays sent: the ladder goes on from there. Cards that wait move with the opening; a
    rung that waits is moved by the recheck when it is claimed (`scheduler/recheck.py`). What has been met is
    left as it was promised.
    """
    known = marks.read(tx, [APPLIED, IN_FORCE])
    applied, in_force = known.get(APPLIED), known.get(IN_FORCE)
    if book.version is None or (applied is not None and applied.value == str(book.version)):
        return 0
    if in_force is not None and in_force.value != str(book.version):
        return 0
    changed = 0
    slugs = {unit.id: unit.slug for unit in accounts.units(tx)}
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
        due_at = due(comment.episode_at, book.rules(slug).answer, calendar)
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
