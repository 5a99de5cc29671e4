"""Individual cases: to whom each was handed over, and whether the registrar should have it (U10)."""

from datetime import datetime

from sqlalchemy import Connection, insert, select

from db.models import handovers
from db.rows import Handover, columns, made
from db.words import ToRegistrar


def last_of(tx: Connection, comment_id: int, episode: int) -> Handover | None:
    """What was said last about an episode's handover."""
    query = (
        select(*columns(Handover, handovers))
        .where(handovers.c.comment_id == comment_id, handovers.c.episode == episode)
        .order_by(handovers.c.id.desc())
        .limit(1)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else made(Handover, row)


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
