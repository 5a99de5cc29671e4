""" "Jag har tittat": one account or all, by whom, and what counts."""

import pytest

from db import rounds
from db.rows import Person, Round
from db.store import Store
from db.words import RoundState
from handlers.outcome import Outcome, Said
from handlers.rounds import confirm
from handlers.showing import rounds as showing
from tests.stories.office import Office, at, said


def todays(office: Office) -> list[Round]:
    with office.store.read() as tx:
        return rounds.of_days(tx, [office.newsroom.unit.id], [at("2026-11-23").date()])


def looks(office: Office, person: Person | None, which: Round, account: int | None, when: str) -> Outcome:
    with office.store.write() as tx:
        return confirm(tx, office.book, person=person, round_id=which.id, account_id=account, now=at(when))


@pytest.fixture
def first(office: Office) -> Round:
    office.tick("2026-11-23 07:00")
    office.tick("2026-11-23 08:30")
    return todays(office)[0]


def test_one_click_confirms_every_account(office: Office, first: Round) -> None:
    outcome = looks(office, office.newsroom.anna, first, None, "2026-11-23 08:40")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.count, outcome.changed) == (Said.ROUND_CONFIRMED, 0, True)
    assert todays(office)[0].state is RoundState.DONE


def test_account_by_account_the_last_one_makes_it_done(office: Office, first: Round, store: Store) -> None:
    room = office.newsroom
    left = []
    for account in (room.facebook, room.instagram, room.facebook, room.blog):
        outcome = looks(office, room.anna, first, account.id, "2026-11-23 08:40")
        assert outcome.say is not None
        left.append(outcome.say.count)
    assert left == [2, 1, 1, 0]
    assert todays(office)[0].state is RoundState.DONE
    later = looks(office, room.bo, first, None, "2026-11-23 08:50")
    assert said(later) is Said.ROUND_CONFIRMED
    with store.read() as tx:
        assert {look.person_id for look in rounds.confirmed(tx, [first.id])} == {room.anna.id}


def test_a_look_after_the_round_counts_for_the_one_that_runs(office: Office, first: Round) -> None:
    office.tick("2026-11-23 12:30")
    assert [row.state for row in todays(office)[:2]] == [RoundState.MISSED, RoundState.CALLED]
    outcome = looks(office, office.newsroom.bo, first, None, "2026-11-23 12:40")
    assert said(outcome) is Said.ROUND_CONFIRMED
    assert [row.state for row in todays(office)[:2]] == [RoundState.MISSED, RoundState.DONE]


def test_after_the_last_round_of_the_day_the_next_one_is_named(office: Office, first: Round) -> None:
    outcome = looks(office, office.newsroom.bo, first, None, "2026-11-23 17:00")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.at) == (Said.ROUND_OVER, at("2026-11-24 08:30"))


def test_only_the_unit_may_confirm_and_only_its_own_accounts(
    office: Office, first: Round, store: Store
) -> None:
    from sqlalchemy import delete

    from db.models import memberships

    assert said(looks(office, None, first, None, "2026-11-23 08:40")) is Said.NOT_KNOWN
    assert said(looks(office, office.newsroom.anna, first, 4711, "2026-11-23 08:40")) is Said.ACCOUNT_UNKNOWN
    with store.write() as tx:
        tx.execute(delete(memberships).where(memberships.c.person_id == office.newsroom.anna.id))
    assert said(looks(office, office.newsroom.anna, first, None, "2026-11-23 08:40")) is Said.NOT_ALLOWED
    assert todays(office)[0].state is RoundState.CALLED


def test_a_round_that_does_not_exist_is_no_round(office: Office, store: Store) -> None:
    with store.write() as tx:
        outcome = confirm(
            tx,
            office.book,
            person=office.newsroom.anna,
            round_id=4711,
            account_id=None,
            now=at("2026-11-23 08:40"),
        )
    assert said(outcome) is Said.NO_ROUND


def test_where_the_bot_began_in_the_middle_of_the_day_its_rounds_are_still_counted_from_the_first(
    office: Office,
) -> None:
    office.tick("2026-11-23 12:00")
    office.tick("2026-11-23 12:30")
    with office.store.read() as tx:
        shown = showing.rounds(tx, office.book, todays(office), at("2026-11-23 12:30"))
    assert [(content.number, content.planned) for content in shown] == [(2, 3), (3, 3)]
