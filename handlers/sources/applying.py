"""Changes go into the store: in one transaction, each once, whatever the order and however often they come.

1. Fit to be stored; joined with what was heard of the same thing before it came. 2. New comments are received
as by any other way in, what the account itself wrote is kept beside them. 3. Edits and removals are merged by
the platform's clock. 4. Replies are linked to what they answer, their signatures judged. 5. Each comment that
any of it touched is brought to where it stands on the platform.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from db import accounts, arrivals, comments, media, people, published, sources
from db.arrivals import Early
from db.rows import Account
from db.source_words import GoneBy, PublishedKind
from handlers.receive import Incoming, receive
from handlers.sources.around import Around
from handlers.sources.base import Act, Change, What
from handlers.sources.clean import clean
from handlers.sources.joining import bring_to_standing
from handlers.sources.noting import note_changes, note_own_changes
from handlers.sources.origin import note_origin
from scheduler.rulebook import RuleBook

DEED = "deed"
"""How what was done from here comes in: what a reply answers is known, whatever the platform says."""
FIRST = {Act.ADDED: 0, Act.EDITED: 1, Act.HIDDEN: 2, Act.UNHIDDEN: 3, Act.REMOVED: 4}


@dataclass(frozen=True, kw_only=True)
class Applied:
    """What became of changes: counts and times, no text, no names."""

    new: int = 0
    changed: int = 0
    """Comments that are edited, gone, shown again, answered or asked anew."""
    refused: int = 0
    """Changes without an id or a time."""
    newest: datetime | None = None
    """When the newest of them was written."""
    lag: timedelta | None = None
    """How long after it was written the newest new comment was seen."""


def apply(
    tx: Connection, book: RuleBook, account: Account, changes: Sequence[Change], now: datetime, *, how: str
) -> Applied:
    """Apply what a platform said of an account (`how`: webhook, poll, recheck, deed), in this transaction."""
    fit = [change for change in (clean(one, now) for one in changes) if change is not None]
    if not fit:
        return Applied(refused=len(changes))
    sources.lock(tx, account.id)  # a webhook and a poll of one account go one after the other
    about = around(tx, book, account, now)
    by_id = _joined(tx, account, fit)
    there = comments.of_account(tx, account.id, by_id)
    own = published.by_external(tx, account.id, by_id)
    new = {
        key: said
        for key, said in by_id.items()
        if key not in there and key not in own and _first(said) is not None
    }
    unknown = {key: said for key, said in by_id.items() if key not in there | own | new}
    arrivals.keep_early(tx, account.id, [_early(one) for said in unknown.values() for one in said])

    ours = {key: said for key, said in new.items() if any(one.out for one in said)}
    public = {key: said for key, said in new.items() if key not in ours}
    published.add(tx, [_own_row(account, key, said, now, exact=how == DEED) for key, said in ours.items()])
    incoming = [_incoming(account, key, said, how) for key, said in public.items()]
    received = receive(tx, book, incoming, now) if incoming else ()
    if new:
        there |= comments.of_account(tx, account.id, public)
        own |= published.by_external(tx, account.id, ours)

    stored = {key: (there[key], by_id[key]) for key in by_id if key in there}
    edited = note_changes(tx, about, stored) | note_origin(tx, about, stored)
    altered = note_own_changes(tx, {key: (own[key], by_id[key]) for key in by_id if key in own})
    fresh = {key for key, one in zip(public, received, strict=True) if one.new}
    _want_media(tx, account, {there[key].id: by_id[key] for key in fresh}, now)
    effective = fresh | set(ours) | edited | altered
    arrivals.keep_raw(
        tx,
        account.id,
        [(one.id, one.raw) for one in fit if how == "webhook" or one.id in effective],
        how=how,
        now=now,
    )
    changed = bring_to_standing(
        tx,
        about,
        new=[there[key] for key in public if key in there],
        edited=[there[key] for key in edited],
        own=[own[key] for key in {*ours, *altered} if key in own],
    )
    wrote = [one.written_at or one.at for one in fit if one.act in {Act.ADDED, Act.EDITED}]
    seen = [there[key].written_at for key in fresh]
    return Applied(
        new=len(fresh),
        changed=len(changed | {there[key].id for key in edited}),
        refused=len(changes) - len(fit),
        newest=max(wrote, default=None),
        lag=now - max(seen) if seen else None,
    )


def around(tx: Connection, book: RuleBook, account: Account, now: datetime) -> Around:
    """What is around an account: its unit, its people, its rules."""
    unit = accounts.unit(tx, account.unit_id)
    return Around(
        account=account,
        slug=unit.slug if unit else "",
        team=people.unit_team(tx, account.unit_id),
        book=book,
        now=now,
    )


def _joined(tx: Connection, account: Account, fit: Sequence[Change]) -> dict[str, list[Change]]:
    """By the platform's id, oldest first, with what was heard of the same things before."""
    found: dict[str, list[Change]] = {}
    early = [_late(one) for one in arrivals.take_early(tx, account.id, {one.id for one in fit})]
    for one in sorted([*fit, *early], key=lambda change: (change.at, FIRST[change.act])):
        found.setdefault(one.id, []).append(one)
    return found


def _first(said: Sequence[Change]) -> Change | None:
    """What something can be stored from: it being added, else an edit that says everything."""
    whole = [one for one in said if one.text is not None and (one.act is Act.ADDED or _is_whole(one))]
    return min(whole, key=lambda one: (FIRST[one.act], one.at), default=None)


def _is_whole(change: Change) -> bool:
    return change.act is Act.EDITED and change.written_at is not None


def _incoming(account: Account, key: str, said: Sequence[Change], how: str) -> Incoming:
    first = _first(said)
    assert first is not None
    return Incoming(
        account=account.slug,
        text=first.text or "",
        written_at=first.written_at or first.at,
        external_id=key,
        author=first.author,
        url=first.url or next((one.url for one in said if one.url), None),
        thread_id=first.thread,
        parent_id=first.parent,
        source=account.source or how,
    )


def _own_row(
    account: Account, key: str, said: Sequence[Change], now: datetime, *, exact: bool
) -> dict[str, Any]:
    """`exact`: what it answers is known even where that is the beginning of its thread."""
    first = _first(said)
    assert first is not None
    written_at = first.written_at or first.at
    parent = first.parent if exact or first.parent != first.thread else None
    return {
        "account_id": account.id,
        "external_id": key,
        "what": PublishedKind.POST if first.what is What.POST else PublishedKind.REPLY,
        "thread_id": first.thread,
        "parent_id": parent,
        "url": first.url,
        "text": first.text or "",
        "text_at": first.at if first.act is Act.EDITED else written_at,
        "written_at": written_at,
        "first_seen_at": now,
    }


def _want_media(
    tx: Connection, account: Account, wanted: Mapping[int, Sequence[Change]], now: datetime
) -> None:
    media.want(
        tx,
        account.id,
        [
            (number, one)
            for number, said in wanted.items()
            for one in (a for c in said for a in c.attachments)
        ],
        now,
    )


def _early(change: Change) -> Early:
    kept = asdict(replace(change, raw=None, attachments=()))
    stored = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in kept.items()
        if value is not None and name not in {"raw", "attachments"}
    }
    part = "text" if change.act in {Act.ADDED, Act.EDITED} else "visibility"
    return Early(external_id=change.id, part=part, at=change.at, change=stored)


def _late(early: Early) -> Change:
    known = {field.name for field in fields(Change)}
    said = {name: value for name, value in early.change.items() if name in known}
    for name in ("at", "written_at", "seen_at"):
        if name in said:
            said[name] = datetime.fromisoformat(said[name])
    return Change(
        **{
            **said,
            "act": Act(said["act"]),
            "what": What(said["what"]),
            "by": GoneBy(said["by"]) if said.get("by") else None,
        }
    )
