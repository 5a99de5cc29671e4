"""On-call outside hours for what cannot wait: nobody, until a supervisor says who (U21, M30)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from bot.texts import texts
from db import on_calls, places
from db.rows import Person
from db.words import Ground, NoticeKind
from handlers.desk import Action
from handlers.duty_content import DutyWeekContent, OnCallContent, OnCallEndedContent
from handlers.outcome import Outcome, Said
from tests.stories.desk import Desk
from tests.stories.office import Office, at, said

MONDAY = "2026-11-23 10:00"
EVENING = "2026-11-23 22:00"


def marks(office: Office, person: Person, when: str = EVENING) -> tuple[int, Outcome]:
    number = office.comes("2026-11-23 21:50", text="Jag vet var ni bor")
    return number, office.act(person, Action.URGENT, number, when, ground=Ground.THREAT)


def test_without_anybody_on_call_nobody_is_disturbed(office: Office) -> None:
    """U21: on-call is off by default."""
    shown = office.says(office.newsroom.anna, "beredskap", MONDAY).content
    assert isinstance(shown, OnCallContent)
    assert texts("sv").duty.on_call_heading(shown).startswith("Kultur: ingen har beredskap")
    marks(office, office.newsroom.anna)
    assert {row.send_at for row in office.all_notices("urgent:")} == {at("2026-11-24 08:00")}


def test_who_is_on_call_hears_at_once_and_the_others_in_the_morning(office: Office) -> None:
    """U21: a threat at 22:00 reaches who is on call at 22:00."""
    bo, cecilia = office.newsroom.bo, office.newsroom.cecilia
    assert said(office.says(cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)) is Said.ON_CALL_SET
    _, outcome = marks(office, office.newsroom.anna)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.person, outcome.say.people) == (
        Said.URGENT_ON_CALL,
        "Bo",
        ("Cecilia",),
    )
    assert (
        texts("sv")
        .say(outcome.say)
        .startswith(
            "Kommentar 1 är markerad som brådskande. Chatten visar varken avsändare eller text längre. Bo "
            "har beredskap och får veta det nu, Cecilia tisdag 24 november kl. 08.00. "
        )
    )
    assert [(row.recipient, row.send_at) for row in office.all_notices("urgent:")] == [
        (f"person:{bo.id}", at(EVENING)),
        (f"person:{cecilia.id}", at("2026-11-24 08:00")),
    ]


def test_it_leaves_outside_hours_and_the_auditor_finds_nothing_wrong(desk: Desk, office: Office) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    (number,) = desk.receive("2026-11-23 21:50")
    office.act(office.newsroom.anna, Action.URGENT, number, EVENING)
    desk.run(EVENING, "2026-11-24 09:00")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.URGENT)] == [
        ("Mon 22:00", "bo"),
        ("Tue 08:00", "cecilia"),
    ]
    assert desk.gaps("2026-11-24 09:00") == []


def test_in_working_time_on_call_changes_nothing(office: Office) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-ANNA 23/11", MONDAY)
    number = office.comes(MONDAY)
    outcome = office.act(office.newsroom.bo, Action.URGENT, number, MONDAY)
    assert said(outcome) is Said.URGENT
    assert [row.recipient for row in office.all_notices("urgent:")] == [
        f"person:{office.newsroom.cecilia.id}"
    ]


def test_who_is_on_call_and_marks_it_herself_is_not_told(office: Office) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11", MONDAY)
    _, outcome = marks(office, office.newsroom.bo)
    assert said(outcome) is Said.URGENT


def test_overlapping_on_call_is_refused_with_who_has_it_and_how_to_end_it(office: Office) -> None:
    cecilia = office.newsroom.cecilia
    office.says(cecilia, "beredskap @U-BO 14/12 18/12", MONDAY)
    outcome = office.says(cecilia, "beredskap @U-ANNA 18/12 20/12", MONDAY)
    assert outcome.say is not None
    assert texts("sv").say(outcome.say) == (
        "Bo har redan beredskap 14–18 december, och bara en kan ha den. Välj andra dagar, eller skriv "
        "”beredskap av 2026-12-14” först."
    )
    assert said(office.says(cecilia, outcome.say.text or "", MONDAY)) is Said.ON_CALL_ENDED
    assert said(office.says(cecilia, "beredskap @U-ANNA 18/12 20/12", MONDAY)) is Said.ON_CALL_SET
    week = office.says(office.newsroom.anna, "jour 18 december", MONDAY).content
    assert isinstance(week, DutyWeekContent)
    assert [texts("sv").duty.on_call(line) for line in week.on_call] == ["Beredskap 18–20 december: Anna"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("beredskap @Nisse 14/12", Said.PERSON_UNKNOWN),
        ("beredskap @U-BO", Said.DATE_UNCLEAR),
        ("beredskap @U-BO sen", Said.DATE_UNCLEAR),
        ("beredskap @U-BO 2026-12-18 2026-12-14", Said.AWAY_BACKWARDS),
        ("beredskap @U-BO 2026-11-01 2026-11-02", Said.DUTY_DAY_PASSED),
        ("beredskap @U-BO 2026-12-01 2027-02-01", Said.ON_CALL_LONG),
        ("beredskap av 14/12", Said.ON_CALL_NONE),
        ("beredskap av", Said.DATE_UNCLEAR),
    ],
)
def test_what_cannot_be_gets_a_friendly_answer(office: Office, text: str, answer: Said) -> None:
    outcome = office.says(office.newsroom.cecilia, text, MONDAY)
    assert (said(outcome), outcome.changed) == (answer, False)


def test_only_a_supervisor_says_who_is_on_call(office: Office) -> None:
    assert said(office.says(office.newsroom.anna, "beredskap @U-ANNA 14/12", MONDAY)) is Said.NOT_ALLOWED


def test_who_has_left_the_unit_is_not_called_out_for_it(office: Office) -> None:
    """U18, U21: what cannot wait is for the unit's own people; who works elsewhere now is not told of it."""
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    with office.store.write() as tx:
        places.set_roles(tx, office.newsroom.bo.id, office.newsroom.unit.id, ())
        places.let_accounts_go(tx, office.newsroom.bo.id, office.newsroom.unit.id)
    _, outcome = marks(office, office.newsroom.anna)
    assert said(outcome) is Said.URGENT_NEXT
    assert {row.recipient for row in office.all_notices("urgent:")} == {
        f"person:{office.newsroom.cecilia.id}"
    }


def test_who_is_away_is_not_called_out(office: Office) -> None:
    """U21: nobody is called on a day that she is marked away."""
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    office.says(office.newsroom.bo, "borta 23/11", MONDAY)
    marks(office, office.newsroom.anna)
    assert f"person:{office.newsroom.bo.id}" not in {row.recipient for row in office.all_notices("urgent:")}


def test_two_who_are_named_at_once_are_not_both_on_call(office: Office) -> None:
    """U21: one at a time, also when two supervisors say so in the same moment."""
    together = Barrier(2, timeout=60)

    def names(whom: str) -> Outcome:
        together.wait()
        return office.says(office.newsroom.cecilia, f"beredskap {whom} 23/11 29/11", MONDAY)

    for _ in range(5):
        with ThreadPoolExecutor(2) as pool:
            found = sorted(str(said(one)) for one in pool.map(names, ["@U-BO", "@U-ANNA"]))
        assert found == sorted([Said.ON_CALL_SET, Said.ON_CALL_OVERLAP])
        assert said(office.says(office.newsroom.cecilia, "beredskap av 23/11", MONDAY)) is Said.ON_CALL_ENDED


def test_who_has_left_the_unit_is_on_call_no_more_and_the_supervisor_hears_which_days_are_open(
    desk: Desk, office: Office
) -> None:
    """U21: what has passed stays, what is left ends, and nobody has to find out at night."""
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    office.says(office.newsroom.cecilia, "beredskap @U-BO 14/12 18/12", MONDAY)
    desk.run("2026-11-25 10:00", "2026-11-25 10:05")
    assert desk.told(NoticeKind.ON_CALL_ENDED) == []
    with office.store.write() as tx:
        places.set_roles(tx, office.newsroom.bo.id, office.newsroom.unit.id, ())
        places.let_accounts_go(tx, office.newsroom.bo.id, office.newsroom.unit.id)
    desk.run("2026-11-25 10:10", "2026-11-25 10:30")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.ON_CALL_ENDED)] == [
        ("Wed 10:10", "cecilia")
    ] * 2
    with office.store.read() as tx:
        (past,) = on_calls.since(tx, [office.newsroom.unit.id], date(2026, 11, 23))
    assert (past.first_day, past.last_day) == (date(2026, 11, 23), date(2026, 11, 24))
    first, second = (office.shows(row) for row in office.all_notices("oncall:"))
    assert isinstance(first, OnCallEndedContent)
    assert isinstance(second, OnCallEndedContent)
    assert texts("sv").duty.on_call_ended(first) == (
        "Bo är inte kvar i Kultur, så ingen har beredskap 25–29 november. Så här säger du vem som har den i "
        "stället: ”beredskap @namn 2026-11-25 2026-11-29”."
    )
    assert "14–18 december" in texts("sv").duty.on_call_ended(second)


def test_who_leaves_in_the_evening_is_not_called_and_the_gap_is_told_in_the_morning(
    desk: Desk, office: Office
) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    desk.run("2026-11-23 16:00", "2026-11-23 16:00")
    with office.store.write() as tx:
        places.set_roles(tx, office.newsroom.bo.id, office.newsroom.unit.id, ())
        places.let_accounts_go(tx, office.newsroom.bo.id, office.newsroom.unit.id)
    desk.run("2026-11-23 20:00", "2026-11-24 09:00", step_minutes=30)
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.ON_CALL_ENDED)] == [
        ("Tue 08:00", "cecilia")
    ]


def test_who_is_on_call_and_then_marked_away_leaves_a_gap_that_is_told_once(
    desk: Desk, office: Office
) -> None:
    """U21: the supervisor hears when the gap arises, and how somebody else has those days."""
    cecilia = office.newsroom.cecilia
    office.says(cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    desk.run("2026-11-24 10:00", "2026-11-24 10:05")
    assert desk.told(NoticeKind.ON_CALL_ENDED) == []
    office.says(office.newsroom.bo, "borta 25/11 26/11", "2026-11-24 10:07")
    desk.run("2026-11-24 10:10", "2026-11-26 16:00", step_minutes=60)
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.ON_CALL_ENDED)] == [
        ("Tue 10:10", "cecilia")
    ]
    (row,) = office.all_notices("oncall:")
    shown = office.shows(row)
    assert isinstance(shown, OnCallEndedContent)
    assert texts("sv").duty.on_call_ended(shown) == (
        "Bo har beredskap i Kultur, men är borta 25–26 november. Det som är brådskande utanför arbetstid går "
        "då till den som står näst på tur: kontots ersättare, annars ni som är kommunikationsansvariga. Så "
        "här säger du vem som har de dagarna i stället: ”beredskap @namn 2026-11-25 2026-11-26”."
    )
    assert said(office.says(cecilia, "beredskap @U-ANNA 2026-11-25 2026-11-26", MONDAY)) is Said.ON_CALL_SET
    with office.store.read() as tx:
        held = on_calls.since(tx, [office.newsroom.unit.id], date(2026, 11, 23))
    assert [(row.person_id, row.first_day.day, row.last_day.day) for row in held] == [
        (office.newsroom.bo.id, 23, 24),
        (office.newsroom.anna.id, 25, 26),
        (office.newsroom.bo.id, 27, 29),
    ]


def test_what_is_urgent_when_who_is_on_call_is_away_goes_to_the_next_in_line_at_once(
    desk: Desk, office: Office
) -> None:
    """U21, M30: a unit that has somebody on call counts on it that somebody hears at 22:00."""
    anna, bo, cecilia = office.newsroom.anna, office.newsroom.bo, office.newsroom.cecilia
    office.says(cecilia, "beredskap @U-BO 23/11 29/11", MONDAY)
    office.says(bo, "borta idag", "2026-11-23 21:00")
    (number,) = desk.receive("2026-11-23 21:50")
    outcome = office.act(anna, Action.URGENT, number, EVENING)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.people) == (Said.URGENT_NEXT, ("Cecilia",))
    assert "Bo, som har beredskap, är inte på plats, så Cecilia får veta det nu" in texts("sv").say(
        outcome.say
    )
    desk.run(EVENING, "2026-11-24 09:00")
    assert [(when, whom) for when, whom, _ in desk.told(NoticeKind.URGENT)] == [("Mon 22:00", "cecilia")]
    assert desk.gaps("2026-11-24 09:00") == []


def test_the_accounts_deputy_is_before_the_supervisors_in_line(office: Office) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-ANNA 23/11", MONDAY)
    office.says(office.newsroom.anna, "borta idag", "2026-11-23 21:00")
    _, outcome = marks(office, office.newsroom.cecilia)
    assert outcome.say is not None
    assert (outcome.say.said, outcome.say.people) == (Said.URGENT_NEXT, ("Bo",))


def test_with_nobody_left_in_line_whoever_runs_svarsvakt_hears_at_once(office: Office) -> None:
    cecilia, bo = office.newsroom.cecilia, office.newsroom.bo
    office.says(cecilia, "beredskap @U-BO 23/11", MONDAY)
    for person in (bo, cecilia):
        office.says(person, "borta idag", "2026-11-23 21:00")
    _, outcome = marks(office, office.newsroom.anna)
    assert outcome.say is not None
    assert "den som sköter Svarsvakt får veta det nu" in texts("sv").say(outcome.say)
    assert [row.send_at for row in office.all_notices("urgent:") if row.recipient == "operator"] == [
        at(EVENING)
    ]


def test_she_who_says_it_and_is_the_next_in_line_herself_calls_nobody(office: Office) -> None:
    office.says(office.newsroom.cecilia, "beredskap @U-BO 23/11", MONDAY)
    office.says(office.newsroom.bo, "borta idag", "2026-11-23 21:00")
    _, outcome = marks(office, office.newsroom.cecilia)
    assert said(outcome) is Said.URGENT


def test_who_is_away_on_those_days_is_not_put_on_call(office: Office) -> None:
    office.says(office.newsroom.bo, "borta 16/12 17/12", MONDAY)
    refused = office.says(office.newsroom.cecilia, "beredskap @U-BO 14/12 18/12", MONDAY)
    assert refused.say is not None
    assert texts("sv").say(refused.say) == (
        "Bo är borta 16–17 december och kan inte ha beredskap då. Välj andra dagar eller någon annan."
    )
