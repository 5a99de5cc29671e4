"""Who somebody is, whom a unit has, and when they are away."""

from datetime import UTC, date, datetime

import pytest

from db import accounts as stored_accounts
from db import deliveries, settings_versions
from db import people as stored_people
from db.store import Store
from tests.newsroom import Newsroom

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)
WEDNESDAY = date(2026, 11, 25)
FRIDAY = date(2026, 11, 27)
SUNDAY = date(2026, 11, 29)


def away(store: Store, person_id: int, first: date, last: date | None) -> None:
    with store.write() as tx:
        stored_people.mark_away(tx, person_id, first_day=first, last_day=last, marked_by=None, now=NOW)


def away_days(store: Store, person_id: int) -> list[int]:
    """The days of November 2026 on which she is away."""
    with store.read() as tx:
        return [day for day in range(1, 31) if person_id in stored_people.away_on(tx, date(2026, 11, day))]


def test_a_person_is_found_by_her_id_in_the_chat(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        assert stored_people.by_chat(tx, "slack", "U-ANNA") == newsroom.anna
        assert stored_people.by_chat(tx, "teams", "U-ANNA") is None
        assert stored_people.by_chat(tx, "slack", "U-NOBODY") is None
        assert stored_people.by_slug(tx, "anna") == newsroom.anna
        assert stored_people.get(tx, 999) is None


def test_people_are_named_at_once(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        assert stored_people.named(tx, []) == {}
        assert stored_people.named(tx, [newsroom.bo.id, 999, newsroom.bo.id]) == {newsroom.bo.id: newsroom.bo}
        assert stored_people.everybody(tx) == (newsroom.anna, newsroom.bo, newsroom.cecilia)


def test_a_team_has_its_editors_supervisors_and_deputies(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        team = stored_people.unit_team(tx, newsroom.unit.id)
    assert team.editors == (newsroom.anna, newsroom.bo)
    assert team.supervisors == (newsroom.cecilia,)
    assert team.deputies == {newsroom.facebook.id: newsroom.bo}
    assert team.editors_of(None) == team.editors_of(newsroom.blog.id) == team.editors


def test_an_unknown_units_team_is_empty(store: Store) -> None:
    with store.read() as tx:
        assert stored_people.unit_team(tx, 999) == stored_people.Team()


def test_away_includes_both_its_days(store: Store, newsroom: Newsroom) -> None:
    away(store, newsroom.anna.id, TUESDAY, FRIDAY)
    assert away_days(store, newsroom.anna.id) == [24, 25, 26, 27]
    with store.read() as tx:
        team = stored_people.unit_team(tx, newsroom.unit.id)
    assert team.away_on(FRIDAY) == {newsroom.anna.id}
    assert team.away_on(SUNDAY) == frozenset()


def test_away_without_an_end_lasts_until_she_is_back(store: Store, newsroom: Newsroom) -> None:
    away(store, newsroom.anna.id, WEDNESDAY, None)
    assert away_days(store, newsroom.anna.id) == [25, 26, 27, 28, 29, 30]
    with store.write() as tx:
        assert stored_people.mark_back(tx, newsroom.anna.id, FRIDAY)
    assert away_days(store, newsroom.anna.id) == [25, 26]


def test_back_on_her_first_day_away_takes_it_all_away(store: Store, newsroom: Newsroom) -> None:
    away(store, newsroom.anna.id, WEDNESDAY, FRIDAY)
    with store.write() as tx:
        assert stored_people.mark_back(tx, newsroom.anna.id, WEDNESDAY)
    assert away_days(store, newsroom.anna.id) == []


def test_who_is_not_away_cannot_come_back(store: Store, newsroom: Newsroom) -> None:
    away(store, newsroom.anna.id, WEDNESDAY, FRIDAY)
    with store.write() as tx:
        assert not stored_people.mark_back(tx, newsroom.anna.id, MONDAY)
        assert not stored_people.mark_back(tx, newsroom.bo.id, WEDNESDAY)
    assert away_days(store, newsroom.anna.id) == [25, 26, 27]


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (MONDAY, TUESDAY, [23, 24]),  # corrected to end sooner
        (WEDNESDAY, SUNDAY, [23, 24, 25, 26, 27, 28, 29]),  # prolonged
        (date(2026, 11, 30), None, [23, 24, 25, 26, 27, 30]),  # another period
        (date(2026, 11, 20), date(2026, 11, 20), [20, 23, 24, 25, 26, 27]),  # one before
    ],
)
def test_the_last_word_on_the_same_days_counts(
    store: Store, newsroom: Newsroom, first: date, last: date | None, days: list[int]
) -> None:
    away(store, newsroom.anna.id, MONDAY, FRIDAY)
    away(store, newsroom.anna.id, first, last)
    assert away_days(store, newsroom.anna.id) == days


def test_the_present_or_next_period_away_is_told(store: Store, newsroom: Newsroom) -> None:
    away(store, newsroom.anna.id, WEDNESDAY, FRIDAY)
    with store.read() as tx:
        coming = stored_people.away_period(tx, newsroom.anna.id, MONDAY)
        assert coming is not None
        assert (coming.first_day, coming.last_day) == (WEDNESDAY, FRIDAY)
        assert stored_people.away_period(tx, newsroom.anna.id, SUNDAY) is None


def test_an_empty_alias_takes_the_alias_away(store: Store, newsroom: Newsroom) -> None:
    with store.write() as tx:
        stored_people.set_details(tx, newsroom.anna.id, alias="Annie")
        stored_people.set_details(tx, newsroom.anna.id, alias="")
        stored_people.set_details(tx, newsroom.anna.id)
        anna = stored_people.get(tx, newsroom.anna.id)
    assert anna == newsroom.anna


def test_a_channel_leads_to_its_unit(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        assert stored_accounts.unit_by_channel(tx, "slack", "C-KULTUR") == newsroom.unit
        assert stored_accounts.unit_by_channel(tx, "slack", "C-OTHER") is None
        assert stored_accounts.unit_by_slug(tx, "kultur") == newsroom.unit
        assert stored_accounts.units(tx) == (newsroom.unit,)
        assert stored_accounts.units_named(tx, [newsroom.unit.id, 999]) == {newsroom.unit.id: newsroom.unit}
        assert stored_accounts.unit(tx, 999) is None


def test_accounts_are_found_by_slug_and_number(store: Store, newsroom: Newsroom) -> None:
    with store.read() as tx:
        assert stored_accounts.by_slug(tx, ["museibloggen", "okänt"]) == {"museibloggen": newsroom.blog}
        assert stored_accounts.by_slug(tx, []) == {}
        assert stored_accounts.named(tx, [newsroom.blog.id]) == {newsroom.blog.id: newsroom.blog}
        assert stored_accounts.accounts(tx) == stored_accounts.accounts(tx, newsroom.unit.id)


def test_a_delivery_counts_once(store: Store) -> None:
    with store.write() as tx:
        assert deliveries.first_time(tx, "slack:Ev1", NOW)
        assert not deliveries.first_time(tx, "slack:Ev1", NOW)
        assert deliveries.first_time(tx, "slack:Ev2", NOW)


def test_a_delivery_whose_work_failed_is_the_first_again(store: Store) -> None:
    def fails() -> None:
        with store.write() as tx:
            assert deliveries.first_time(tx, "slack:Ev1", NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    with store.write() as tx:
        assert deliveries.first_time(tx, "slack:Ev1", NOW)


def test_old_deliveries_can_be_forgotten(store: Store) -> None:
    with store.write() as tx:
        deliveries.first_time(tx, "old", datetime(2026, 11, 1, tzinfo=UTC))
        deliveries.first_time(tx, "new", NOW)
        assert deliveries.forget_before(tx, datetime(2026, 11, 20, tzinfo=UTC)) == 1
        assert deliveries.first_time(tx, "old", NOW)
        assert not deliveries.first_time(tx, "new", NOW)


def test_the_same_settings_are_the_same_version(store: Store) -> None:
    with store.write() as tx:
        first = settings_versions.current(tx, {"a": 1, "b": [2]}, NOW)
        again = settings_versions.current(tx, {"b": [2], "a": 1}, NOW)
        other = settings_versions.current(tx, {"a": 1, "b": [3]}, NOW)
        assert first == again != other
        assert settings_versions.load(tx, first) == {"a": 1, "b": [2]}
        assert settings_versions.load(tx, 999) is None


def test_settings_that_return_are_the_version_they_were(store: Store) -> None:
    with store.write() as tx:
        versions = [settings_versions.current(tx, {"hours": hours}, NOW) for hours in (24, 48, 24)]
    assert versions[0] == versions[2] != versions[1]
