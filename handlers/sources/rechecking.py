"""Looks again at what is stored, for platforms whose polls do not show edits and removals."""

from datetime import timedelta

from db import sources
from db.sources import Stored
from handlers.sources.applying import apply
from handlers.sources.base import Change, Known
from handlers.sources.turn import Turn

LOOKED_AT_FOR = timedelta(days=14)
"""What is open is looked at until it is done; everything else this long."""


def recheck(turn: Turn) -> int:
    """Look again at the next so many, if it is time; how many changed. Raises as the source's `recheck` does.

    One page a time, going round: a large account does not take more than a small one, it takes longer.
    """
    source, state, now = turn.watched.source, turn.due.state, turn.now
    every, most = source.recheck_every, source.recheck_at_once
    if every is None or (state.recheck_at is not None and state.recheck_at > now):
        return 0
    with turn.store.read() as tx:
        page = sources.to_recheck(
            tx, turn.account.id, after=state.recheck_from, since=now - LOOKED_AT_FOR, limit=most
        )
    changes: list[Change] = []
    for start in range(0, len(page.rows), most):
        known = [_known(row) for row in page.rows[start : start + most]]
        changes += source.recheck(turn.ask, turn.watched.place, known, now)
    with turn.store.write() as tx:
        applied = apply(tx, turn.book, turn.account, changes, now, how="recheck") if changes else None
        at = now + (source.recheck_pause if page.more else every)
        sources.store(tx, turn.account.id, recheck_at=at, recheck_from=page.reached)
        if source.recheck_cost and page.rows:
            calls = -(-len(page.rows) // most)
            used = sources.quota_of(sources.states(tx, [turn.account.id])[turn.account.id], now)
            sources.store(
                tx,
                turn.account.id,
                quota_day=now.date(),
                quota_used=used + calls * source.recheck_cost,
            )
    return applied.changed if applied is not None else 0


def _known(row: Stored) -> Known:
    return Known(
        id=row.external_id,
        text=row.text,
        written_at=row.written_at,
        out=row.out,
        thread=row.thread_id,
        parent=row.parent_id,
        url=row.url,
        gone=row.gone,
    )
