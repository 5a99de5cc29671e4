"""Somebody is away: what she had waits for who is there; back again; and what people say of themselves."""

from datetime import date

import pytest

from db import people
from db.store import Store
from db.words import CommentState, EventAction, NoticeKind, NoticeState
from handlers import home as app_home
from handlers import people as settings
from handlers.desk import Action
from handlers.outcome import FormKind, Said
from handlers.turn import turn
from tests.stories.office import Office, at, said


def test_marked_away_today_she_lets_go_of_what_she_has_and_the_unit_is_told_once(office: Office) -> None:
    first, second, promised, bos = (office.comes() for _ in range(4))
    anna, bo = office.newsroom.anna, office.newsroom.bo
    for number in (first, second):
        office.act(anna, Action.CLAIM, number)
    office.act(anna, Action.ACKNOWLEDGE, promised)
    office.act(bo, Action.CLAIM, bos)
    outcome = office.says(office.newsroom.cecilia, "borta @Anna idag imorgon")
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person, outcome.say.count) == (Said.AWAY_SET, "Anna", 3)
    assert [(office.comment(n).state, office.comment(n).claimed_by) for n in (first, promised, bos)] == [
        (CommentState.NEW, None),
        (CommentState.ACKNOWLEDGED, None),
        (CommentState.CLAIMED, bo.id),
    ]
    assert office.comment(promised).follow_up_at == at("2026-11-25 10:00")
    moved = office.all_notices("moved:")
    assert [row.comment_id for row in moved] == [first, second, promised]
    assert len({(row.recipient, row.gather) for row in moved}) == 1
    released = office.events(first)[-1]
    assert (released.action, released.person_id, released.reason) == (
        EventAction.RELEASED,
        office.newsroom.cecilia.id,
        "away",
    )


def test_marked_away_for_later_she_keeps_what_she_has_until_then(office: Office) -> None:
    number = office.comes()
    office.act(office.newsroom.anna, Action.CLAIM, number)
    outcome = office.says(office.newsroom.anna, "borta fredag")
    assert outcome.say is not None
    assert outcome.say.count == 0
    assert office.comment(number).claimed_by == office.newsroom.anna.id
    assert office.all_notices("moved:") == []


def test_when_the_absence_begins_what_she_took_before_waits_for_somebody_else(
    office: Office, store: Store
) -> None:
    anna = office.newsroom.anna
    before, bos = office.comes("2026-11-25 10:00"), office.comes("2026-11-25 10:00")
    office.act(anna, Action.CLAIM, before, "2026-11-25 10:05")
    office.act(office.newsroom.bo, Action.CLAIM, bos, "2026-11-25 10:05")
    office.says(anna, "borta fredag", "2026-11-25 11:00")
    assert settings.begin_absences(store, office.book, at("2026-11-26 23:59")) == 0
    assert settings.begin_absences(store, office.book, at("2026-11-27 00:00")) == 1
    assert [office.comment(number).claimed_by for number in (before, bos)] == [None, office.newsroom.bo.id]
    (row,) = office.all_notices("moved:")
    assert (row.comment_id, row.send_at) == (before, at("2026-11-27 08:00"))
    office.act(anna, Action.CLAIM, before, "2026-11-27 09:00")
    assert settings.begin_absences(store, office.book, at("2026-11-27 09:01")) == 0
    assert office.comment(before).claimed_by == anna.id


def test_a_turn_of_the_clock_begins_the_absence(office: Office, store: Store) -> None:
    number = office.comes("2026-11-26 10:00")
    office.act(office.newsroom.anna, Action.CLAIM, number, "2026-11-26 10:05")
    office.says(office.newsroom.anna, "borta fredag", "2026-11-26 11:00")
    turn(store, office.book, at("2026-11-27 08:00"))
    assert office.comment(number).claimed_by is None
    assert [row.comment_id for row in office.all_notices("moved:")] == [number]


def test_on_a_weekend_the_message_about_it_waits_for_monday(office: Office) -> None:
    number = office.comes("2026-11-27 16:00")
    office.act(office.newsroom.anna, Action.CLAIM, number, "2026-11-27 16:05")
    office.says(office.newsroom.bo, "borta Anna idag", "2026-11-28 12:00")
    (row,) = office.all_notices("moved:")
    assert (row.kind, row.state, row.send_at) == (
        NoticeKind.MOVED,
        NoticeState.PENDING,
        at("2026-11-30 08:00"),
    )


def test_only_colleagues_in_a_unit_of_hers_may_be_marked_away(office: Office, store: Store) -> None:
    from sqlalchemy import insert, select, update

    from db.models import memberships, units

    with store.write() as tx:
        other = tx.execute(
            insert(units).values(slug="fritid", name="Fritid", chat_fields=[]).returning(units.c.id)
        ).scalar_one()
        tx.execute(
            update(memberships).where(memberships.c.person_id == office.newsroom.bo.id).values(unit_id=other)
        )
        assert tx.execute(select(memberships).where(memberships.c.unit_id == other)).all()
    assert said(office.says(office.newsroom.anna, "borta @U-BO imorgon")) is Said.NOT_ALLOWED


def test_back_again_ends_the_absence_that_day(office: Office, store: Store) -> None:
    anna = office.newsroom.anna
    office.says(anna, "borta idag")
    assert said(office.says(anna, "tillbaka", "2026-11-25 08:05")) is Said.BACK
    assert said(office.says(anna, "back", "2026-11-25 08:06")) is Said.NOT_AWAY
    with store.read() as tx:
        assert people.away_on(tx, date(2026, 11, 24)) == {anna.id}
        assert people.away_on(tx, date(2026, 11, 25)) == frozenset()


def test_an_absence_yet_to_come_ends_only_by_its_day(office: Office, store: Store) -> None:
    anna = office.newsroom.anna
    office.says(anna, "borta 24/12 27/12")
    later = office.says(anna, "tillbaka").say
    assert later is not None
    assert (later.said, later.first_day, later.text) == (
        Said.AWAY_LATER,
        date(2026, 12, 24),
        "tillbaka 2026-12-24",
    )
    assert said(office.says(anna, later.text or "")) is Said.BACK_THAT_DAY
    assert said(office.says(anna, "tillbaka")) is Said.NOT_AWAY
    with store.read() as tx:
        assert people.away_on(tx, date(2026, 12, 24)) == frozenset()


def test_a_colleague_is_back_and_not_she_who_says_so(office: Office, store: Store) -> None:
    anna, bo = office.newsroom.anna, office.newsroom.bo
    office.says(anna, "borta idag")
    office.says(anna, "borta @U-BO idag")
    assert said(office.says(anna, "tillbaka @U-BO")) is Said.BACK_THAT_DAY
    with store.read() as tx:
        assert people.away_on(tx, date(2026, 11, 23)) == {anna.id}
    assert said(office.says(anna, "tillbaka @U-BO")) is Said.NOT_AWAY
    assert said(office.says(bo, "tillbaka @Nisse")) is Said.PERSON_UNKNOWN
    assert said(office.says(bo, "tillbaka någon gång")) is Said.DATE_UNCLEAR


def test_the_away_form_is_read_like_the_command(office: Office) -> None:
    bo = office.newsroom.bo
    fields = {"first_day": "2026-11-24", "last_day": "2026-11-25", "person": str(bo.id)}
    outcome = office.sends(office.newsroom.anna, FormKind.AWAY, fields)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person, outcome.say.last_day) == (
        Said.AWAY_SET,
        "Bo",
        date(2026, 11, 25),
    )


@pytest.mark.parametrize(
    ("fields", "field", "answer"),
    [
        ({"first_day": ""}, "first_day", Said.DATE_UNCLEAR),
        ({"first_day": "igår kanske"}, "first_day", Said.DATE_UNCLEAR),
        ({"first_day": "2026-11-24", "last_day": "2026-11-23"}, "last_day", Said.AWAY_BACKWARDS),
        ({"first_day": "2026-11-24", "last_day": "snart"}, "last_day", Said.DATE_UNCLEAR),
        ({"first_day": "2026-11-24", "person": "4711"}, "person", Said.PERSON_UNKNOWN),
        ({"first_day": "2026-11-24", "person": "anna"}, "person", Said.PERSON_UNKNOWN),
    ],
)
def test_a_fault_in_the_away_form_stands_beside_its_field(
    office: Office, fields: dict[str, str], field: str, answer: Said
) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.AWAY, fields)
    assert [(fault.field, fault.say.said) for fault in outcome.field_errors] == [(field, answer)]
    assert not outcome.changed


def test_what_she_says_of_herself_is_used_from_then_on(office: Office, store: Store) -> None:
    anna = office.newsroom.anna
    outcome = office.sends(
        anna, FormKind.SETTINGS, {"first_name": " Anna-Karin ", "alias": "Ankan", "duty_weekdays": "0,2,4"}
    )
    assert said(outcome) is Said.SETTINGS_SAVED
    number = office.comes()
    with store.read() as tx:
        renewed = people.get(tx, anna.id)
        assert renewed is not None
        mine = settings.my_settings(tx, office.book, renewed, at("2026-11-23 10:00"))
    assert (mine.person.first_name, mine.alias, mine.duty_weekdays) == ("Anna-Karin", "Ankan", (0, 2, 4))
    taken = office.says(anna, f"ta {number}")
    assert taken.say is not None
    assert taken.say.sign_off == "/Ankan"


@pytest.mark.parametrize(
    ("fields", "field", "answer"),
    [
        ({"first_name": ""}, "first_name", Said.NAME_MISSING),
        ({"first_name": "A" * 81}, "first_name", Said.TEXT_TOO_LONG),
        ({"first_name": "Anna", "alias": "A" * 81}, "alias", Said.TEXT_TOO_LONG),
        ({"first_name": "Anna", "duty_weekdays": "0,7"}, "duty_weekdays", Said.DATE_UNCLEAR),
        ({"first_name": "Anna", "duty_weekdays": "måndag"}, "duty_weekdays", Said.DATE_UNCLEAR),
    ],
)
def test_a_fault_in_the_settings_stands_beside_its_field(
    office: Office, fields: dict[str, str], field: str, answer: Said
) -> None:
    outcome = office.sends(office.newsroom.anna, FormKind.SETTINGS, fields)
    assert [(fault.field, fault.say.said) for fault in outcome.field_errors] == [(field, answer)]


def test_the_app_home_shows_what_waits_what_is_hers_and_a_supervisors_week(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    late = office.comes("2026-11-23 08:00")
    mine = office.comes("2026-11-24 09:00")
    office.act(office.newsroom.anna, Action.CLAIM, mine, "2026-11-24 09:05")
    with office.store.read() as tx:
        hers = app_home.home(tx, office.book, office.newsroom.anna, at("2026-11-24 09:30"))
        cecilias = app_home.home(tx, office.book, office.newsroom.cecilia, at("2026-11-24 09:30"))
    assert [line.number for line in hers.mine] == [mine]
    assert not hers.supervises
    (unit,) = hers.units
    assert ([line.number for line in unit.waiting], unit.waiting_total, unit.week) == ([late, mine], 2, None)
    (unit,) = cecilias.units
    assert cecilias.supervises
    assert unit.week is not None
    assert (unit.week.received, unit.week.late, unit.week.waiting) == (2, 1, 1)
    assert cecilias.weeks[0] == "2026-W47"
