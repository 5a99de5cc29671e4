"""A person's own calendar: what stands in it, who can read it, and that other programs read it (U21)."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.calendar_door import CalendarAnswer, CalendarDoor
from bot.ical import ical
from bot.texts import texts
from db import people, places
from db.models import calendar_links
from db.register import sync
from db.words import Role
from handlers import calendar_link
from handlers.duty_calendar import person_calendar
from handlers.outcome import Outcome, Said
from tests.newsroom import REGISTER
from tests.stories.office import Office, at, said

MONDAY = "2026-05-11 10:00"
HERE = "https://svarsvakt.exempelstad.example"


@pytest.fixture
def reachable(office: Office) -> Office:
    """Anna has Mondays and Fridays, and calendars reach the bot."""
    with office.store.write() as tx:
        calendar_link.note_address(tx, HERE, at(MONDAY))
        people.set_details(tx, office.newsroom.anna.id, duty_weekdays=(0, 4))
        people.set_details(tx, office.newsroom.bo.id, duty_weekdays=(1, 2))
    return office


def secret(outcome: Outcome) -> str:
    assert outcome.say is not None
    found = re.fullmatch(rf"{HERE}/calendar/(.+)", outcome.say.text or "")
    assert found is not None
    return found[1]


def asks(office: Office, name: str, known: str | None = None, when: str = MONDAY) -> CalendarAnswer:
    door = CalendarDoor(
        office.store, book=lambda: office.book, clock=lambda: at(when), texts=lambda _: texts("sv")
    )
    return door(name, known)


def unfolded(body: bytes) -> list[str]:
    text = body.decode()
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def events(body: bytes) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    for line in unfolded(body):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found:
            found[-1][name] = value
    return found


def of_day(body: bytes, day: str) -> list[str]:
    return [
        event["SUMMARY"]
        for event in events(body)
        if day in (event.get("DTSTART;VALUE=DATE", ""), event.get("DTSTART", "")[:8])
    ]


def test_it_holds_her_days_on_duty_their_rounds_and_the_days_off(reachable: Office) -> None:
    """U21: duty is where people plan their days."""
    body = asks(reachable, secret(reachable.says(reachable.newsroom.anna, "kalender", MONDAY))).body
    assert of_day(body, "20260511") == ["Jour: Kultur"] + ["Dags för en koll: Kultur"] * 3
    assert of_day(body, "20260512") == []
    assert of_day(body, "20260513") == ["Dagen före Kristi himmelsfärdsdag\\, kort dag: stänger 12.00"]
    assert of_day(body, "20260514") == ["Kristi himmelsfärdsdag"]
    first = next(event for event in events(body) if event["SUMMARY"].startswith("Dags"))
    assert (first["DTSTART"], first["DTEND"]) == ("20260511T063000Z", "20260511T064500Z")


def test_a_swap_is_in_it_the_next_time_it_is_read(reachable: Office) -> None:
    bo = reachable.newsroom.bo
    name = secret(reachable.says(bo, "kalender", MONDAY))
    assert of_day(asks(reachable, name).body, "20260515") == []
    reachable.says(bo, "jour ta 15 maj", MONDAY)
    assert of_day(asks(reachable, name).body, "20260515")[0] == "Jour: Kultur"


def test_days_away_are_days_without_duty(reachable: Office) -> None:
    name = secret(reachable.says(reachable.newsroom.anna, "kalender", MONDAY))
    reachable.says(reachable.newsroom.anna, "borta 15 maj 22 maj", MONDAY)
    body = asks(reachable, name).body
    assert [of_day(body, day) for day in ("20260515", "20260518", "20260522")] == [[], [], []]
    assert of_day(body, "20260525")[0] == "Jour: Kultur"


def test_renewed_the_old_address_leads_nowhere(reachable: Office) -> None:
    anna = reachable.newsroom.anna
    old = secret(reachable.says(anna, "kalender", MONDAY))
    assert asks(reachable, old).status == 200
    assert said(reachable.says(anna, "kalender", MONDAY)) is Said.CALENDAR_THERE
    new = secret(reachable.says(anna, "kalender ny", MONDAY))
    assert [asks(reachable, each).status for each in (old, new)] == [404, 200]
    assert said(reachable.says(anna, "kalender av", MONDAY)) is Said.CALENDAR_REMOVED
    assert asks(reachable, new).status == 404
    assert said(reachable.says(anna, "kalender av", MONDAY)) is Said.CALENDAR_NONE


def test_the_store_does_not_hold_the_secret(reachable: Office) -> None:
    name = secret(reachable.says(reachable.newsroom.anna, "kalender", MONDAY))
    with reachable.store.read() as tx:
        stored = tx.execute(calendar_links.select()).one()
    assert name.removesuffix(".ics") not in repr(stored)
    assert len(name) > 40


@pytest.mark.parametrize("name", ["", ".ics", "x.ics", "a" * 5000 + ".ics", "../metrics", "%00.ics"])
def test_what_is_no_address_is_not_found(reachable: Office, name: str) -> None:
    assert asks(reachable, name) == CalendarAnswer(status=404)


def test_who_has_left_has_no_calendar_any_more(reachable: Office) -> None:
    from db.models import people as people_table

    name = secret(reachable.says(reachable.newsroom.anna, "kalender", MONDAY))
    with reachable.store.write() as tx:
        tx.execute(people_table.update().values(active=False))
    assert asks(reachable, name).status == 404


def test_a_reader_that_has_it_already_is_told_so(reachable: Office) -> None:
    name = secret(reachable.says(reachable.newsroom.anna, "kalender", MONDAY))
    first = asks(reachable, name)
    again = asks(reachable, name, first.headers["ETag"], when="2026-05-11 15:00")
    assert (again.status, again.body) == (304, b"")
    reachable.says(reachable.newsroom.anna, "borta 15 maj", MONDAY)
    assert asks(reachable, name, first.headers["ETag"]).status == 200


def test_without_a_place_that_calendars_reach_she_hears_whom_to_ask(office: Office) -> None:
    assert said(office.says(office.newsroom.anna, "kalender", MONDAY)) is Said.CALENDAR_NO_ADDRESS
    assert said(office.says(office.newsroom.anna, "kalender sen", MONDAY)) is Said.UNKNOWN_COMMAND


def test_every_line_is_short_whole_and_escaped(office: Office) -> None:
    """RFC 5545, sections 3.1 and 3.3.11: at most 75 octets a line, no letter cut, separators escaped."""
    from db.models import units

    with office.store.write() as tx:
        hostile = 'Åäö, "Kultur"; \\ och\nEND:VCALENDAR ' + "é👩‍👩‍👧" * 30
        tx.execute(units.update().values(name=hostile[:200]))
    with office.store.read() as tx:
        person = people.get(tx, office.newsroom.anna.id)
        assert person is not None
        body = ical(person_calendar(tx, office.book, person, at(MONDAY)), texts("sv"))
    assert max(len(line) for line in body.split(b"\r\n")) <= 75
    lines = unfolded(body)
    assert (lines.count("END:VCALENDAR"), lines.count("BEGIN:VEVENT")) == (1, lines.count("END:VEVENT"))
    summary = next(line for line in lines if line.startswith("SUMMARY:Jour"))
    assert summary.startswith('SUMMARY:Jour: Åäö\\, "Kultur"\\; \\\\ och\\nEND:VCALENDAR é👩‍👩‍👧')
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(uids) == len(set(uids))


def test_its_stamp_is_the_days_so_that_it_is_the_same_all_day(office: Office) -> None:
    with office.store.read() as tx:
        person = people.get(tx, office.newsroom.anna.id)
        assert person is not None
        early, late = (
            ical(
                person_calendar(tx, office.book, person, datetime(2026, 5, 11, hour, tzinfo=UTC)), texts("sv")
            )
            for hour in (5, 20)
        )
    assert early == late


def test_who_has_left_and_comes_back_has_no_old_address(reachable: Office) -> None:
    """U21: an address that somebody may have kept does not come to life again with her."""
    bo, unit = reachable.newsroom.bo, reachable.newsroom.unit.id
    name = secret(reachable.says(bo, "kalender", MONDAY))
    assert asks(reachable, name).status == 200
    with reachable.store.write() as tx:
        places.end(tx, bo.id)
        places.begin_again(tx, bo.id, None)
        places.set_roles(tx, bo.id, unit, {Role.EDITOR})
    assert asks(reachable, name).status == 404


def test_who_leaves_by_the_configuration_and_comes_back_has_no_old_address_either(reachable: Office) -> None:
    bo = reachable.newsroom.bo
    name = secret(reachable.says(bo, "kalender", MONDAY))
    without = replace(
        REGISTER,
        people=tuple(person for person in REGISTER.people if person.slug != "bo"),
        units=tuple(replace(unit, editors=("anna",)) for unit in REGISTER.units),
        accounts=tuple(replace(account, deputy=None) for account in REGISTER.accounts),
    )
    with reachable.store.write() as tx:
        sync(tx, without, at(MONDAY))
        sync(tx, REGISTER, at(MONDAY))
    assert asks(reachable, name).status == 404
