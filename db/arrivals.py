"""What platforms said, word for word; and what was heard of something before the thing itself came."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, delete, select

from db.models import early_changes, raws
from db.store import insert_new, inserting


@dataclass(frozen=True, kw_only=True, slots=True)
class Early:
    """A change of something that has not come yet; of each part only the latest is kept."""

    external_id: str
    part: str  # text or visibility
    at: datetime
    change: dict[str, Any]


def keep_raw(
    tx: Connection, account_id: int, said: Sequence[tuple[str, Any]], *, how: str, now: datetime
) -> int:
    """Keep the platform's own words of these things (by the platform's id), the same words once; how many."""
    rows = {}
    for external_id, raw in said:
        if raw is None:
            continue
        body = json.dumps(raw, ensure_ascii=False, sort_keys=True, default=str).replace("\\u0000", "\ufffd")
        body = body.encode("utf-8", "replace").decode("utf-8")
        digest = sha256(body.encode()).hexdigest()
        rows[external_id, digest] = {
            "account_id": account_id,
            "external_id": external_id,
            "came_at": now,
            "how": how,
            "sha256": digest,
            "body": body,
        }
    return insert_new(tx, raws, list(rows.values()))


def keep_early(tx: Connection, account_id: int, rows: Sequence[Early]) -> None:
    """Keep changes of what has not come yet, the latest of each part."""
    latest: dict[tuple[str, str], Early] = {}
    for one in rows:
        before = latest.get((one.external_id, one.part))
        if before is None or one.at >= before.at:
            latest[one.external_id, one.part] = one
    for one in latest.values():
        new = inserting(tx.dialect.name, early_changes).values(
            account_id=account_id, external_id=one.external_id, part=one.part, at=one.at, change=one.change
        )
        tx.execute(
            new.on_conflict_do_update(
                index_elements=["account_id", "external_id", "part"],
                set_={"at": new.excluded.at, "change": new.excluded.change},
                where=early_changes.c.at <= new.excluded.at,
            )
        )


def take_early(tx: Connection, account_id: int, ids: Collection[str]) -> list[Early]:
    """What was heard of these before they came; it is theirs from now on."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    there = (early_changes.c.account_id == account_id) & early_changes.c.external_id.in_(wanted)
    query = select(
        early_changes.c.external_id, early_changes.c.part, early_changes.c.at, early_changes.c.change
    ).where(there)
    found = [
        Early(external_id=row.external_id, part=row.part, at=row.at, change=row.change)
        for row in tx.execute(query)
    ]
    if found:
        tx.execute(delete(early_changes).where(there))
    return found
