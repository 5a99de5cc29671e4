"""What the bot says where it has just been put, which Teams alone tells it: who it is, what to do next."""

from sqlalchemy import Connection

from db import accounts, conversations, people
from db.conversations import PERSONAL, Conversation
from db.rows import Notice
from handlers.access import standing
from handlers.chat_ids import TEAMS
from handlers.content import InstalledContent
from scheduler.recipients import place_in


def content(tx: Connection, notice: Notice) -> InstalledContent:
    """As the place is now: a unit may have come to the channel since. Raises LookupError."""
    there = conversations.get(tx, place_in(notice.recipient))
    if there is None:
        raise LookupError(f"notice {notice.id} names no place")
    return _to_person(tx, there, notice) if there.kind == PERSONAL else _to_all(tx, there, notice)


def _to_person(tx: Connection, there: Conversation, notice: Notice) -> InstalledContent:
    person = people.by_chat(tx, TEAMS, there.person_key or "")
    if person is None:
        return InstalledContent(personal=True, language=notice.detail)
    where = standing(tx, person)
    runs = accounts.units_named(tx, where.supervised)
    return InstalledContent(
        personal=True,
        first_name=person.first_name,
        runs=tuple(sorted(unit.name for unit in runs.values())),
        language=person.language,
    )


def _to_all(tx: Connection, there: Conversation, notice: Notice) -> InstalledContent:
    here = [unit for unit in accounts.units(tx) if unit.chat == TEAMS and unit.channel == there.id]
    if not here:
        return InstalledContent(personal=False, place=there.id, language=notice.detail)
    return InstalledContent(
        personal=False,
        units=tuple(sorted(unit.name for unit in here)),
        language=here[0].language,
    )
