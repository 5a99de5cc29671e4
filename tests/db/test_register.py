"""The configuration's people, units and accounts come into the store; chat's own settings win."""

from sqlalchemy import select

from db.models import memberships
from db.store import Store
from db.words import Role
from tests.newsroom import ADDED, Newsroom


def test_the_newsroom_is_stored_with_its_roles(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        roles = {(row.person_id, row.role) for row in tx.execute(select(memberships))}
    assert roles == {
        (newsroom.anna.id, Role.EDITOR),
        (newsroom.bo.id, Role.EDITOR),
        (newsroom.cecilia.id, Role.SUPERVISOR),
    }
    assert newsroom.facebook.deputy_id == newsroom.bo.id
    assert newsroom.facebook.watch_from == ADDED
