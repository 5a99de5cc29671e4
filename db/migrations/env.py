"""Alembic's environment: it runs in the transaction that `db/upgrade.py` opened, never by itself."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from db.models import metadata
from db.types import UtcDateTime


def written(kind: str, item: Any, made: AutogenContext) -> str | Literal[False]:
    """How a column's type is written in a migration: words are texts, times refuse to be naive."""
    if kind == "type" and isinstance(item, UtcDateTime):
        made.imports.add("from db.types import UtcDateTime")
        return "UtcDateTime()"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String({item.length})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_item=written,
    render_as_batch=context.config.attributes.get("batch", True),  # SQLite cannot change a table in place
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
