"""What is kept about one of the bot's own people: her right to see it (GDPR article 15)."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, ForeignKey, Table, select

from bot.cli.failure import Failure
from bot.cli.rows import told
from bot.handing_out.writing import whole
from bot.texts import Texts
from db.models import metadata, people

PUBLIC = frozenset({"comments", "replies", "drafts"})
"""Tables that hold what was written to or by the public: of those rows only that she had to do with them."""
KEPT_OF_PUBLIC = ("id", "comment_id", "account_id", "at", "closed_at", "claimed_at", "episode", "state")
SECRET = frozenset({"secret", "token", "address", "digest"})
"""Columns that open something: that she has one is told, not what it is."""


def own_data(tx: Connection, person_id: int, out: Path, *, zone: ZoneInfo, say: Texts) -> tuple[int, str]:
    """Write every row that names her, table by table, as JSON lines; how many, and the file's SHA-256."""
    count = 0

    def write(file: IO[bytes]) -> None:
        nonlocal count
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        for row in _rows(tx, person_id, zone):
            text.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
        text.detach()

    try:
        digest = whole(out, write)
    except OSError as error:
        raise Failure(say.records.cannot_write(str(out), error.strerror or str(error))) from None
    return count, digest


def _rows(tx: Connection, person_id: int, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    for table in metadata.sorted_tables:
        for name in _naming(table):
            found = tx.execute(select(table).where(table.c[name] == person_id)).mappings()
            for row in found:
                yield {"table": table.name, "as": name, **_shown(table, dict(row), zone)}


def _naming(table: Table) -> list[str]:
    """The columns that name a person; in the table of people, the person herself."""
    if table is people:
        return ["id"]
    return [column.name for column in table.columns if any(_to_people(key) for key in column.foreign_keys)]


def _to_people(key: ForeignKey) -> bool:
    return key.column.table is people


def _shown(table: Table, row: dict[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    if table.name in PUBLIC:
        row = {name: value for name, value in row.items() if name in KEPT_OF_PUBLIC}
    return {
        name: "…" if name in SECRET and value is not None else told(value, zone)
        for name, value in row.items()
    }
