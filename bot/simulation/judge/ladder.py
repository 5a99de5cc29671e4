"""The ladder of one episode: each rung told in its time, none before it, and promises followed up."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.simulation import by_hand
from bot.simulation.judge.episodes import Episode
from bot.simulation.judge.heard import Heard, Said
from bot.simulation.judge.reached import may_hear, somebody_reads
from bot.simulation.judge.world import EARLY, SLACK, Violation, World, Wrong
from db.words import NoticeKind
from scheduler.settings import LadderRules
from scheduler.working_calendar import WorkingCalendar

RUNGS = {"1": 1, "2": 2, "3": 3, "overdue": 4}
OVERDUE = 4
AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class Climb:
    """One episode, its answer time as counted by hand, and what was said in it."""

    world: World
    heard: Heard
    episode: Episode
    due: datetime
    said: Sequence[Said]
    shown: datetime | None
    calendar: WorkingCalendar
    rules: LadderRules

    def asks_nothing_by(self, at: datetime) -> bool:
        """It was met by then, or the time had not ended."""
        return at > self.world.ended or self.episode.needs_nothing_by(at)

    def stands(self, number: int) -> datetime:
        """When a rung stands: so much working time before the last working moment; overdue: when due."""
        if number > len(self.rules.before):
            return self.due
        last = by_hand.last_moment(self.due, self.calendar)
        return by_hand.before(last, self.rules.before[number - 1], self.calendar)


def rungs(climb: Climb) -> Iterator[Violation]:
    """Each rung, or a higher one, was told in its time; a round of that hour speaks for rung 1."""
    warnings = [one for one in climb.said if one.notice.kind is NoticeKind.RUNG and not one.notice.detail]
    for number in range(1, len(climb.rules.before) + 2):
        at = _expected(climb, number)
        if at is None:
            continue
        by = by_hand.allowed(at, SLACK, climb.calendar, climb.world.outages)
        if climb.asks_nothing_by(by):
            continue
        if any(RUNGS[one.notice.rung or "1"] >= number and one.at <= by for one in warnings):
            continue
        if number == 1 and _stood_in_a_round(climb, by_hand.awake(at, climb.world.outages)):
            continue
        what = f"rung {number} of {climb.episode.comment.id}, due {climb.due}"
        yield Violation(kind=Wrong.LOST, at=by, what=what)


def rungs_in_their_time(climb: Climb) -> Iterator[Violation]:
    """No rung before it stands, none to somebody who is not there, no follow-up of what nobody promised."""
    for one in climb.said:
        row = one.notice
        if row.kind is not NoticeKind.RUNG:
            continue
        if row.detail:
            if not any(at < one.at for at in climb.episode.acknowledged):
                yield Violation(kind=Wrong.UNEXPECTED, at=one.at, what=row.key)
        else:
            number = RUNGS[row.rung or "1"]
            stands = climb.stands(number)
            if one.at < stands - (EARLY if number < OVERDUE else timedelta(0)):
                yield Violation(kind=Wrong.EARLY, at=one.at, what=f"{row.key} stands {stands}")
        if not may_hear(climb.world, climb.heard, one, climb.episode.comment, climb.calendar):
            yield Violation(kind=Wrong.NOBODY_THERE, at=one.at, what=f"{row.key} to {one.recipient}")


def follow_up(climb: Climb) -> Iterator[Violation]:
    """A promise to come back is not forgotten."""
    episode = climb.episode
    if not episode.acknowledged:
        return
    promised = episode.acknowledged[-1]
    at = climb.calendar.add_working_days(promised, climb.rules.follow_up_days)
    by = by_hand.allowed(at, SLACK, climb.calendar, climb.world.outages)
    if by > climb.world.ended or (episode.closed is not None and episode.closed <= by):
        return
    if not any(one.notice.kind is NoticeKind.RUNG and promised < one.at <= by for one in climb.said):
        yield Violation(kind=Wrong.LOST, at=by, what=f"follow-up of {episode.comment.id}")


def _expected(climb: Climb, number: int) -> datetime | None:
    """When this rung may first be asked for; None: it is not, as long as the comment was not shown."""
    seen = climb.episode.seen
    an_hour_after = max(climb.shown, seen) if climb.shown is not None else None
    at = max(climb.stands(number), seen)
    if number < len(climb.rules.before):
        if an_hour_after is None:
            return None
        at = max(at, by_hand.after(an_hour_after, climb.rules.not_sooner_than, climb.calendar))
    if climb.due <= seen:  # told as late, and then given an hour
        at = max(at, by_hand.after(an_hour_after or at, climb.rules.not_sooner_than, climb.calendar))
    return at


def _stood_in_a_round(climb: Climb, at: datetime) -> bool:
    """The comment stood in a round of the hour before, and somebody on duty read it."""
    if not somebody_reads(climb.world, climb.episode.comment, at, climb.calendar):
        return False
    calls = climb.heard.calls(climb.episode.comment.unit_id)
    index = bisect_left(calls, at - AN_HOUR, key=lambda one: one.at)
    return any(at - AN_HOUR <= one.at <= at + EARLY for one in calls[index : index + 3])
