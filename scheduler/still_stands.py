"""Whether what a row of the outbox is about still stands: nobody is told what is no longer so. Pure."""

from datetime import datetime

from db.rows import Comment, Notice
from db.words import CommentState, DraftState, NoticeKind, NoticeState, RoundState
from scheduler.notices import FOLLOW_UP, ladder_key
from scheduler.plan import rung_number
from scheduler.reply_notices import DraftNews
from scheduler.verdicts import Facts, Go, Later, Needless, Passed, Verdict
from scheduler.working_calendar import WorkingCalendar

OF_A_UNIT = frozenset(
    {
        NoticeKind.ROUND,
        NoticeKind.ROUND_MISSED,
        NoticeKind.UNWATCHED,
        NoticeKind.DUTY_GAP,
        NoticeKind.ON_CALL_ENDED,
        NoticeKind.SWAP,
        NoticeKind.WELCOME,
        NoticeKind.CRISIS,
    }
)
"""Kinds that are about how a unit works, and mean nothing when it is no more."""


def still_stands(notice: Notice, *, facts: Facts, calendar: WorkingCalendar, now: datetime) -> Verdict:
    """Whether what it is about still stands."""
    comment = facts.comments.get(notice.comment_id or 0)
    unit = facts.units.get(notice.unit_id or 0)
    if unit is not None and not unit.active and notice.kind in OF_A_UNIT:
        return Needless(reason="unit_ended")
    match notice.kind:
        case NoticeKind.CARD | NoticeKind.ARRIVED_LATE if comment is not None:
            return _card(notice, comment, facts)
        case NoticeKind.RUNG if comment is not None:
            return _rung_stands(notice, comment, facts, now)
        case NoticeKind.URGENT if comment is not None and not comment.is_open:
            return Needless(reason=comment.state.value)
        case NoticeKind.DRAFT_TO_READ | NoticeKind.DRAFT_READ if comment is not None:
            return _draft(notice, comment)
        case NoticeKind.MOVED if comment is not None and (
            not comment.is_open or comment.claimed_by not in {None, notice.person_id}
        ):
            return Needless(reason=comment.state.value)
        case NoticeKind.SIGN | NoticeKind.SIGN_UNSURE if notice.reply_id in facts.mended:
            return Needless(reason="mended")
        case NoticeKind.ROUND | NoticeKind.ROUND_MISSED:
            called = facts.rounds.get(notice.round_id or 0)
            done = called is not None and called.state is RoundState.DONE
            if done and (
                notice.kind is NoticeKind.ROUND_MISSED or not (called and called.last_before_days_off)
            ):
                return Needless(reason="done")
        case NoticeKind.DUTY_GAP | NoticeKind.ON_CALL_ENDED:
            if notice.day is not None and notice.day < calendar.local_day(now):
                return Passed()
        case _:
            pass
    return Go()


def _draft(notice: Notice, comment: Comment) -> Verdict:
    """Reading is asked for while the draft waits, and told of while it is what was read last."""
    if not comment.is_open:
        return Needless(reason=comment.state.value)
    back = notice.detail == DraftNews.UNREAD
    if comment.episode != notice.episode or (comment.draft is None and not back):
        return Needless(reason="reopened")
    about_waiting = notice.kind is NoticeKind.DRAFT_TO_READ or notice.detail == DraftNews.PASSED_ON
    if comment.draft is not None and (back or (comment.draft is DraftState.WAITING) != about_waiting):
        return Needless(reason=comment.draft.value)
    return Go()


def _card(notice: Notice, comment: Comment, facts: Facts) -> Verdict:
    if not comment.is_open:
        return Needless(reason=comment.state.value)
    if notice.detail != "own" and comment.message_id is not None and notice.recipient.startswith("unit:"):
        return Needless(reason="shown")
    release = facts.floods.get(comment.account_id)
    if (
        notice.kind is NoticeKind.CARD
        and notice.gather is None
        and notice.detail != "own"
        and release is not None
    ):
        return Later(at=release, gather=f"flood:{comment.account_id}")
    return Go()


def _rung_stands(notice: Notice, comment: Comment, facts: Facts, now: datetime) -> Verdict:
    follow_up = notice.detail == FOLLOW_UP
    if comment.episode != notice.episode:
        return Needless(reason="reopened")
    if follow_up != (comment.state is CommentState.ACKNOWLEDGED) or not comment.is_open:
        return Needless(reason=comment.state.value)
    replies = max(1, facts.holding_replies.get(comment.id, 1))
    if follow_up and ladder_key(notice.key) != f"follow:{comment.id}:{comment.episode}:{replies}":
        return Needless(reason="promised_again")
    number = rung_number(notice.rung)
    for other in facts.siblings.get(comment.id, ()):
        if (
            other.kind is NoticeKind.RUNG
            and ladder_key(other.key) == ladder_key(notice.key)
            and rung_number(other.rung) > number
            and other.send_at <= now
            and other.state not in {NoticeState.CANCELLED, NoticeState.EXPIRED}
        ):
            return Needless(reason="superseded")
    return Go()
