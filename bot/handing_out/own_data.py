"""What is kept about one of the bot's own people: her right to see it (GDPR article 15)."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, ForeignKey, Table, select

from bot.cli.rows import told
from bot.handing_out.writing import whole
from db import identities
from db.models import comments, conversations, metadata, people

PUBLIC = frozenset({"comments", "replies", "drafts", "deeds", "published"})
"""Tables that hold what was written to or by the public: of those rows only that she had to do with them."""
KEPT_OF_PUBLIC = ("id", "comment_id", "account_id", "at", "closed_at", "claimed_at", "episode", "state")
TELLING = ("reason", "facts", "name", "whom", "reply", "diary_number")
"""Columns that may say what a comment was about: empty where it may be secret."""
SECRET = frozenset({"secret", "token", "address", "digest"})
"""Columns that open something: that she has one is told, not what it is."""


def own_data(tx: Connection, person_id: int, out: Path, zone: ZoneInfo) -> tuple[int, str]:
    """Write every row that names her, table by table, as JSON lines; how many, and the file's SHA-256.

    Raises OSError.
    """
    count = 0

    def write(file: IO[bytes]) -> None:
        nonlocal count
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        for row in _rows(tx, person_id, zone):
            text.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
        text.detach()

    digest = whole(out, write)
    return count, digest


def _rows(tx: Connection, person_id: int, zone: ZoneInfo) -> Iterator[dict[str, Any]]:
    for table in metadata.sorted_tables:
        for name in _naming(table):
            query = select(table).where(table.c[name] == person_id)
            if "comment_id" in table.c:
                about = table.c.comment_id == comments.c.id
                query = query.add_columns(comments.c.flagged).outerjoin(comments, about)
            for found in tx.execute(query).mappings():
                row = dict(found)
                if row.pop(comments.c.flagged.name, False) and table is not comments:
                    row |= {column: None for column in TELLING if row.get(column) is not None}
                yield {"table": table.name, "as": name, **_shown(table, row, zone)}
    ids = list(identities.chats_of(tx, person_id).values())
    hers = select(conversations).where(conversations.c.person_key.in_(ids))
    for found in tx.execute(hers).mappings():  # her own chats: they name her as the chat does
        yield {"table": "conversations", "as": "person_key", **_shown(conversations, dict(found), zone)}


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
