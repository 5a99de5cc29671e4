"""What must and may have been said, from comments, calendar and events alone; the outbox is never read.

What a message says it carries stands in its metadata, as the workspace received it. When each thing must be
said is computed here a second time, by hand, for this one calendar: an ordinary Tuesday, 08:00 to 16:30.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, func, select

from db import models
from db.store import Store
from db.words import EventAction, SignatureResult
from tests.faults.crash.place import ACCOUNTS, Done

HERE = ZoneInfo("Europe/Stockholm")
ROUNDS = ("08:30", "12:30", "15:00")
CLOSE = "16:30"
LADDER = (("1", 4), ("2", 2), ("3", 1))  # hours of working time before the last working moment
MARK = "Du kan ha fått det här förut"
EARLY = timedelta(minutes=15)
"""Warnings within the gathering time leave together."""
AFTER_LATE = timedelta(hours=1)
"""What was told of as late when it came in is not warned of again at once."""
FLOOD = timedelta(minutes=10)
"""So long cards wait for each other when many comments come to one account."""
KNOWN = re.compile(
    r"card:\d+:(\d+|own)|late:\d+:\d+|rung:\d+:\d+:(1|2|3|overdue)(:p\d+)?|follow:[\d:]+:(1|2|3|overdue)(:p\d+)?"
    r"|round:kultur:[\d-]+:[123]|missed:kultur:[\d-]+:[123]|sign:\d+|sign_unsure:\d+|moved:.*|operator:.*"
)


@dataclass(frozen=True, kw_only=True)
class Received:
    """One thing that was said: its key, when (the workspace's clock), in which message."""

    key: str
    at: datetime
    ts: str
    marked: bool  # says itself that it may come twice


@dataclass
class Verdict:
    """What is wrong; all empty is what is wanted."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    early: list[str] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    """Acknowledged to a person or a feed, but not in the store."""
    unnamed: int = 0
    """Things said in messages that carry too many to name each: so many may seem lost."""
    told_twice_marked: list[str] = field(default_factory=list)
    """By design: a warning in doubt while the history could not be read, or anything where there is none."""
    said: int = 0
    messages: int = 0

    @property
    def wrong(self) -> dict[str, list[str]]:
        """Only what must be empty, where it is not."""
        kinds = ["doubled", "stale", "early", "unexpected", "forgotten"]
        if len(self.lost) > self.unnamed:
            kinds.append("lost")
        return {kind: found for kind in kinds if (found := getattr(self, kind))}


@dataclass(frozen=True, kw_only=True)
class Fate:
    """One comment as the store has it."""

    number: int
    account: int
    received: datetime
    first_seen: datetime
    done_at: datetime | None  # a holding reply or a closing state: nothing more is to be said
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Window:
    """When the storm began, and when it was looked at."""

    began: datetime
    ended: datetime
    slack: timedelta
    """So long before `ended` something may still be on its way."""
    sending: timedelta
    """So long a send may take: what was claimed before an answer may arrive after it."""

    @property
    def settled(self) -> datetime:
        """What was due by then must have been said."""
        return self.ended - self.slack


def check(
    store: Store,
    posted: Sequence[Mapping[str, Any]],
    *,
    taken: Iterable[str],
    done: Sequence[Done],
    window: Window,
    remembers: bool = True,
) -> Verdict:
    """Compare what the workspace received with what the comments, the calendar and the events ask for.

    `remembers`: the chat has a history to look into; where it has none, all that is told again says so.
    """
    with store.read() as tx:
        comparison = _Comparison(tx, posted, window)
        comparison.doubles(remembers=remembers)
        comparison.comments_told_of()
        comparison.rounds_called(tx)
        comparison.sign_reminders(tx)
        comparison.nothing_stale_or_early()
        comparison.nothing_forgotten(tx, taken, done)
    return comparison.verdict


class _Comparison:
    def __init__(self, tx: Connection, posted: Sequence[Mapping[str, Any]], window: Window) -> None:
        self.window = window
        said = [each for message in posted for each in _read(message)]
        self.received = [each for each in said if not each.key.startswith("+")]
        self.by_key: dict[str, list[Received]] = defaultdict(list)
        for each in self.received:
            self.by_key[each.key].append(each)
        self.events = tx.execute(select(models.events).order_by(models.events.c.id)).all()
        self.fates = _fates(tx, self.events)
        self.verdict = Verdict(
            said=len(self.received),
            messages=len(posted),
            unnamed=sum(int(each.key) for each in said if each.key.startswith("+")),
        )

    def doubles(self, *, remembers: bool) -> None:
        for key, times in self.by_key.items():
            if not KNOWN.fullmatch(key):
                self.verdict.unexpected.append(key)
            if len(times) > 1:
                warns = not remembers or key.startswith(("rung:", "late:", "follow:"))
                by_design = warns and all(each.marked for each in times[1:])
                where = self.verdict.told_twice_marked if by_design else self.verdict.doubled
                where.append(f"{key} at {' and '.join(f'{each.at:%H:%M:%S}' for each in times)}")

    def comments_told_of(self) -> None:
        settled = self.window.settled
        told = {tuple(key.split(":")[:2]) for key in self.by_key if key.startswith(("rung:", "late:"))}
        for fate in self.fates.values():
            number, due = fate.number, due_by_hand(fate.received)
            if fate.closed_at is None and fate.first_seen < settled - FLOOD:
                self._must_be_one_of(f"card:{number}:1", f"late:{number}:1")
            if fate.done_at is not None:
                continue
            late = self.by_key.get(f"late:{number}:1")
            warned_from = late[0].at + AFTER_LATE if late else max(_before(due, 1), fate.first_seen)
            if warned_from < settled and ("rung", str(number)) not in told:
                self.verdict.lost.append(f"a warning of {number}, due {due:%d %H:%M}")
            if fate.first_seen <= due < settled:
                self._must_be_one_of(f"rung:{number}:1:overdue")
                self._must_be_one_of(f"rung:{number}:1:overdue:p3")

    def rounds_called(self, tx: Connection) -> None:
        """Each round is called, but for one whose every account was handled in the hour before.

        On a busy machine the bot may come to a round late: what was handled until it came counts too, if the
        store says that it was seen so. And a unit's very first day has only the rounds after its first tick,
        which may come after the storm's first round.
        """
        day = self.window.began.astimezone(HERE).date()
        handled = [
            (self.fates[event.comment_id].account, event.at)
            for event in self.events
            if event.action in {EventAction.CLOSED, EventAction.ACKNOWLEDGED}
        ]
        looks = tx.execute(
            select(models.rounds.c.number, models.confirmations.c.account_id)
            .join(models.confirmations, models.confirmations.c.round_id == models.rounds.c.id)
            .where(models.rounds.c.day == day, models.confirmations.c.how == "handled")
        ).all()
        first_tick = tx.execute(
            select(func.max(models.marks.c.at, type_=models.marks.c.at.type)).where(
                models.marks.c.name.startswith("rounds:")
            )
        ).scalar_one_or_none()
        for number, clock in enumerate(ROUNDS, start=1):
            at = _at(day, clock)
            if not (first_tick or self.window.ended) < at < self.window.settled:
                continue
            end = _at(day, [*ROUNDS, CLOSE][number])
            noted = {account for of, account in looks if of == number}
            seen = {account for account, when in handled if at - timedelta(hours=1) <= when <= end}
            soon = {
                account
                for account, when in handled
                if at - timedelta(hours=1) <= when <= at + self.window.slack
            }
            if len(soon) < len(ACCOUNTS) and len(seen & noted) < len(ACCOUNTS):
                self._must_be_one_of(f"round:kultur:{day.isoformat()}:{number}")

    def sign_reminders(self, tx: Connection) -> None:
        for row in tx.execute(select(models.replies)):
            if (
                row.signature is SignatureResult.UNSIGNED
                and not row.mended_at
                and row.at < self.window.settled
            ):
                self._must_be_one_of(f"sign:{row.id}")

    def nothing_stale_or_early(self) -> None:
        for each in self.received:
            kind, _, rest = each.key.partition(":")
            if kind not in {"rung", "card", "late"}:
                continue
            fate = self.fates.get(int(rest.split(":")[0]))
            if fate is None:
                self.verdict.unexpected.append(f"{each.key}: no such comment")
                continue
            gone = fate.done_at if kind == "rung" else fate.closed_at
            if gone is not None and each.at - gone > self.window.sending and not each.key.endswith(":own"):
                self.verdict.stale.append(f"{each.key} {each.at - gone} after the answer")
            if kind == "rung":
                self._not_early(each, rest.split(":")[2], due_by_hand(fate.received))

    def _not_early(self, each: Received, rung: str, due: datetime) -> None:
        stands = due if rung == "overdue" else _before(due, dict(LADDER)[rung]) - EARLY
        if each.at < stands - timedelta(seconds=2):
            self.verdict.early.append(f"{each.key} at {each.at:%H:%M:%S}, not before {stands:%H:%M:%S}")

    def nothing_forgotten(self, tx: Connection, taken: Iterable[str], done: Sequence[Done]) -> None:
        """What was acknowledged to a feed or a person is in the store."""
        known = set(tx.execute(select(models.comments.c.external_id)).scalars())
        self.verdict.forgotten += [f"intake {each}" for each in taken if each not in known]
        chat_ids = {row.id: row.chat_id for row in tx.execute(select(models.people))}
        acted = {(each.comment_id, chat_ids.get(each.person_id), each.action) for each in self.events}
        for deed in done:
            if re.search(rf"[Kk]ommentar {deed.number} är markerad som besvarad", deed.said):
                wanted = EventAction.REPLY_JUDGED
            elif f"Kommentar {deed.number} är din" in deed.said:
                wanted = EventAction.CLAIMED
            else:
                continue
            if (deed.number, deed.user, wanted) not in acted:
                self.verdict.forgotten.append(deed.command)

    def _must_be_one_of(self, *keys: str) -> None:
        if not any(key in self.by_key for key in keys):
            self.verdict.lost.append(keys[0])


def _read(message: Mapping[str, Any]) -> list[Received]:
    carried = (message.get("metadata") or {}).get("event_payload") or {}
    at = datetime.fromtimestamp(float(message["ts"]), UTC)
    marked = MARK in str(message)
    return [
        Received(key=key, at=at, ts=message["ts"], marked=marked)
        for key in str(carried.get("notices", "")).split()
    ]


def _fates(tx: Connection, events: Iterable[Any]) -> dict[int, Fate]:
    done: dict[int, datetime] = {}
    closed: dict[int, datetime] = {}
    for event in events:
        if event.action in {EventAction.CLOSED, EventAction.ACKNOWLEDGED}:
            done.setdefault(event.comment_id, event.at)
        if event.action is EventAction.CLOSED:
            closed.setdefault(event.comment_id, event.at)
    return {
        row.id: Fate(
            number=row.id,
            account=row.account_id,
            received=row.written_at,
            first_seen=row.first_seen_at,
            done_at=done.get(row.id),
            closed_at=closed.get(row.id),
        )
        for row in tx.execute(select(models.comments))
    }


def due_by_hand(received: datetime) -> datetime:
    """24 hours later; the storm's days are Tuesdays to Thursdays without holidays, in winter time."""
    return received + timedelta(hours=24)


def _before(due: datetime, hours: int) -> datetime:
    """So many working hours before the last working moment at or before `due`."""
    day = due.astimezone(HERE).date()
    opens, closes = _at(day, "08:00"), _at(day, CLOSE)
    if due < opens:
        day -= timedelta(days=1)
        opens, closes = _at(day, "08:00"), _at(day, CLOSE)
    last = min(due, closes)
    missing = timedelta(hours=hours) - (last - opens)
    if missing <= timedelta(0):
        return last - timedelta(hours=hours)
    return _at(day - timedelta(days=1), CLOSE) - missing


def _at(day: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=HERE).astimezone(UTC)
