"""Files kept with comments: what is known of each, and their bytes, each kind of bytes once (by SHA-256)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from db import marks
from db.models import attachments, contents
from db.rows import columns, found
from db.store import insert_new
from db.words import AttachmentState

MOST_MB = 20
"""Of one file, where the configuration says nothing: a screenshot has one or two, a short film ten."""
LIMIT = "attachments.most_mb"
"""The mark that remembers what the configuration says."""
LEASE = timedelta(minutes=5)
"""So long one process has a file to fetch; then another may try."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """One file of one comment."""

    id: int
    comment_id: int
    at: datetime
    person_id: int | None
    chat_file: str | None
    name: str
    media_type: str
    size: int
    sha256: str | None
    state: AttachmentState
    code: str | None
    attempts: int
    try_at: datetime | None


_OF_COMMENTS = (
    select(*columns(Attachment, attachments))
    .where(attachments.c.comment_id.in_(bindparam("ids", expanding=True)))
    .order_by(attachments.c.id)
)
_WAITS = select(attachments.c.id).where(attachments.c.try_at <= bindparam("now")).limit(1)
_DUE = (
    select(*columns(Attachment, attachments))
    .where(attachments.c.try_at <= bindparam("now"))
    .order_by(attachments.c.try_at, attachments.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


def of_comments(tx: Connection, ids: Sequence[int]) -> list[Attachment]:
    """The files of these comments, in order."""
    return found(tx, Attachment, _OF_COMMENTS, ids=list(ids)) if ids else []


def want(
    tx: Connection,
    *,
    comment_id: int,
    person_id: int | None,
    chat_file: str,
    name: str,
    media_type: str,
    size: int,
    now: datetime,
) -> bool:
    """Note a file of the chat that is to be fetched; False: it was noted already."""
    row = {
        "comment_id": comment_id,
        "at": now,
        "person_id": person_id,
        "chat_file": chat_file,
        "name": name[:300],
        "media_type": media_type[:120],
        "size": size,
        "state": AttachmentState.WANTED,
        "try_at": now,
    }
    return insert_new(tx, attachments, [row]) == 1


def note_limit(tx: Connection, megabytes: int, now: datetime) -> None:
    """So large may one file be from now on."""
    marks.note(tx, LIMIT, now, str(megabytes))


def most_mb(tx: Connection) -> int:
    """So many megabytes (of 1,048,576 bytes) may one file have."""
    noted = marks.read(tx, [LIMIT]).get(LIMIT)
    return int(noted.value) if noted is not None and noted.value else MOST_MB


def waits(tx: Connection, now: datetime) -> bool:
    """Whether there is anything to fetch by now."""
    return tx.execute(_WAITS, {"now": now}).first() is not None


def claim_due(tx: Connection, now: datetime) -> Attachment | None:
    """The next file to fetch, if there is one; for as long as the lease runs nobody else tries."""
    there = found(tx, Attachment, _DUE, now=now)
    for one in there:
        tx.execute(
            update(attachments)
            .where(attachments.c.id == one.id)
            .values(try_at=now + LEASE, attempts=one.attempts + 1)
        )
    return there[0] if there else None


def keep_bytes(tx: Connection, data: bytes) -> str:
    """Keep these bytes, if they are not kept already; their SHA-256."""
    digest = sha256(data).hexdigest()
    insert_new(tx, contents, [{"sha256": digest, "bytes": data}])
    return digest


def fetched(tx: Connection, attachment: Attachment, data: bytes) -> str | None:
    """The file is here; its SHA-256. None: it was purged, or another process brought it, meanwhile."""
    digest = sha256(data).hexdigest()
    here = (
        update(attachments)
        .where(attachments.c.id == attachment.id, attachments.c.state == AttachmentState.WANTED)
        .values(state=AttachmentState.STORED, sha256=digest, size=len(data), code=None, try_at=None)
    )
    return keep_bytes(tx, data) if tx.execute(here).rowcount == 1 else None


def not_fetched(tx: Connection, attachment: Attachment, code: str, again_at: datetime | None) -> None:
    """It could not be fetched: tried again then, or given up."""
    state = AttachmentState.WANTED if again_at else AttachmentState.FAILED
    tx.execute(
        update(attachments)
        .where(attachments.c.id == attachment.id, attachments.c.state == AttachmentState.WANTED)
        .values(state=state, code=code[:80], try_at=again_at)
    )


def add(
    tx: Connection,
    *,
    comment_id: int,
    person_id: int | None,
    name: str,
    media_type: str,
    data: bytes,
    now: datetime,
) -> str:
    """Keep a file that is at hand; its SHA-256."""
    digest = keep_bytes(tx, data)
    tx.execute(
        insert(attachments).values(
            comment_id=comment_id,
            at=now,
            person_id=person_id,
            name=name[:300],
            media_type=media_type[:120],
            size=len(data),
            sha256=digest,
            state=AttachmentState.STORED,
        )
    )
    return digest


def content(tx: Connection, digest: str) -> bytes | None:
    """The bytes with this SHA-256; none: they went by a retention decision."""
    row = tx.execute(select(contents.c.bytes).where(contents.c.sha256 == digest)).first()
    return None if row is None else bytes(row[0])


def purge(tx: Connection, comment_ids: Sequence[int]) -> int:
    """Take these comments' files: names, and bytes that no other comment's file has; how many."""
    mine = found(tx, Attachment, _OF_COMMENTS.with_for_update(), ids=list(comment_ids)) if comment_ids else []
    if not mine:
        return 0
    tx.execute(
        update(attachments)
        .where(attachments.c.id.in_([one.id for one in mine]))
        .values(state=AttachmentState.PURGED, name="", sha256=None, chat_file=None, try_at=None)
    )
    for digest in {one.sha256 for one in mine if one.sha256 is not None}:
        others = select(attachments.c.id).where(attachments.c.sha256 == digest).limit(1)
        if tx.execute(others).first() is None:
            tx.execute(delete(contents).where(contents.c.sha256 == digest))
    return len(mine)
