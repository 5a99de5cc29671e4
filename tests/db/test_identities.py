"""Who somebody is in the other chat: linked once, found there, gone when she is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from db import identities, link_codes, people
from db.identities import CODE, EMAIL
from db.register import Register, sync
from db.store import Store
from tests.newsroom import REGISTER, Newsroom

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
TEAMS_ANNA = "aaaaaaaa-0000-4000-8000-000000000001"
OTHER = "aaaaaaaa-0000-4000-8000-000000000002"


def registered(**teams: str) -> Register:
    """The newsroom's register, with who some are in Teams."""
    known = tuple(replace(one, teams_id=teams.get(one.slug)) for one in REGISTER.people)
    return replace(REGISTER, people=known)


def test_one_who_was_linked_is_found_in_both_chats_and_only_she(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        anna = newsroom.anna.id
        assert identities.link(tx, person_id=anna, chat="teams", chat_id=TEAMS_ANNA, how=CODE, now=NOW)
        assert not identities.link(
            tx, person_id=newsroom.bo.id, chat="teams", chat_id=TEAMS_ANNA, how=CODE, now=NOW
        ), "that user is Anna"
        assert not identities.link(tx, person_id=anna, chat="teams", chat_id=OTHER, how=EMAIL, now=NOW)
        assert not identities.link(
            tx, person_id=newsroom.bo.id, chat="slack", chat_id="U-ANNA", how=CODE, now=NOW
        ), "that user is Anna by her own row"
    with store.read() as tx:
        found = people.by_chat(tx, "teams", TEAMS_ANNA)
        assert found is not None
        assert found.id == anna
        assert identities.chats_of(tx, anna) == {"slack": "U-ANNA", "teams": TEAMS_ANNA}
        assert identities.in_chat(tx, [anna, newsroom.bo.id], "teams") == {anna: TEAMS_ANNA}
        assert identities.in_chat(tx, [anna], "slack") == {anna: "U-ANNA"}


def test_a_code_works_once_and_not_too_late(store: Store, newsroom: Newsroom) -> None:
    soon = NOW + timedelta(minutes=15)
    with store.write() as tx:
        link_codes.make(tx, newsroom.anna.id, "first", ends_at=soon)
        link_codes.make(tx, newsroom.anna.id, "second", ends_at=soon)
        assert link_codes.take(tx, "first", NOW) is None, "the later one counts"
        assert link_codes.take(tx, "second", soon) is None
        assert link_codes.take(tx, "second", NOW) == newsroom.anna.id
        assert link_codes.take(tx, "second", NOW) is None


def test_an_address_counts_when_only_one_has_it(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        found = identities.by_email(tx, "  Cecilia@Example.org ")
        assert found is not None
        assert found.id == newsroom.cecilia.id
        assert identities.by_email(tx, "") is None
    with store.write() as tx:
        twins = replace(REGISTER.people[0], email="cecilia@example.org")
        sync(tx, replace(REGISTER, people=(twins, *REGISTER.people[1:])), NOW)
        assert identities.by_email(tx, "cecilia@example.org") is None


def test_what_the_configuration_says_is_brought_in_changed_and_taken_away_again(
    store: Store, newsroom: Newsroom
) -> None:
    anna, bo = newsroom.anna.id, newsroom.bo.id
    with store.write() as tx:
        identities.link(tx, person_id=bo, chat="teams", chat_id=OTHER, how=CODE, now=NOW)
        sync(tx, registered(anna=TEAMS_ANNA), NOW)
        assert identities.in_chat(tx, [anna, bo], "teams") == {anna: TEAMS_ANNA, bo: OTHER}
        sync(tx, registered(anna=OTHER), NOW)
        assert identities.in_chat(tx, [anna, bo], "teams") == {anna: OTHER}, "the configuration is right"
        sync(tx, registered(), NOW)
        assert identities.in_chat(tx, [anna, bo], "teams") == {}


def test_who_leaves_is_nobody_in_either_chat(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        identities.link(tx, person_id=newsroom.bo.id, chat="teams", chat_id=OTHER, how=CODE, now=NOW)
        left = replace(
            REGISTER,
            people=tuple(one for one in REGISTER.people if one.slug != "bo"),
            units=(replace(REGISTER.units[0], editors=("anna",)),),
            accounts=tuple(replace(one, deputy=None) for one in REGISTER.accounts),
        )
        sync(tx, left, NOW)
        assert people.by_chat(tx, "teams", OTHER) is None
        assert identities.chats_of(tx, newsroom.bo.id) == {}
