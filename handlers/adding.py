"""A supervisor's words about a person: `person @bo redaktör Bo`, `... slutar`, `... flyttar till Museerna`.

What they do holds at once, and after a restart. Who leaves or moves is asked about first.
"""

import re
from dataclasses import replace

from db import people
from db.rows import Person, Unit
from db.words import Role
from handlers import mentions
from handlers.access import refuse
from handlers.asked import Asked
from handlers.chat_ids import is_user
from handlers.command_words import plain
from handlers.managing import people as managing
from handlers.managing.actor import Actor, in_chat
from handlers.managing.form import UnitFormKind
from handlers.managing.meant import supervised
from handlers.managing.people import LONGEST_NAME, Newcomer
from handlers.managing.person_forms import OPEN
from handlers.outcome import Outcome, Said, Say

ROLES = {
    **dict.fromkeys(("redaktor", "redaktoren", "editor", "red"), Role.EDITOR),
    **dict.fromkeys(
        ("kommunikationsansvarig", "kommunikationsansvarige", "kommunikator", "supervisor"), Role.SUPERVISOR
    ),
}
ENDS = frozenset({"slutar", "sluta", "slutat", "avsluta", "avslutas", "leaves", "leave", "ends", "end"})
MOVES = frozenset({"flyttar", "flytta", "flyttas", "moves", "move"})
EXAMPLE = "person @bo redaktör Bo"


def add(asked: Asked) -> Outcome:
    """Add somebody to the unit that is meant, or let her leave it or move. Only its supervisors may."""
    unit = supervised(asked)
    if isinstance(unit, Say):
        return Outcome(say=unit, refused=True)
    words = asked.rest.split()
    if not words:
        return refuse(Said.PERSON_MISSING, text=EXAMPLE)
    if len(words) > 1 and _plain(words[1]) in ENDS | MOVES:
        return _leaves(asked, unit, words)
    role = next((ROLES[word] for word in map(_plain, words[1:]) if word in ROLES), None)
    name = " ".join(word for word in words[1:] if _plain(word) not in ROLES).strip(" ,.:;")
    if role is None:
        return refuse(Said.ROLE_MISSING, text=EXAMPLE)
    chat_id = words[0].removeprefix("@").rstrip(",:")
    there = people.by_chat(asked.tx, asked.chat, chat_id) or mentions.person(
        asked.tx, asked.chat, words[0], near=asked.where
    )
    chat = asked.chat
    if there is not None and there.chat_id is not None:  # known by her own row, perhaps of another chat
        chat, chat_id, name = there.chat, there.chat_id, there.first_name
    elif not words[0].startswith("@") or not is_user(asked.chat, chat_id):
        return refuse(Said.MENTION_MISSING, text=words[0].removeprefix("@")[:40])
    if len(name) > LONGEST_NAME:
        return refuse(Said.TEXT_TOO_LONG, count=LONGEST_NAME)
    new = Newcomer(chat=chat, chat_id=chat_id, first_name=name, role=role)
    return managing.add(in_chat(asked.tx, asked.book, asked.person, asked.now, chat=asked.chat), unit, new)


def _leaves(asked: Asked, unit: Unit, words: list[str]) -> Outcome:
    person = mentions.person(asked.tx, asked.chat, words[0], near=asked.where)
    if person is None:
        return refuse(Said.PERSON_UNKNOWN, text=words[0].removeprefix("@")[:40])
    actor = in_chat(asked.tx, asked.book, asked.person, asked.now, chat=asked.chat)
    if _plain(words[1]) in ENDS:
        return _asks_first(actor, unit, person, UnitFormKind.PERSON_END)
    wanted = re.sub(r"^(?:till|to)\s+", "", " ".join(words[2:]), flags=re.IGNORECASE)
    to = next((one for one in actor.units() if plain(wanted) in {plain(one.name), plain(one.slug)}), None)
    if to is None:
        return refuse(Said.NO_OTHER_UNIT, text=wanted[:40])
    return _asks_first(actor, unit, person, UnitFormKind.PERSON_MOVE, to=to)


def _asks_first(
    actor: Actor, unit: Unit, person: Person, kind: UnitFormKind, *, to: Unit | None = None
) -> Outcome:
    """Somebody is not let go by a word alone: the form says what it means, and its button does it."""
    form = OPEN[kind](actor, unit, str(person.id))
    if isinstance(form, Outcome):
        return form
    if to is not None:
        fields = tuple(
            replace(field, known=str(to.id)) if field.name == "unit" else field for field in form.fields
        )
        form = replace(form, fields=fields)
    return Outcome(unit_form=form)


def _plain(word: str) -> str:
    return plain(word.strip(",.:;"))
