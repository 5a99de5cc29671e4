"""What a comment's ladder counts to: its answer time, or the follow-up of a promise to come back."""

from dataclasses import dataclass
from datetime import datetime

from db.rows import Comment
from db.words import CommentState
from scheduler.settings import LadderRules
from scheduler.working_calendar import WorkingCalendar


def follow_up_at(held_at: datetime, *, ladder: LadderRules, calendar: WorkingCalendar) -> datetime:
    """When somebody who said "vi återkommer" is reminded: so many working days later, in working time."""
    return calendar.add_working_days(held_at, ladder.follow_up_days)


@dataclass(frozen=True, kw_only=True, slots=True)
class Countdown:
    """What is counted down to, since when, and for which holding reply (0: the answer time itself)."""

    due: datetime
    received: datetime
    holding_reply: int


def countdown(comment: Comment, holding_replies: int) -> Countdown | None:
    """What an open comment's ladder counts to; None: nothing runs for it."""
    if comment.history:
        return None
    if comment.is_unmet:
        return Countdown(due=comment.due_at, received=comment.episode_at, holding_reply=0)
    if comment.state is CommentState.ACKNOWLEDGED and comment.follow_up_at is not None:
        held_at = comment.met_at or comment.episode_at
        return Countdown(due=comment.follow_up_at, received=held_at, holding_reply=max(1, holding_replies))
    return None
