"""Comments come in: stored once, counted, and the unit told; a few statements however many they are."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from db import accounts, comments, crises, events, outbox
from db.events import NewEvent
from db.outbox import NewNotice
from db.rows import Account, Comment, Crisis
from db.words import CommentState, EventAction
from handlers.no_reply import likely_no_reply
from handlers.weeks import iso_week
from scheduler import notices
from scheduler.answer_time import due
from scheduler.crisis import covering, first_call
from scheduler.notices import CARDS
from scheduler.rulebook import RuleBook


class UnknownAccount(ValueError):  # noqa: N818 - it is what it is called
    """There is no active account with this slug."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Incoming:
    """What the public wrote and when, as a platform (or a person) tells it."""

    account: str
    text: str
    written_at: datetime
    external_id: str
    author: str | None = None
    url: str | None = None
    thread_id: str | None = None
    parent_id: str | None = None
    source: str = "intake"


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """The comment's number, whether it is new, and when it is due if so."""

    number: int
    new: bool
    due_at: datetime | None = None


def receive(
    tx: Connection, book: RuleBook, incoming: Sequence[Incoming], now: datetime
) -> tuple[Received, ...]:
    """Store comments and plan their cards, in the caller's transaction; what came of each, in order.

    A comment that is there already (by account and external id) is passed over. Written before the account is
    watched from, it is history: stored, never noticed. Raises UnknownAccount before anything is stored.
    """
    register = _register(tx, incoming)
    rows: dict[tuple[int, str], dict[str, Any]] = {}
    for item in incoming:
        account, slug = register[item.account]
        rows.setdefault((account.id, item.external_id), _row(item, account, slug, book, now))
    new = comments.add(tx, list(rows.values()))
    stored = [Comment(id=number, **_UNTOUCHED, **rows[key]) for key, number in new.items()]
    slugs = {account.unit_id: slug for account, slug in register.values()}
    events.add(tx, [_received(comment, now) for comment in stored])
    running = _crises(tx, stored, slugs, book, now)
    outbox.add(
        tx, [_told(comment, slugs, book, running, now) for comment in stored if not comment.history], now
    )
    numbers = new | _known(tx, rows.keys() - new.keys())
    told: list[Received] = []
    fresh = dict(new)
    for item in incoming:
        key = (register[item.account][0].id, item.external_id)
        is_new = fresh.pop(key, None) is not None  # the same one twice in a batch is new once
        due_at = rows[key]["due_at"] if key in new else None
        told.append(Received(number=numbers[key], new=is_new, due_at=due_at))
    return tuple(told)


_UNTOUCHED: Mapping[str, Any] = {
    "claimed_by": None,
    "claimed_at": None,
    "met_at": None,
    "met_working_minutes": None,
    "closed_at": None,
    "closed_by": None,
    "ground": None,
    "referred_to": None,
    "follow_up_at": None,
    "message_id": None,
    "shown_at": None,
}
"""What nobody has done anything to yet."""


def _register(tx: Connection, incoming: Sequence[Incoming]) -> dict[str, tuple[Account, str]]:
    """The accounts that these comments came on, each with its unit's slug."""
    slugs = {item.account for item in incoming}
    found = accounts.with_units(tx, slugs)
    missing = slugs - found.keys()
    if missing:
        raise UnknownAccount(min(missing))
    return found


def _row(item: Incoming, account: Account, slug: str, book: RuleBook, now: datetime) -> dict[str, Any]:
    calendar = book.calendar(slug)
    received = min(item.written_at, now)  # a platform whose clock is ahead gives nobody more time
    due_at = due(received, book.rules(slug, account.id).answer, calendar)
    history = item.written_at < account.watch_from
    return {
        "account_id": account.id,
        "unit_id": account.unit_id,
        "external_id": item.external_id,
        "thread_id": item.thread_id,
        "parent_id": item.parent_id,
        "source": item.source,
        "author": item.author,
        "text": item.text,
        "url": item.url,
        "written_at": item.written_at,
        "first_seen_at": now,
        "week": iso_week(calendar.local_day(item.written_at)),
        "state": CommentState.NEW,
        "version": 1,
        "episode": 1,
        "episode_at": received,
        "due_at": due_at,
        "last_working_moment": calendar.last_moment(due_at),
        "rung": 0,
        "attend_at": None if history else now,
        "history": history,
        "late_seen": not history and due_at < now,
        "likely_no_reply": likely_no_reply(item.text),
        "flagged": False,
        "urgent": False,
        "settings_version": book.version,
    }


def _received(comment: Comment, now: datetime) -> NewEvent:
    return NewEvent(
        comment_id=comment.id,
        episode=1,
        at=now,
        action=EventAction.RECEIVED,
        to_state=CommentState.NEW,
        reason=comment.source,
    )


def _told(
    comment: Comment,
    slugs: Mapping[int, str],
    book: RuleBook,
    running: Mapping[int, Crisis],
    now: datetime,
) -> NewNotice:
    slug = slugs[comment.unit_id]
    calendar = book.calendar(slug)
    if comment.late_seen:
        return notices.arrived_late(comment, calendar=calendar, now=now, version=book.version)
    chat = book.rules(slug).chat
    card = notices.card(comment, calendar=calendar, chat=chat, now=now, version=book.version)
    crisis = covering(running, comment, now)
    at = first_call(crisis, now, calendar) if crisis is not None else card.send_at
    return card if at >= card.send_at else replace(card, send_at=at, gather=None if at == now else CARDS)


def _crises(
    tx: Connection, stored: Sequence[Comment], slugs: Mapping[int, str], book: RuleBook, now: datetime
) -> Mapping[int, Crisis]:
    """The crises that may call people now, when those units' working time would not: by unit."""
    quiet = {one.unit_id for one in stored if not book.calendar(slugs[one.unit_id]).is_working(now)}
    return crises.running(tx, quiet)


def _known(tx: Connection, keys: Set[tuple[int, str]]) -> dict[tuple[int, str], int]:
    by_account: dict[int, list[str]] = {}
    for account_id, external_id in keys:
        by_account.setdefault(account_id, []).append(external_id)
    return comments.known(tx, by_account)
