"""Whom and what a form can choose from: who is in the bot's teams, and their channels, as Teams tells.

No consent to read the directory is asked for: a bot may know who is where it is installed.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context
"""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.teams.cards.forms import InChat
from bot.teams.connector import Connector
from db import to_choose
from db.conversations import Conversation
from db.store import Store
from handlers.chat_ids import is_channel, is_user
from handlers.outcome import Choice
from scheduler.port import SendError, Unclear

log = structlog.get_logger()

CHAT = "teams"
MOST_TEAMS = 5
"""So many are asked about one form; whoever is in none of them is added by mention."""
FIRST_CHANNEL = "General"
"""Every team has it, and Teams gives it no name."""


class Roster:
    """Asks the store, then Teams; what Teams does not answer is left out."""

    def __init__(self, connector: Connector, store: Store) -> None:
        self._connector = connector
        self._store = store

    def __call__(self) -> InChat:
        """Everybody and every channel once, by name."""
        with self._store.read() as tx:
            people = {one.id: one.name for one in to_choose.people(tx)}
            channels = {one.id: one.name for one in to_choose.channels(tx)}
            teams = to_choose.of_teams(tx)[:MOST_TEAMS]
        for there in teams:
            people |= self._members(there)
            channels |= self._channels(there)
        return InChat(people=_chosen(people), channels=_chosen(channels))

    def _members(self, there: Conversation) -> dict[str, str]:
        try:
            members = self._connector.members(there)
        except (SendError, Unclear) as failure:
            _untold(failure)
            return {}
        named = {
            str(one.get("aadObjectId") or ""): _name(one) for one in members if one.get("userRole") != "guest"
        }
        return {key: name for key, name in named.items() if name and is_user(CHAT, key)}

    def _channels(self, there: Conversation) -> dict[str, str]:
        try:
            channels = self._connector.channels(there)
        except (SendError, Unclear) as failure:
            _untold(failure)
            return {}
        named = {str(one.get("id") or ""): _name(one) or FIRST_CHANNEL for one in channels}
        return {key: name for key, name in named.items() if is_channel(CHAT, key)}


def _name(told: Mapping[str, Any]) -> str:
    return str(told.get("name") or "").strip()


def _chosen(named: Mapping[str, str]) -> tuple[Choice, ...]:
    ordered = sorted(named.items(), key=lambda one: (one[1].casefold(), one[0]))
    return tuple(Choice(value=key, label=name) for key, name in ordered)


def _untold(failure: Exception) -> None:
    log.warning("teams_roster_unknown", action="teams_roster_unknown", why=str(failure)[:80])
