"""Teams' part: the library, the bot's secret, and whether it may write where it should. Nothing is posted.

A bot cannot look up a channel or a person there: what Teams has told it is in its own store.
"""

from collections.abc import Iterator
from contextlib import closing, suppress
from importlib.util import find_spec

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from bot.config import Config
from bot.doctor.findings import Finding, Found
from bot.teams.addresses import CHAT
from bot.teams.connector import Connector
from bot.teams.errors import DEAD_TOKEN
from bot.teams.tokens import BotToken
from db import accounts, conversations, identities
from db.conversations import Conversation
from db.people import unit_team
from db.register import sync
from db.store import Store
from scheduler.clock import Clock
from scheduler.port import SendError, Unclear

UNKNOWN_PERSON = "not_known"
"""She has no id in Teams: neither in config.toml, nor linked, nor by e-mail."""


def teams(config: Config, clock: Clock) -> Iterator[Found]:
    """Everything of Teams, as far as the secret leads."""
    assert config.teams is not None
    yield Found(finding=Finding.TEAMS_LIBRARY, well=find_spec("microsoft_teams") is not None)
    if config.teams.unauthenticated:
        yield Found(finding=Finding.TEAMS_OPEN, well=None)
        yield from _reached(config, None, clock)
        return
    token = BotToken(
        client_id=config.teams.app_id or "",
        secret=config.secrets.teams_client_secret or "",
        tenant=config.teams.tenant or "",
    )
    with closing(token):
        found = secret(config, token)
        yield found
        if found.well:
            yield from _reached(config, token, clock)


def secret(config: Config, token: BotToken) -> Found:
    """Whether Microsoft takes it."""
    if not config.secrets.teams_client_secret:
        return Found(finding=Finding.TEAMS_SECRET, well=False, detail="not_set")
    try:
        token()
    except SendError as error:
        found = Finding.TEAMS_SECRET if error.code in DEAD_TOKEN else Finding.TEAMS_LOGIN
        return Found(finding=found, well=False, detail=error.code)
    return Found(finding=Finding.TEAMS_SECRET, well=True)


def _reached(config: Config, token: BotToken | None, clock: Clock) -> Iterator[Found]:
    store = Store.open(config.database_url)
    with closing(store), closing(Connector(token=token)) as connector, suppress(SQLAlchemyError):
        yield from _places(config, store, connector, clock)  # the database's own finding says what is wrong


def _places(config: Config, store: Store, connector: Connector, clock: Clock) -> Iterator[Found]:
    with store.write() as tx:
        if not accounts.units(tx):
            sync(tx, config.register, clock())
    with store.read() as tx:
        anywhere = conversations.newest(tx)
        units = [unit for unit in accounts.units(tx) if unit.chat == CHAT and unit.channel]
        there = {unit.id: conversations.get(tx, unit.channel or "") for unit in units}
        people = {name: why for unit in units for name, why in _people(tx, unit.id)}
        operator = config.operator.channel or ""
        operators = conversations.get(tx, operator)
    yield Found(finding=Finding.TEAMS_PLACE, well=anywhere is not None, detail="teams_not_installed")
    if anywhere is None:
        return
    for unit in units:
        why = _refused(connector, there[unit.id])
        yield Found(finding=Finding.TEAMS_CHANNEL, well=not why, about=unit.name, detail=why)
    if operator.startswith("19:"):
        why = _refused(connector, operators)
        yield Found(finding=Finding.TEAMS_OPERATOR_CHANNEL, well=not why, detail=why)
    for name, why in people.items():
        yield Found(finding=Finding.TEAMS_PERSON, well=not why, about=name, detail=why)


def _refused(connector: Connector, there: Conversation | None) -> str:
    """Why the bot may not write there, in our word; empty: it may."""
    if there is None or not there.installed:
        return "teams_not_there"
    try:
        connector.is_in(there)
    except SendError as error:
        return error.code
    except Unclear as unclear:
        return str(unclear)
    return ""


def _people(tx: Connection, unit_id: int) -> Iterator[tuple[str, str]]:
    """The unit's people by their short names, each with what keeps the bot from writing to her."""
    team = unit_team(tx, unit_id)
    everybody = {person.id: person for person in (*team.editors, *team.supervisors)}
    keys = identities.in_chat(tx, everybody, CHAT)
    for person in everybody.values():
        key = keys.get(person.id)
        own = conversations.with_person(tx, key) if key else None
        if key is None:
            yield person.slug, UNKNOWN_PERSON
        elif own is not None and not own.installed:
            yield person.slug, "teams_not_there"
        else:
            yield person.slug, (own.trouble or "") if own is not None else ""
