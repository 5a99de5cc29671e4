"""A message of which nobody knew whether it arrived shows itself: somebody pressed a button in it."""

from datetime import datetime

from sqlalchemy import Connection

from db import marks, outcomes
from scheduler.claiming import in_doubt
from scheduler.deliver import POSSIBLE_DOUBLE, record
from scheduler.port import Ref


def turned_up(tx: Connection, batch: str, ref: Ref, now: datetime) -> bool:
    """The batch is in the chat as this message: what was in doubt is settled, and is not told again.

    False: it was known. When another message is known to be this batch, the chat holds it twice: a mark for
    the auditor.
    """
    rows = outcomes.unrecorded(tx, batch)
    if rows:
        record(tx, in_doubt(tx, rows), ref, now, stale=True)
        return True
    known = outcomes.reference_of(tx, batch)
    if known is not None and known != ref.reference:
        marks.note(tx, POSSIBLE_DOUBLE + batch, now, f"{known} {ref.reference}")
    return False
