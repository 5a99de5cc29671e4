"""Drafts that a second reader reads before they count as ready (U14)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, text, update

from db import episodes
from db.models import comments, drafts
from db.rows import Draft, columns, found
from db.words import DraftState

WAITS = text("comments.draft = 'waiting'")
"""Spelled as in the partial index, so that it is used."""
_COMMENTS = select(comments.c.id).where(WAITS)
_WAITING = (
    select(*columns(Draft, drafts))
    .join(comments, (comments.c.id == drafts.c.comment_id) & (comments.c.episode == drafts.c.episode))
    .where(
        drafts.c.comment_id.in_(bindparam("ids", expanding=True)),
        drafts.c.state == DraftState.WAITING,
        comments.c.draft == DraftState.WAITING,
    )
    .order_by(drafts.c.id)
)


def waited_for(tx: Connection) -> list[int]:
    """The numbers of the comments that have a draft that waits to be read."""
    return list(tx.execute(_COMMENTS).scalars())


def waiting(tx: Connection, comment_ids: Sequence[int]) -> list[Draft]:
    """The newest draft of each of these comments, if it waits to be read."""
    newest = {row.comment_id: row for row in found(tx, Draft, _WAITING, ids=list(comment_ids))}
    return list(newest.values())


def last_of(tx: Connection, comment_id: int, episode: int) -> Draft | None:
    """The newest draft of a comment's episode."""
    return episodes.last_of(tx, Draft, drafts, comment_id=comment_id, episode=episode)


def add(
    tx: Connection,
    *,
    comment_id: int,
    episode: int,
    text: str,
    writer_id: int,
    reader_id: int | None,
    now: datetime,
) -> int:
    """Keep a draft that waits for its reader (none: any colleague); its number."""
    values = {
        "comment_id": comment_id,
        "episode": episode,
        "text": text,
        "state": DraftState.WAITING,
        "writer_id": writer_id,
        "reader_id": reader_id,
        "written_at": now,
    }
    number: int = tx.execute(insert(drafts).values(values).returning(drafts.c.id)).scalar_one()
    return number


def read(
    tx: Connection,
    draft: Draft,
    *,
    state: DraftState,
    text: str,
    note: str | None,
    by: int | None,
    now: datetime,
) -> bool:
    """What its reader thought, once: False when somebody read it meanwhile. `by` none: nobody was there."""
    changed = (
        update(drafts)
        .where(drafts.c.id == draft.id, drafts.c.state == DraftState.WAITING)
        .values(state=state, text=text, note=note, read_by=by, read_at=now)
    )
    return tx.execute(changed).rowcount == 1
