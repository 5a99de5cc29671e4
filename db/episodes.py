"""What is written about an episode of a comment, again and again: the last word counts, all are kept."""

from typing import TypeVar

from sqlalchemy import Connection, Table, bindparam, select

from db.rows import columns, found

T = TypeVar("T")


def last_of(tx: Connection, kind: type[T], table: Table, *, comment_id: int, episode: int) -> T | None:
    """The newest row of a table that tells of a comment's episode; none: nothing has been written."""
    any_kind: type = kind
    newest = (
        select(*columns(any_kind, table))
        .where(table.c.comment_id == bindparam("comment"), table.c.episode == bindparam("episode"))
        .order_by(table.c.id.desc())
        .limit(1)
    )
    return next(iter(found(tx, kind, newest, comment=comment_id, episode=episode)), None)
