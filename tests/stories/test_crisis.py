"""A fire in the house of culture: more looks, earlier warnings, a named start and a sure end (M18)."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from db import crises
from db import rounds as rounds_table
from db.rows import Crisis, Person, Round
from db.words import CrisisState, NoticeKind, NoticeState, RoundState
from handlers import crisis as crisis_desk
from handlers import rounds as rounds_desk
from handlers.content import RoundContent
from handlers.crisis_content import CrisisContent
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.office import STOCKHOLM, Office, at, said

FIRE = {
    "why": "Branden i Kulturhuset",
    "every": "60",
    "hours": "working",
    "ends_at": "2026-11-25 16:30",
}


def wish(office: Office, **changes: str) -> dict[str, str]:
    """The form, filled in for Facebook."""
    return {**FIRE, "accounts": str(office.newsroom.facebook.id), **changes}


def starts(office: Office, when: str = "2026-11-23 10:00", **changes: str) -> Outcome:
    unit = office.newsroom.unit.id
    return office.sends(
        office.newsroom.cecilia, FormKind.CRISIS, wish(office, **changes), number=unit, when=when
    )


def running(office: Office) -> Crisis:
    with office.store.read() as tx:
        return crises.running(tx)[office.newsroom.unit.id]


def looks(office: Office, day: str) -> list[Round]:
    """The day's rounds that were called because of a crisis."""
    with office.store.read() as tx:
        found = rounds_table.of_days(tx, [office.newsroom.unit.id], [date.fromisoformat(day)])
    return [row for row in found if row.crisis_id is not None]


def clocks(rows: list[Round]) -> list[str]:
    return [row.at.astimezone(STOCKHOLM).strftime("%H:%M") for row in rows]


def test_a_supervisor_starts_it_and_the_unit_is_called_to_look_every_hour_at_least(office: Office) -> None:
    """M18: watched more often in a crisis; the day's own rounds count among the looks."""
    office.tick("2026-11-23 07:00")
    outcome = starts(office)
    assert said(outcome) is Said.CRISIS_STARTED
    assert outcome.say is not None
    assert outcome.say.at == at("2026-11-25 16:30")
    assert clocks(looks(office, "2026-11-23")) == ["10:00", "10:50", "11:40", "13:20", "14:10", "15:45"]
    office.tick("2026-11-24 00:05")
    assert clocks(looks(office, "2026-11-24")) == ["09:30", "10:30", "11:30", "13:20", "14:10", "15:45"]


def test_its_start_has_a_name_and_is_told_in_the_channel_and_to_who_else_decides(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    starts(office)
    told = office.all_notices("crisis:")
    unit, bo = f"unit:{office.newsroom.unit.id}", f"person:{office.newsroom.bo.id}"
    assert {row.recipient for row in told if "started" in row.key} == {unit, bo}
    shown = office.shows(next(row for row in told if row.recipient == unit))
    assert isinstance(shown, CrisisContent)
    assert (shown.line.started_by, shown.line.why) == ("Cecilia", "Branden i Kulturhuset")
    assert shown.line.accounts == ("Kulturskolans Facebook",)


@pytest.mark.parametrize(
    ("end", "fault"),
    [
        ("", Said.CRISIS_END_MISSING),
        ("2026-11-23 09:00", Said.CRISIS_END_PASSED),
        ("2026-12-24 12:00", Said.CRISIS_TOO_LONG),
        ("när det är över", Said.TIME_UNCLEAR),
    ],
)
def test_without_a_sure_end_it_is_not_started(office: Office, end: str, fault: Said) -> None:
    """B04, M18: a crisis always has an end."""
    outcome = starts(office, ends_at=end)
    assert [(error.field, error.say.said) for error in outcome.field_errors] == [("ends_at", fault)]
    with office.store.read() as tx:
        assert crises.running(tx) == {}


def test_an_editor_may_ask_and_a_supervisor_starts_it_with_what_was_asked_for(office: Office) -> None:
    """M18: only supervisors and their deputies start it; anyone may ask for it."""
    unit, anna = office.newsroom.unit.id, office.newsroom.anna
    asked = office.sends(anna, FormKind.CRISIS, wish(office, ends_at="2026-11-24 12:00"), number=unit)
    assert said(asked) is Said.CRISIS_ASKED
    assert asked.say is not None
    assert asked.say.people == ("Cecilia", "Bo")
    with office.store.read() as tx:
        assert crises.running(tx) == {}
    told = office.all_notices("crisis:")[0]
    shown = office.shows(told)
    assert isinstance(shown, CrisisContent)
    assert (shown.line.asked_by, shown.decides) == ("Anna", True)
    opened = decides(office, office.newsroom.cecilia, shown.line.id)
    assert opened.form is not None
    assert opened.form.crisis is not None
    assert opened.form.crisis.why == "Branden i Kulturhuset"
    started = office.sends(
        office.newsroom.cecilia, FormKind.CRISIS_CHANGE, wish(office, every="30"), number=shown.line.id
    )
    assert said(started) is Said.CRISIS_STARTED
    now = running(office)
    assert (now.started_by, now.asked_by, now.every_minutes) == (office.newsroom.cecilia.id, anna.id, 30)


def decides(office: Office, person: Person, number: int) -> Outcome:
    with office.store.write() as tx:
        return crisis_desk.open_change(tx, office.book, person, number, at("2026-11-23 10:05"))


def ends(office: Office, person: Person, number: int, when: str) -> Outcome:
    with office.store.write() as tx:
        return crisis_desk.end_now(tx, office.book, person=person, crisis_id=number, now=at(when))


def test_what_was_asked_for_and_is_not_needed_is_declined_and_who_asked_hears(office: Office) -> None:
    unit, anna = office.newsroom.unit.id, office.newsroom.anna
    office.sends(anna, FormKind.CRISIS, wish(office), number=unit)
    number = int((office.all_notices("crisis:")[0].detail or "").split()[1])
    assert said(ends(office, anna, number, "2026-11-23 10:02")) is Said.NOT_ALLOWED
    assert said(ends(office, office.newsroom.cecilia, number, "2026-11-23 10:05")) is Said.CRISIS_DECLINED
    assert [row.recipient for row in office.all_notices(f"crisis:{number}:declined")] == [f"person:{anna.id}"]


def test_an_editor_can_neither_change_nor_end_it(office: Office) -> None:
    starts(office)
    number, anna = running(office).id, office.newsroom.anna
    assert said(decides(office, anna, number)) is Said.NOT_ALLOWED
    assert said(office.says(anna, "kris slut")) is Said.NOT_ALLOWED
    shown = office.says(anna, "kris").content
    assert isinstance(shown, CrisisContent)
    assert not shown.decides


def test_one_at_a_time_in_a_unit(office: Office) -> None:
    starts(office)
    again = starts(office, "2026-11-23 10:30", why="Festivalen")
    assert said(again) is Said.CRISIS_RUNS
    assert again.say is not None
    assert (again.say.person, again.say.text) == ("Cecilia", "Branden i Kulturhuset")


def test_a_look_is_a_look_whoever_called_for_it(office: Office) -> None:
    """A crisis's look counts in the day's own round for its account, and the other way about."""
    office.tick("2026-11-23 07:00")
    office.tick("2026-11-23 08:30")
    starts(office)
    office.tick("2026-11-23 10:00")
    with office.store.write() as tx:
        (look,) = [row for row in rounds_table.begun(tx, at("2026-11-23 10:00")) if row.crisis_id]
        done = rounds_desk.confirm(
            tx, office.book, person=office.newsroom.anna, round_id=look.id, account_id=None,
            now=at("2026-11-23 10:05"),
        )  # fmt: skip
        assert done.say is not None
        assert done.say.count == 0
        own = rounds_table.of_days(tx, [office.newsroom.unit.id], [date(2026, 11, 23)])[0]
        seen = {row.account_id for row in rounds_table.confirmed(tx, [own.id])}
    assert seen == {office.newsroom.facebook.id}
    assert {row.state for row in looks(office, "2026-11-23")[:1]} == {RoundState.DONE}


def test_it_stands_on_every_round_and_its_own_ask_only_about_its_accounts(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    starts(office, "2026-11-23 08:00")
    office.tick("2026-11-23 08:30")
    office.tick("2026-11-23 09:30")
    called = {row.key: row for row in office.all_notices("round:")}
    own = office.shows(called["round:kultur:2026-11-23:1"], when="2026-11-23 09:30")
    extra = office.shows(called["round:kultur:2026-11-23:1002"], when="2026-11-23 09:30")
    assert isinstance(own, RoundContent)
    assert isinstance(extra, RoundContent)
    assert (own.crisis and own.crisis.why, own.extra, len(own.accounts)) == (
        "Branden i Kulturhuset",
        False,
        3,
    )
    assert (extra.extra, [account.name for account in extra.accounts]) == (True, ["Kulturskolans Facebook"])
    assert (own.number, own.planned) == (1, 3)


def test_it_ends_by_itself_and_nobody_is_called_after_that(office: Office) -> None:
    """M18: the end is sure, also when no clock turned meanwhile."""
    office.tick("2026-11-23 07:00")
    starts(office, ends_at="2026-11-23 13:00")
    assert clocks(looks(office, "2026-11-23")) == ["10:00", "10:50", "11:40"]
    office.tick("2026-11-23 13:01")
    with office.store.read() as tx:
        assert crises.running(tx) == {}
    (told, _) = office.all_notices("crisis:1:ended")
    shown = office.shows(told, when="2026-11-23 13:01")
    assert isinstance(shown, CrisisContent)
    assert (shown.line.over_by, shown.count and shown.count.planned) == (None, 3)


def test_ended_by_hand_what_was_planned_is_not_called_and_what_was_cut_short_counts_for_nobody(
    office: Office,
) -> None:
    office.tick("2026-11-23 07:00")
    starts(office)
    office.tick("2026-11-23 10:00")
    assert said(office.says(office.newsroom.cecilia, "kris slut", "2026-11-23 10:20")) is Said.CRISIS_ENDED
    assert clocks(looks(office, "2026-11-23")) == ["10:00"]
    shown = office.shows(office.all_notices("crisis:1:ended")[0], when="2026-11-23 10:21")
    assert isinstance(shown, CrisisContent)
    assert (shown.line.over_by, shown.count and shown.count.planned) == ("Cecilia", 0)


def test_prolonged_it_runs_on_and_the_question_whether_it_is_enough_is_asked_anew(office: Office) -> None:
    office.tick("2026-11-23 07:00")
    starts(office, ends_at="2026-11-24 12:00")
    (asks, *_) = office.all_notices("crisis:1:ending:1")
    assert asks.send_at == at("2026-11-24 10:00")
    changed = office.sends(
        office.newsroom.cecilia, FormKind.CRISIS_CHANGE,
        wish(office, ends_at="2026-11-26 12:00", every="120"),
        number=1, when="2026-11-23 11:00",
    )  # fmt: skip
    assert said(changed) is Said.CRISIS_CHANGED
    assert clocks(looks(office, "2026-11-23")) == ["10:00", "10:50", "13:45"]
    assert office.all_notices("crisis:1:ending:2")[0].send_at == at("2026-11-26 10:00")


@pytest.mark.parametrize(
    ("hours", "at_eight"), [("working", "2026-11-24 08:00"), ("long", "2026-11-23 20:00")]
)
def test_outside_hours_it_is_quiet_unless_the_crisis_says_otherwise(
    office: Office, hours: str, at_eight: str
) -> None:
    office.tick("2026-11-23 07:00")
    starts(office, hours=hours)
    number = office.comes("2026-11-23 20:00")
    (card,) = office.notices(number)
    assert card.send_at == at(at_eight)
    elsewhere = office.comes("2026-11-23 20:00", account=office.newsroom.instagram)
    assert office.notices(elsewhere)[0].send_at == at("2026-11-24 08:00")


def test_long_hours_call_from_seven_to_ten_in_the_evening_on_days_off_too(office: Office) -> None:
    office.tick("2026-11-27 07:00")
    starts(office, "2026-11-27 15:00", hours="long", every="180", ends_at="2026-11-30 12:00")
    assert clocks(looks(office, "2026-11-27")) == ["17:20", "19:40"]
    office.tick("2026-11-28 00:10")
    assert clocks(looks(office, "2026-11-28")) == ["07:00", "10:00", "13:00", "16:00", "19:00"]


def test_a_form_with_nothing_in_it_says_what_is_missing_beside_each_field(office: Office) -> None:
    outcome = starts(office, accounts="", why="", ends_at="")
    faults: Mapping[str, Said] = {error.field: error.say.said for error in outcome.field_errors}
    assert faults == {
        "accounts": Said.CRISIS_ACCOUNTS_MISSING,
        "why": Said.CRISIS_WHY_MISSING,
        "ends_at": Said.CRISIS_END_MISSING,
    }


def test_another_units_editor_can_neither_start_nor_ask(office: Office) -> None:
    with office.store.write() as tx:
        stranger = crisis_desk.open_form(tx, office.book, office.newsroom.anna, 999, at("2026-11-23 10:00"))
    assert said(stranger) is Said.NOT_ALLOWED


def test_news_that_is_no_longer_true_is_not_told(office: Office) -> None:
    """Asked for and declined before anybody came to work: nobody is asked any more."""
    unit, anna = office.newsroom.unit.id, office.newsroom.anna
    office.sends(anna, FormKind.CRISIS, wish(office), number=unit, when="2026-11-22 20:00")
    (row, *_) = office.all_notices("crisis:")
    assert (row.kind, row.send_at, row.state) == (
        NoticeKind.CRISIS, at("2026-11-23 08:00"), NoticeState.PENDING,
    )  # fmt: skip
    with office.store.read() as tx:
        crisis = crises.get(tx, 1)
    assert crisis is not None
    assert crisis.state is CrisisState.ASKED


def test_what_was_asked_for_is_not_started_over_the_crisis_that_runs(office: Office) -> None:
    """M18: one at a time; the one that runs ends by who ends it, never silently by the next."""
    when, unit = "2026-11-23 09:00", office.newsroom.unit.id
    office.sends(
        office.newsroom.anna, FormKind.CRISIS, wish(office, why="Strömavbrott"), number=unit, when=when
    )
    starts(office)
    fire = running(office)
    cecilia, change = office.newsroom.cecilia, FormKind.CRISIS_CHANGE
    tried = office.sends(cecilia, change, wish(office), number=fire.id - 1, when="2026-11-23 10:05")
    assert said(tried) is Said.CRISIS_RUNS
    assert running(office) == fire


def test_two_that_were_asked_for_and_are_started_at_once_are_not_both_started(office: Office) -> None:
    """M18: whoever is second hears that one runs."""
    unit, cecilia = office.newsroom.unit.id, office.newsroom.cecilia
    for _ in range(2):
        office.sends(office.newsroom.anna, FormKind.CRISIS, wish(office), number=unit)
    together = Barrier(2, timeout=60)

    def begins(number: int) -> Outcome:
        together.wait()
        return office.sends(cecilia, FormKind.CRISIS_CHANGE, wish(office), number=number)

    with ThreadPoolExecutor(2) as pool:
        found = sorted(str(said(one)) for one in pool.map(begins, [1, 2]))
    assert found == sorted([Said.CRISIS_STARTED, Said.CRISIS_RUNS])
