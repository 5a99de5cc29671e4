"""What a first telling did not say, and a poll does: when it was really written, and where it stands.

Instagram's webhook says only when it was sent, up to 36 hours late; the clock starts when the public wrote.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from db import comments, messages, planning
from db.planning import Recomputed
from db.rows import Comment
from handlers.sources.around import Around
from handlers.sources.base import Act, Change
from handlers.weeks import iso_week
from scheduler.answer_time import due

SLACK = timedelta(minutes=1)
"""Less than this is no news: some platforms round."""


def note_origin(
    tx: Connection, around: Around, said: Mapping[str, tuple[Comment, Sequence[Change]]]
) -> set[str]:
    """Note it; the platform's ids of the comments that were written earlier than was thought.

    What has been met, or was asked anew, is left as it was promised.
    """
    news = {
        key: each for key, (comment, changes) in said.items() if (each := _news(around, comment, changes))
    }
    if not news:
        return set()
    earlier: set[str] = set()
    for key, comment in comments.of_account(tx, around.account.id, news).items():
        link, wrote = news[key]
        values: dict[str, Any] = {"url": link} if link and comment.url is None else {}
        if wrote is not None and comment.is_unmet and comment.episode == 1:
            values |= _counted_from(tx, around, comment, wrote)
            earlier.add(key)
        if values:
            comments.change(tx, comment, values)
            messages.touch_comment(tx, comment.id)
    return earlier


def _news(
    around: Around, comment: Comment, changes: Sequence[Change]
) -> tuple[str | None, datetime | None] | None:
    """A link where there was none, and an earlier time; none of them: no news."""
    shown = [one for one in changes if one.seen_at is not None and one.act in {Act.ADDED, Act.EDITED}]
    times = [one.written_at or one.at for one in shown if one.act is Act.ADDED or one.written_at]
    link = next((one.url for one in shown if one.url), None) if comment.url is None else None
    wrote = min(times, default=None)
    if wrote is not None and (
        comment.history or wrote < around.account.watch_from or comment.written_at - wrote < SLACK
    ):
        wrote = None
    return (link, wrote) if link or wrote else None


def _counted_from(tx: Connection, around: Around, comment: Comment, wrote: datetime) -> dict[str, Any]:
    """Its answer time counts from when it was written, and it is looked at at once."""
    due_at = due(wrote, around.rules.answer, around.calendar)
    counted = Recomputed(
        comment=comment,
        due_at=due_at,
        last_working_moment=around.calendar.last_moment(due_at),
        settings_version=comment.settings_version,
    )
    planning.recompute(tx, [counted], around.now)
    return {
        "written_at": wrote,
        "episode_at": wrote,
        "week": iso_week(around.calendar.local_day(wrote)),
        "late_seen": due_at < comment.first_seen_at,
    }
