"""Whether a warning has its hour, and who hears it, as things stand when it leaves. Pure."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.rows import Comment, Notice
from db.words import NoticeState
from scheduler import notices
from scheduler.at_work import rung_recipients, urgent_recipients
from scheduler.crisis import covering, rules_in
from scheduler.duty_notices import ON_CALL
from scheduler.notices import FOLLOW_UP, ladder_key
from scheduler.plan import Ladder, ladder_of, rung_number
from scheduler.recipients import OPERATOR, unit_recipient
from scheduler.rulebook import RuleBook
from scheduler.verdicts import Facts, Go, Later, Needless, Redirect, Verdict
from scheduler.working_calendar import WorkingCalendar

A_MOMENT = timedelta(minutes=1)


def rung(notice: Notice, *, facts: Facts, book: RuleBook, slug: str, now: datetime) -> Verdict:
    """Whether the rung is reached (settings may have moved it), silent, or for somebody else now."""
    comment = facts.comments[notice.comment_id or 0]
    calendar = book.calendar(slug)
    ladder = ladder_of(
        comment,
        rules=rules_in(book.rules(slug), covering(facts.crises, comment, now)),
        calendar=calendar,
        holding_replies=facts.holding_replies.get(comment.id, 1),
    )
    if ladder is None or notice.rung is None:
        return Needless(reason=comment.state.value)
    number = rung_number(notice.rung)
    if rung_number(ladder.standing(max(now, notice.send_at))) < number:
        at = ladder.rises(number - 1, now)
        if at is not None and at > now:
            return Later(at=at)
    team = facts.teams.get(comment.unit_id)
    if team is None:
        return Go()
    expected = rung_recipients(
        comment,
        notice.rung,
        team=team,
        claimer=facts.people.get(comment.claimed_by or 0),
        day=calendar.local_day(now),
    )
    # A round says it to the channel alone: it speaks for nothing that others are to hear too.
    if notice.rung == "1" and notice.detail != FOLLOW_UP and expected == (unit_recipient(comment.unit_id),):
        silent = _in_round(notice, comment, facts, now)
        if not isinstance(silent, Go):
            return silent
    return _recipient(notice, comment, ladder, expected, facts=facts, now=now)


def _in_round(notice: Notice, comment: Comment, facts: Facts, now: datetime) -> Verdict:
    """Rung 1 says nothing new when the comment stood in a round of that hour."""
    for called in facts.recent_rounds:
        in_that_hour = timedelta(0) <= notice.send_at - called.at < timedelta(hours=1)
        if called.unit_id != comment.unit_id or not in_that_hour or comment.first_seen_at > called.at:
            continue
        if called.crisis_id is not None:  # it comes every hour, and would silence what is wanted earlier
            continue
        if called.message_id is not None:
            return Needless(reason="in_round")
        call = facts.round_notices.get(called.id)
        on_its_way = call is not None and call.state in {
            NoticeState.PENDING,
            NoticeState.SENDING,
            NoticeState.UNKNOWN,
        }
        if on_its_way and now - notice.send_at < timedelta(minutes=15):
            return Later(at=now + A_MOMENT)
    return Go()


def urgent(notice: Notice, *, facts: Facts, calendar: WorkingCalendar, now: datetime) -> Verdict:
    """Whom it is for is seen when it leaves: who was to hear may be away by then."""
    comment, team = facts.comments.get(notice.comment_id or 0), facts.teams.get(notice.unit_id or 0)
    if comment is None or team is None or notice.recipient == OPERATOR or notice.detail == ON_CALL:
        return Go()
    expected = urgent_recipients(comment, team=team, day=calendar.local_day(now))
    if notice.recipient in expected:
        return Go()
    return Redirect(
        rows=tuple(
            notices.urgent(comment, recipient=recipient, send_at=now, version=notice.settings_version)
            for recipient in expected
        )
    )


def _recipient(
    notice: Notice,
    comment: Comment,
    ladder: Ladder,
    expected: Sequence[str],
    *,
    facts: Facts,
    now: datetime,
) -> Verdict:
    """Whom the rung is for, as things stand: a claim, a release or somebody's absence redirects it."""
    same_rung = [
        other
        for other in facts.siblings.get(comment.id, ())
        if (other.kind, ladder_key(other.key), other.rung)
        == (notice.kind, ladder_key(notice.key), notice.rung)
    ]
    stands_in = any(other.state is NoticeState.DEAD for other in same_rung)
    if notice.recipient in expected or stands_in:
        return Go()
    rows = tuple(
        notices.rung(
            comment,
            name=notice.rung or "",
            recipient=recipient,
            send_at=now,
            version=notice.settings_version,
            follow_up=ladder.counting.holding_reply,
        )
        for recipient in expected
    )
    return Redirect(rows=rows)
