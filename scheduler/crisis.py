"""A crisis: more looks at some accounts than usual, and earlier warnings, until a sure end (M18). Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from db.rows import Comment, Crisis
from db.words import CrisisHours, CrisisState
from scheduler.crisis_notices import CrisisNews
from scheduler.local_time import reached
from scheduler.settings import RoundRules, UnitRules
from scheduler.watch import day_rounds
from scheduler.working_calendar import WorkingCalendar

MINUTE = timedelta(minutes=1)
LONGEST = timedelta(days=14)
"""A crisis is prolonged, not left to run; so far ahead may its end be set."""
FROM, TO = time(7), time(22)
"""Local times between which a crisis with long hours may call people, on every day of the week."""
EARLIER = 2
"""The warnings come so many times as long before the last working moment."""
TOO_CLOSE = timedelta(minutes=15)
"""A first look so shortly before one that is called anyway is spared."""
ENDING = timedelta(hours=2)
"""So much working time before its end who started it is asked whether it is enough."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """One call to look at the accounts of a crisis; instants are UTC. It is missed at `ends_at`."""

    at: datetime
    ends_at: datetime


def runs(crisis: Crisis, at: datetime) -> bool:
    """Whether it runs at that instant. Its end is sure: no clock has to turn for it."""
    started = crisis.started_at
    return crisis.state is CrisisState.RUNNING and started is not None and started <= at < crisis.ends_at


def ran(crisis: Crisis, comment: Comment, at: datetime) -> bool:
    """Whether this comment's account was in it at that instant, over though it may be by now."""
    started = crisis.started_at
    if started is None or comment.account_id not in crisis.account_ids:
        return False
    return started <= at < min(crisis.ends_at, crisis.over_at or crisis.ends_at)


def covering(running: Mapping[int, Crisis], comment: Comment, at: datetime) -> Crisis | None:
    """The crisis that a comment's account is in at that instant; `running` are those that run, by unit."""
    crisis = running.get(comment.unit_id)
    covers = crisis is not None and comment.account_id in crisis.account_ids and runs(crisis, at)
    return crisis if covers else None


def rules_in(rules: UnitRules, crisis: Crisis | None) -> UnitRules:
    """The unit's rules for a comment on an account in this crisis: each warning comes earlier."""
    if crisis is None:
        return rules
    ladder = replace(
        rules.ladder,
        before=tuple(before * EARLIER for before in rules.ladder.before),
        not_sooner_than=rules.ladder.not_sooner_than / EARLIER,
    )
    return replace(rules, ladder=ladder)


def may_call(crisis: Crisis, at: datetime, calendar: WorkingCalendar) -> bool:
    """Whether this crisis lets people be called at that instant."""
    return any(start <= at < end for start, end in _hours(crisis, calendar.local_day(at), calendar))


def next_call(crisis: Crisis, at: datetime, calendar: WorkingCalendar) -> datetime:
    """`at` itself, or the next instant at which this crisis lets people be called, its end aside."""
    day = calendar.local_day(at)
    for ahead in range(LONGEST.days + 2):
        for start, end in _hours(crisis, day + timedelta(days=ahead), calendar):
            if at < end:
                return max(at, start)
    return calendar.next_moment(at)


def first_call(crisis: Crisis | None, at: datetime, calendar: WorkingCalendar) -> datetime:
    """When somebody may next be called: in working time, or when a crisis lets them be before that."""
    working = calendar.next_moment(at)
    return working if crisis is None else min(working, next_call(crisis, at, calendar))


def still_true(news: CrisisNews, crisis: Crisis, key: str) -> bool:
    """Whether this news of a crisis (a notice's key names the change) holds as it is now."""
    wanted = {
        CrisisNews.ASKED: CrisisState.ASKED,
        CrisisNews.DECLINED: CrisisState.DECLINED,
        CrisisNews.ENDED: CrisisState.OVER,
    }.get(news, CrisisState.RUNNING)
    told_of = key.split(":")[3]
    changed_since = news in {CrisisNews.CHANGED, CrisisNews.ENDING} and told_of != str(crisis.revision)
    return crisis.state is wanted and not changed_since


def looks(
    crisis: Crisis,
    day: date,
    *,
    calendar: WorkingCalendar,
    rounds: RoundRules,
    since: datetime,
    last: datetime | None = None,
    at_once: bool = False,
) -> tuple[Look, ...]:
    """The calls of a local day from `since` on, those that are needed between the day's own rounds.

    No two looks, the day's own rounds among them, lie further apart than the crisis wants while people may be
    called at all. `last`: the latest call before. `at_once`: the first comes at `since`, if none is near.
    """
    every = timedelta(minutes=crisis.every_minutes)
    fixed = [planned.at for planned in day_rounds(day, calendar, rounds)]
    found: list[Look] = []
    for start, end in _hours(crisis, day, calendar):
        opens, closes = max(start, since), min(end, crisis.ends_at)
        if opens >= closes:
            continue
        own = [at for at in fixed if opens <= at < closes]
        near = own and own[0] - opens <= (TOO_CLOSE if at_once and opens == since else every)
        called = last is not None and opens - every < last < opens
        anchors = [last if called and last is not None else opens, *own, closes]
        times = _filled(anchors, every)
        if near and not called:
            times = [at for at in times if at >= own[0]]
        times = [at for at in times if at >= opens]
        found += [
            Look(at=at, ends_at=until)
            for at, until in zip(times, [*times[1:], closes], strict=True)
            if at not in own
        ]
    return tuple(found)


def _filled(anchors: Sequence[datetime], every: timedelta) -> list[datetime]:
    """The anchors but the last, and evenly between them so many that none lie further apart than `every`."""
    times = []
    for start, end in pairwise(anchors):
        parts = max(1, -((start - end) // every))  # rounded up
        times += [start + (end - start) * part // parts // MINUTE * MINUTE for part in range(parts)]
    return times


def _hours(crisis: Crisis, day: date, calendar: WorkingCalendar) -> tuple[tuple[datetime, datetime], ...]:
    """When that local day this crisis lets people be called, in UTC."""
    working = calendar.intervals(day)
    if crisis.hours is CrisisHours.WORKING:
        return working
    if crisis.hours is CrisisHours.ALWAYS:
        return ((calendar.midnight(day), calendar.midnight(day + timedelta(days=1))),)
    start, end = (reached(datetime.combine(day, at), calendar.zone) for at in (FROM, TO))
    opens, closes = min([start, *(one for one, _ in working)]), max([end, *(one for _, one in working)])
    return ((opens, closes),)
