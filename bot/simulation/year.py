"""The simulated clock: from one thing to the next, through as many days as asked for, in memory."""

import heapq
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from bot.config import Config
from bot.prepare import prepared
from bot.simulation import public
from bot.simulation.chat import SimulatedChat
from bot.simulation.newsroom import Newsroom
from bot.simulation.report import Report, Sent, report
from db import accounts, horizon, people
from db.models import comments, messages, metadata
from db.store import Store
from handlers.receive import Incoming, receive
from handlers.turn import turn
from scheduler.claiming import PACE
from scheduler.deliver import Deliverer
from scheduler.duty import on_duty
from scheduler.port import Outgoing
from scheduler.recheck import AFTER_CLOSE
from scheduler.rulebook import RuleBook

STEP = timedelta(minutes=5)
"""The clock looks at most this often; whatever fell due in between is planned then."""
NEVER_DOWN = timedelta(days=2)
"""A clock that leaps over the night was not down."""
SETTLE = timedelta(days=5)
"""After the last day nothing new comes, and what waits is dealt with."""
FIRST_LOOK = select(func.min(comments.c.attend_at, type_=comments.c.attend_at.type)).where(
    comments.c.attend_at.is_not(None)
)
UP_TO_DATE = (
    update(messages)
    .where(messages.c.wanted_version > messages.c.shown_version)
    .values(shown_version=messages.c.wanted_version)
)


def simulate(
    config: Config, *, first: date, days: int, seed: int, progress: Callable[[int], None] = lambda _day: None
) -> Report:
    """Run so many days of this configuration. `progress` hears of each day that has passed."""
    zone = ZoneInfo(config.zone)
    start = datetime.combine(first, time(), tzinfo=zone).astimezone(UTC)
    store = Store.open("sqlite://")
    try:
        metadata.create_all(store.engine)
        book = prepared(store, config, start - timedelta(days=1))
        return _Year(config, store, book, start=start, days=days, seed=seed).run(progress)
    finally:
        store.close()


class _Year:
    def __init__(
        self, config: Config, store: Store, book: RuleBook, *, start: datetime, days: int, seed: int
    ) -> None:
        self._store, self._book = store, book
        self._zone = ZoneInfo(config.zone)
        self._start, self._days, self._seed = start, days, seed
        self._random = Random(seed)
        self._queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = count()
        self._sent = Sent()
        self._tick_at = start
        self._newsroom = Newsroom(store, book, self._random, self._later)
        self._deliverer = Deliverer(
            store=store, chat=SimulatedChat(self._heard), book=book, owner="simulation"
        )
        with store.read() as tx:
            self._slugs = {unit.id: unit.slug for unit in accounts.units(tx)}

    @property
    def _first(self) -> date:
        return self._start.astimezone(self._zone).date()

    def run(self, progress: Callable[[int], None]) -> Report:
        self._newsroom.plan_absences(self._first, self._days, self._start)
        self._plan_comments()
        end = self._start + timedelta(days=self._days) + SETTLE
        now, passed = self._start, 0
        while now < end:
            self._happen(now)
            if self._clock_has_work(now):
                turn(self._store, self._book, now, down_after=NEVER_DOWN)
            self._deliver(now)
            day = (now - self._start).days
            if day > passed:
                progress(min(day, self._days))
                passed = day
            now = self._next(now)
        return report(
            self._store,
            self._book,
            self._sent,
            first=self._first,
            days=self._days,
            seed=self._seed,
            now=end,
            nobody=self._nobody_on_duty(),
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

    def _later(self, at: datetime, do: Callable[[datetime], None]) -> None:
        heapq.heappush(self._queue, (at, next(self._order), do))

    def _happen(self, now: datetime) -> None:
        while self._queue and self._queue[0][0] <= now:
            at, _, do = heapq.heappop(self._queue)
            do(at)

    def _clock_has_work(self, now: datetime) -> bool:
        """A tick that would find nothing is left out: most steps are a person's, not the clock's."""
        return now >= self._tick_at

    def _deliver(self, now: datetime) -> None:
        """Send what is due. Nobody looks at the messages, so none needs to be brought up to date."""
        with self._store.write() as tx:
            tx.execute(UP_TO_DATE)
        moment, until = now, now + STEP
        while moment < until and self._something_is_due(moment):
            if not self._deliverer.deliver_one(moment):
                moment += PACE  # each of these recipients has just had a message

    def _something_is_due(self, now: datetime) -> bool:
        with self._store.read() as tx:
            first = horizon.first_send(tx)
        return first is not None and first <= now

    def _next(self, now: datetime) -> datetime:
        """The next instant at which anything may happen: a person, a round, a send, a look at a comment."""
        midnight = now.astimezone(self._zone).date() + timedelta(days=1)
        looks = [datetime.combine(midnight, time(0, 1), tzinfo=self._zone).astimezone(UTC)]
        with self._store.read() as tx:
            first = horizon.first_send(tx)
            attend = tx.execute(FIRST_LOOK).scalar_one_or_none()
            looks += [at for at in horizon.open_round_times(tx) if at > now]
        looks += [] if attend is None else [attend]
        self._tick_at = min(looks)
        times = [self._tick_at, *([first] if first else []), *([self._queue[0][0]] if self._queue else [])]
        return max(min(times), now + STEP)

    def _heard(self, outgoing: Outgoing, now: datetime) -> None:
        slug = self._slugs.get(outgoing.unit_id or 0, "")
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
