"""Comments handed in from outside: the good ones go into the store, the bad ones are named."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from db import accounts
from handlers.intake_row import BadRow, Fault, RowFault, read_row
from handlers.receive import Incoming, receive
from scheduler.rulebook import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class IntakeResult:
    """What became of the rows: each is accepted, a duplicate, or in `faults`."""

    accepted: int = 0
    duplicates: int = 0
    faults: tuple[RowFault, ...] = ()


def take(
    tx: Connection,
    book: RuleBook,
    source: str,
    payload: object,
    now: datetime,
    *,
    naive_zone: ZoneInfo | None = None,
) -> IntakeResult:
    """Take in one comment or a list of them, in the caller's transaction; a bad one never stops the rest."""
    rows: Sequence[object] = payload if isinstance(payload, list) else [payload]
    good: list[tuple[int, Incoming]] = []
    faults: list[RowFault] = []
    for index, row in enumerate(rows):
        try:
            good.append((index, read_row(row, source=source, now=now, naive_zone=naive_zone)))
        except BadRow as bad:
            faults.append(replace(bad.fault, index=index))
    active = accounts.by_slug(tx, {item.account for _, item in good})
    faults += [
        RowFault(index=index, field="account", fault=Fault.UNKNOWN_ACCOUNT, value=item.account)
        for index, item in good
        if item.account not in active
    ]
    told = receive(tx, book, [item for _, item in good if item.account in active], now)
    accepted = sum(one.new for one in told)
    return IntakeResult(
        accepted=accepted,
        duplicates=len(told) - accepted,
        faults=tuple(sorted(faults, key=lambda fault: fault.index)),
    )
