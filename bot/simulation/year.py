"""The simulated clock: from one thing to the next, through as many days as asked for, in memory."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from bot.config import Config
from bot.prepare import prepared
from bot.simulation import public
from bot.simulation.ahead import Future
from bot.simulation.chat import SimulatedChat
from bot.simulation.judge import judge
from bot.simulation.newsroom import Newsroom
from bot.simulation.observed import observed
from bot.simulation.report import Report, Sent, report
from bot.simulation.trouble import CALM, Fate, Killed, MortalStore, Trouble, sleeps
from db import accounts, people
from db.models import metadata
from db.store import Store
from handlers.receive import Incoming, receive
from handlers.turn import turn
from scheduler.deliver import Deliverer
from scheduler.duty import on_duty
from scheduler.port import Outgoing
from scheduler.recheck import AFTER_CLOSE
from scheduler.rulebook import RuleBook

STEP = timedelta(minutes=1)
"""The clock looks at most this often; whatever fell due in between is planned then."""
A_SECOND = timedelta(seconds=1)
NEVER = datetime.max.replace(tzinfo=UTC)
NEVER_DOWN = timedelta(days=2)
"""A clock that leaps over the night was not down."""
SETTLE = timedelta(days=5)
"""After the last day nothing new comes, and what waits is dealt with."""


def simulate(
    config: Config,
    *,
    first: date,
    days: int,
    seed: int,
    trouble: Trouble = CALM,
    progress: Callable[[int], None] = lambda _day: None,
) -> Report:
    """Run so many days of this configuration. `progress` hears of each day that has passed.

    The same seed gives the same time, to the letter: `Report.journal` is a hash of all that was said.
    """
    zone = ZoneInfo(config.zone)
    start = datetime.combine(first, time(), tzinfo=zone).astimezone(UTC)
    store = Store.open("sqlite://")
    try:
        metadata.create_all(store.engine)
        book = prepared(store, config, start - timedelta(days=1))
        return _Year(config, store, book, start=start, days=days, seed=seed, trouble=trouble).run(progress)
    finally:
        store.close()


class _Year:
    def __init__(
        self,
        config: Config,
        store: Store,
        book: RuleBook,
        *,
        start: datetime,
        days: int,
        seed: int,
        trouble: Trouble,
    ) -> None:
        self._store, self._book = store, book
        self._zone = ZoneInfo(config.zone)
        self._start, self._days, self._seed = start, days, seed
        self._random = Random(seed)
        self._queue: list[tuple[datetime, int, bool, Callable[[datetime], None]]] = []
        self._order = count()
        self._sent = Sent()
        self._said: list[tuple[datetime, Outgoing]] = []
        self._journal = sha256()
        self._tick_at = start
        self._newsroom = Newsroom(store, book, self._random, self._do_later)
        chance = Random(f"{seed} trouble")
        self._chat = SimulatedChat(self._heard, trouble, chance)
        self._outages = sleeps(start, days, trouble.sleep, chance)
        self._fate = Fate(trouble.death, chance)
        self._mortal = MortalStore(store.engine, self._fate)
        self._lives = count(1)
        self._deliverer = self._born()
        with store.read() as tx:
            self._slugs = {unit.id: unit.slug for unit in accounts.units(tx)}
        self._future = Future(store, book, self._slugs.values(), self._first)

    @property
    def _first(self) -> date:
        return self._start.astimezone(self._zone).date()

    def _born(self) -> Deliverer:
        """A process as it starts: it knows nothing but the store, and is nobody's heir by name."""
        return Deliverer(
            store=self._mortal,
            chat=self._chat,
            book=self._book,
            owner=f"life {next(self._lives)}",
            checkpoint=self._fate,
        )

    def run(self, progress: Callable[[int], None]) -> Report:
        self._newsroom.plan_absences(self._first, self._days, self._start)
        self._plan_comments()
        end = self._start + timedelta(days=self._days) + SETTLE
        now, passed, asleep = self._start, 0, iter([*self._outages, (end, end)])
        begins, ends = next(asleep)
        while now < end:
            if now >= begins:
                now = max(now, ends)
                begins, ends = next(asleep)
                self._wake(now)
            self._happen(now)
            try:
                if now >= self._tick_at:
                    turn(self._mortal, self._book, now, down_after=NEVER_DOWN)
                    self._tick_at = NEVER
                self._deliver(now)
                now = self._next(now)
            except Killed:
                self._deliverer = self._born()
                self._tick_at = now = now + A_SECOND
            day = (now - self._start).days
            if day > passed:
                progress(min(day, self._days))
                passed = day
        world = observed(
            self._store, self._book, self._said, first=self._first, ended=end, outages=self._outages
        )
        return report(
            self._store,
            self._book,
            self._sent,
            first=self._first,
            days=self._days,
            seed=self._seed,
            now=end,
            nobody=self._nobody_on_duty(),
            violations=judge(world),
            journal=self._journal.hexdigest(),
            deaths=self._fate.deaths,
            faults=self._chat.faults,
            sleeps=len(self._outages),
        )

    def _plan_comments(self) -> None:
        with self._store.read() as tx:
            slugs = sorted(account.slug for account in accounts.accounts(tx) if not account.paused)
        invented = public.comments(
            slugs, first=self._first, days=self._days, zone=self._zone, random=self._random
        )
        for seen, incoming in invented:

            def arrive(at: datetime, incoming: Incoming = incoming) -> None:
                with self._store.write() as tx:
                    receive(tx, self._book, [incoming], at)

            self._later(seen.astimezone(UTC), arrive)

    def _later(self, at: datetime, do: Callable[[datetime], None], *, by_hand: bool = False) -> None:
        heapq.heappush(self._queue, (at, next(self._order), by_hand, do))

    def _do_later(self, at: datetime, do: Callable[[datetime], None]) -> None:
        """A person means to do something then."""
        self._later(at, do, by_hand=True)

    def _wake(self, now: datetime) -> None:
        """What people did meanwhile reached nobody; what the public wrote is still there to be fetched."""
        self._queue = [entry for entry in self._queue if entry[0] >= now or not entry[2]]
        heapq.heapify(self._queue)
        self._tick_at = now

    def _happen(self, now: datetime) -> None:
        while self._queue and self._queue[0][0] <= now:
            heapq.heappop(self._queue)[3](now)

    def _deliver(self, now: datetime) -> None:
        """Send what is due. Nobody looks at the messages, so none needs to be brought up to date."""
        self._chat.now = now
        while (at := self._future.ahead(now).delivery) is not None and at <= now:
            if not self._deliverer.deliver_one(now):
                break

    def _next(self, now: datetime) -> datetime:
        """The next instant at which anything may happen: a person, a round, a send, a look at a comment."""
        ahead = self._future.ahead(now)
        self._tick_at = min(self._tick_at, max(ahead.look, now + STEP))  # a look that was put off is not lost
        times = [self._tick_at, *([ahead.delivery] if ahead.delivery else [])]
        if self._queue:
            times.append(self._queue[0][0])
        return max(min(times), now + A_SECOND)

    def _heard(self, outgoing: Outgoing, now: datetime) -> None:
        slug = self._slugs.get(outgoing.unit_id or 0, "")
        self._said.append((now, outgoing))
        self._journal.update(f"{now.isoformat()} {outgoing.recipient} {outgoing.batch}\n".encode())
        calendar = self._book.calendar(slug)
        at_work = calendar.is_working(now) or now - calendar.last_moment(now) <= AFTER_CLOSE
        self._sent.count(outgoing, working=at_work)
        self._newsroom.hear(outgoing, now)

    def _nobody_on_duty(self) -> list[tuple[str, date]]:
        """The working days on which a unit's editors are all away or off duty."""
        found = []
        with self._store.read() as tx:
            for unit_id, slug in self._slugs.items():
                team = people.unit_team(tx, unit_id)
                calendar = self._book.calendar(slug)
                for day in (self._first + timedelta(days=number) for number in range(self._days)):
                    line = on_duty(
                        account=None,
                        editors=team.editors,
                        deputy=None,
                        supervisors=team.supervisors,
                        away=team.away,
                        day=day,
                    )
                    if calendar.is_working_day(day) and line.step != "editors":
                        found.append((slug, day))
        return found
