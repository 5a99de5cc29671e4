"""Who somebody in Teams is: what Teams' directory says of her where her id alone does not tell.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context (a member).
"""

from collections.abc import Mapping
from typing import Any

import structlog

from bot.teams.connector import Connector
from bot.teams.shapes import Account
from db import conversations, identities, people
from db.conversations import Conversation
from db.identities import EMAIL
from db.store import Store
from handlers.chat_ids import is_user
from scheduler.clock import Clock
from scheduler.port import SendError, Unclear

log = structlog.get_logger()


class Who:
    """Asks the store, then Teams."""

    def __init__(
        self, connector: Connector, store: Store, clock: Clock, *, chat: str, by_email: bool = False
    ) -> None:
        """`by_email`: whoever has a known person's address in the directory is that person."""
        self._connector = connector
        self._store = store
        self._clock = clock
        self._chat = chat
        self._by_email = by_email

    def key(self, mentioned: Account, there: Conversation) -> str | None:
        """Whom the bot knows somebody by who is mentioned: a mention has only her id for this bot."""
        if mentioned.key:
            return mentioned.key
        with self._store.read() as tx:
            known = conversations.key_of(tx, mentioned.id)
        key = known or str(self._member(there, mentioned.id).get("aadObjectId") or "")
        return key if key and is_user(self._chat, key) else None

    def recognise(self, user: str, teams_id: str, there: Conversation) -> None:
        """If nobody is known by this id and her address is a known person's, she is that person from now on.

        The address of a guest, or of somebody in a chat with another organisation, is that one's to give: it
        proves nothing here.
        """
        if not self._by_email:
            return
        with self._store.read() as tx:
            if people.by_chat(tx, self._chat, user) is not None:
                return
        said = self._member(there, teams_id)
        email = said.get("email") or said.get("userPrincipalName")
        if not isinstance(email, str) or not _ours(said, user, there.tenant_id):
            return
        with self._store.write() as tx:
            person = identities.by_email(tx, email)
            if person is not None and identities.link(
                tx, person_id=person.id, chat=self._chat, chat_id=user, how=EMAIL, now=self._clock()
            ):
                log.info("teams_recognised", action="teams_recognised", person=person.id)

    def _member(self, there: Conversation, user: str) -> Mapping[str, Any]:
        try:
            return self._connector.member(there, user)
        except (SendError, Unclear) as failure:
            log.warning("teams_member_unknown", action="teams_member_unknown", why=str(failure)[:80])
            return {}


def _ours(said: Mapping[str, Any], user: str, tenant: str | None) -> bool:
    """Nothing that Teams says of her makes her a guest, of another organisation, or somebody else."""
    wanted = {"userRole": "user", "tenantId": tenant, "aadObjectId": user}
    told = {name: said[name] for name in wanted if said.get(name) is not None}
    return all(str(held).casefold() == str(wanted[name]).casefold() for name, held in told.items())
