"""A supervisor adds a person to her unit: `person @bo redaktör Bo`. It holds at once, and after a restart."""

import re

from sqlalchemy import Connection

from db import accounts, people
from db.rows import Person, Unit
from db.words import Role
from handlers import mentions
from handlers.access import refuse, standing
from handlers.asked import Asked
from handlers.command_words import plain
from handlers.outcome import Outcome, Said, Say
from handlers.people import LONGEST_NAME

ROLES = {
    **dict.fromkeys(("redaktor", "redaktoren", "editor", "red"), Role.EDITOR),
    **dict.fromkeys(
        ("kommunikationsansvarig", "kommunikationsansvarige", "kommunikator", "supervisor"), Role.SUPERVISOR
    ),
}
EXAMPLE = "person @bo redaktör Bo"
_CHAT_ID = re.compile(r"[A-Z][A-Z0-9-]{1,79}")
"""What a mention leaves: the chat's own id. A name that was only typed is no id."""


def add(asked: Asked) -> Outcome:
    """Add somebody to the unit that is meant. Only its supervisors may; nothing is guessed."""
    unit = _supervised(asked)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    words = asked.rest.split()
    if not words:
        return refuse(Said.PERSON_MISSING, text=EXAMPLE)
    role = next((ROLES[word] for word in map(_plain, words[1:]) if word in ROLES), None)
    name = " ".join(word for word in words[1:] if _plain(word) not in ROLES).strip(" ,.:;")
    if role is None:
        return refuse(Said.ROLE_MISSING, text=EXAMPLE)
    chat_id = words[0].removeprefix("@").rstrip(",:")
    there = people.by_chat(asked.tx, asked.chat, chat_id) or mentions.person(
        asked.tx, asked.chat, words[0], near=asked.where
    )
    if there is not None:
        return _again(asked.tx, there, unit, role)
    if not words[0].startswith("@") or not _CHAT_ID.fullmatch(chat_id):
        return refuse(Said.MENTION_MISSING, text=words[0].removeprefix("@")[:40])
    if not name:
        return refuse(Said.NAME_MISSING, text=EXAMPLE)
    if len(name) > LONGEST_NAME:
        return refuse(Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    people.add_from_chat(
        asked.tx,
        slug=_free_slug(asked.tx, name, chat_id),
        chat=asked.chat,
        chat_id=chat_id,
        first_name=name,
        unit_id=unit.id,
        role=role,
    )
    return _added(name, unit, role)


def _supervised(asked: Asked) -> Unit | Say:
    """The channel's unit, else her only one; of those that she answers for."""
    mine = {
        unit.id: unit
        for unit in accounts.units_named(asked.tx, asked.where.supervised).values()
        if unit.active
    }
    if not mine:
        return Say(said=Said.NOT_ALLOWED)
    of_channel = accounts.unit_by_channel(asked.tx, asked.chat, asked.channel) if asked.channel else None
    if of_channel is not None:
        return mine.get(of_channel.id, Say(said=Said.NOT_ALLOWED))
    if len(mine) == 1:
        return next(iter(mine.values()))
    return Say(said=Said.WHICH_UNIT, text=", ".join(unit.name for unit in mine.values()))


def _again(tx: Connection, there: Person, unit: Unit, role: Role) -> Outcome:
    """Somebody whom the bot knows gets one place more; what the configuration says, only it changes."""
    if role in standing(tx, there).roles.get(unit.id, frozenset()):
        return refuse(Said.PERSON_THERE_ALREADY, person=there.first_name, role=role, text=unit.name)
    if not people.is_added_from_chat(tx, there.id):
        return refuse(Said.PERSON_CONFIGURED, person=there.first_name)
    people.add_place(tx, there.id, unit_id=unit.id, role=role)
    return _added(there.first_name, unit, role)


def _added(name: str, unit: Unit, role: Role) -> Outcome:
    return Outcome(say=Say(said=Said.PERSON_ADDED, person=name, role=role, text=unit.name), changed=True)


def _free_slug(tx: Connection, name: str, chat_id: str) -> str:
    """`bo-u012`: readable, of the configuration's letters, and nobody else's."""
    letters = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")
    wanted = "-".join(filter(None, (letters[:30], chat_id.lower())))[:70]
    slug, number = wanted, 1
    while people.by_slug(tx, slug) is not None:
        number += 1
        slug = f"{wanted}-{number}"
    return slug


def _plain(word: str) -> str:
    return plain(word.strip(",.:;"))
