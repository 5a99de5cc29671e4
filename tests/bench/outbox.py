"""The outbox on PostgreSQL: four workers beside one, each a process of its own, as four machines have it.

All find the same cards waiting and send until nothing is left. Every batch that reaches a worker's chat is
noted: none may be there twice. Once with a chat that takes its time, as every chat over a network does: of
that the ratio is asked. And once with one that answers at once, to show the claims alone: there the machine's
cores are the limit, so the figure is told for what it is.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from time import perf_counter, sleep

import psycopg

from db import claims
from db.models import metadata
from db.register import sync
from db.rows import Message, Notice
from db.store import Store
from handlers.receive import Incoming, receive
from scheduler.deliver import Deliverer
from scheduler.port import CannotTell, Outgoing, Ref
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from tests.bench.filled import ACCOUNTS_A_UNIT, NOW, city
from tests.bench.measured import Measured
from tests.postgres import Postgres, running

WORKERS = 4
UNITS = 20
AN_ACCOUNT = 4
"""Cards for each account: one more than five in ten minutes would be a flood, and leave as one message."""
TURNS = 3
SLACK_TAKES = 0.02
"""Seconds a send of the slower chat; Slack takes longer, which only helps many workers."""


def measure(turns: int = TURNS, units: int = UNITS) -> Iterator[Measured]:
    """Messages a second, the same cards in a new database each time, one worker and four by turns."""
    with running() as postgres:
        _as_careful_as_ever(postgres.new_database())
        for takes, what in ((0.0, "a chat that answers at once"), (SLACK_TAKES, "a chat that takes 20 ms")):
            one, four = [], []
            for _ in range(turns):
                one.append(sent_a_second(postgres, 1, takes=takes, units=units))
                four.append(sent_a_second(postgres, WORKERS, takes=takes, units=units))
            ours, theirs = statistics.median(four), statistics.median(one)
            yield Measured(
                group="outbox",
                what=f"{WORKERS} workers, {what}; none claimed twice",
                beside="one worker",
                ours=ours,
                theirs=theirs,
                unit="messages/s",
                asked=">= 1.8x" if takes else "",
                met=ours >= 1.8 * theirs if takes else None,
            )


def _as_careful_as_ever(url: str) -> None:
    """Tests turn the flush of each commit off; what is measured here has it on, as a real server has."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as admin:
        for name in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(f"ALTER SYSTEM RESET {name}")  # type: ignore[call-overload]  # a constant's
        admin.execute("SELECT pg_reload_conf()")


def sent_a_second(postgres: Postgres, workers: int, *, takes: float, units: int) -> float:
    """How many messages so many workers send a second. AssertionError: one was lost or sent twice."""
    url = postgres.new_database()
    waiting = _fill(url, units)
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.bench.outbox", url, str(takes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(workers)
    ]
    for each in started:
        assert each.stdout is not None
        each.stdout.readline()  # it is ready
    begun = perf_counter()
    for each in started:
        assert each.stdin is not None
        each.stdin.write("go\n")
        each.stdin.flush()
    told = [each.stdout.readline() for each in started if each.stdout is not None]
    took = perf_counter() - begun
    for each in started:
        each.communicate(timeout=20)
    sent = [batch for line in told for batch in json.loads(line)]
    assert len(set(sent)) == len(sent), "a batch was claimed twice"
    assert len(sent) == waiting, f"{len(sent)} of {waiting} were sent"
    return waiting / took


def _fill(url: str, units: int) -> int:
    """Cards that wait in so many channels; how many."""
    store = Store.open(url)
    metadata.create_all(store.engine)
    with store.write() as tx:
        sync(tx, city(units), NOW - timedelta(days=1))
        new = [
            Incoming(
                account=f"account{unit}-{place}",
                text="När öppnar ni?",
                written_at=NOW,
                external_id=f"{unit}-{place}-{number}",
            )
            for number in range(AN_ACCOUNT)  # as they come in: now on one account, now on another
            for place in range(1, ACCOUNTS_A_UNIT + 1)
            for unit in range(1, units + 1)
        ]
        receive(tx, RuleBook(organisation=UnitRules()), new, NOW)
        claims.lock_next(tx, NOW)  # none of the channels is new
    store.close()
    return len(new)


class NotingChat:
    """A chat that takes everything, after a while, and notes it."""

    def __init__(self, takes: float) -> None:
        self.sent: list[str] = []
        self._takes = takes

    def send(self, outgoing: Outgoing, now: object) -> Ref:
        """Taken."""
        if self._takes:
            sleep(self._takes)
        self.sent.append(outgoing.batch)
        return Ref(channel=outgoing.recipient, reference=str(len(self.sent)))

    def update(self, message: Message, notices: tuple[Notice, ...], now: object) -> None:
        """Brought up to date."""

    def find(self, outgoing: Outgoing, since: object) -> Ref | CannotTell | None:
        """Nothing is ever in doubt."""
        raise AssertionError(outgoing.batch)


def work(url: str, takes: float) -> None:
    """Be one worker: say when ready, begin when told, send until nothing is left, tell what was sent."""
    store, chat = Store.open(url), NotingChat(takes)
    deliverer = Deliverer(
        store=store,
        chat=chat,
        book=RuleBook(organisation=UnitRules()),
        owner=f"worker {id(chat)} {perf_counter()}",
        pace=timedelta(0),
    )
    with store.read():  # connected
        pass
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    while deliverer.deliver_one(NOW):
        pass
    sys.stdout.write(json.dumps(chat.sent) + "\n")
    sys.stdout.flush()
    store.close()


if __name__ == "__main__":
    work(sys.argv[1], float(sys.argv[2]))
