"""How far each account's source has been read: taken by one process at a time, stored with the comments."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, or_, select, update

from db.models import accounts, comments, published, sources
from db.rows import Account, SourceState, columns, made
from db.source_words import PublishedKind
from db.store import insert_new
from db.words import OPEN_STATES


@dataclass(frozen=True, kw_only=True, slots=True)
class DueSource:
    """An account whose source is to be read now, and how far it has been read."""

    account: Account
    state: SourceState


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """Something that is stored, to be looked at again on its platform; comments first, then own replies."""

    number: int
    external_id: str
    text: str
    written_at: datetime
    out: bool
    thread_id: str | None
    parent_id: str | None
    url: str | None
    gone: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class RecheckPage:
    """The next few, and where to go on."""

    rows: Sequence[Stored]
    reached: int
    more: bool


def take_due(
    tx: Connection, kinds: Collection[str], *, now: datetime, until: datetime, limit: int = 20
) -> list[DueSource]:
    """The accounts with these kinds of sources whose time has come; nobody else takes them before `until`."""
    wanted = select(accounts.c.id).where(
        accounts.c.active, ~accounts.c.paused, accounts.c.source.in_(sorted(kinds))
    )
    known = select(sources.c.account_id)
    fresh = tx.execute(wanted.where(accounts.c.id.not_in(known))).scalars()
    insert_new(tx, sources, [{"account_id": number, "failures": 0} for number in fresh])
    due = (
        select(*columns(SourceState, sources))
        .where(
            sources.c.account_id.in_(wanted),
            sources.c.paused_at.is_(None),
            or_(sources.c.next_poll_at.is_(None), sources.c.next_poll_at <= now),
        )
        .order_by(sources.c.next_poll_at, sources.c.account_id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    states = {state.account_id: state for state in (made(SourceState, row) for row in tx.execute(due))}
    if not states:
        return []
    tx.execute(update(sources).where(sources.c.account_id.in_(states)).values(next_poll_at=until))
    found = tx.execute(
        select(*columns(Account, accounts)).where(accounts.c.id.in_(states)).order_by(accounts.c.id)
    )
    return [
        DueSource(account=account, state=states[account.id])
        for account in (made(Account, row) for row in found)
    ]


def lock(tx: Connection, account_id: int) -> None:
    """Whoever applies changes of this account waits until this transaction ends."""
    insert_new(tx, sources, [{"account_id": account_id, "failures": 0}])
    tx.execute(select(sources.c.account_id).where(sources.c.account_id == account_id).with_for_update())


def store(tx: Connection, account_id: int, **values: Any) -> None:
    """Note how far the source has been read, or what went wrong."""
    tx.execute(update(sources).where(sources.c.account_id == account_id).values(**values))


def paused(tx: Connection) -> list[DueSource]:
    """The active accounts whose sources are paused because their credentials were not taken."""
    query = (
        select(*columns(SourceState, sources))
        .join(accounts, accounts.c.id == sources.c.account_id)
        .where(sources.c.paused_at.is_not(None), accounts.c.active)
    )
    states = {state.account_id: state for state in (made(SourceState, row) for row in tx.execute(query))}
    named = select(*columns(Account, accounts)).where(accounts.c.id.in_(states))
    return [
        DueSource(account=account, state=states[account.id])
        for account in (made(Account, row) for row in tx.execute(named))
    ]


def resume(tx: Connection, account_id: int) -> None:
    """Ask again, at once: there are other credentials, or somebody says that they are taken now."""
    store(
        tx,
        account_id,
        paused_at=None,
        paused_code=None,
        paused_for=None,
        auth_failures=0,
        failures=0,
        next_poll_at=None,
    )


def quota_of(state: SourceState, now: datetime) -> int:
    """What has been used of the day's quota (UTC days)."""
    return state.quota_used if state.quota_day == now.date() else 0


def quota_of_kind(tx: Connection, kind: str, day: date) -> int:
    """What all accounts of a kind have used of that (UTC) day's quota together."""
    query = (
        select(func.coalesce(func.sum(sources.c.quota_used), 0))
        .join(accounts, accounts.c.id == sources.c.account_id)
        .where(accounts.c.source == kind, sources.c.quota_day == day)
    )
    return int(tx.execute(query).scalar_one())


def written_since(tx: Connection, account_id: int, since: datetime) -> list[datetime]:
    """When the public wrote on this account since then, as far as is known."""
    query = select(comments.c.written_at).where(
        comments.c.account_id == account_id,
        comments.c.first_seen_at >= since,
        comments.c.written_at >= since,
    )
    return list(tx.execute(query).scalars())


def to_recheck(tx: Connection, account_id: int, *, after: int, since: datetime, limit: int) -> RecheckPage:
    """What is open, and what was written since then: the next few comments, with the last of them replies.

    `after`: where the last page ended.
    """
    is_open = comments.c.state.in_(OPEN_STATES)
    query = (
        select(
            comments.c.id,
            comments.c.external_id,
            func.coalesce(comments.c.edited_text, comments.c.text),
            comments.c.written_at,
            comments.c.thread_id,
            comments.c.parent_id,
            comments.c.url,
            comments.c.gone,
        )
        .where(
            comments.c.account_id == account_id,
            comments.c.id > after,
            ~comments.c.history,
            or_(is_open, comments.c.written_at >= since),
        )
        .order_by(comments.c.id)
        .limit(limit)
    )
    rows = [_stored(row, out=False) for row in tx.execute(query)]
    if len(rows) == limit:
        return RecheckPage(rows=rows, reached=rows[-1].number, more=True)
    own = (
        select(
            published.c.id,
            published.c.external_id,
            published.c.text,
            published.c.written_at,
            published.c.thread_id,
            published.c.parent_id,
            published.c.url,
            published.c.gone,
        )
        .where(
            published.c.account_id == account_id,
            published.c.what == PublishedKind.REPLY,
            published.c.written_at >= since,
        )
        .order_by(published.c.id.desc())
        .limit(limit)
    )
    rows += [_stored(row, out=True) for row in tx.execute(own)]
    return RecheckPage(rows=rows, reached=0, more=False)


def _stored(row: Any, *, out: bool) -> Stored:
    number, external_id, text, written_at, thread_id, parent_id, url, gone = row
    return Stored(
        number=number,
        external_id=external_id,
        text=text,
        written_at=written_at,
        out=out,
        thread_id=thread_id,
        parent_id=parent_id,
        url=url,
        gone=gone is not None,
    )


def states(tx: Connection, account_ids: Sequence[int]) -> dict[int, SourceState]:
    """How each of these accounts' sources fares."""
    query = select(*columns(SourceState, sources)).where(sources.c.account_id.in_(sorted(account_ids)))
    return {state.account_id: state for state in (made(SourceState, row) for row in tx.execute(query))}
