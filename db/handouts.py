"""What was handed out: when, by whom, what was asked for, what was left out, and who judged that."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert

from db.models import handouts


def add(
    tx: Connection,
    *,
    by: int | None,
    by_name: str,
    asked: Mapping[str, Any],
    comments: int,
    withheld: Sequence[int],
    reviewed_by: str | None,
    sha256: str | None,
    now: datetime,
) -> int:
    """Note it; its number."""
    values = {
        "at": now,
        "person_id": by,
        "by_name": by_name[:200],
        "asked": dict(asked),
        "comments": comments,
        "withheld": list(withheld),
        "reviewed_by": reviewed_by,
        "sha256": sha256,
    }
    return int(tx.execute(insert(handouts).values(**values).returning(handouts.c.id)).scalar_one())
