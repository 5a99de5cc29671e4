"""Who somebody is in the chats beside that of her own row: linked by a code, or known by e-mail."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, delete, func, select, union_all

from db.models import identities, people
from db.rows import Person, columns, found
from db.store import insert_new

CODE, EMAIL, CONFIG = "code", "email", "config"
"""How it became known who she is: she said a code, her address is the same, the configuration says so."""
_PERSON = (
    select(*columns(Person, people))
    .join(identities, identities.c.person_id == people.c.id)
    .where(
        identities.c.chat == bindparam("chat"), identities.c.chat_id == bindparam("chat_id"), people.c.active
    )
)
_IDS: BindParameter[Any] = bindparam("ids", expanding=True)
_IN_CHAT = union_all(
    select(people.c.id, people.c.chat_id).where(
        people.c.id.in_(_IDS), people.c.chat == bindparam("chat"), people.c.chat_id.is_not(None)
    ),
    select(identities.c.person_id, identities.c.chat_id).where(
        identities.c.person_id.in_(_IDS), identities.c.chat == bindparam("chat")
    ),
)
_CHATS = union_all(
    select(people.c.chat, people.c.chat_id).where(
        people.c.id == bindparam("person"), people.c.chat_id.is_not(None)
    ),
    select(identities.c.chat, identities.c.chat_id).where(identities.c.person_id == bindparam("person")),
)
_MAILED = select(*columns(Person, people)).where(
    func.lower(people.c.email) == bindparam("email"), people.c.active
)


def link(tx: Connection, *, person_id: int, chat: str, chat_id: str, how: str, now: datetime) -> bool:
    """From now on this user of the chat is she too. False: the user is somebody already, or she has one.

    `how`: `CODE`, `EMAIL` or `CONFIG`.
    """
    taken = select(people.c.id).where(people.c.chat == chat, people.c.chat_id == chat_id)
    if tx.execute(taken).first() is not None:
        return False
    row = {"chat": chat, "chat_id": chat_id, "person_id": person_id, "how": how, "at": now}
    return insert_new(tx, identities, [row]) == 1


def configured(tx: Connection, chat: str, wanted: Mapping[int, str], now: datetime) -> None:
    """What the configuration says of who people (by id) are in a chat; what they linked themselves stays."""
    asked = select(identities).where(identities.c.chat == chat)
    there = {row.person_id: row for row in tx.execute(asked)}
    gone = [
        number
        for number, row in there.items()
        if wanted.get(number, row.chat_id) != row.chat_id or (row.how == CONFIG and number not in wanted)
    ]
    if gone:
        tx.execute(delete(identities).where(identities.c.chat == chat, identities.c.person_id.in_(gone)))
    for number, chat_id in wanted.items():
        if number not in there or number in gone:
            tx.execute(delete(identities).where(identities.c.chat == chat, identities.c.chat_id == chat_id))
            link(tx, person_id=number, chat=chat, chat_id=chat_id, how=CONFIG, now=now)


def unlink(tx: Connection, person_id: int, chat: str | None = None) -> int:
    """She is known in that chat (or in any) only by her own row again; how many links went."""
    gone = delete(identities).where(identities.c.person_id == person_id)
    return tx.execute(gone if chat is None else gone.where(identities.c.chat == chat)).rowcount


def person(tx: Connection, chat: str, chat_id: str) -> Person | None:
    """The active person whom this user was linked to."""
    return next(iter(found(tx, Person, _PERSON, chat=chat, chat_id=chat_id)), None)


def in_chat(tx: Connection, ids: Collection[int], chat: str) -> dict[int, str]:
    """The user ids that these people have in a chat; who has none there is left out."""
    if not ids:
        return {}
    return {row[0]: row[1] for row in tx.execute(_IN_CHAT, {"ids": sorted(set(ids)), "chat": chat})}


def chats_of(tx: Connection, person_id: int) -> dict[str, str]:
    """Where one person is, and as whom: her own row's chat first."""
    known: dict[str, str] = {}
    for row in tx.execute(_CHATS, {"person": person_id}):
        known.setdefault(row[0], row[1])
    return known


def by_email(tx: Connection, email: str) -> Person | None:
    """The only active person with this address, however it is written; none when two share it."""
    there = found(tx, Person, _MAILED, email=email.strip().lower()) if email.strip() else []
    return there[0] if len(there) == 1 else None
