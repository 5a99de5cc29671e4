"""Who is meant: a mention (`@` and the chat's own id), a slug, or a name of somebody near."""

import re

from sqlalchemy import Connection

from db import people
from db.rows import Person
from handlers.access import Standing

_MENTION = re.compile(r"(?<!\w)@([\w.-]*\w)")


def person(tx: Connection, chat: str, said: str, *, near: Standing) -> Person | None:
    """The person whom a word names; a first name only when one colleague alone has it."""
    wanted = said.strip().removeprefix("@").strip(",.:;")
    if not wanted:
        return None
    by_id = people.by_chat(tx, chat, wanted)
    if by_id is not None:
        return by_id
    teams = people.teams(tx, sorted(near.units)).values() if near.units else ()
    colleagues = {one.id: one for team in teams for one in (*team.editors, *team.supervisors)}
    found = [one for one in colleagues.values() if wanted.casefold() in _names(one)]
    return found[0] if len(found) == 1 else None


def named(tx: Connection, chat: str, text: str) -> str:
    """The text with names in place of the mentions that are known."""

    def name(found: re.Match[str]) -> str:
        one = people.by_chat(tx, chat, found[1])
        return (one.full_name or one.first_name) if one else found[0]

    return _MENTION.sub(name, text)


def _names(one: Person) -> set[str]:
    names = (one.slug, one.first_name, one.alias, one.full_name)
    return {name.casefold() for name in names if name}
