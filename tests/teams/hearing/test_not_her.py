"""Whom the bot must not take for somebody because of an address: it is believed of our own people only."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import update

from bot.teams.connector import Connector
from bot.teams.who import Who
from db import people as people_of
from db.conversations import PERSONAL, Conversation
from db.models import people
from db.rows import Person
from db.store import Store
from tests.newsroom import ADDED, newsroom

OURS, ELSEWHERE = "11111111-2222-4333-8444-555555555555", "99999999-2222-4333-8444-555555555555"
HERS, ANOTHERS = "cccccccc-0000-4000-8000-000000000003", "cccccccc-0000-4000-8000-000000000009"
THERE = Conversation(id="a:1", kind=PERSONAL, service_url="http://127.0.0.1:9", tenant_id=OURS)
CECILIA = {
    "id": "29:1cecilia",
    "aadObjectId": HERS,
    "name": "Cecilia Lind",
    "email": "Cecilia@example.org",
    "userPrincipalName": "cecilia@example.org",
    "tenantId": OURS.upper(),
    "userRole": "user",
}


class Directory(Connector):
    """Says this of everybody."""

    def __init__(self, said: Mapping[str, Any]) -> None:
        super().__init__(token=None)
        self._said = said

    def member(self, there: Conversation, user: str) -> Mapping[str, Any]:
        return self._said


def recognised(store: Store, **otherwise: object) -> Person | None:
    """Whom the bot takes her for after her first word, when Teams says this of her."""
    with store.write() as tx:
        newsroom(tx)
        tx.execute(update(people).where(people.c.slug == "cecilia").values(email="cecilia@example.org"))
    directory = Directory(CECILIA | otherwise)
    who = Who(directory, store, lambda: ADDED, chat="teams", by_email=True)
    who.recognise(HERS, "29:1cecilia", THERE)
    directory.close()
    with store.read() as tx:
        return people_of.by_chat(tx, "teams", HERS)


NOT_HER: dict[str, dict[str, object]] = {
    "a guest": {"userRole": "guest"},
    "a guest, written otherwise": {"userRole": "Guest"},
    "nobody knows who": {"userRole": "anonymous"},
    "a role that is none": {"userRole": ["user"]},
    "of another organisation": {"tenantId": ELSEWHERE},
    "of an organisation that is none": {"tenantId": {"id": OURS}},
    "somebody else": {"aadObjectId": ANOTHERS},
    "an address that is a list": {"email": ["cecilia@example.org"], "userPrincipalName": None},
    "no address": {"email": None, "userPrincipalName": None},
    "an empty address": {"email": " ", "userPrincipalName": None},
}


@pytest.mark.parametrize("how", NOT_HER)
def test_who_has_her_address_and_is_not_one_of_ours_is_not_her(sqlite_store: Store, how: str) -> None:
    """Another organisation's directory may say any address of its people; it proves nothing here."""
    assert recognised(sqlite_store, **NOT_HER[how]) is None


@pytest.mark.parametrize("untold", [None, "tenantId", "userRole", "aadObjectId", "email"])
def test_she_is_known_by_her_address_and_by_what_else_teams_says(
    sqlite_store: Store, untold: str | None
) -> None:
    known = recognised(sqlite_store, **({untold: None} if untold else {}))
    assert known is not None
    assert known.slug == "cecilia"
