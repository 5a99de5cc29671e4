"""What the chat has delivered: each thing counts once, however often it is sent again."""

from datetime import datetime

from sqlalchemy import Connection, delete

from db.models import deliveries
from db.store import insert_new


def first_time(tx: Connection, key: str, now: datetime) -> bool:
    """Note a delivery (`slack:Ev123`); False: it has been here before.

    Stored in the transaction that acts on it: if that fails, the next delivery is the first again.
    """
    return insert_new(tx, deliveries, [{"key": key, "at": now}]) == 1


def forget_before(tx: Connection, at: datetime) -> int:
    """Let go of deliveries that nobody sends again; how many went."""
    return tx.execute(delete(deliveries).where(deliveries.c.at < at)).rowcount
