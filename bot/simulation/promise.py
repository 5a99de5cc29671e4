"""The promise, judged from comments, events, calendar and what the chat heard; the outbox is never read.

Every answer time is counted here a second time, by hand. What must have been said by when is compared with
what was said: lost, doubled, stale, early, at a wrong hour, to somebody who is not there, and the promise
itself: no answer time passes without a person having been told while at work.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from bot.simulation import by_hand
from bot.simulation.by_hand import Outages
from db.people import Team
from db.rows import Account, Comment, Event, Notice, Person, Unit
from db.words import EventAction, NoticeKind
from scheduler.port import Outgoing
from scheduler.rulebook import RuleBook
from scheduler.settings import AnswerPolicy, LadderRules
from scheduler.working_calendar import WorkingCalendar

SLACK = timedelta(minutes=20)
"""Working time that a lease, a Retry-After and the next turn of the clock may take together."""
EARLY = timedelta(minutes=15)
"""Warnings within the gathering time leave together."""
AFTER_CLOSE = timedelta(minutes=5)
NEW = frozenset({NoticeKind.CARD, NoticeKind.ARRIVED_LATE})
AT_WORK = frozenset(
    {
        *(NoticeKind.RUNG, NoticeKind.ARRIVED_LATE, NoticeKind.MOVED, NoticeKind.ROUND_MISSED),
        *(NoticeKind.UNWATCHED, NoticeKind.DUTY_GAP, NoticeKind.WEEK, NoticeKind.ROUND),
    }
)
"""What may only be said to people at work."""
RUNGS = {"1": 1, "2": 2, "3": 3, "overdue": 4}


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """One thing that breaks the promise."""

    kind: str
    at: datetime
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """One notice as the chat heard it."""

    at: datetime
    recipient: str
    notice: Notice
    doubtful: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Episode:
    """One run of a comment's answer time, from its events."""

    comment: Comment
    number: int
    began: datetime
    seen: datetime
    met: datetime | None
    acknowledged: tuple[datetime, ...]
    closed: datetime | None


@dataclass(frozen=True, kw_only=True)
class World:
    """What happened, apart from the outbox."""

    book: RuleBook
    units: Mapping[int, Unit]
    accounts: Sequence[Account]
    teams: Mapping[int, Team]
    comments: Sequence[Comment]
    events: Mapping[int, Sequence[Event]]
    heard: Sequence[tuple[datetime, Outgoing]]
    first: date
    began: datetime
    ended: datetime
    outages: Outages = ()


def judge(world: World) -> list[Violation]:
    """Everything that was wrong, in order of time; nothing is what is wanted."""
    return sorted(_Judge(world).all(), key=lambda found: (found.at, found.kind, found.what))


@dataclass
class _Judge:
    world: World
    said: list[Said] = field(default_factory=list)
    about: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    called: dict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for at, outgoing in self.world.heard:
            for notice in outgoing.notices:
                one = Said(at=at, recipient=outgoing.recipient, notice=notice, doubtful=outgoing.doubtful)
                self.said.append(one)
                if notice.comment_id is not None:
                    self.about[notice.comment_id].append(one)
                if notice.kind is NoticeKind.ROUND and notice.unit_id is not None:
                    self.called[notice.unit_id].append(one)

    def all(self) -> Iterator[Violation]:
        yield from self.doubles()
        yield from self.hours()
        yield from self.pace()
        for comment in self.world.comments:
            yield from self.comment(comment)
        for unit in self.world.units.values():
            yield from self.rounds(unit)
        yield from self.weeks()

    # -- what was said --

    def doubles(self) -> Iterator[Violation]:
        """The same thing to the same recipient, twice; by key, and by what it means."""
        keys: Counter[str] = Counter()
        meanings: Counter[tuple[object, ...]] = Counter()
        for one in self.said:
            row = one.notice
            keys[row.key] += not one.doubtful
            follow_up = row.key if row.kind is NoticeKind.RUNG and row.detail else None
            meaning: tuple[object, ...] = (
                *(row.kind, one.recipient, row.comment_id, row.episode, row.rung, row.round_id, row.week),
                *(row.day, row.account_id, row.reply_id, row.person_id, row.detail, follow_up),
            )
            meanings[meaning] += not one.doubtful
            if keys[row.key] > 1 or meanings[meaning] > 1:
                yield Violation(kind="doubled", at=one.at, what=f"{row.key} to {one.recipient}")

    def hours(self) -> Iterator[Violation]:
        """Nothing rings when nobody is at work."""
        for one in self.said:
            slug = self._slug(one.notice.unit_id)
            calendar = self.world.book.calendar(slug)
            quiet = self.world.book.rules(slug).chat.quiet_outside_hours
            silent = one.notice.kind is NoticeKind.CARD and one.notice.detail != "own" and quiet
            if one.notice.kind not in AT_WORK and not silent:
                continue
            if not by_hand.is_working(one.at, calendar) and (
                one.at - by_hand.last_moment(one.at, calendar) > AFTER_CLOSE
            ):
                yield Violation(kind="outside hours", at=one.at, what=one.notice.key)

    def pace(self) -> Iterator[Violation]:
        """A second between two messages to one recipient."""
        last: dict[str, datetime] = {}
        for at, outgoing in self.world.heard:
            before = last.get(outgoing.recipient)
            if before is not None and at - before < timedelta(seconds=1):
                yield Violation(kind="hurried", at=at, what=f"{outgoing.batch} to {outgoing.recipient}")
            last[outgoing.recipient] = at

    # -- what had to be said --

    def comment(self, comment: Comment) -> Iterator[Violation]:
        """One comment, episode by episode."""
        slug = self._slug(comment.unit_id)
        calendar, rules = self.world.book.calendar(slug), self.world.book.rules(slug)
        told = self.about.get(comment.id, [])
        if comment.history:
            yield from (Violation(kind="unexpected", at=one.at, what=one.notice.key) for one in told)
            return
        for episode in episodes(comment, self.world.events.get(comment.id, ())):
            due = by_hand.answer_time(episode.began, calendar)
            if rules.answer.policy is not AnswerPolicy.GUIDELINE and episode.number == comment.episode:
                due = comment.due_at
            if episode.number == comment.episode and comment.due_at != due:
                yield Violation(kind="wrong answer time", at=episode.seen, what=f"{comment.id}: {due}")
            mine = [one for one in told if one.notice.episode == episode.number]
            yield from self._shown(episode, told, calendar)
            yield from self._promised(episode, due, told, calendar)
            yield from self._ladder(episode, due, mine, calendar, rules.ladder)
            yield from self._follow_up(episode, mine, calendar, rules.ladder)
            yield from self._stale_or_early(episode, due, mine, calendar, rules.ladder)

    def _shown(
        self, episode: Episode, told: Sequence[Said], calendar: WorkingCalendar
    ) -> Iterator[Violation]:
        by = by_hand.allowed(episode.seen, 2 * SLACK, calendar, self.world.outages)  # a flood waits
        if self._too_soon(episode, by):
            return
        if not any(one.at <= by for one in told):
            yield Violation(kind="lost", at=by, what=f"card of {episode.comment.id}")

    def _promised(
        self, episode: Episode, due: datetime, told: Sequence[Said], calendar: WorkingCalendar
    ) -> Iterator[Violation]:
        """The promise: a person at work was told before the answer time passed, if any was at work."""
        last = by_hand.last_moment(due, calendar)
        if by_hand.allowed(episode.seen, 2 * SLACK, calendar, self.world.outages) > last:
            return
        if self._too_soon(episode, due):
            return
        if not any(one.at <= due and self._reaches_somebody(one, episode.comment, calendar) for one in told):
            yield Violation(kind="broken promise", at=due, what=f"comment {episode.comment.id}")

    def _ladder(
        self,
        episode: Episode,
        due: datetime,
        told: Sequence[Said],
        calendar: WorkingCalendar,
        ladder: LadderRules,
    ) -> Iterator[Violation]:
        """Each rung, or a higher one, was told in its time; a round of that hour speaks for rung 1."""
        last = by_hand.last_moment(due, calendar)
        shown = min(
            (one.at for one in self.about[episode.comment.id] if one.notice.kind in NEW), default=None
        )
        count = len(ladder.before)
        for number in range(1, count + 2):
            at = due if number > count else by_hand.before(last, ladder.before[number - 1], calendar)
            at = max(at, episode.seen)
            if number < count:
                if shown is None:
                    continue
                at = max(at, by_hand.after(max(shown, episode.seen), ladder.not_sooner_than, calendar))
            if due <= episode.seen:  # told as late, and then given an hour
                at = max(at, by_hand.after(max(shown or at, episode.seen), ladder.not_sooner_than, calendar))
            by = by_hand.allowed(at, SLACK, calendar, self.world.outages)
            if self._too_soon(episode, by):
                continue
            ladder_rows = [
                row for row in told if row.notice.kind is NoticeKind.RUNG and not row.notice.detail
            ]
            if any(RUNGS[row.notice.rung or "1"] >= number and row.at <= by for row in ladder_rows):
                continue
            if number == 1 and self._in_round(episode, at):
                continue
            yield Violation(kind="lost", at=by, what=f"rung {number} of {episode.comment.id}, due {due}")

    def _follow_up(
        self, episode: Episode, told: Sequence[Said], calendar: WorkingCalendar, ladder: LadderRules
    ) -> Iterator[Violation]:
        """A promise to come back is not forgotten."""
        if not episode.acknowledged:
            return
        promised = episode.acknowledged[-1]
        at = calendar.add_working_days(promised, ladder.follow_up_days)
        by = by_hand.allowed(at, SLACK, calendar, self.world.outages)
        if by > self.world.ended or (episode.closed is not None and episode.closed <= by):
            return
        if not any(one.notice.kind is NoticeKind.RUNG and promised < one.at <= by for one in told):
            yield Violation(kind="lost", at=by, what=f"follow-up of {episode.comment.id}")

    def _stale_or_early(
        self,
        episode: Episode,
        due: datetime,
        told: Sequence[Said],
        calendar: WorkingCalendar,
        ladder: LadderRules,
    ) -> Iterator[Violation]:
        last = by_hand.last_moment(due, calendar)
        for one in told:
            row = one.notice
            follow_up = row.kind is NoticeKind.RUNG and bool(row.detail)
            if episode.closed is not None and one.at > episode.closed and row.kind in {*NEW, NoticeKind.RUNG}:
                yield Violation(kind="stale", at=one.at, what=f"{row.key} closed {episode.closed}")
            if row.kind is not NoticeKind.RUNG:
                continue
            if not follow_up and episode.met is not None and one.at > episode.met:
                yield Violation(kind="stale", at=one.at, what=f"{row.key} met {episode.met}")
            if follow_up and not any(at < one.at for at in episode.acknowledged):
                yield Violation(kind="unexpected", at=one.at, what=row.key)
            number = RUNGS[row.rung or "1"]
            if not follow_up:
                stands = due if number == 4 else by_hand.before(last, ladder.before[number - 1], calendar)
                if one.at < stands - (EARLY if number < 4 else timedelta(0)):
                    yield Violation(kind="early", at=one.at, what=f"{row.key} stands {stands}")
            if not self._may_hear(one, episode.comment, calendar):
                yield Violation(kind="nobody there", at=one.at, what=f"{row.key} to {one.recipient}")

    def rounds(self, unit: Unit) -> Iterator[Violation]:
        """Each working day has its rounds, each called once in its time; a day off has none."""
        calendar, rules = self.world.book.calendar(unit.slug), self.world.book.rules(unit.slug).rounds
        watched = [account.id for account in self.world.accounts if account.unit_id == unit.id]
        by_day: dict[date, list[Said]] = defaultdict(list)
        for one in self.called.get(unit.id, []):
            by_day[one.at.astimezone(calendar.zone).date()].append(one)
        day, end = self.world.first, self.world.ended.astimezone(calendar.zone).date()
        while watched and day < end:
            heard, hours = by_day.pop(day, []), calendar.intervals(day)
            day += timedelta(days=1)
            if len(heard) > (len(rules.times) if hours else 0):
                yield Violation(kind="unexpected", at=heard[-1].at, what=heard[-1].notice.key)
            if not hours:
                continue
            times = [
                datetime.combine(day - timedelta(days=1), at, tzinfo=calendar.zone) for at in rules.times
            ]
            asleep = any(begins < hours[-1][1] and hours[0][0] < ends for begins, ends in self.world.outages)
            if asleep:
                continue
            if not all(by_hand.is_working(at, calendar) for at in times):
                if len(heard) < len(times) and not self._handled(watched, hours[0][0], hours[-1][1]):
                    yield Violation(kind="lost", at=hours[-1][1], what=f"a round of {unit.slug}")
                continue
            for at in times:
                if any(at <= one.at <= at + SLACK for one in heard):
                    continue
                if not self._handled(watched, at - rules.handled_counts_for, at + SLACK):
                    yield Violation(kind="lost", at=at, what=f"round of {unit.slug}")

    def weeks(self) -> Iterator[Violation]:
        """Each supervisor hears of each week with a working day in the next, on its first one."""
        heard = {(one.notice.week, one.recipient): one.at for one in self.said if one.notice.week}
        calendar = self.world.book.organisation_calendar
        supervisors = {
            f"person:{person.id}" for team in self.world.teams.values() for person in team.supervisors
        }
        monday = self.world.first + timedelta(days=14 - self.world.first.weekday())
        while supervisors and monday + timedelta(days=7) < self.world.ended.astimezone(calendar.zone).date():
            days = [day for n in range(7) if calendar.intervals(day := monday + timedelta(days=n))]
            year, number, _ = (monday - timedelta(days=7)).isocalendar()
            monday += timedelta(days=7)
            if not days:
                continue
            at = calendar.intervals(days[0])[0][0]
            by = by_hand.allowed(at, timedelta(hours=4) + SLACK, calendar, self.world.outages)
            for recipient in sorted(supervisors):
                told = heard.get((f"{year}-W{number:02}", recipient))
                if told is None or not at <= told <= by:
                    yield Violation(kind="lost", at=by, what=f"{year}-W{number:02} to {recipient}: {told}")

    # -- who --

    def _reaches_somebody(self, one: Said, comment: Comment, calendar: WorkingCalendar) -> bool:
        """Somebody by name was there to read it; where nobody is, the next in line was told."""
        if not by_hand.is_working(one.at, calendar) and (
            one.at - by_hand.last_moment(one.at, calendar) > AFTER_CLOSE
        ):
            return False
        return self._may_hear(one, comment, calendar)

    def _may_hear(self, one: Said, comment: Comment, calendar: WorkingCalendar) -> bool:
        day = one.at.astimezone(calendar.zone).date()
        team = self.world.teams[comment.unit_id]
        deputy = team.deputies.get(comment.account_id)
        editors = [*team.editors_of(comment.account_id), *([deputy] if deputy else [])]
        on_duty = any(_works(person, team, day) for person in [*team.editors, *editors])
        if one.recipient.startswith("person:"):
            number = int(one.recipient.partition(":")[2])
            everybody = [*editors, *team.editors, *team.supervisors]
            return any(person.id == number and _there(person, team, day) for person in everybody)
        if one.recipient == "operator" or on_duty or one.notice.kind is not NoticeKind.RUNG:
            return True
        also = {row.recipient for row in self.about[comment.id] if row.notice.rung == one.notice.rung}
        return bool(also - {one.recipient}) or one.notice.rung is None

    def _in_round(self, episode: Episode, at: datetime) -> bool:
        """The comment stood in a round of the hour before."""
        rounds = self.called.get(episode.comment.unit_id, [])
        index = bisect_left(rounds, at - timedelta(hours=1), key=lambda one: one.at)
        return any(at - timedelta(hours=1) <= one.at <= at + EARLY for one in rounds[index : index + 3])

    def _handled(self, accounts: Sequence[int], since: datetime, until: datetime) -> bool:
        """Every account had a comment handled in that time."""
        handled = {
            comment.account_id
            for comment in self.world.comments
            if any(
                since <= event.at <= until
                and event.action in {EventAction.CLOSED, EventAction.ACKNOWLEDGED, EventAction.CLAIMED}
                for event in self.world.events.get(comment.id, ())
            )
        }
        return handled >= set(accounts)

    def _too_soon(self, episode: Episode, by: datetime) -> bool:
        """It was met by then, or the time had not ended."""
        return by > self.world.ended or (episode.met is not None and episode.met <= by)

    def _slug(self, unit_id: int | None) -> str:
        unit = self.world.units.get(unit_id or 0)
        return unit.slug if unit is not None else ""


def episodes(comment: Comment, events: Sequence[Event]) -> list[Episode]:
    """The comment's episodes, from what happened to it."""
    found = []
    for number in sorted({event.episode for event in events}):
        mine = [event for event in events if event.episode == number]
        began = next((event.at for event in mine if event.action is EventAction.REOPENED), None)
        received = min(comment.written_at, comment.first_seen_at)
        done = {EventAction.ACKNOWLEDGED, EventAction.CLOSED}
        found.append(
            Episode(
                comment=comment,
                number=number,
                began=began or received,
                seen=began or comment.first_seen_at,
                met=min((event.at for event in mine if event.action in done), default=None),
                acknowledged=tuple(event.at for event in mine if event.action is EventAction.ACKNOWLEDGED),
                closed=min((event.at for event in mine if event.action is EventAction.CLOSED), default=None),
            )
        )
    return found


def _there(person: Person, team: Team, day: date) -> bool:
    return person.active and not any(
        away.person_id == person.id
        and away.first_day <= day
        and (away.last_day is None or day <= away.last_day)
        for away in team.away
    )


def _works(person: Person, team: Team, day: date) -> bool:
    return _there(person, team, day) and day.weekday() in person.duty_weekdays
