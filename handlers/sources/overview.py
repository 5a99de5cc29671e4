"""How each account is seen into, for the one who runs the bot: times and counts, no text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from db import accounts, sources
from db.rows import Account, SourceState
from db.store import Store
from handlers.sources.places import Places, Watched
from handlers.sources.registry import PUSHED


class Health(StrEnum):
    """How an account's source fares."""

    WELL = "well"
    """It was asked, or called, and nothing is wrong."""
    NOT_YET = "not_yet"
    """It has not been asked yet."""
    PAUSED = "paused"
    """Its credentials are not taken, or one is missing: nothing is asked."""
    FAILING = "failing"
    """The last try failed; it is tried again."""
    BLIND = "blind"
    """It has no source: people look, and add what they find."""
    SWITCHED_OFF = "switched_off"
    """The account is paused in the configuration or from chat."""
    UNKNOWN = "unknown"
    """No such kind of source is installed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One account."""

    account: str
    name: str
    kind: str | None
    ways: tuple[str, ...]
    """`poll`, `webhook`, `intake`; none: nothing sees into it."""
    health: Health
    code: str | None = None
    last_written_at: datetime | None = None
    last_ok_at: datetime | None = None
    last_delivery_at: datetime | None = None
    lag_seconds: float | None = None
    quota_used: int = 0
    daily_quota: int | None = None
    token_ends_at: datetime | None = None
    failures: int = 0


def overview(tx: Connection, places: Places, now: datetime) -> list[Row]:
    """Every active account, by slug."""
    found = accounts.accounts(tx)
    states = sources.states(tx, [one.id for one in found])
    rows = [_row(one, states.get(one.id), places.of(one), now) for one in found]
    return sorted(rows, key=lambda row: row.account)


def resume_changed(store: Store, places: Places) -> Sequence[str]:
    """Accounts that were paused and have other settings or credentials now are asked again; their slugs."""
    with store.read() as tx:
        paused = sources.paused(tx)
    resumed = []
    for one in paused:
        watched = places.of(one.account)
        if watched is not None and watched.fingerprint != one.state.paused_for:
            with store.write() as tx:
                sources.resume(tx, one.account.id)
            resumed.append(one.account.slug)
    return resumed


def _row(account: Account, state: SourceState | None, watched: Watched | None, now: datetime) -> Row:
    health, code = _health(account, state, watched)
    return Row(
        account=account.slug,
        name=account.name,
        kind=account.source,
        ways=_ways(account, watched),
        health=health,
        code=code,
        last_written_at=state.last_written_at if state else None,
        last_ok_at=state.last_ok_at if state else None,
        last_delivery_at=state.last_delivery_at if state else None,
        lag_seconds=state.lag_seconds if state else None,
        quota_used=sources.quota_of(state, now) if state else 0,
        daily_quota=watched.source.daily_quota if watched else None,
        token_ends_at=state.token_ends_at if state else None,
        failures=state.failures if state else 0,
    )


def _ways(account: Account, watched: Watched | None) -> tuple[str, ...]:
    if account.source == PUSHED:
        return (PUSHED,)
    if watched is None:
        return ()
    ways = [("webhook", watched.source.webhooks), ("poll", watched.source.polls)]
    return tuple(word for word, has in ways if has)


def _health(
    account: Account, state: SourceState | None, watched: Watched | None
) -> tuple[Health, str | None]:
    if account.source is None:
        return Health.BLIND, None
    if account.paused:
        return Health.SWITCHED_OFF, None
    if account.source == PUSHED:
        return Health.WELL, None
    if watched is None:
        return Health.UNKNOWN, account.source
    if state is not None and state.paused_at is not None:
        return Health.PAUSED, state.paused_code
    if state is not None and state.last_error is not None:
        return Health.FAILING, state.last_error
    if state is None or (state.last_ok_at is None and state.last_delivery_at is None):
        return Health.NOT_YET, None
    return Health.WELL, None
