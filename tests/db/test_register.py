"""The configuration's people, units and accounts come into the store; chat's own settings win."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from db import accounts as stored_accounts
from db import people as stored_people
from db import places
from db.models import account_editors, accounts, memberships, people, units
from db.register import Register, RegisteredAccount, RegisteredPerson, RegisteredUnit, sync
from db.store import Store
from db.words import Role
from tests.bench.counted import statements
from tests.newsroom import ADDED, REGISTER, Newsroom

LATER = datetime(2026, 11, 9, 7, 0, tzinfo=UTC)


def person(tx: Connection, slug: str) -> Any:
    return tx.execute(select(people).where(people.c.slug == slug)).one()


def with_people(*changed: RegisteredPerson) -> Register:
    slugs = {each.slug for each in changed}
    return replace(REGISTER, people=(*(each for each in REGISTER.people if each.slug not in slugs), *changed))


def without(slug: str) -> Register:
    return Register(
        people=tuple(each for each in REGISTER.people if each.slug != slug),
        units=tuple(
            replace(unit, editors=tuple(each for each in unit.editors if each != slug))
            for unit in REGISTER.units
        ),
        accounts=tuple(
            replace(account, deputy=None if account.deputy == slug else account.deputy)
            for account in REGISTER.accounts
        ),
    )


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


def test_reading_the_same_configuration_again_changes_nothing(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        before = [list(tx.execute(select(table))) for table in (units, people, accounts, memberships)]
    with store.write() as tx:
        assert sync(tx, REGISTER, LATER) == ()
    with store.read() as tx:
        after = [list(tx.execute(select(table))) for table in (units, people, accounts, memberships)]
    assert after == before


def test_a_changed_configuration_changes_what_is_stored(store: Store, newsroom: Newsroom) -> None:
    changed = with_people(
        RegisteredPerson(slug="anna", first_name="Anna", chat_id="U-ANNA2", duty_weekdays=(0, 1))
    )
    with store.write() as tx:
        sync(tx, changed, LATER)
    with store.read() as tx:
        anna = person(tx, "anna")
    assert (anna.id, anna.chat_id, anna.duty_weekdays) == (newsroom.anna.id, "U-ANNA2", [0, 1])


def test_what_a_person_set_from_chat_is_never_overwritten(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        stored_people.set_details(tx, newsroom.anna.id, first_name="Ann", alias="Annie", duty_weekdays=[4, 0])
    changed = with_people(
        RegisteredPerson(
            slug="anna", first_name="Anna-Karin", chat_id="U-ANNA2", duty_weekdays=(2,), email="a@example.org"
        )
    )
    with store.write() as tx:
        sync(tx, changed, LATER)
        anna = person(tx, "anna")
    assert (anna.first_name, anna.alias, anna.duty_weekdays) == ("Ann", "Annie", [0, 4])
    assert (anna.chat_id, anna.email) == ("U-ANNA2", "a@example.org")  # what she has not set follows


def test_a_person_who_leaves_the_configuration_is_inactive_but_not_forgotten(
    store: Store, newsroom: Newsroom
) -> None:
    with store.write() as tx:
        assert sync(tx, without("bo"), LATER) == (newsroom.bo.id,)
    with store.read() as tx:
        assert stored_people.by_chat(tx, "slack", "U-BO") is None
        bo = stored_people.get(tx, newsroom.bo.id)
        assert bo is not None
        assert (bo.first_name, bo.active) == ("Bo", False)
        assert stored_people.unit_team(tx, newsroom.unit.id).editors == (newsroom.anna,)
        assert stored_people.named(tx, [newsroom.bo.id])[newsroom.bo.id].first_name == "Bo"


def test_a_person_who_comes_back_is_the_same_person(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        sync(tx, without("bo"), LATER)
        sync(tx, REGISTER, LATER)
        back = stored_people.by_chat(tx, "slack", "U-BO")
    assert back == newsroom.bo


def test_who_left_gives_the_chats_id_up_for_another(store: Store, newsroom: Newsroom) -> None:
    left = without("bo")
    successor = replace(
        left, people=(*left.people, RegisteredPerson(slug="bosse", first_name="Bosse", chat_id="U-BO"))
    )
    with store.write() as tx:
        sync(tx, successor, LATER)
        found = stored_people.by_chat(tx, "slack", "U-BO")
    assert found is not None
    assert found.slug == "bosse"


def test_two_people_can_swap_ids_in_the_chat(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        stored_people.set_details(tx, newsroom.anna.id, alias="Annie")  # so that they are changed apart
        swapped = with_people(
            RegisteredPerson(slug="anna", first_name="Anna", chat_id="U-BO"),
            RegisteredPerson(slug="bo", first_name="Bo", chat_id="U-ANNA"),
        )
        sync(tx, swapped, LATER)
        assert (person(tx, "anna").chat_id, person(tx, "bo").chat_id) == ("U-BO", "U-ANNA")


def test_a_renamed_unit_and_account_keep_their_history(store: Store, newsroom: Newsroom) -> None:
    renamed = replace(
        REGISTER,
        units=tuple(replace(unit, name="Kultur och fritid", channel="C-NEW") for unit in REGISTER.units),
        accounts=tuple(replace(each, name=f"Nya {each.name}") for each in REGISTER.accounts),
    )
    with store.write() as tx:
        sync(tx, renamed, LATER)
        unit = stored_accounts.unit_by_channel(tx, "slack", "C-NEW")
        facebook = stored_accounts.by_slug(tx, ["kulturskolan-facebook"])["kulturskolan-facebook"]
    assert unit is not None
    assert (unit.id, unit.name) == (newsroom.unit.id, "Kultur och fritid")
    assert (facebook.id, facebook.name) == (newsroom.facebook.id, "Nya Kulturskolans Facebook")
    assert facebook.watch_from == ADDED  # from when it was added, not renamed


def test_an_account_that_leaves_is_no_longer_watched(store: Store, newsroom: Newsroom) -> None:
    fewer = replace(REGISTER, accounts=REGISTER.accounts[1:])
    with store.write() as tx:
        sync(tx, fewer, LATER)
        assert [each.slug for each in stored_accounts.accounts(tx, newsroom.unit.id)] == [
            "museet-instagram",
            "museibloggen",
        ]
        assert stored_accounts.by_slug(tx, ["kulturskolan-facebook"]) == {}
        assert stored_accounts.account(tx, newsroom.facebook.id) == replace(newsroom.facebook, active=False)


def test_a_paused_account_stays_paused_when_it_was_paused_from_chat(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        stored_accounts.pause(tx, newsroom.blog.id, paused=True)
        sync(tx, REGISTER, LATER)
        blog = stored_accounts.account(tx, newsroom.blog.id)
    assert blog is not None
    assert blog.paused


def test_watch_from_can_be_said_and_changed(store: Store, newsroom: Newsroom) -> None:
    said = replace(REGISTER, accounts=tuple(replace(each, watch_from=LATER) for each in REGISTER.accounts))
    with store.write() as tx:
        sync(tx, said, LATER)
        assert stored_accounts.account(tx, newsroom.facebook.id) == replace(
            newsroom.facebook, watch_from=LATER
        )


def test_an_accounts_own_editors_follow_the_configuration(store: Store, newsroom: Newsroom) -> None:
    own = replace(
        REGISTER,
        accounts=tuple(
            replace(each, editors=("anna",)) if each.slug == "museibloggen" else each
            for each in REGISTER.accounts
        ),
    )
    with store.write() as tx:
        sync(tx, own, LATER)
        team = stored_people.unit_team(tx, newsroom.unit.id)
        assert team.editors_of(newsroom.blog.id) == (newsroom.anna,)
        assert team.editors_of(newsroom.facebook.id) == (newsroom.anna, newsroom.bo)
        sync(tx, REGISTER, LATER)
        assert tx.execute(select(func.count()).select_from(account_editors)).scalar_one() == 0


def test_who_was_added_from_chat_stays_with_her_unit(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        elsa = stored_people.add_from_chat(
            tx, slug="elsa", chat="slack", chat_id="U-ELSA", first_name="Elsa", unit_id=newsroom.unit.id
        )
        assert sync(tx, REGISTER, LATER) == ()
        assert stored_people.by_chat(tx, "slack", "U-ELSA") == elsa
        assert elsa in stored_people.unit_team(tx, newsroom.unit.id).editors


def test_who_was_added_from_chat_and_then_configured_is_one_person(store: Store, newsroom: Newsroom) -> None:
    configured = with_people(RegisteredPerson(slug="elsa-ek", first_name="Elsa", chat_id="U-ELSA"))
    with store.write() as tx:
        elsa = stored_people.add_from_chat(
            tx, slug="u-elsa", chat="slack", chat_id="U-ELSA", first_name="Elsa", unit_id=newsroom.unit.id
        )
        sync(tx, configured, LATER)
        found = stored_people.by_chat(tx, "slack", "U-ELSA")
        assert found is not None
        assert (found.id, found.slug) == (elsa.id, "elsa-ek")
        assert sync(tx, REGISTER, LATER) == (elsa.id,)  # now the configuration decides


def test_replicas_that_start_at_once_bring_it_in_once(store: Store) -> None:
    def start(_: int) -> None:
        with store.write() as tx:
            sync(tx, REGISTER, LATER)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(start, range(6)))
    with store.read() as tx:
        assert tx.execute(select(func.count()).select_from(people)).scalar_one() == 3


def test_a_large_register_takes_few_statements(store: Store) -> None:
    large = Register(
        people=tuple(
            RegisteredPerson(slug=f"p{number}", first_name=f"P{number}", chat_id=f"U{number}")
            for number in range(300)
        ),
        units=tuple(
            RegisteredUnit(slug=f"u{number}", name=f"U{number}", editors=(f"p{number}", f"p{number + 1}"))
            for number in range(100)
        ),
        accounts=tuple(
            RegisteredAccount(slug=f"a{number}", unit=f"u{number % 100}", name="A", platform="blog")
            for number in range(400)
        ),
    )
    renamed = replace(large, people=tuple(replace(each, alias="X") for each in large.people))
    for whole in (large, renamed):
        with statements(store) as made, store.write() as tx:
            sync(tx, whole, LATER)
        assert 0 < len(made) < 30


def test_who_was_ended_from_chat_and_then_leaves_the_file_gives_her_user_id_up(
    store: Store, newsroom: Newsroom
) -> None:
    """Her row keeps the id so that she can be added again; another name for her in the file must not fail."""
    with store.write() as tx:
        places.set_roles(tx, newsroom.bo.id, newsroom.unit.id, ())
        places.end(tx, newsroom.bo.id)
        renamed = RegisteredPerson(slug="bo-ek", first_name="Bo", chat_id="U-BO")
        register = without("bo")
        assert sync(tx, replace(register, people=(*register.people, renamed)), LATER) == ()
        assert (person(tx, "bo").active, person(tx, "bo").chat_id) == (False, None)
        assert (person(tx, "bo-ek").active, person(tx, "bo-ek").chat_id) == (True, "U-BO")
