"""Where a recipient is in Teams: channels that Teams told of, and 1:1 chats, opened when first needed."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.teams.connector import Connector
from db import accounts, conversations, identities, people
from db.conversations import CHANNEL, PERSONAL, Conversation
from db.store import Store
from scheduler.port import SendError
from scheduler.recipients import PLACE

CHAT = "teams"
UNTIL_INSTALLED = timedelta(minutes=1)
"""Nothing at all can be said until then, so nothing dies of it: it waits, and e-mail goes out."""
MOST_REFRESHED = 60
"""Users for whom Teams asks for a card anew when they look at it."""


@dataclass(frozen=True, kw_only=True)
class Address:
    """A conversation that is there, or the person with whom it is still to be opened; the language there."""

    there: Conversation
    opened: bool
    language: str | None


def address(tx: Connection, recipient: str, *, operator_channel: str | None) -> Address:
    """Where `unit:3`, `person:7` or `operator` is; a permanent SendError when there is nowhere to send."""
    kind, _, number = recipient.partition(":")
    if kind == "operator":
        if not operator_channel:
            raise SendError("no_operator_channel", permanent=True)
        return _channel(tx, operator_channel, None)
    if kind == "unit":
        unit = accounts.unit(tx, int(number))
        if unit is None or not unit.channel:
            raise SendError("no_channel", permanent=True)
        return _channel(tx, unit.channel, unit.language)
    if kind == PLACE:
        there = conversations.get(tx, number)
        if there is None or not there.installed:
            raise SendError("teams_not_there", permanent=True)
        return Address(there=there, opened=True, language=None)
    person = people.get(tx, int(number))
    key = identities.in_chat(tx, [int(number)], CHAT).get(int(number))
    if person is None or key is None:
        raise SendError("teams_no_id", permanent=True)
    there = conversations.with_person(tx, key)
    if there is not None and there.installed:
        return Address(there=there, opened=True, language=person.language)
    model = _somewhere(tx)
    asked = there.user_id if there is not None and there.user_id else key
    new = Conversation(
        id="",
        kind=PERSONAL,
        service_url=model.service_url,
        tenant_id=model.tenant_id,
        bot_id=model.bot_id,
        user_id=asked if asked != key else None,
        person_key=key,
    )
    return Address(there=new, opened=False, language=person.language)


def opened(address: Address, connector: Connector, store: Store, now: datetime) -> Conversation:
    """The address's conversation, opened if it must be, and remembered. SendError: nothing was sent."""
    if address.opened:
        return address.there
    user = address.there.user_id or address.there.person_key or ""
    there = replace(address.there, id=connector.open(address.there, user))
    with store.write() as tx:
        conversations.note(tx, there, now)
    return there


def refreshed_for(tx: Connection, recipient: str, unit_id: int | None) -> tuple[str, ...]:
    """The users (29:...) for whom a message to this recipient is asked for anew when they look at it."""
    kind, _, number = recipient.partition(":")
    if kind == "person":
        ids = [int(number)]
    elif unit_id is not None:
        team = people.unit_team(tx, unit_id)
        ids = [person.id for person in (*team.editors, *team.supervisors)]
    else:
        return ()
    keys = identities.in_chat(tx, ids, CHAT)
    known = conversations.users(tx, keys.values())
    return tuple(sorted(known.values()))[:MOST_REFRESHED]


def _channel(tx: Connection, channel: str, language: str | None) -> Address:
    """A channel that Teams told of, or that only the configuration names: then it is where the bot is."""
    there = conversations.get(tx, channel)
    if there is None:
        model = _somewhere(tx)
        there = replace(
            model, id=channel, kind=CHANNEL, user_id=None, person_key=None, team_id=None, name=None
        )
    elif not there.installed:
        raise SendError("teams_not_there", permanent=True)
    return Address(there=there, opened=True, language=language)


def _somewhere(tx: Connection) -> Conversation:
    there = conversations.newest(tx)
    if there is None:  # nobody has installed the app yet: Teams has not told where its service is
        raise SendError("teams_not_installed", retry_after=UNTIL_INSTALLED)
    return there
