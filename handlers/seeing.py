"""Which accounts the bot can see into. Where it cannot, it never shows a number."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection

from db import sources
from db.rows import Account, SourceState
from handlers.sources.registry import is_asked
from scheduler.settings import RoundRules


def sees(account: Account, state: SourceState | None, rules: RoundRules, now: datetime) -> bool:
    """Whether the account has a source that works: not paused, read lately, its lag no more than two hours.

    A source that is pushed to us (nothing is asked) is seen unless its lag is known to be longer: when
    it is silent, perhaps nobody wrote.
    """
    if account.source is None or account.paused or (state is not None and state.paused_at is not None):
        return False
    lag = state.lag_seconds if state is not None else None
    if lag is not None and lag > rules.blind_after.total_seconds():
        return False
    if not is_asked(account.source):
        return True
    return state is not None and state.last_ok_at is not None and now - state.last_ok_at <= rules.blind_after


def seen(
    tx: Connection, accounts: Sequence[Account], rules: Mapping[int, RoundRules], now: datetime
) -> frozenset[int]:
    """Those of these accounts that the bot can see into; `rules` by unit."""
    states = sources.states(tx, [account.id for account in accounts])
    return frozenset(
        account.id
        for account in accounts
        if sees(account, states.get(account.id), rules[account.unit_id], now)
    )
