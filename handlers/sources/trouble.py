"""Who is told when an account cannot be seen into any more."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from db import accounts
from db.outbox import NewNotice
from db.rows import Account
from scheduler import unit_notices
from scheduler.rulebook import RuleBook


def paused_notices(
    tx: Connection, book: RuleBook, account: Account, code: str, now: datetime
) -> Sequence[NewNotice]:
    """The account is paused because its credentials are not taken: who runs the bot hears how to mend it."""
    unit = accounts.unit(tx, account.unit_id)
    calendar = book.calendar(unit.slug if unit else "")
    about = f"{account.slug} {code}"
    return [
        unit_notices.operator(
            "source_paused", about=about, day=calendar.local_day(now), now=now, unit_id=account.unit_id
        )
    ]
