""" "Jag har tittat": one account or all, by whom, and what counts."""

import pytest

from bot.slack.blocks.rounds import round_missed
from bot.texts import texts
from db import messages, rounds
from db.rows import Person, Round
from db.store import Store
from db.words import RoundState
from handlers.content import RoundMissedContent
from handlers.outcome import Outcome, Said
from handlers.rounds import confirm
from handlers.showing import rounds as showing
from tests.stories.desk import Desk
from tests.stories.office import Office, at, said

SV = texts("sv")


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


def test_who_was_asked_about_a_missed_round_sees_that_somebody_has_looked(desk: Desk, office: Office) -> None:
    """M17: nobody is asked on in a message about what is done."""
    room = office.newsroom
    desk.run("2026-11-23 08:00", "2026-11-23 12:40")
    (row,) = office.all_notices("missed:")
    asked = office.shows(row, when="2026-11-23 12:40")
    assert isinstance(asked, RoundMissedContent)
    assert [account.confirmed_at for account in asked.accounts] == [None] * 3
    second = todays(office)[1]
    looks(office, room.anna, second, room.facebook.id, "2026-11-23 12:45")
    shown = office.shows(row, when="2026-11-23 12:45")
    assert isinstance(shown, RoundMissedContent)
    assert [account.name for account in shown.accounts if account.confirmed_at is None] == [
        "Museets Instagram",
        "Museibloggen",
    ]
    assert "Kulturskolans Facebook" not in SV.round.missed(shown)
    looks(office, room.anna, second, None, "2026-11-23 12:50")
    shown = office.shows(row, when="2026-11-23 12:50")
    assert isinstance(shown, RoundMissedContent)
    drawn = round_missed(shown, SV)
    assert drawn.text == "Någon har tittat sedan rundan kl. 08.30. Tack!"
    assert "button" not in repr(drawn.blocks)


def test_its_message_is_brought_up_to_date_in_the_chat(desk: Desk, office: Office) -> None:
    desk.run("2026-11-23 08:00", "2026-11-23 12:40")
    (row,) = office.all_notices("missed:")
    looks(office, office.newsroom.anna, todays(office)[1], None, "2026-11-23 12:45")
    with office.store.read() as tx:
        message = messages.get(tx, row.message_id or 0)
    assert message is not None
    assert message.wanted_version > message.shown_version
