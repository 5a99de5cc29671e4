"""A unit gets another name, channel or language, or ends: from chat, by whoever runs it (M34, U07)."""

import pytest

from bot.chat.forms.units import ahead
from bot.texts import LANGUAGES, texts
from db import accounts, changes, crises, managed_units, people, places, rounds
from db.register import sync
from db.store import Store
from db.words import ChangeAction, CrisisHours, CrisisState, NoticeKind, Role, RoundState
from handlers.desk import Action
from handlers.managing import unit_changes
from handlers.managing.form import UnitForm, UnitFormKind
from handlers.outcome import Outcome, Said
from tests.newsroom import ADDED, REGISTER
from tests.stories.desk import Desk
from tests.stories.managing import opens, page, sends, shown
from tests.stories.office import MONDAY, Office, at, said

BATHS = {"name": "Simhallarna", "channel": "C-SIM"}
SV = texts("sv")


def with_baths(office: Office) -> int:
    """Cecilia runs another unit as well; its id."""
    sends(office, UnitFormKind.UNIT_ADD, **BATHS)
    with office.store.read() as tx:
        unit = accounts.unit_by_slug(tx, "simhallarna")
    assert unit is not None
    return unit.id


def ends(office: Office, when: str = MONDAY) -> Outcome:
    return sends(office, UnitFormKind.UNIT_END, when=when, why="Slås ihop")


def test_a_unit_gets_another_name_channel_and_language_that_outlive_a_restart(
    office: Office, store: Store
) -> None:
    """M34: the unit's own, with a named log; the configuration does not change it back."""
    given = {"name": "Kultur och  fritid", "channel": "C-KOF", "language": "en"}
    outcome = sends(office, UnitFormKind.UNIT_CHANGE, **given)
    assert outcome.say is not None
    assert SV.say(outcome.say).startswith("Kultur och fritid arbetar i den nya kanalen från nu")
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)
        unit = accounts.unit_by_channel(tx, "slack", "C-KOF")
        assert unit is not None
        assert (unit.slug, unit.name, unit.language) == ("kultur", "Kultur och fritid", "en")
    said_so = [SV.managing.change(row, shown(office, "log").zone) for row in shown(office, "log").changes]
    assert [line.partition(": ")[2] for line in said_so] == [
        "språk: engelska (var som hela organisationen).",
        "kanal: C-KOF (var C-KULTUR).",
        "namn: Kultur och fritid (var Kultur).",
    ]


def test_what_is_left_as_it_is_makes_no_line_in_the_log(office: Office) -> None:
    sends(office, UnitFormKind.UNIT_CHANGE, name="Kultur", channel="C-KULTUR", language="organisation")
    assert shown(office, "log").changes == ()


@pytest.mark.parametrize(
    ("given", "field", "answer"),
    [
        ({"name": " "}, "name", Said.UNIT_NAME_MISSING),
        ({"name": "simhallarna"}, "name", Said.UNIT_THERE_ALREADY),
        ({"name": "x" * 201}, "name", Said.TEXT_TOO_LONG),
        ({"channel": "C-SIM"}, "channel", Said.CHANNEL_TAKEN),
        ({"channel": "#kultur"}, "channel", Said.CHANNEL_MISSING),
        ({"language": "fi"}, "language", Said.LANGUAGE_UNKNOWN),
    ],
)
def test_what_cannot_stand_is_said_beside_its_field_and_nothing_changes(
    office: Office, given: dict[str, str], field: str, answer: Said
) -> None:
    with_baths(office)
    refused = sends(office, UnitFormKind.UNIT_CHANGE, **{"name": "Kultur", **given})
    assert [(fault.field, fault.say.said) for fault in refused.field_errors] == [(field, answer)]
    assert shown(office, "log").changes == ()


def test_only_its_supervisor_changes_or_ends_a_unit(office: Office) -> None:
    with_baths(office)
    for kind, fields in ((UnitFormKind.UNIT_CHANGE, {"name": "X"}), (UnitFormKind.UNIT_END, {})):
        assert said(opens(office, kind, by="anna")) is Said.NOT_ALLOWED
        assert said(sends(office, kind, by="anna", **fields)) is Said.NOT_ALLOWED


def test_what_the_end_means_is_told_first_and_then_it_is_so(office: Office, store: Store) -> None:
    """U07: who leaves, what nobody looks at any more; what was written and done stays."""
    baths = with_baths(office)
    with store.write() as tx:
        places.set_roles(tx, office.newsroom.bo.id, baths, [Role.EDITOR])
    number = office.comes(MONDAY)
    office.act(office.newsroom.anna, Action.ANSWER, number)
    form = opens(office, UnitFormKind.UNIT_END).unit_form
    assert isinstance(form, UnitForm)
    assert ahead(form, SV) == (
        "Ingen kommentar väntar på svar där.",
        "3 konton bevakas inte längre: Kulturskolans Facebook, Museets Instagram och Museibloggen. Flytta "
        "först de som ska bevakas till en annan enhet.",
        "Inte längre med i Svarsvakt, för de är inte med i någon annan enhet: Anna Berg.",
        "Är kvar i en annan enhet: Bo Ek och Cecilia Lind.",
    )
    assert said(ends(office)) is Said.UNIT_ENDED
    with store.write() as tx:
        sync(tx, REGISTER, ADDED)  # the configuration still names it
        assert [unit.slug for unit in accounts.units(tx)] == ["simhallarna"]
        assert accounts.accounts(tx) == ()
        assert {one.first_name for one in people.everybody(tx)} == {"Bo", "Cecilia"}
        assert [row.why for row in changes.latest(tx, [office.newsroom.unit.id], limit=1)] == ["Slås ihop"]
        noted = [row.action for row in changes.latest(tx, [office.newsroom.unit.id])]
    assert noted.count(ChangeAction.UNIT_ENDED) == 1
    assert noted.count(ChangeAction.PERSON_ENDED) == noted.count(ChangeAction.ACCOUNT_ENDED) == 3
    assert not office.comment(number).is_open


def test_the_last_unit_stays_and_the_page_does_not_offer_to_end_it(office: Office) -> None:
    assert not shown(office, "people").may_end
    assert said(opens(office, UnitFormKind.UNIT_END)) is Said.LAST_UNIT
    assert said(ends(office)) is Said.LAST_UNIT
    with_baths(office)
    assert shown(office, "people").may_end


def test_a_unit_where_somebody_waits_for_an_answer_does_not_end(office: Office) -> None:
    """U07: nobody from the public is forgotten in it."""
    with_baths(office)
    number = office.comes(MONDAY)
    for outcome in (opens(office, UnitFormKind.UNIT_END), ends(office)):
        assert outcome.say is not None
        assert SV.say(outcome.say) == (
            "1 kommentar i Kultur väntar fortfarande på svar. När den är klar kan enheten avslutas."
        )
    office.act(office.newsroom.anna, Action.ACKNOWLEDGE, number)
    assert said(ends(office)) is Said.UNIT_HAS_OPEN
    office.act(office.newsroom.anna, Action.ANSWER, number)
    assert said(ends(office)) is Said.UNIT_ENDED
    assert isinstance(page(office, "people"), Outcome)


def test_a_unit_in_a_crisis_does_not_end(office: Office) -> None:
    with_baths(office)
    with office.store.write() as tx:
        crises.add(
            tx, unit_id=office.newsroom.unit.id, state=CrisisState.RUNNING, why="Branden", account_ids=[1],
            every_minutes=60, hours=CrisisHours.WORKING, ends_at=at("2026-11-24 12:00"), started_by=1,
            started_at=at(MONDAY),
        )  # fmt: skip
    assert said(ends(office)) is Said.UNIT_IN_CRISIS


def test_a_unit_that_has_ended_calls_nobody_and_leaves_nothing_waiting(desk: Desk, office: Office) -> None:
    """M17: no round after the end, and none that the clock finds again at every tick."""
    with_baths(office)
    desk.run("2026-11-23 08:00", "2026-11-23 10:00")
    assert said(ends(office)) is Said.UNIT_ENDED
    before = len(desk.told(NoticeKind.ROUND))
    desk.run("2026-11-23 10:05", "2026-11-24 16:00", step_minutes=30)
    kultur = [row for row in desk.told(NoticeKind.ROUND)[before:] if row[1] == "kultur"]
    assert kultur == []
    with office.store.read() as tx:
        left = rounds.of_days(tx, [office.newsroom.unit.id], [at(MONDAY).date()])
    assert {row.state for row in left} <= {RoundState.MISSED, RoundState.DONE}
    assert desk.gaps("2026-11-24 16:00") == []


def test_a_name_that_an_ended_unit_had_can_be_given_again(office: Office, store: Store) -> None:
    with_baths(office)
    ends(office)
    with store.write() as tx:
        assert managed_units.slugs(tx) == {"kultur", "simhallarna"}
        places.set_roles(tx, office.newsroom.cecilia.id, 2, [Role.SUPERVISOR])


def test_the_languages_to_choose_are_those_the_bot_speaks() -> None:
    assert set(unit_changes.LANGUAGES) == set(LANGUAGES)
