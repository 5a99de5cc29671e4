"""What the account itself wrote: replies and posts; each once, by account and the platform's id."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select, update

from db.models import comments, published
from db.rows import Comment, Published, columns, made
from db.source_words import PublishedKind
from db.store import new_rows, one_or_all

MOST_IN_ONE = 900
"""Values that one IN may name on every SQLite there is."""


def by_external(tx: Connection, account_id: int, ids: Collection[str]) -> dict[str, Published]:
    """Those that are stored already, locked until the commit."""
    wanted = sorted(set(ids))
    there: dict[str, Published] = {}
    for start in range(0, len(wanted), MOST_IN_ONE):
        query = (
            select(*columns(Published, published))
            .where(
                published.c.account_id == account_id,
                published.c.external_id.in_(wanted[start : start + MOST_IN_ONE]),
            )
            .order_by(published.c.id)
            .with_for_update()
        )
        there |= {one.external_id: one for one in (made(Published, row) for row in tx.execute(query))}
    return there


def add(tx: Connection, rows: Sequence[Mapping[str, Any]]) -> int:
    """Store new ones; those that are there already are passed over. How many went in."""
    if not rows:
        return 0
    return len(tx.execute(new_rows(tx, published, "id"), one_or_all(rows)).all())


def change(tx: Connection, number: int, **values: Any) -> None:
    """Note what became of one."""
    tx.execute(update(published).where(published.c.id == number).values(**values))


def get(tx: Connection, number: int) -> Published | None:
    """One by its number."""
    row = tx.execute(select(*columns(Published, published)).where(published.c.id == number)).one_or_none()
    return None if row is None else made(Published, row)


def replies_in(
    tx: Connection, account_id: int, *, parents: Collection[str], threads: Collection[str]
) -> list[Published]:
    """The account's replies to any of these, or within these threads; oldest first."""
    where: list[ColumnElement[bool]] = []
    if parents:
        where.append(published.c.parent_id.in_(sorted(set(parents))))
    if threads:
        where.append(published.c.parent_id.is_(None) & published.c.thread_id.in_(sorted(set(threads))))
    if not where:
        return []
    query = (
        select(*columns(Published, published))
        .where(published.c.account_id == account_id, published.c.what == PublishedKind.REPLY, or_(*where))
        .order_by(published.c.written_at, published.c.id)
    )
    return [made(Published, row) for row in tx.execute(query)]


def answering(tx: Connection, comment_ids: Collection[int]) -> list[Published]:
    """The replies that are known to answer these comments, oldest first."""
    if not comment_ids:
        return []
    query = (
        select(*columns(Published, published))
        .where(published.c.comment_id.in_(sorted(set(comment_ids))))
        .order_by(published.c.written_at, published.c.id)
    )
    return [made(Published, row) for row in tx.execute(query)]


def uncertain_of(tx: Connection, comment_ids: Collection[int]) -> frozenset[int]:
    """Those of these comments whose answer may be about another."""
    if not comment_ids:
        return frozenset()
    query = select(published.c.comment_id).where(
        published.c.comment_id.in_(sorted(set(comment_ids))),
        published.c.uncertain,
        published.c.gone.is_(None),
    )
    return frozenset(tx.execute(query).scalars())


def comments_in(tx: Connection, account_id: int, threads: Collection[str]) -> list[Comment]:
    """The comments of these threads that the clock has to do with, locked until the commit."""
    if not threads:
        return []
    wanted = sorted(set(threads))
    query = (
        select(*columns(Comment, comments))
        .where(
            comments.c.account_id == account_id,
            or_(comments.c.thread_id.in_(wanted), comments.c.external_id.in_(wanted)),
            ~comments.c.history,
        )
        .order_by(comments.c.id)
        .with_for_update()
    )
    return [made(Comment, row) for row in tx.execute(query)]
