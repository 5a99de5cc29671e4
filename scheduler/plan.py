"""What should be said about an open comment, from what is stored and what time it is. Pure.

The clock looks at a comment when its `attend_at` comes; whoever opens or changes a comment sets that to now,
whoever closes it sets it to none. A look plans at most one rung, the highest reached, or the next one when it
falls within the gathering time, and says when to look again. Planning twice adds nothing: the rung is stored
with the plan, and keys are unique.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.outbox import NewNotice
from db.people import Team
from db.rows import Comment, Person
from scheduler import notices
from scheduler.at_work import rung_recipients
from scheduler.escalation import next_attention, rung_for
from scheduler.follow_up import Countdown, countdown
from scheduler.settings import UnitRules
from scheduler.working_calendar import WorkingCalendar

LOOK_AGAIN = timedelta(minutes=1)
"""The least time between two looks at a comment that nothing happens to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentPlan:
    """The notices that should exist besides those there are, the highest rung so far, the next look."""

    notices: tuple[NewNotice, ...]
    rung: int
    attend_at: datetime | None


def rung_number(name: str | None) -> int:
    """The rung as it is stored with a comment: 0 none, 1, 2, 3, and 4 for overdue."""
    if name is None:
        return 0
    return 4 if name == "overdue" else int(name)


def work_moment(calendar: WorkingCalendar, at: datetime) -> datetime:
    """`at` itself where it lies in working time, a closing instant included, else the next opening."""
    return at if calendar.last_moment(at) == at else calendar.next_moment(at)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ladder:
    """One comment's ladder: which rung stands at an instant, and when the next one does."""

    comment: Comment
    counting: Countdown
    rules: UnitRules
    calendar: WorkingCalendar

    @property
    def not_before(self) -> datetime | None:
        """A comment that arrived late has just been told of: its unit gets the same hour as for any rung."""
        if not self.comment.late_seen or self.counting.holding_reply:
            return None
        told = self.calendar.next_moment(self.comment.shown_at or self.comment.first_seen_at)
        return self.calendar.add(told, self.rules.ladder.not_sooner_than)

    def standing(self, at: datetime) -> str | None:
        """The highest rung reached at that instant."""
        if self.not_before is not None and at < self.not_before:
            return None
        return rung_for(
            due=self.counting.due,
            shown_at=self.comment.shown_at,
            received=self.counting.received,
            calendar=self.calendar,
            ladder=self.rules.ladder,
            now=at,
        )

    def rises(self, above: int, now: datetime) -> datetime | None:
        """When the ladder next stands higher than `above`; never too late, perhaps too early."""
        if rung_number(self.standing(now)) > above:
            return work_moment(self.calendar, now)
        at = next_attention(
            due=self.counting.due,
            shown_at=self.comment.shown_at,
            received=self.counting.received,
            calendar=self.calendar,
            ladder=self.rules.ladder,
            rung=above,
            now=now,
        )
        if at is None:
            return None
        if self.not_before is not None:
            at = max(at, self.not_before)
        return work_moment(self.calendar, max(at, now))


def ladder_of(
    comment: Comment, *, rules: UnitRules, calendar: WorkingCalendar, holding_replies: int = 0
) -> Ladder | None:
    """The ladder that runs for this comment; None: it is closed, or history."""
    counting = countdown(comment, holding_replies)
    if counting is None:
        return None
    return Ladder(comment=comment, counting=counting, rules=rules, calendar=calendar)


def plan_comment(
    comment: Comment,
    *,
    rules: UnitRules,
    calendar: WorkingCalendar,
    team: Team,
    claimer: Person | None,
    version: int | None,
    now: datetime,
    holding_replies: int = 0,
) -> CommentPlan:
    """The rung to tell now or within the gathering time, and when to look at the comment again."""
    ladder = ladder_of(comment, rules=rules, calendar=calendar, holding_replies=holding_replies)
    if ladder is None:
        return CommentPlan(notices=(), rung=comment.rung, attend_at=None)
    ahead = rules.chat.gather_within
    at = ladder.rises(comment.rung, now)
    if at is None:
        return CommentPlan(notices=(), rung=comment.rung, attend_at=None)
    name = ladder.standing(at)
    if at > now + ahead or name is None or rung_number(name) <= comment.rung:
        return CommentPlan(notices=(), rung=comment.rung, attend_at=max(at - ahead, now + LOOK_AGAIN))
    told = tuple(
        notices.rung(
            comment,
            name=name,
            recipient=recipient,
            send_at=at,
            version=version,
            follow_up=ladder.counting.holding_reply,
        )
        for recipient in rung_recipients(
            comment, name, team=team, claimer=claimer, day=calendar.local_day(at)
        )
    )
    rung = rung_number(name)
    then = ladder.rises(rung, max(at, now))
    return CommentPlan(
        notices=told, rung=rung, attend_at=None if then is None else max(then - ahead, at, now + LOOK_AGAIN)
    )
