"""What may be said of anything at all: once, to people at work, and not faster than a chat takes it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from bot.simulation import by_hand
from bot.simulation.judge.heard import Heard
from bot.simulation.judge.world import AFTER_CLOSE, Violation, World, Wrong
from db.words import NoticeKind
from scheduler.working_calendar import WorkingCalendar

A_SECOND = timedelta(seconds=1)
AT_WORK = frozenset(
    {
        *(NoticeKind.RUNG, NoticeKind.ARRIVED_LATE, NoticeKind.MOVED, NoticeKind.ROUND_MISSED),
        *(NoticeKind.UNWATCHED, NoticeKind.DUTY_GAP, NoticeKind.WEEK, NoticeKind.ROUND),
        NoticeKind.ON_CALL_ENDED,
    }
)
"""What may only be said to people at work."""


def doubles(heard: Heard) -> Iterator[Violation]:
    """The same thing to the same recipient, twice: by key, and by what it means."""
    keys: Counter[str] = Counter()
    meanings: Counter[tuple[object, ...]] = Counter()
    for one in heard.all:
        row = one.notice
        follow_up = row.key if row.kind is NoticeKind.RUNG and row.detail else None
        meaning: tuple[object, ...] = (
            *(row.kind, one.recipient, row.comment_id, row.episode, row.rung, row.round_id, row.week),
            *(row.day, row.account_id, row.reply_id, row.person_id, row.detail, follow_up),
        )
        if not one.doubtful:
            keys[row.key] += 1
            meanings[meaning] += 1
            if keys[row.key] > 1 or meanings[meaning] > 1:
                yield Violation(kind=Wrong.DOUBLED, at=one.at, what=f"{row.key} to {one.recipient}")


def hours(world: World, heard: Heard) -> Iterator[Violation]:
    """Nothing rings when nobody is at work."""
    for one in heard.all:
        slug = world.slug(one.notice.unit_id)
        quiet = world.book.rules(slug).chat.quiet_outside_hours
        card = one.notice.kind is NoticeKind.CARD and one.notice.detail != "own" and quiet
        if one.notice.kind not in AT_WORK and not card:
            continue
        if not people_are_there(one.at, world.book.calendar(slug)):
            yield Violation(kind=Wrong.OUTSIDE_HOURS, at=one.at, what=one.notice.key)


def pace(world: World) -> Iterator[Violation]:
    """A second between two messages to one recipient."""
    last: dict[str, datetime] = {}
    for at, outgoing in world.heard:
        before = last.get(outgoing.recipient)
        if before is not None and at - before < A_SECOND:
            what = f"{outgoing.batch} to {outgoing.recipient}"
            yield Violation(kind=Wrong.HURRIED, at=at, what=what)
        last[outgoing.recipient] = at


def people_are_there(at: datetime, calendar: WorkingCalendar) -> bool:
    """Somebody is at work, or has just left."""
    return by_hand.is_working(at, calendar) or at - by_hand.last_moment(at, calendar) <= AFTER_CLOSE
