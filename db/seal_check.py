"""Is everything still as it was when it was sealed? Read through from the first seal to the last."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, bindparam, exists, func, select

from db.models import events, seals
from db.seal_beside import Beside, unlike
from db.sealed import TABLES, Sealed, contents
from db.seals import AT_ONCE, BEGINNING, digest, link, settled
from db.words import EventAction

CHUNK = 1_000


class Breach(StrEnum):
    """What tampering looks like."""

    CHANGED = "changed"
    """The record does not read as it did when it was sealed."""
    GONE = "gone"
    """The record is not there any more, and no retention decision took it."""
    SLIPPED_IN = "slipped_in"
    """A record without a seal stands among sealed ones."""
    CHAIN = "chain"
    """A seal does not follow from the one before: one was changed, taken out or put in between."""
    UNLIKE = "unlike"
    """What is kept beside the events does not agree with what they say of it."""
    OTHER_HEAD = "other_head"
    """The hash that somebody noted is not in this chain: its end was cut off, or all of it rewritten."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One breach: at which seal, of what record, about which comment."""

    breach: Breach
    seal: int | None = None
    kind: Sealed | Beside | None = None
    row_id: int | None = None
    comment_id: int | None = None
    at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What came of it."""

    seals: int
    head: str
    since: datetime | None
    purged: int
    """Records whose content went by a retention decision: their place in the chain is whole."""
    waiting: int
    """Records so new that their seal is still to come."""
    found: tuple[Found, ...]


@dataclass
class _Walk:
    number: int = 0
    hash: str = BEGINNING
    since: datetime | None = None
    purged: int = 0
    noted: bool = True
    found: list[Found] = field(default_factory=list)


def check(tx: Connection, *, noted: str | None = None, most: int = 100) -> Checked:
    """Read the whole chain; `noted` is a hash that somebody kept elsewhere.

    At most so many breaches are told. A few statements a thousand seals, however many there are.
    """
    walk = _Walk(noted=noted is None or noted == BEGINNING)
    for page in _pages(tx):
        known = _rows(tx, page)
        for seal in page:
            _look(walk, seal, known, noted)
        if len(walk.found) >= most:
            break
    if not walk.noted and len(walk.found) < most:
        walk.found.append(Found(breach=Breach.OTHER_HEAD))
    slipped, waiting = _unsealed(tx)
    if len(walk.found) < most:
        slipped += [
            Found(breach=Breach.UNLIKE, kind=kind, row_id=number, comment_id=about)
            for kind, number, about in unlike(tx, most)
        ]
    return Checked(
        seals=walk.number,
        head=walk.hash,
        since=walk.since,
        purged=walk.purged,
        waiting=waiting,
        found=(*walk.found, *slipped)[:most],
    )


def _pages(tx: Connection) -> Iterator[Sequence[Any]]:
    after = 0
    while page := tx.execute(_PAGE, {"after": after}).all():
        yield page
        after = page[-1].id


_PAGE = select(seals).where(seals.c.id > bindparam("after")).order_by(seals.c.id).limit(CHUNK)


def _rows(tx: Connection, page: Sequence[Any]) -> dict[tuple[str, int], tuple[Mapping[str, Any], str]]:
    """The records of these seals, with their content as it reads now."""
    there: dict[tuple[str, int], tuple[Mapping[str, Any], str]] = {}
    for kind in Sealed:
        ids = [seal.row_id for seal in page if seal.kind == kind.value]
        if ids:
            table = TABLES[kind]
            found = [
                dict(row)
                for start in range(0, len(ids), 500)
                for row in tx.execute(
                    select(table).where(table.c.id.in_(ids[start : start + 500])).order_by(table.c.id)
                ).mappings()
            ]
            texts = contents(tx, kind, found)
            there |= {(kind.value, row["id"]): (row, text) for row, text in zip(found, texts, strict=True)}
    gone = {row["comment_id"] for row, _ in there.values() if "comment_id" in row}
    purged = _purged(tx, gone) if any(seal.salt is None for seal in page) else frozenset()
    return {
        key: ({**row, "purged": row.get("comment_id") in purged}, text) for key, (row, text) in there.items()
    }


def _purged(tx: Connection, comment_ids: set[int]) -> frozenset[int]:
    """Which of these comments went by a retention decision, as a sealed event says."""
    sealed = exists().where(
        seals.c.kind == Sealed.EVENT.value, seals.c.row_id == events.c.id, seals.c.salt.is_not(None)
    )
    asked = select(events.c.comment_id).where(
        events.c.comment_id.in_(bindparam("ids", expanding=True)),
        events.c.action == EventAction.PURGED,
        sealed,
    )
    return frozenset(tx.execute(asked, {"ids": sorted(comment_ids)}).scalars())


def _look(
    walk: _Walk, seal: Any, known: Mapping[tuple[str, int], tuple[Mapping[str, Any], str]], noted: str | None
) -> None:
    follows = link(walk.hash, walk.number + 1, seal.kind, seal.row_id, seal.digest)
    if seal.id != walk.number + 1 or seal.hash != follows:
        walk.found.append(Found(breach=Breach.CHAIN, seal=seal.id, at=seal.at))
    walk.number, walk.hash = seal.id, seal.hash
    walk.since = walk.since or seal.at
    walk.noted = walk.noted or seal.hash == noted
    kind = Sealed(seal.kind) if seal.kind in TABLES else None
    there = known.get((seal.kind, seal.row_id))
    if there is None:
        walk.found.append(Found(breach=Breach.GONE, seal=seal.id, kind=kind, row_id=seal.row_id, at=seal.at))
        return
    row, text = there
    if seal.salt is None and row["purged"]:
        walk.purged += 1
    elif seal.salt is None or digest(text, seal.salt) != seal.digest:
        walk.found.append(
            Found(
                breach=Breach.CHANGED,
                seal=seal.id,
                kind=kind,
                row_id=seal.row_id,
                comment_id=row.get("comment_id"),
                at=seal.at,
            )
        )


def _unsealed(tx: Connection) -> tuple[list[Found], int]:
    """Records without a seal: below what is settled they slipped in; the newest still wait for theirs."""
    limit, waiting = settled(tx), 0
    slipped: list[Found] = []
    for kind, table in TABLES.items():
        there = exists().where(seals.c.kind == kind.value, seals.c.row_id == table.c.id)
        if kind is Sealed.EVENT:
            among = select(events.c.id, events.c.comment_id, events.c.at).where(events.c.id <= limit, ~there)
            slipped += [
                Found(
                    breach=Breach.SLIPPED_IN,
                    kind=kind,
                    row_id=row.id,
                    comment_id=row.comment_id,
                    at=row.at,
                )
                for row in tx.execute(among.order_by(events.c.id).limit(CHUNK))
            ]
        else:
            last = select(func.max(seals.c.row_id)).where(seals.c.kind == kind.value).scalar_subquery()
            behind = table.c.id <= func.coalesce(last, 0) - AT_ONCE
            slipped += [
                Found(breach=Breach.SLIPPED_IN, kind=kind, row_id=row.id)
                for row in tx.execute(select(table.c.id).where(behind, ~there).limit(CHUNK))
            ]
        new = select(func.count()).select_from(table).where(~there)
        waiting += int(tx.execute(new).scalar_one())
    return slipped, waiting - len(slipped)
