"""The word `koppla`: who is known in one chat shows in the other that she is the same, with a code."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import Connection

from db import identities, link_codes, marks, people
from db.identities import CODE
from handlers.access import refuse
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.outcome import Outcome, Said, Say

LASTS = timedelta(minutes=15)
CHATS = "chats"
"""The mark that says which chats this installation is in."""
NAMES = {"slack": "Slack", "teams": "Teams"}
OFF = frozenset({"bort", "av", "ifran", "off", "remove"})
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""None of them is easily taken for another."""


def note_chats(tx: Connection, chats: tuple[str, ...], now: datetime) -> None:
    """Which chats this installation is in from now on."""
    marks.note(tx, CHATS, now, " ".join(chats))


def link(asked: Asked) -> Outcome:
    """`koppla` gives a code to say in the other chat, `koppla bort` takes the link away."""
    tx, person = asked.tx, asked.person
    if plain(asked.rest) in OFF:
        gone = identities.unlink(tx, person.id)
        return Outcome(say=Say(said=Said.UNLINKED), changed=True) if gone else refuse(Said.NOT_LINKED)
    others = [chat for chat in _chats(tx) if chat != asked.chat]
    if not others:
        return refuse(Said.ONE_CHAT)
    if others[0] in identities.chats_of(tx, person.id):
        return refuse(Said.LINKED_ALREADY, text=NAMES[others[0]], suggestion="koppla bort")
    code = "".join(secrets.choice(_LETTERS) for _ in range(8))
    link_codes.make(tx, person.id, code, ends_at=asked.now + LASTS)
    return Outcome(
        say=Say(said=Said.LINK_CODE, text=f"{code[:4]}-{code[4:]}", suggestion=NAMES[others[0]]), changed=True
    )


def stranger(tx: Connection, *, chat: str, user: str, code: str | None, now: datetime) -> Outcome:
    """Somebody whom the bot does not know in this chat. `code`: what she said after `koppla`; none: else."""
    if code is None or not user:
        return refuse(Said.NOT_KNOWN_HERE if len(_chats(tx)) > 1 else Said.NOT_KNOWN)
    said = "".join(letter for letter in code.upper() if letter.isalnum())
    person_id = link_codes.take(tx, said, now)
    person = people.get(tx, person_id) if person_id is not None else None
    if person is None or not person.active:
        return refuse(Said.LINK_CODE_WRONG, text="koppla")
    if not identities.link(tx, person_id=person.id, chat=chat, chat_id=user, how=CODE, now=now):
        return refuse(Said.LINKED_ALREADY, text=NAMES.get(chat, chat), suggestion="koppla bort")
    return Outcome(say=Say(said=Said.LINKED, person=person.first_name), changed=True)


def _chats(tx: Connection) -> list[str]:
    mark = marks.read(tx, [CHATS]).get(CHATS)
    return (mark.value or "").split() if mark is not None else []
