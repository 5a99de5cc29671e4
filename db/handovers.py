"""Individual cases: to whom each was handed over, and whether the registrar should have it (U10)."""

from datetime import datetime

from sqlalchemy import Connection, insert

from db import episodes
from db.models import handovers
from db.rows import Handover
from db.words import ToRegistrar


def last_of(tx: Connection, comment_id: int, episode: int) -> Handover | None:
    """What was said last about an episode's handover."""
    return episodes.last_of(tx, Handover, handovers, comment_id=comment_id, episode=episode)


def add(
    tx: Connection,
    *,
    comment_id: int,
    episode: int,
    person_id: int,
    whom: str | None,
    registrar: ToRegistrar,
    reply: str | None,
    now: datetime,
) -> None:
    """Keep what was said; what was said before stays."""
    values = {
        "comment_id": comment_id,
        "episode": episode,
        "person_id": person_id,
        "whom": whom,
        "registrar": registrar,
        "reply": reply,
        "at": now,
    }
    tx.execute(insert(handovers).values(values))
