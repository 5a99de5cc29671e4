"""The auditor: works out again what should have been said, from comments, calendar and events, and compares.

It trusts nothing that planning stored (`rung`, `attend_at`), only what happened and what was sent. Each
comment is judged by the settings version it was counted by, and before a recount by the one before.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from db import accounts, audits, crises, marks, people, planning
from db.people import Team
from db.rows import Comment, Crisis, Event, Notice
from db.words import CommentState, EventAction, NoticeKind, NoticeState
from scheduler.audit_rounds import round_gaps
from scheduler.audit_urgent import urgent_gaps
from scheduler.crisis import ran
from scheduler.deliver import POSSIBLE_DOUBLE
from scheduler.duty_notices import ON_CALL
from scheduler.escalation import rung_for, rung_times
from scheduler.gaps import Gap, GapKind
from scheduler.notices import FOLLOW_UP
from scheduler.plan_week import iso_week
from scheduler.recheck import AFTER_CLOSE, IN_HOURS
from scheduler.rulebook import RuleBook
from scheduler.versions import Books
from scheduler.versions import books as books_of
from scheduler.working_calendar import WorkingCalendar

TOLERANCE = timedelta(minutes=15)
"""How much later than its time, in working time, something may be told without being reported."""
WEEKS = 2
WAITING = (NoticeState.PENDING, NoticeState.SENDING, NoticeState.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A time during which one answer time (or follow-up) ran, by one version of the settings."""

    since: datetime
    until: datetime
    due: datetime
    received: datetime
    version: int | None
    follow_up: bool = False


def audit(tx: Connection, book: RuleBook, now: datetime, *, weeks: int = WEEKS) -> tuple[Gap, ...]:
    """Every difference between what should have been said in the last weeks and what was."""
    books = books_of(tx, book)
    units = {unit.id: unit for unit in accounts.units(tx)}
    today = book.organisation_calendar.local_day(now)
    judged = planning.of_weeks(
        tx, sorted(units), [iso_week(today - timedelta(weeks=n)) for n in range(weeks)]
    )
    numbers = [comment.id for comment in judged]
    happened = audits.events_of(tx, numbers)
    told = audits.notices_of(tx, numbers)
    since = now - timedelta(weeks=weeks)
    teams: dict[int, Team] = {}

    def team_of(unit_id: int) -> Team:
        if unit_id not in teams:
            teams[unit_id] = people.unit_team(tx, unit_id)
        return teams[unit_id]

    held = {unit_id: crises.during(tx, unit_id, since, now) for unit_id in units}
    found: list[Gap] = []
    for comment in judged:
        if comment.unit_id in units:
            found += comment_gaps(
                comment,
                slug=units[comment.unit_id].slug,
                events=happened.get(comment.id, ()),
                told=told.get(comment.id, ()),
                books=books,
                team=partial(team_of, comment.unit_id),
                crises=held[comment.unit_id],
                now=now,
            )
    found += round_gaps(tx, book, books, units=units, now=now, since=since)
    found += [
        Gap(kind=GapKind.POSSIBLE_DOUBLE, at=mark.at, key=mark.name.removeprefix(POSSIBLE_DOUBLE))
        for mark in marks.beginning(tx, POSSIBLE_DOUBLE)
        if mark.at >= since
    ]
    return tuple(found)


def comment_gaps(
    comment: Comment,
    *,
    slug: str,
    events: Sequence[Event],
    told: Sequence[Notice],
    books: Books,
    team: Callable[[], Team],
    crises: Sequence[Crisis],
    now: datetime,
) -> Iterator[Gap]:
    """What is wrong about one comment's present episode. Pure but for the settings versions it asks for."""
    rows = [row for row in told if row.episode == comment.episode]
    calendar = books(comment.settings_version).calendar(slug)
    met = _met(comment, events)
    yield from _shown(comment, rows, calendar, met, now)
    for stretch in stretches(comment, events, now):
        yield from _warned(comment, stretch, rows, slug, books)
    yield from urgent_gaps(comment, events=events, rows=rows, calendar=calendar, team=team, now=now)
    for row in rows:
        called_out = any(ran(crisis, comment, row.sent_at) for crisis in crises if row.sent_at is not None)
        yield from _said(
            comment, row, books(row.settings_version).calendar(slug), events, now, called_out=called_out
        )


def stretches(comment: Comment, events: Sequence[Event], now: datetime) -> list[Stretch]:
    """When which answer time ran, from what happened in the present episode."""
    seen = max(comment.episode_at, comment.first_seen_at)
    met = _met(comment, events) or now
    found: list[Stretch] = []
    since = seen
    due, version = comment.due_at, comment.settings_version
    recounts = [
        row for row in events if row.action is EventAction.RECOMPUTED and row.episode == comment.episode
    ]
    for row in recounts:
        number, _, was_due = (row.reason or "").partition(" ")
        found.append(
            Stretch(
                since=since,
                until=min(row.at, met),
                due=datetime.fromisoformat(was_due),
                received=comment.episode_at,
                version=int(number) or None,
            )
        )
        since = row.at
    found.append(Stretch(since=since, until=met, due=due, received=comment.episode_at, version=version))
    if comment.state is CommentState.ACKNOWLEDGED and comment.follow_up_at is not None:
        promised = [row.at for row in events if row.action is EventAction.ACKNOWLEDGED]
        found.append(
            Stretch(
                since=max(promised, default=met),
                until=now,
                due=comment.follow_up_at,
                received=met,
                version=version,
                follow_up=True,
            )
        )
    return [stretch for stretch in found if stretch.since < stretch.until]


def _met(comment: Comment, events: Sequence[Event]) -> datetime | None:
    """When the public first had an answer, or a promise of one, in the present episode."""
    return min(
        (
            row.at
            for row in events
            if row.episode == comment.episode and row.action in {EventAction.ACKNOWLEDGED, EventAction.CLOSED}
        ),
        default=None,
    )


def _shown(
    comment: Comment,
    rows: Sequence[Notice],
    calendar: WorkingCalendar,
    met: datetime | None,
    now: datetime,
) -> Iterator[Gap]:
    """It was shown within a little working time of being seen, or handled before that."""
    seen = calendar.next_moment(max(comment.episode_at, comment.first_seen_at))
    by = calendar.add(seen, 2 * TOLERANCE)  # a flood waits ten minutes
    if comment.shown_at is not None or now <= by or (met is not None and met <= by):
        return
    if not any(row.state in {NoticeState.SENT, *WAITING} for row in rows if row.kind is not NoticeKind.RUNG):
        yield Gap(kind=GapKind.NOT_SHOWN, at=by, comment_id=comment.id, unit_id=comment.unit_id)


def _warned(
    comment: Comment, stretch: Stretch, rows: Sequence[Notice], slug: str, books: Books
) -> Iterator[Gap]:
    """Each rung that was reached for long enough was told, or the reason why not is kept."""
    book = books(stretch.version)
    calendar, ladder = book.calendar(slug), book.rules(slug).ladder
    names = [rung.name for rung in rung_times(stretch.due, calendar, ladder)]
    mine = [
        row for row in rows if row.kind is NoticeKind.RUNG and (row.detail == FOLLOW_UP) == stretch.follow_up
    ]
    judged_at = calendar.subtract(stretch.until, TOLERANCE)
    if comment.late_seen and not stretch.follow_up:
        judged_at = calendar.subtract(judged_at, ladder.not_sooner_than)
    if judged_at <= stretch.since:
        return
    standing = rung_for(
        due=stretch.due,
        shown_at=comment.shown_at,
        received=stretch.received,
        calendar=calendar,
        ladder=ladder,
        now=judged_at,
    )
    if standing is None:
        return
    reached = names[names.index(standing) :]
    at = max(rung.at for rung in rung_times(stretch.due, calendar, ladder) if rung.name == standing)
    of_it = [row for row in mine if row.rung in reached]
    told = [row.sent_at for row in of_it if row.sent_at is not None]
    silent = any(row.state is NoticeState.CANCELLED and row.reason == "in_round" for row in of_it)
    about = {"at": at, "comment_id": comment.id, "rung": standing, "unit_id": comment.unit_id}
    if told:
        # A rung that a round spoke for is followed, not replaced, by the next one in its own time.
        held = silent or comment.late_seen or comment.shown_at is None or comment.shown_at > at
        since = max(at, stretch.since)
        if (
            comment.shown_at is not None and standing not in names[-2:]
        ):  # its hour; the last two wait for nothing
            since = max(since, calendar.add(comment.shown_at, ladder.not_sooner_than))
        if not held and calendar.working_time(since, min(told)) > TOLERANCE:
            yield Gap(kind=GapKind.WARNED_LATE, **about)  # type: ignore[arg-type] # named above
    elif any(row.state is NoticeState.DEAD for row in of_it):
        yield Gap(kind=GapKind.REFUSED, **about)  # type: ignore[arg-type] # named above
    elif not silent and not any(row.state in WAITING for row in of_it):
        yield Gap(kind=GapKind.NOT_WARNED, **about)  # type: ignore[arg-type] # named above


def _said(
    comment: Comment,
    row: Notice,
    calendar: WorkingCalendar,
    events: Sequence[Event],
    now: datetime,
    *,
    called_out: bool,
) -> Iterator[Gap]:
    """A row left in time, in working time (unless a crisis called people out), while it was true, once."""
    about = {"key": row.key, "comment_id": comment.id, "rung": row.rung, "unit_id": row.unit_id}
    if row.state in WAITING and calendar.working_time(row.send_at, now) > TOLERANCE:
        yield Gap(kind=GapKind.UNDELIVERED, at=row.send_at, **about)  # type: ignore[arg-type] # named above
    if row.sent_at is None:
        return
    anytime = called_out or row.detail == ON_CALL
    if row.kind in IN_HOURS and not anytime and not calendar.is_working(row.sent_at):
        last = calendar.last_moment(row.sent_at)
        if row.sent_at - last > AFTER_CLOSE + TOLERANCE:
            yield Gap(kind=GapKind.OUTSIDE_HOURS, at=row.sent_at, **about)  # type: ignore[arg-type] # named above
    closed = [
        event.at for event in events if event.action is EventAction.CLOSED and event.episode == row.episode
    ]
    if row.kind is NoticeKind.RUNG and closed and row.sent_at > min(closed) + TOLERANCE:
        yield Gap(kind=GapKind.NEEDLESS, at=row.sent_at, **about)  # type: ignore[arg-type] # named above
    if row.doubtful:
        yield Gap(kind=GapKind.POSSIBLE_DOUBLE, at=row.sent_at, **about)  # type: ignore[arg-type] # named above
