"""Is it still right to say this, now, to this recipient? Judged in the claiming transaction. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from db.outbox import NewNotice
from db.people import Team
from db.rows import Comment, Crisis, Notice, Person, Round, Unit
from db.words import CommentState, DraftState, NoticeKind, NoticeState, RoundState
from scheduler import notices
from scheduler.at_work import rung_recipients, urgent_recipients
from scheduler.crisis import covering, first_call, may_call, rules_in, still_true
from scheduler.duty_notices import ON_CALL
from scheduler.notices import CARDS, FOLLOW_UP, OPERATOR, CrisisNews, ladder_key
from scheduler.plan import Ladder, ladder_of, rung_number
from scheduler.rulebook import RuleBook
from scheduler.settings import ChatRules
from scheduler.working_calendar import WorkingCalendar

AFTER_CLOSE = timedelta(minutes=5)
"""What was due by close may still leave this long after it; later, it waits for somebody to be at work."""
A_MOMENT = timedelta(minutes=1)
IN_HOURS = frozenset(
    {
        NoticeKind.RUNG,
        NoticeKind.ARRIVED_LATE,
        NoticeKind.MOVED,
        NoticeKind.ROUND_MISSED,
        NoticeKind.UNWATCHED,
        NoticeKind.DUTY_GAP,
        NoticeKind.SWAP,
        NoticeKind.SWAPPED,
        NoticeKind.WEEK,
        NoticeKind.URGENT,
        NoticeKind.DRAFT_TO_READ,
        NoticeKind.DRAFT_READ,
        NoticeKind.REGISTRAR,
    }
)
"""Kinds that must reach somebody at work."""
TO_PEOPLE = frozenset({NoticeKind.RUNG, NoticeKind.URGENT})
"""Kinds whose recipients are those at work when they leave."""
REDIRECTED = "redirected"


@dataclass(frozen=True, kw_only=True, slots=True)
class Go:
    """Say it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Needless:
    """Do not say it; the reason is kept."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Passed:
    """Its moment has passed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Later:
    """Say it at another time; `gather` joins it to what leaves together then."""

    at: datetime
    gather: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """Say it to others: who should hear has changed since it was planned."""

    rows: tuple[NewNotice, ...]


Verdict = Go | Needless | Passed | Later | Redirect


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is true in the claiming transaction about the rows that are judged."""

    units: Mapping[int, Unit] = field(default_factory=dict)
    comments: Mapping[int, Comment] = field(default_factory=dict)
    teams: Mapping[int, Team] = field(default_factory=dict)
    people: Mapping[int, Person] = field(default_factory=dict)
    holding_replies: Mapping[int, int] = field(default_factory=dict)
    siblings: Mapping[int, Sequence[Notice]] = field(default_factory=dict)
    """Every row about a comment, by comment."""
    rounds: Mapping[int, Round] = field(default_factory=dict)
    recent_rounds: Sequence[Round] = ()
    round_notices: Mapping[int, Notice] = field(default_factory=dict)
    """The call of each recent round."""
    mended: frozenset[int] = frozenset()
    """Replies whose signature is no question any more."""
    floods: Mapping[int, datetime] = field(default_factory=dict)
    """Accounts that are being flooded, and when their cards may leave as one."""
    crises: Mapping[int, Crisis] = field(default_factory=dict)
    """The crises that run, by unit."""
    news: Mapping[int, Crisis] = field(default_factory=dict)
    """The crises that rows bring news of."""


def judge(notice: Notice, *, facts: Facts, book: RuleBook, now: datetime) -> Verdict:
    """Whether this row may leave now."""
    if notice.expires_at is not None and notice.expires_at <= now:
        return Passed()
    unit = facts.units.get(notice.unit_id or 0)
    slug = unit.slug if unit is not None else ""
    calendar = book.calendar(slug)
    about = _about(notice, facts=facts, book=book, slug=slug, now=now)
    if not isinstance(about, Go):
        return about
    if notice.kind is NoticeKind.CRISIS:
        return _crisis(notice, facts=facts, calendar=calendar, now=now)
    comment = facts.comments.get(notice.comment_id or 0)
    crisis = covering(facts.crises, comment, now) if comment is not None else None
    if not _may_leave(notice, facts, crisis, calendar=calendar, chat=book.rules(slug).chat, now=now):
        gather = CARDS if notice.kind is NoticeKind.CARD else None
        return Later(at=first_call(crisis, now, calendar), gather=gather)
    if notice.kind is NoticeKind.RUNG:
        return _rung(notice, facts=facts, book=book, slug=slug, now=now)
    if notice.kind is NoticeKind.URGENT:
        return _urgent(notice, facts=facts, calendar=calendar, now=now)
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


def _about(notice: Notice, *, facts: Facts, book: RuleBook, slug: str, now: datetime) -> Verdict:
    """Whether what it is about still stands."""
    comment = facts.comments.get(notice.comment_id or 0)
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
        case NoticeKind.DUTY_GAP if notice.day is not None and notice.day < book.calendar(slug).local_day(
            now
        ):
            return Passed()
        case _:
            pass
    return Go()


def _draft(notice: Notice, comment: Comment) -> Verdict:
    """Reading is asked for while the draft waits, and told of while it is what was read last."""
    if not comment.is_open:
        return Needless(reason=comment.state.value)
    if comment.episode != notice.episode or comment.draft is None:
        return Needless(reason="reopened")
    if (comment.draft is DraftState.WAITING) != (notice.kind is NoticeKind.DRAFT_TO_READ):
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


def _rung(notice: Notice, *, facts: Facts, book: RuleBook, slug: str, now: datetime) -> Verdict:
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
    if notice.rung == "1" and notice.detail != FOLLOW_UP:
        silent = _in_round(notice, comment, facts, now)
        if not isinstance(silent, Go):
            return silent
    return _recipient(notice, comment, ladder, facts=facts, calendar=calendar, now=now)


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


def _urgent(notice: Notice, *, facts: Facts, calendar: WorkingCalendar, now: datetime) -> Verdict:
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
    *,
    facts: Facts,
    calendar: WorkingCalendar,
    now: datetime,
) -> Verdict:
    """Whom the rung is for, as things stand: a claim, a release or somebody's absence redirects it."""
    team = facts.teams.get(comment.unit_id)
    rung = notice.rung or ""
    if team is None:
        return Go()
    expected = rung_recipients(
        comment,
        rung,
        team=team,
        claimer=facts.people.get(comment.claimed_by or 0),
        day=calendar.local_day(now),
    )
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
            name=rung,
            recipient=recipient,
            send_at=now,
            version=notice.settings_version,
            follow_up=ladder.counting.holding_reply,
        )
        for recipient in expected
    )
    return Redirect(rows=rows)
