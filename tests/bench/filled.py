"""Stores that hold much: years of a city's comments, each with its events, card, message and reply.

SQLite writes the rows itself from their numbers, so a million take seconds and two runs are alike. All units
get the same comments a week; the newest of all are open, and everything else is done.
"""

import os
import sqlite3
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Self

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, DropIndex

from db import marks, people, settings_versions
from db.models import metadata
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit, sync
from db.rows import Person
from db.store import Store
from scheduler.glance import APPLIED
from scheduler.rulebook import RuleBook
from scheduler.settings import UnitRules
from scheduler.settings_json import book_to_json

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""Tuesday 24 November 2026, 11:00 in Stockholm."""
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
A_WEEK = 500
"""Comments a week in the whole city: a million are 38 years."""
OPEN = 1_000
UNITS = 10
ACCOUNTS_A_UNIT = 3


def city(count: int = UNITS) -> Register:
    """So many units, each with three accounts, two editors and a supervisor; one more supervises all."""
    units = range(1, count + 1)
    roles = [("a", "Anna"), ("b", "Bo"), ("s", "Stina")]
    return Register(
        people=(
            *(
                RegisteredPerson(slug=f"{word}{unit}", first_name=name, chat_id=f"U-{word}{unit}")
                for unit in units
                for word, name in roles
            ),
            RegisteredPerson(slug="chief", first_name="Cecilia", chat_id="U-CHIEF"),
        ),
        units=tuple(
            RegisteredUnit(
                slug=f"unit{unit}",
                name=f"Förvaltning {unit:02}",
                channel=f"C-{unit}",
                editors=(f"a{unit}", f"b{unit}"),
                supervisors=(f"s{unit}", "chief"),
            )
            for unit in units
        ),
        accounts=tuple(
            RegisteredAccount(
                slug=f"account{unit}-{place}",
                unit=f"unit{unit}",
                name=f"Konto {unit}.{place}",
                platform="facebook",
            )
            for unit in units
            for place in range(1, ACCOUNTS_A_UNIT + 1)
        ),
    )


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A filled store, the rules it goes by, and one person of each sort."""

    store: Store
    book: RuleBook
    path: Path
    stored: int
    opened: int

    @property
    def editor(self) -> Person:
        """An editor of the first unit."""
        return self._person("a1")

    @property
    def supervisor(self) -> Person:
        """The first unit's supervisor."""
        return self._person("s1")

    @property
    def chief(self) -> Person:
        """The supervisor of every unit."""
        return self._person("chief")

    def _person(self, slug: str) -> Person:
        with self.store.read() as tx:
            found = people.by_slug(tx, slug)
        assert found is not None
        return found


def filled(path: Path, stored: int, *, opened: int = OPEN) -> Filled:
    """A new store at this path with so many comments, the newest of them open."""
    store = Store.open(f"sqlite:///{path}")
    metadata.create_all(store.engine)
    indexes = [index for table in metadata.sorted_tables for index in table.indexes]
    with store.write() as tx:
        sync(tx, city(), NOW - timedelta(weeks=stored // A_WEEK + 1))
        book = RuleBook(organisation=UnitRules())
        version = settings_versions.current(tx, book_to_json(book), NOW)
        book = RuleBook(organisation=UnitRules(), version=version)
        marks.note(tx, APPLIED, NOW, str(version))
        for index in indexes:
            tx.execute(DropIndex(index))
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as quick:
        _write(quick, stored, opened)
        for index in indexes:
            quick.execute(str(CreateIndex(index).compile(dialect=sqlite.dialect())))
    return Filled(store=Store.open(f"sqlite:///{path}"), book=book, path=path, stored=stored, opened=opened)


def _write(quick: sqlite3.Connection, stored: int, opened: int) -> None:
    """All rows; a file that is not yet anybody's needs no log and no flush."""
    for setting in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-500000", "temp_store=MEMORY"):
        quick.execute(f"PRAGMA {setting}")
    quick.execute("BEGIN")
    quick.execute("CREATE TEMP TABLE week (back INTEGER PRIMARY KEY, label TEXT, began INTEGER)")
    weeks = (
        (back, *(MONDAY - timedelta(weeks=back)).isocalendar()[:2], MONDAY - timedelta(weeks=back))
        for back in range(stored // A_WEEK + 1)
    )
    quick.executemany(
        "INSERT INTO week VALUES (?, ?, ?)",
        ((back, f"{year}-W{number:02}", int(began.timestamp())) for back, year, number, began in weeks),
    )
    given = {"stored": stored, "opened": opened, "week": A_WEEK, "now": int(NOW.timestamp())}
    for statement in ROWS:
        quick.execute(statement, given)
    quick.execute("COMMIT")


def _at(seconds: str) -> str:
    return f"strftime('%Y-%m-%d %H:%M:%f000', {seconds}, 'unixepoch')"


NUMBERS = f"""
WITH RECURSIVE numbered(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbered WHERE n < :stored),
counted AS (
  SELECT n, n % 10 + 1 AS unit, 3 * (n % 10) + n / 10 % 3 + 1 AS account, 3 * (n % 10) + n % 2 + 1 AS editor,
    label, began + 60 * (:week - 1 - (:stored - n) % :week) AS wrote, n > :stored - :opened AS waits,
    n * 2654435761 % 4294967296 / 65536 AS any
  FROM numbered JOIN week ON week.back = (:stored - n) / :week
),
one AS (
  SELECT *, printf('card:%08d:1', n) AS card,
    {_at("wrote")} AS wrote_at, {_at("wrote + 5")} AS shown, {_at("wrote + 600")} AS claimed,
    CASE WHEN waits THEN {_at(":now + 60 * (n % 300)")} ELSE {_at("wrote + 86400")} END AS due,
    CASE WHEN NOT waits THEN {_at("wrote + 3600 * (1 + any % 30)")} END AS done
  FROM counted LIMIT -1
)
"""
"""Every comment's own numbers and times; `any` is up to 65535, as if by chance, and the same in every run.

Done after one to thirty hours, so a fifth is late. The LIMIT makes SQLite count each time once, not wherever
it is used. Keys are padded, so that their index grows at its end: ten million go in several times as fast.
"""

ROWS = (
    f"""INSERT INTO messages (id, batch, kind, unit_id, recipient, channel, reference, sent_at)
    {NUMBERS}
    SELECT n, card || '#1', 'card', unit, 'unit:' || unit, 'C-' || unit,
      wrote || '.' || n, shown FROM one""",
    f"""INSERT INTO comments (id, account_id, unit_id, external_id, source, author, text, url, written_at,
      first_seen_at, week, state, episode_at, due_at, last_working_moment, claimed_by, claimed_at, met_at,
      met_working_minutes, closed_at, closed_by, ground, follow_up_at, attend_at, message_id, shown_at,
      settings_version)
    {NUMBERS}
    SELECT n, account, unit, 'post_' || printf('%012d', n), 'intake', 'Besökare ' || any,
      'Hej! Jag undrar över ' || n || '. ' || substr(
        'När öppnar ni på lördag, och behöver man anmäla sig i förväg? Vi är fem vuxna och elva barn som'
        || ' gärna kommer, men vi hittar inget om det på sidan. Tack på förhand!', 1, 40 + any % 140),
      'https://social.example/' || n, wrote_at, wrote_at, label,
      CASE WHEN waits THEN substr('new         claimed     acknowledged', n % 3 * 12 + 1,
          CASE n % 3 WHEN 0 THEN 3 WHEN 1 THEN 7 ELSE 12 END)
        WHEN any % 20 < 14 THEN 'answered' WHEN any % 20 < 17 THEN 'no_reply_needed'
        WHEN any % 20 = 17 THEN 'referred' WHEN any % 20 = 18 THEN 'hidden' ELSE 'removed' END,
      wrote_at,
      due, due,
      CASE WHEN NOT waits OR n % 3 > 0 THEN editor END,
      CASE WHEN NOT waits OR n % 3 > 0 THEN claimed END,
      CASE WHEN NOT waits THEN done WHEN n % 3 = 2 THEN claimed END,
      CASE WHEN NOT waits THEN any % 900 WHEN n % 3 = 2 THEN 10 END,
      done, CASE WHEN NOT waits THEN editor END,
      CASE WHEN NOT waits AND any % 20 > 17 THEN 'spam' END,
      CASE WHEN waits AND n % 3 = 2 THEN due END,
      CASE WHEN waits THEN {_at(":now")} END, n, shown, 1 FROM one""",
    f"""INSERT INTO events (comment_id, episode, at, action, to_state, reason)
    {NUMBERS}
    SELECT n, 1, wrote_at, 'received', 'new', 'intake' FROM one""",
    f"""INSERT INTO events (comment_id, episode, at, person_id, action, from_state, to_state)
    {NUMBERS}
    SELECT n, 1, done, editor, 'closed', 'claimed', 'answered' FROM one WHERE NOT waits""",
    f"""INSERT INTO replies (comment_id, episode, person_id, at, text, signature)
    {NUMBERS}
    SELECT n, 1, editor, done, 'Hej! Klockan tio, välkomna! /Anna',
      CASE WHEN any % 10 = 0 THEN 'unsigned' ELSE 'signed' END FROM one WHERE NOT waits AND any % 20 < 14""",
    f"""INSERT INTO notices (id, key, kind, recipient, unit_id, comment_id, episode, account_id, created_at,
      send_at, state, attempt, batch, first_tried_at, sent_at, message_id, settings_version)
    {NUMBERS}
    SELECT n, card, 'card', 'unit:' || unit, unit, n, 1, account, wrote_at,
      wrote_at, 'sent', 1, card || '#1', shown, shown, n, 1
    FROM one""",
)
"""Of each comment: its card's message, itself, its events, its reply, the row that was sent."""


class Stores:
    """Filled stores by size, each made when it is first asked for; their folder goes when this is left.

    `sizes`: what `make bench` measures, or a tenth and less for a test; `big` adds ten times the last.
    """

    def __init__(self, sizes: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000), *, big: bool) -> None:
        self.sizes = (*sizes, sizes[-1] * 10) if big else sizes
        self._stack = ExitStack()
        self._made: dict[int, Filled] = {}

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(TemporaryDirectory(prefix="svarsvakt-bench-")))
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def of(self, stored: int) -> Filled:
        """The store with so many comments."""
        if stored not in self._made:
            made = filled(self._folder / f"{stored}.db", stored, opened=min(OPEN, stored))
            self._stack.callback(made.store.close)
            self._made[stored] = made
            os.sync()  # or the disk is busy with it while the next thing is measured
        return self._made[stored]
