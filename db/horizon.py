"""The nearest times in the store, each the first entry of an index."""

from datetime import datetime

from sqlalchemy import Connection, select

from db.models import notices, registrations, rounds
from db.outbox import PENDING
from db.rounds import OPEN


def first_send(tx: Connection) -> datetime | None:
    """When the first row of the outbox that waits should leave."""
    first: datetime | None = tx.execute(
        select(notices.c.send_at).where(PENDING).order_by(notices.c.send_at).limit(1)
    ).scalar_one_or_none()
    return first


def first_reminder(tx: Connection) -> datetime | None:
    """When somebody is first reminded of a diary number that is missing."""
    first: datetime | None = tx.execute(
        select(registrations.c.remind_at)
        .where(registrations.c.remind_at.is_not(None))
        .order_by(registrations.c.remind_at)
        .limit(1)
    ).scalar_one_or_none()
    return first


def open_round_times(tx: Connection) -> list[datetime]:
    """When the rounds that are planned begin, and when those that are called end."""
    found = tx.execute(select(rounds.c.at, rounds.c.ends_at).where(OPEN).order_by(rounds.c.at).limit(200))
    return [at for row in found for at in row]
