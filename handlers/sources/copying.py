"""Pictures that the public put with a comment are copied at once: links expire, what is removed is gone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from db import attachments, comments, events, media, messages
from db.events import NewEvent
from db.media import Medium
from db.source_words import MediaState
from db.store import Store
from db.words import EventAction
from handlers.sources.base import Answer, Ask, AuthFailed, FetchFailed, Question, judged

MOST_IN_ONE_GO = 20
TRIES = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1))
"""How long it is waited after each failure; after the last it is given up."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Copied:
    """What came of one file, for the log."""

    comment_id: int
    bytes: int = 0
    code: str | None = None


def copy_due(
    store: Store,
    ask: Ask,
    clock: Callable[[], datetime],
    *,
    told: Callable[[Copied], None] = lambda _: None,
) -> int:
    """Copy what is to be copied by now; how many came. No transaction is open meanwhile.

    `ask` sets how large a file may be, and asks public addresses only.
    """
    came = 0
    for _ in range(MOST_IN_ONE_GO):
        one = _next(store, clock())
        if one is None:
            break
        try:
            answer = judged(ask(Question(url=one.url)))
        except FetchFailed as failed:
            _failed(store, one, failed, clock())
            told(Copied(comment_id=one.comment_id, code=failed.code))
            continue
        with store.write() as tx:
            kept = _keep(tx, one, answer, clock())
        if kept:
            came += 1
            told(Copied(comment_id=one.comment_id, bytes=len(answer.body)))
    return came


def _next(store: Store, now: datetime) -> Medium | None:
    with store.read() as tx:
        if not media.waits(tx, now):
            return None
    with store.write() as tx:
        return media.claim_due(tx, now)


def _keep(tx: Connection, one: Medium, answer: Answer, now: datetime) -> bool:
    """It is here: kept, and noted as an event with its SHA-256. False: it is not wanted any more (purged)."""
    if not media.settled(tx, one.id, MediaState.STORED):
        return False
    kind = answer.headers.get("content-type", "").partition(";")[0].strip()
    name = (one.name or unquote(urlsplit(one.url).path.rpartition("/")[2]) or "bild")[:300]
    digest = attachments.add(
        tx,
        comment_id=one.comment_id,
        person_id=None,
        name=name,
        media_type=kind or one.media_type,
        data=answer.body,
        now=now,
    )
    comment = comments.several(tx, [one.comment_id])[one.comment_id]
    event = NewEvent(
        comment_id=comment.id,
        episode=comment.episode,
        at=now,
        action=EventAction.ATTACHED,
        from_state=comment.state,
        to_state=comment.state,
        facts={"name": name, "sha256": digest, "bytes": len(answer.body)},
    )
    events.add(tx, [event])
    messages.touch_comment(tx, comment.id)
    return True


def _failed(store: Store, one: Medium, failed: FetchFailed, now: datetime) -> None:
    """Tried again where it may pass; a link that has expired, or a file too large, is given up at once."""
    passes = not isinstance(failed, AuthFailed) and failed.code not in {
        "http_404", "http_410", "too_large", "private_address", "redirected_elsewhere",
    }  # fmt: skip
    again = now + TRIES[one.attempts] if passes and one.attempts < len(TRIES) else None
    state = MediaState.WANTED if again is not None else MediaState.FAILED
    with store.write() as tx:
        media.settled(tx, one.id, state, code=failed.code, again_at=again)
