"""Which statements a piece of work makes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from db.store import Store


@contextmanager
def statements(store: Store) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent to the database meanwhile, in order, each with its parameters."""
    made: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, sql: str, parameters: Any, *_: Any) -> None:
        made.append((sql, parameters))

    event.listen(store.engine, "before_cursor_execute", note)
    try:
        yield made
    finally:
        event.remove(store.engine, "before_cursor_execute", note)
