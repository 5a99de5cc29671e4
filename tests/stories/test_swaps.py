"""Days on duty change hands with one click by both; nobody is asked why (U21)."""

from datetime import date

import pytest

from bot.texts import texts
from db import duty, people, places
from db.rows import Person
from db.words import NoticeKind, NoticeState, SwapState
from handlers import swapping
from handlers.duty import ask_channel
from handlers.duty_content import DutyWeekContent, SwapContent
from handlers.managing.form import UnitFormKind
from handlers.outcome import FormKind, Outcome, Said
from tests.stories.managing import sends
from tests.stories.office import Office, at, said

MONDAY = "2026-05-11 10:00"
FRIDAY = date(2026, 5, 15)


@pytest.fixture
def rota(office: Office) -> Office:
    """Anna has Mondays and Fridays, Bo Tuesdays and Wednesdays."""
    with office.store.write() as tx:
        people.set_details(tx, office.newsroom.anna.id, duty_weekdays=(0, 4))
        people.set_details(tx, office.newsroom.bo.id, duty_weekdays=(1, 2))
    return office


def answers(office: Office, person: Person, swap_id: int, *, yes: bool = True, when: str = MONDAY) -> Outcome:
    with office.store.write() as tx:
        who = people.get(tx, person.id)
        return swapping.answer(tx, office.book, person=who, swap_id=swap_id, yes=yes, now=at(when))


def on_duty(office: Office, day: date, when: str = MONDAY) -> tuple[str, ...]:
    shown = office.says(office.newsroom.anna, f"jour {day.isoformat()}", when).content
    assert isinstance(shown, DutyWeekContent)
    return shown.days[day.weekday()].people


def test_a_day_changes_hands_with_one_click_by_each(rota: Office) -> None:
    """U21: a swap needs two clicks and nobody's leave."""
    anna, bo = rota.newsroom.anna, rota.newsroom.bo
    asked = rota.says(anna, "byt 15 maj @U-BO mot 19 maj", MONDAY)
    assert said(asked) is Said.SWAP_ASKED
    (row,) = rota.all_notices("swap:")
    assert (row.kind, row.recipient, row.send_at) == (NoticeKind.SWAP, f"person:{bo.id}", at(MONDAY))
    shown = rota.shows(row, when=MONDAY)
    assert isinstance(shown, SwapContent)
    assert texts("sv").duty.swap_message(shown) == (
        "Anna undrar om du kan ta fredag 15 maj (klämdag vid Kristi himmelsfärdsdag), och tar tisdag 19 maj "
        "från dig i stället."
    )
    assert said(answers(rota, bo, 1)) is Said.SWAP_ACCEPTED
    assert on_duty(rota, FRIDAY) == ("Bo",)
    assert on_duty(rota, date(2026, 5, 19)) == ("Anna",)
    asked_row, told = rota.all_notices("swap:")
    assert (told.recipient, asked_row.state) == (f"person:{anna.id}", NoticeState.CANCELLED)
    assert texts("sv").duty.swap_message(rota.shows(told)) == (  # type: ignore[arg-type]  # a SwapContent
        "Bo tar fredag 15 maj (klämdag vid Kristi himmelsfärdsdag), och Anna tar tisdag 19 maj i stället."
    )


def test_who_has_the_day_by_a_swap_is_who_hears_of_what_comes_in(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    answers(rota, rota.newsroom.bo, 1)
    status = rota.says(rota.newsroom.anna, "status", "2026-05-15 10:00").content
    assert [one.first_name for one in status.on_duty] == ["Bo"]  # type: ignore[union-attr]  # a StatusContent


def test_asked_in_the_channel_the_first_who_presses_has_it(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj", MONDAY)
    (row,) = rota.all_notices("swap:")
    assert row.recipient == f"unit:{rota.newsroom.unit.id}"
    assert said(answers(rota, rota.newsroom.cecilia, 1)) is Said.SWAP_ACCEPTED
    late = answers(rota, rota.newsroom.bo, 1)
    assert late.say is not None
    assert (late.say.said, late.say.person) == (Said.SWAP_TAKEN, "Cecilia")
    assert on_duty(rota, FRIDAY) == ("Cecilia",)


def test_a_no_is_told_to_who_asked_and_changes_nothing(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    assert said(answers(rota, rota.newsroom.bo, 1, yes=False)) is Said.SWAP_DECLINED
    told = rota.all_notices("swap:1:answered")[0]
    shown = rota.shows(told)
    assert isinstance(shown, SwapContent)
    assert (shown.state, shown.decided_by) == (SwapState.DECLINED, "Bo")
    assert on_duty(rota, FRIDAY) == ("Anna",)
    assert said(answers(rota, rota.newsroom.bo, 1)) is Said.SWAP_OVER


def test_nobody_is_asked_on_a_free_day(rota: Office) -> None:
    """The question waits for the unit's next working moment, and is of no use when the day is over."""
    outcome = rota.says(rota.newsroom.anna, "byt 18 maj @U-BO", "2026-05-16 11:00")
    assert outcome.say is not None
    assert outcome.say.at == at("2026-05-18 08:00")
    (row,) = rota.all_notices("swap:")
    assert (row.send_at, row.expires_at) == (at("2026-05-18 08:00"), at("2026-05-19 00:00"))


def test_who_asked_takes_it_back_and_the_question_is_not_sent(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    with rota.store.write() as tx:
        outcome = swapping.withdraw(tx, rota.book, person=rota.newsroom.anna, swap_id=1, now=at(MONDAY))
    assert said(outcome) is Said.SWAP_WITHDRAWN
    assert rota.all_notices("swap:")[0].state is NoticeState.CANCELLED
    assert said(answers(rota, rota.newsroom.bo, 1)) is Said.SWAP_OVER


def test_an_editor_takes_a_day_that_nobody_has(rota: Office) -> None:
    assert on_duty(rota, date(2026, 5, 21)) == ()
    assert said(rota.says(rota.newsroom.bo, "jour ta 21 maj", MONDAY)) is Said.DUTY_TAKEN
    assert on_duty(rota, date(2026, 5, 21)) == ("Bo",)
    assert said(rota.says(rota.newsroom.bo, "jour ta 2026-05-21", MONDAY)) is Said.DUTY_YOURS_ALREADY


def test_a_supervisor_asks_the_channel_for_a_day_that_nobody_has(rota: Office) -> None:
    rota.says(rota.newsroom.cecilia, "byt 21 maj", MONDAY)
    shown = rota.shows(rota.all_notices("swap:")[0])
    assert isinstance(shown, SwapContent)
    assert texts("sv").duty.swap_message(shown) == "Ingen har jour torsdag 21 maj i Kultur. Vem kan ta den?"


def test_a_gap_that_is_told_is_asked_about_in_the_channel_with_one_click(rota: Office) -> None:
    """U21: the supervisor need not hunt for somebody."""
    unit, day = rota.newsroom.unit, date(2026, 5, 21)
    with rota.store.write() as tx:
        asked = ask_channel(
            tx, rota.book, person=rota.newsroom.cecilia, unit_id=unit.id, day=day, now=at(MONDAY)
        )
    assert said(asked) is Said.SWAP_ASKED
    assert rota.all_notices("swap:")[0].recipient == f"unit:{unit.id}"
    assert said(answers(rota, rota.newsroom.bo, 1)) is Said.SWAP_ACCEPTED
    assert on_duty(rota, day) == ("Bo",)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("byt 12 maj @U-BO", Said.SWAP_NOT_YOURS),
        ("byt 8 maj 2026", Said.DUTY_DAY_PASSED),
        ("byt 14 maj", Said.DUTY_DAY_OFF),
        ("byt 15 maj @U-BO mot 14 maj", Said.DUTY_DAY_OFF),
        ("byt 15 maj @U-BO mot 18 maj", Said.SWAP_RETURN_NOT_THEIRS),
        ("byt 15 maj mot 19 maj", Said.SWAP_RETURN_FROM_WHOM),
        ("byt 15 maj @U-ANNA", Said.SWAP_NO_COLLEAGUE),
        ("byt 15 maj @Nisse", Said.PERSON_UNKNOWN),
        ("byt någon gång", Said.DATE_UNCLEAR),
        ("byt 15 maj @U-BO mot sen", Said.DATE_UNCLEAR),
        ("jour ta 14 maj", Said.DUTY_DAY_OFF),
        ("jour ta", Said.DUTY_DAY_MISSING),
        ("jour ta sen", Said.DATE_UNCLEAR),
    ],
)
def test_a_swap_that_cannot_be_gets_a_friendly_answer(rota: Office, text: str, answer: Said) -> None:
    outcome = rota.says(rota.newsroom.anna, text, MONDAY)
    assert (said(outcome), outcome.changed) == (answer, False)


def test_overlapping_duty_is_said_with_who_is_free_instead(rota: Office) -> None:
    """B01, U21: A day cannot be given to somebody who has it: nothing would change."""
    with rota.store.write() as tx:
        people.set_details(tx, rota.newsroom.bo.id, duty_weekdays=(4,))
    outcome = rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    assert outcome.say is not None
    assert texts("sv").say(outcome.say) == (
        "Bo har redan jour fredag 15 maj, och ingen annan är ledig från den."
    )
    assert rota.all_notices("swap:") == []


def test_somebody_who_is_away_is_not_asked_and_cannot_say_yes(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj", MONDAY)
    rota.says(rota.newsroom.bo, "borta 15 maj", MONDAY)
    assert said(answers(rota, rota.newsroom.bo, 1)) is Said.SWAP_AWAY
    assert said(rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)) is Said.SWAP_AWAY


def test_the_day_in_return_is_looked_at_again_when_she_says_yes(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO mot 19 maj", MONDAY)
    rota.says(rota.newsroom.bo, "borta 19 maj", MONDAY)
    assert said(answers(rota, rota.newsroom.bo, 1)) is Said.SWAP_CHANGED


def test_the_same_question_is_asked_once(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    assert said(rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)) is Said.SWAP_ASKED_ALREADY


def test_only_who_was_asked_may_answer(rota: Office) -> None:
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", MONDAY)
    assert said(answers(rota, rota.newsroom.cecilia, 1)) is Said.NOT_ALLOWED
    assert said(answers(rota, rota.newsroom.bo, 4711)) is Said.SWAP_OVER


def test_the_form_asks_the_same_and_says_beside_the_field_what_is_wrong(rota: Office) -> None:
    anna, unit = rota.newsroom.anna, rota.newsroom.unit
    opened = rota.says(anna, "byt", MONDAY)
    assert opened.form is not None
    assert (opened.form.kind, opened.form.number) == (FormKind.SWAP, unit.id)
    assert [choice.label for choice in opened.form.choices] == ["Bo Ek", "Cecilia Lind"]
    wrong = {"day": "2026-05-14", "person": str(rota.newsroom.bo.id)}
    faults = rota.sends(anna, FormKind.SWAP, wrong, number=unit.id, when=MONDAY).field_errors
    assert [(fault.field, fault.say.said) for fault in faults] == [("day", Said.DUTY_DAY_OFF)]
    right = {"day": "2026-05-15", "person": str(rota.newsroom.bo.id), "back_day": "2026-05-19"}
    assert said(rota.sends(anna, FormKind.SWAP, right, number=unit.id, when=MONDAY)) is Said.SWAP_ASKED


def test_a_gap_that_a_swap_makes_is_told_to_the_supervisor(rota: Office) -> None:
    """U21: the coming days are looked through again when somebody's days change."""
    with rota.store.write() as tx:
        people.set_details(tx, rota.newsroom.bo.id, duty_weekdays=(0, 1, 2, 3))
    rota.tick("2026-05-12 09:00")
    assert rota.all_notices("gap:") == []
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", "2026-05-12 10:00")
    answers(rota, rota.newsroom.bo, 1, when="2026-05-12 10:05")
    rota.tick("2026-05-12 10:06")
    assert rota.all_notices("gap:") == []
    rota.says(rota.newsroom.bo, "borta 15 maj 15 maj", "2026-05-12 10:10")
    rota.tick("2026-05-12 10:11")
    assert [row.day for row in rota.all_notices("gap:")] == [FRIDAY]


def test_a_day_in_return_that_who_asked_cannot_take_any_more_is_no_swap(rota: Office) -> None:
    """U21: a yes after the other has gone away would leave the day in return with nobody."""
    anna, bo = rota.newsroom.anna, rota.newsroom.bo
    rota.says(anna, "byt 15 maj @U-BO mot 19 maj", MONDAY)
    rota.says(anna, "borta 19 maj", MONDAY)
    assert said(answers(rota, bo, 1)) is Said.SWAP_CHANGED
    assert on_duty(rota, date(2026, 5, 19)) == ("Bo",)
    assert on_duty(rota, FRIDAY) == ("Anna",)


def test_a_day_that_is_somebody_elses_by_now_is_not_swapped_again(rota: Office) -> None:
    anna, bo, cecilia = rota.newsroom.anna, rota.newsroom.bo, rota.newsroom.cecilia
    rota.says(anna, "byt 15 maj @U-BO mot 19 maj", MONDAY)
    rota.says(anna, "byt 15 maj @U-CECILIA", MONDAY)
    assert said(answers(rota, cecilia, 2)) is Said.SWAP_ACCEPTED
    assert said(answers(rota, bo, 1)) is Said.SWAP_CHANGED
    assert on_duty(rota, date(2026, 5, 19)) == ("Bo",)


def test_who_has_left_the_unit_takes_no_day_in_return(rota: Office) -> None:
    """U21: her question may still stand; Bo keeps his own day."""
    anna, bo = rota.newsroom.anna, rota.newsroom.bo
    rota.says(anna, "byt 15 maj @U-BO mot 19 maj", MONDAY)
    with rota.store.write() as tx:
        places.set_roles(tx, anna.id, rota.newsroom.unit.id, ())
        places.end(tx, anna.id)
    assert said(answers(rota, bo, 1)) is Said.SWAP_CHANGED
    with rota.store.read() as tx:
        assert not duty.changes(tx, [rota.newsroom.unit.id])[rota.newsroom.unit.id]


def test_what_is_answered_with_no_before_it_was_asked_aloud_is_not_asked(rota: Office) -> None:
    """The question waits for Monday; on Sunday Bo says no on App Home."""
    rota.says(rota.newsroom.anna, "byt 15 maj @U-BO", "2026-05-10 10:00")
    answers(rota, rota.newsroom.bo, 1, yes=False, when="2026-05-10 11:00")
    asked, _ = rota.all_notices("swap:1:")
    assert asked.state is NoticeState.CANCELLED


def test_what_somebody_asked_who_leaves_the_unit_is_taken_back(rota: Office) -> None:
    """Nobody is asked for a day that nobody wants to give away any more."""
    anna = rota.newsroom.anna
    assert said(rota.says(anna, "byt 15 maj", MONDAY)) is Said.SWAP_ASKED
    assert said(sends(rota, UnitFormKind.PERSON_END, anna.id, when=MONDAY)) is Said.PERSON_ENDED
    with rota.store.read() as tx:
        assert duty.open_swaps(tx, [rota.newsroom.unit.id], date(2026, 5, 11)) == []
    (row,) = rota.all_notices("swap:")
    assert (row.state, row.reason) == (NoticeState.CANCELLED, "withdrawn")


def test_who_leaves_the_unit_is_no_longer_asked_and_who_asked_hears_it(rota: Office) -> None:
    anna = rota.newsroom.anna
    assert said(rota.says(anna, "byt 15 maj @U-BO", MONDAY)) is Said.SWAP_ASKED
    bo = rota.newsroom.bo
    assert said(sends(rota, UnitFormKind.PERSON_END, bo.id, when=MONDAY)) is Said.PERSON_ENDED
    asked, told = rota.all_notices("swap:")
    assert (asked.state, told.recipient) == (NoticeState.CANCELLED, f"person:{anna.id}")
    heard = texts("sv").duty.swap_message(rota.shows(told))  # type: ignore[arg-type]  # a SwapContent
    assert heard.startswith("Bo kan inte ta fredag 15 maj")


def test_the_channel_is_not_asked_when_everybody_else_has_the_day_already(office: Office) -> None:
    """U21: everybody is on duty every weekday, or away: a question that nobody could answer is none."""
    anna, bo = office.newsroom.anna, office.newsroom.bo
    for _ in range(2):
        outcome = office.says(anna, "byt 15 maj", MONDAY)
        assert outcome.say is not None
        assert texts("sv").say(outcome.say) == (
            "Det finns ingen att fråga om fredag 15 maj: alla andra redaktörer i Kultur har redan jour då, "
            "eller är borta. Kan du inte vara där, säg att du är borta."
        )
        with office.store.write() as tx:
            people.set_details(tx, bo.id, duty_weekdays=(0, 1))
        office.says(bo, "borta 15/5 15/5", MONDAY)
    assert office.all_notices("swap:") == []
    office.says(bo, "tillbaka 15/5", MONDAY)
    assert said(office.says(anna, "byt 15 maj", MONDAY)) is Said.SWAP_ASKED
