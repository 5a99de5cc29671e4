"""Is it still right to say this, now, to this recipient? Judged in the claiming transaction. Pure."""

from datetime import datetime, timedelta

from db.rows import Crisis, Notice
from db.words import NoticeKind
from scheduler.crisis import covering, first_call, may_call, still_true
from scheduler.crisis_notices import CrisisNews
from scheduler.duty_notices import ON_CALL
from scheduler.notices import CARDS
from scheduler.recheck_hearers import rung, urgent
from scheduler.rulebook import RuleBook
from scheduler.settings import ChatRules
from scheduler.still_stands import still_stands
from scheduler.verdicts import Facts, Go, Later, Needless, Passed, Verdict
from scheduler.working_calendar import WorkingCalendar

AFTER_CLOSE = timedelta(minutes=5)
"""What was due by close may still leave this long after it; later, it waits for somebody to be at work."""
IN_HOURS = frozenset(
    {
        NoticeKind.RUNG,
        NoticeKind.ARRIVED_LATE,
        NoticeKind.MOVED,
        NoticeKind.ROUND_MISSED,
        NoticeKind.UNWATCHED,
        NoticeKind.DUTY_GAP,
        NoticeKind.ON_CALL_ENDED,
        NoticeKind.SWAP,
        NoticeKind.SWAPPED,
        NoticeKind.WEEK,
        NoticeKind.URGENT,
        NoticeKind.DRAFT_TO_READ,
        NoticeKind.DRAFT_READ,
        NoticeKind.REGISTRAR,
        NoticeKind.SOURCE,
    }
)
"""Kinds that must reach somebody at work."""
TO_PEOPLE = frozenset({NoticeKind.RUNG, NoticeKind.URGENT})
"""Kinds whose recipients are those at work when they leave."""
CALLED_OUT = frozenset({NoticeKind.CARD, NoticeKind.URGENT})
"""Kinds that a crisis may call people to outside hours; every other kind waits for somebody to be at work."""


def judge(notice: Notice, *, facts: Facts, book: RuleBook, now: datetime) -> Verdict:
    """Whether this row may leave now."""
    if notice.expires_at is not None and notice.expires_at <= now:
        return Passed()
    unit = facts.units.get(notice.unit_id or 0)
    slug = unit.slug if unit is not None else ""
    calendar = book.calendar(slug)
    about = still_stands(notice, facts=facts, calendar=calendar, now=now)
    if not isinstance(about, Go):
        return about
    if notice.kind is NoticeKind.CRISIS:
        return _crisis(notice, facts=facts, calendar=calendar, now=now)
    comment = facts.comments.get(notice.comment_id or 0)
    crisis = covering(facts.crises, comment, now) if comment is not None else None
    if not _may_leave(notice, facts, crisis, calendar=calendar, chat=book.rules(slug).chat, now=now):
        gather = CARDS if notice.kind is NoticeKind.CARD else None
        calls_out = crisis if notice.kind in CALLED_OUT else None
        return Later(at=first_call(calls_out, now, calendar), gather=gather)
    if notice.kind is NoticeKind.RUNG:
        return rung(notice, facts=facts, book=book, slug=slug, now=now)
    if notice.kind is NoticeKind.URGENT:
        return urgent(notice, facts=facts, calendar=calendar, now=now)
    return Go()


def _may_leave(
    notice: Notice,
    facts: Facts,
    crisis: Crisis | None,
    *,
    calendar: WorkingCalendar,
    chat: ChatRules,
    now: datetime,
) -> bool:
    """What must reach somebody at work waits for that, but for what a crisis calls people to."""
    if notice.kind is NoticeKind.URGENT and notice.detail == ON_CALL:
        return True
    quiet = notice.kind is NoticeKind.CARD and notice.detail != "own" and chat.quiet_outside_hours
    called_out = crisis is not None and may_call(crisis, now, calendar)
    if quiet or notice.kind is NoticeKind.URGENT:
        return called_out or may_leave(notice, calendar, now)
    look = facts.rounds.get(notice.round_id or 0)
    if notice.kind not in IN_HOURS or (look is not None and look.crisis_id is not None):
        return True
    return may_leave(notice, calendar, now)


def _crisis(notice: Notice, *, facts: Facts, calendar: WorkingCalendar, now: datetime) -> Verdict:
    """News of a crisis: while they are still true, at hours at which it may call people."""
    news, _, number = (notice.detail or "").partition(" ")
    crisis = facts.news.get(int(number) if number.isdecimal() else 0)
    if crisis is None or not still_true(CrisisNews(news), crisis, notice.key):
        return Needless(reason="over" if crisis is None else crisis.state.value)
    told_of_a_wish = news in {CrisisNews.ASKED, CrisisNews.DECLINED}
    at = first_call(None if told_of_a_wish else crisis, now, calendar)
    return Go() if at == now or may_leave(notice, calendar, now) else Later(at=at)


def may_leave(notice: Notice, calendar: WorkingCalendar, now: datetime) -> bool:
    """Somebody is at work, or was when it was due a moment ago."""
    if calendar.is_working(now):
        return True
    last = calendar.last_moment(now)
    return notice.send_at <= last and now - last <= AFTER_CLOSE
