"""Comments a second, with answer time, event and notice in the same transaction: one by one, and in bulk.

Beside bare SQLAlchemy Core: upserts into one table with the same columns and indexes, in the same kind of
file (write-ahead log, every commit flushed). And beside APScheduler with a store of its own and one job per
reminder, four a comment, which is what a bot without an outbox would do.
"""

import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import DateTime, Engine, ForeignKeyConstraint, MetaData, Table, create_engine, event
from sqlalchemy.dialects.sqlite import insert

from db.models import comments
from db.types import UtcDateTime
from db.words import CommentState
from handlers.receive import Incoming, receive
from tests.bench.filled import MONDAY, NOW, Filled, filled
from tests.bench.measured import Measured

TURNS = 8
ONE_BY_ONE = 150
IN_BULK = 1_000
REMINDERS = 4
"""Jobs a comment: three rungs and overdue."""
Take = Callable[[int], None]
"""Stores so many new comments."""


def measure(turns: int = TURNS, one_by_one: int = ONE_BY_ONE, in_bulk: int = IN_BULK) -> Iterator[Measured]:
    """Each way by turns, in files of their own."""
    with TemporaryDirectory(prefix="svarsvakt-bench-") as name, ExitStack() as open_:
        folder = Path(name)
        ours = filled(folder / "ours.db", 100, opened=100)
        open_.callback(ours.store.close)
        bare = open_.enter_context(_bare(folder / "bare.db"))
        jobs = open_.enter_context(_jobs(SQLAlchemyJobStore(url=f"sqlite:///{folder / 'jobs.db'}")))
        logged = open_.enter_context(_jobs(SQLAlchemyJobStore(engine=_engine(folder / "logged.db"))))
        ways = [
            (_receive(ours, at_once=1), one_by_one),
            (_upsert(bare, at_once=1), one_by_one),
            (jobs, one_by_one // 3),
            (logged, one_by_one // 3),
            (_receive(ours, at_once=in_bulk), in_bulk),
            (_upsert(bare, at_once=in_bulk), in_bulk),
        ]
        found: list[list[float]] = [[] for _ in ways]
        for turn in range(turns + 1):
            for place, (take, many) in enumerate(ways):
                begun = perf_counter()
                take(many)
                if turn:  # the first makes everything warm
                    found[place].append(many / (perf_counter() - begun))
    single, bare_single, scheduled, scheduled_logged, bulk, bare_bulk = (
        statistics.median(each) for each in found
    )
    yield _row("one by one, a commit each", "bare Core upserts", single, bare_single, 0.4)
    yield _row(f"{in_bulk:,} a transaction", "bare Core upserts", bulk, bare_bulk, 0.3)
    jobs_a_comment = f"APScheduler's own store, {REMINDERS} jobs a comment"
    yield _row("one by one, a commit each", jobs_a_comment, single, scheduled, 3)
    yield _row("one by one, a commit each", f"{jobs_a_comment}, in a file set up as ours", single,
               scheduled_logged)  # fmt: skip


def _receive(one: Filled, *, at_once: int) -> Take:
    """As the intake does it, once a row is read."""
    numbers = count(1)

    def take(many: int) -> None:
        for _ in range(many // at_once):
            new = [_comment(f"{at_once}-{next(numbers)}") for _ in range(at_once)]
            with one.store.write() as tx:
                receive(tx, one.book, new, NOW)

    return take


def _comment(number: str) -> Incoming:
    return Incoming(
        account="account1-1",
        text="Hej! När öppnar ni på lördag, och behöver man anmäla sig i förväg? Tack på förhand!",
        written_at=MONDAY + timedelta(hours=9),
        external_id=f"post_{number}",
        author="Besökare",
        url=f"https://social.example/{number}",
    )


@contextmanager
def _bare(path: Path) -> Iterator[tuple[Engine, Table]]:
    """One table like that of the comments, with SQLAlchemy's own types and no foreign keys."""
    table = comments.to_metadata(MetaData())
    for column in table.columns:
        column.foreign_keys.clear()
        if isinstance(column.type, UtcDateTime):
            column.type = DateTime()
    table.constraints = {each for each in table.constraints if not isinstance(each, ForeignKeyConstraint)}
    engine = _engine(path)
    table.create(engine)
    yield engine, table
    engine.dispose()


def _engine(path: Path) -> Engine:
    """A file set up as ours: a log that is written ahead, every commit flushed."""
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _entry: Any) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    return engine


def _upsert(bare: tuple[Engine, Table], *, at_once: int) -> Take:
    engine, table = bare
    numbers = count(1)
    new = insert(table)
    same = ["account_id", "external_id"]
    statement = new.on_conflict_do_update(index_elements=same, set_={"text": new.excluded.text})

    def take(many: int) -> None:
        for _ in range(many // at_once):
            rows = [_row_of(f"{at_once}-{next(numbers)}") for _ in range(at_once)]
            with engine.begin() as tx:
                tx.execute(statement, rows if at_once > 1 else rows[0])

    return take


def _row_of(number: str) -> dict[str, Any]:
    """The columns that ours stores of a new comment; nothing has to be counted."""
    wrote = (MONDAY + timedelta(hours=9)).replace(tzinfo=None)
    comment = _comment(number)
    return {
        "account_id": 1, "unit_id": 1, "external_id": comment.external_id, "thread_id": None,
        "parent_id": None, "source": "intake", "author": comment.author, "text": comment.text,
        "url": comment.url, "written_at": wrote, "first_seen_at": wrote, "week": "2026-W48",
        "state": CommentState.NEW, "version": 1, "episode": 1, "episode_at": wrote, "due_at": wrote,
        "last_working_moment": wrote, "rung": 0, "attend_at": wrote, "history": False, "late_seen": False,
        "likely_no_reply": False, "flagged": False, "settings_version": 1,
    }  # fmt: skip


@contextmanager
def _jobs(store: SQLAlchemyJobStore) -> Iterator[Take]:
    """APScheduler that keeps its jobs; it is paused, so that it does nothing but take them."""
    scheduler = BackgroundScheduler(jobstores={"default": store}, timezone=UTC)
    scheduler.start(paused=True)
    numbers = count(1)

    def take(many: int) -> None:
        for _ in range(many):
            number = next(numbers)
            for rung in range(REMINDERS):
                at = NOW + timedelta(days=30_000, hours=rung)
                scheduler.add_job(remind, "date", run_date=at, args=[number, rung], id=f"{number}:{rung}")

    yield take
    scheduler.shutdown()


def remind(number: int, rung: int) -> None:
    """What each job would do; none is run here."""
    raise AssertionError(f"{number}: {rung}")


def _row(what: str, beside: str, ours: float, theirs: float, times: float | None = None) -> Measured:
    return Measured(
        group="ingest",
        what=what,
        beside=beside,
        ours=ours,
        theirs=theirs,
        unit="comments/s",
        asked=f">= {times:g}x" if times is not None else "",
        met=ours >= times * theirs if times is not None else None,
    )
