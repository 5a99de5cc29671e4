"""How often a service is asked, all processes together: never more than it allows in any span of time."""

from datetime import UTC, datetime, timedelta

from bot.sandbox.teams.service import WINDOWS
from bot.teams.pace import AT_ONCE, EVERY
from db import limits
from db.store import Store

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_whoever_asks_again_and_again_stays_within_what_teams_allows(store: Store) -> None:
    """Teams' own spans for one conversation; the hour's follows from the bound, the others are tried."""
    taken: list[datetime] = []
    now = NOW
    with store.write() as tx:
        while now < NOW + timedelta(seconds=90):
            wait = limits.take(tx, "teams:19:a", every=EVERY, at_once=AT_ONCE, now=now)
            if wait is None:
                taken.append(now)
            now += wait or timedelta(milliseconds=1)
    for seconds, most in WINDOWS:
        span = timedelta(seconds=seconds)
        assert AT_ONCE + span / EVERY <= most
        assert max(sum(since <= at < since + span for at in taken) for since in taken) <= most
    assert len(taken) >= 90 / EVERY.total_seconds(), "and no slower than it must"


def test_each_has_a_limit_of_its_own_and_a_pause_gives_it_back(store: Store) -> None:
    with store.write() as tx:

        def may(what: str, after: float = 0) -> bool:
            now = NOW + timedelta(seconds=after)
            return limits.take(tx, what, every=timedelta(seconds=2), at_once=2, now=now) is None

        assert [may("one"), may("one"), may("one"), may("other")] == [True, True, False, True]
        assert [may("one", 1), may("one", 2), may("one", 3)] == [False, True, False]
        assert [may("one", 60), may("one", 60), may("one", 60)] == [True, True, False]
