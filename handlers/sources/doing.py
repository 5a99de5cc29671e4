"""Does on the platforms what was asked for from chat: claimed, done, recorded; in doubt looked for first.

1. The next one is claimed with a lease and counts as begun, before anything is sent. 2. It must still be
wanted: the comment open, the account switched on. 3. What was begun before is looked for on the platform and
is sent again only if it is not there. 4. What came of it is stored, with the reply as the poll will find it,
in one transaction with the word to whoever asked. No transaction is open while the platform is asked.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import accounts, comments, deeds, outbox, sources
from db.deeds import Asked
from db.rows import Account, Comment
from db.source_words import Deed, DeedState, GoneBy
from db.store import Store
from handlers.sources.applying import DEED, apply, around
from handlers.sources.base import (
    Act,
    Ask,
    AuthFailed,
    Change,
    FetchFailed,
    Known,
    NotDone,
    NotSet,
    RateLimited,
    ToPublish,
)
from handlers.sources.joining import answers_this
from handlers.sources.places import Places, Watched
from scheduler.deed_notices import deed_told
from scheduler.rulebook import RuleBook

MOST_IN_ONE_GO = 20
TRIES = (timedelta(seconds=20), timedelta(minutes=2), timedelta(minutes=10))
"""How long it is waited after each failure that may pass; after the last somebody is told."""
OPEN_TO_DOUBT = frozenset({"http_408", "http_409", "http_425"})
"""Refusals that do not say that it was not done; WordPress: 409, it has these words already."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """What came of one, for the log: no text, no names."""

    comment_id: int
    deed: Deed
    state: DeedState
    code: str | None = None
    fault: Exception | None = None
    """A fault of the source itself."""


@dataclass(frozen=True, kw_only=True)
class _Turn:
    store: Store
    book: RuleBook
    places: Places
    ask: Ask
    clock: Callable[[], datetime]


@dataclass(frozen=True, kw_only=True)
class _Job:
    one: Asked
    comment: Comment
    account: Account
    others: frozenset[str] = frozenset()
    """Replies in its thread that were sent from here for other comments."""


def do_due(
    store: Store,
    book: RuleBook,
    places: Places,
    ask: Ask,
    clock: Callable[[], datetime],
    *,
    told: Callable[[Done], None] = lambda _: None,
) -> int:
    """Do what is due; how many were settled."""
    settled = 0
    for _ in range(MOST_IN_ONE_GO):
        one = _next(store, clock())
        if one is None:
            break
        done = _do(_Turn(store=store, book=book, places=places, ask=ask, clock=clock), one)
        told(done)
        settled += done.state is not DeedState.WAITING
    return settled


def _next(store: Store, now: datetime) -> Asked | None:
    with store.read() as tx:
        if not deeds.waits(tx, now):
            return None
    with store.write() as tx:
        return deeds.claim_due(tx, now)


def _do(turn: _Turn, one: Asked) -> Done:
    store, clock = turn.store, turn.clock
    with store.read() as tx:
        job = _job(tx, one)
    if isinstance(job, str):
        return _ended(store, one, DeedState.FAILED, job, clock())
    watched = turn.places.of(job.account)
    if watched is None or one.deed not in watched.source.acts:
        return _ended(store, one, DeedState.FAILED, "switched_off", clock())
    try:
        change = _on_platform(watched, turn.ask, job, clock())
    except FetchFailed as failed:
        return _failed(store, one, failed, clock())
    except Exception as fault:  # somebody else's code, perhaps: it must not hold up the others
        return replace(_failed(store, one, FetchFailed("source_fault"), clock()), fault=fault)
    return _stored(store, turn.book, job, change, clock())


def _job(tx: Connection, one: Asked) -> _Job | str:
    """What it is about; or in a word why it is not wanted any more. What was begun is always gone into."""
    comment = comments.several(tx, [one.comment_id])[one.comment_id]
    account = accounts.named(tx, {comment.account_id})[comment.account_id]
    if one.begun_at is None:
        if not account.acts or not account.active:
            return "switched_off"
        if comment.episode != one.episode:
            return "reopened"
        if one.deed is Deed.PUBLISH and not comment.is_open:
            return "closed"
        if one.deed is not Deed.PUBLISH and comment.is_open:
            return "reopened"
    others = deeds.sent_for_others(tx, comment) if one.begun_at is not None else frozenset()
    return _Job(one=one, comment=comment, account=account, others=others)


def _on_platform(watched: Watched, ask: Ask, job: _Job, now: datetime) -> Change:
    """Raises FetchFailed and its kinds; whether it may have been done all the same is for the caller."""
    source, place, one, known = watched.source, watched.place, job.one, _known(job.comment)
    if one.deed is Deed.PUBLISH:
        key = f"svarsvakt-{one.comment_id}-{one.episode}-{int(one.asked_at.timestamp() * 1000)}"
        reply = ToPublish(to=known, text=one.text, key=key, asked_at=one.asked_at, others=job.others)
        if one.begun_at is not None:
            try:
                there = source.published(ask, place, reply, now)
            except FetchFailed as failed:
                raise _NotSeen(failed.code, retry_after=failed.retry_after) from failed
            if there is not None:
                return there
            if not job.comment.is_open:
                raise _NotOut("closed")
        return source.publish(ask, place, reply, now)
    hides = one.deed is Deed.HIDE
    (source.hide if hides else source.remove)(ask, place, known, now)
    act = Act.HIDDEN if hides else Act.REMOVED
    return Change(act=act, id=known.id, at=now, by=GoneBy.ACCOUNT)


class _NotOut(FetchFailed):
    """It was looked for and is not there, and is not wanted any more."""


class _NotSeen(FetchFailed):
    """It may be out, and the platform did not let us look."""


def _known(comment: Comment) -> Known:
    return Known(
        id=comment.external_id or "",
        text=comment.text,
        written_at=comment.written_at,
        thread=comment.thread_id,
        parent=comment.parent_id,
        url=comment.url,
        gone=comment.gone is not None,
    )


def _stored(store: Store, book: RuleBook, job: _Job, change: Change, now: datetime) -> Done:
    """With the reply as its poll will see it: the two are one, by account and the platform's id."""
    one = job.one
    with store.write() as tx:
        sources.lock(tx, job.account.id)  # in the order in which a poll locks
        comments.several(tx, [one.comment_id], lock=True)
        if deeds.settle(tx, one, DeedState.DONE, now=now, external_id=change.id):
            apply(tx, book, job.account, [change], now, how=DEED)
            if one.deed is Deed.PUBLISH:
                answers_this(tx, around(tx, book, job.account, now), change.id, job.comment)
            _tell(tx, one, DeedState.DONE, "", now)
    return Done(comment_id=one.comment_id, deed=one.deed, state=DeedState.DONE)


def _failed(store: Store, one: Asked, failed: FetchFailed, now: datetime) -> Done:
    """Tried again where it may pass; what may have been done stays begun, so that it is looked for."""
    if isinstance(failed, _NotOut) or (not isinstance(failed, _NotSeen) and _is_refused(failed)):
        return _ended(store, one, DeedState.FAILED, failed.code, now)
    if one.attempts < len(TRIES):
        at = now + max(TRIES[one.attempts], failed.retry_after or timedelta(0))
        begun = one.begun_at is not None or not isinstance(failed, RateLimited)
        with store.write() as tx:
            deeds.later(tx, one, at, code=failed.code, begun=begun)
        return Done(comment_id=one.comment_id, deed=one.deed, state=DeedState.WAITING, code=failed.code)
    in_doubt = one.deed is Deed.PUBLISH and (one.begun_at is not None or not isinstance(failed, RateLimited))
    state = DeedState.UNSURE if in_doubt else DeedState.FAILED
    return _ended(store, one, state, failed.code, now)


def _is_refused(failed: FetchFailed) -> bool:
    """Whether the platform has said that it does not do it."""
    if isinstance(failed, RateLimited):
        return False
    if isinstance(failed, AuthFailed | NotDone | NotSet):
        return True
    code = failed.code
    return code == "held" or (code.startswith("http_4") and code not in OPEN_TO_DOUBT)


def _ended(store: Store, one: Asked, state: DeedState, code: str, now: datetime) -> Done:
    with store.write() as tx:
        comments.several(tx, [one.comment_id], lock=True)
        if deeds.settle(tx, one, state, now=now, code=code):
            _tell(tx, one, state, code, now)
    return Done(comment_id=one.comment_id, deed=one.deed, state=state, code=code)


def _tell(tx: Connection, one: Asked, state: DeedState, code: str, now: datetime) -> None:
    comment = comments.several(tx, [one.comment_id])[one.comment_id]
    row = deed_told(comment, one, state=state, code=code, now=now)
    outbox.add(tx, [row], now)
