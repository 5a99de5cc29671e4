"""The judge of simulated years finds each kind of broken promise, and nothing where all is well."""

from dataclasses import replace
from datetime import datetime, time, timedelta

import pytest

from bot.simulation import by_hand
from db.words import EventAction, NoticeKind
from scheduler import answer_time, escalation
from scheduler.settings import AnswerPolicy, AnswerRules, CalendarRules, RoundRules, UnitRules
from scheduler.working_calendar import WorkingCalendar
from tests.unit.judged_world import (
    ANNA,
    ANSWERED,
    BO,
    CAME,
    CARD,
    CECILIA,
    EVERYTHING,
    FIRST,
    OVERDUE,
    ROUNDS,
    SECOND,
    SUPERVISOR,
    THIRD,
    Told,
    at,
    away,
    call,
    card,
    event,
    found,
    rung,
    without,
)


def test_where_everything_is_said_in_its_time_nothing_is_wrong() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    ("gone", "what"),
    [
        (CARD, "lost: card of 1"),
        (FIRST, "lost: rung 1 of 1"),
        (SECOND, "lost: rung 2 of 1"),
        (THIRD, "lost: rung 3 of 1"),
        (ROUNDS[1], "lost: round of kultur"),
        (ROUNDS[5], "lost: round of kultur"),
    ],
)
def test_what_was_never_said_is_lost(gone: Told, what: str) -> None:
    assert found(without(gone)) == {what}


def test_overdue_told_to_nobody_at_all_is_lost() -> None:
    assert found(without(*OVERDUE)) == {"lost: rung 4 of 1"}


@pytest.mark.parametrize(
    ("was", "late", "what"),
    [
        (CARD, card("2026-11-24 10:45"), "lost: card of 1"),
        (SECOND, rung("2026-11-25 08:25", "2"), "lost: rung 2 of 1"),
        (ROUNDS[1], call("2026-11-24 12:55", 2), "lost: round of kultur"),
    ],
)
def test_what_is_said_too_late_is_lost(was: Told, late: Told, what: str) -> None:
    assert found([*without(was), late]) == {what}


def test_a_higher_rung_speaks_for_a_lower_one() -> None:
    assert found([*without(SECOND), rung("2026-11-25 08:50", "3", SUPERVISOR), THIRD]) >= {"doubled"}
    assert found([*without(FIRST), rung("2026-11-24 14:45", "2")]) >= {"early"}


def test_a_round_of_that_hour_speaks_for_the_first_rung() -> None:
    at_two = UnitRules(rounds=RoundRules(times=(time(8, 30), time(12, 30), time(14))))
    calls = [call("2026-11-24 14:00", 3), call("2026-11-25 14:00", 3)]
    assert found([*without(FIRST, ROUNDS[2], ROUNDS[5]), *calls], rules=at_two) == set()


def test_a_round_of_that_hour_that_nobody_on_duty_reads_does_not_speak_for_the_first_rung() -> None:
    at_two = UnitRules(rounds=RoundRules(times=(time(8, 30), time(12, 30), time(14))))
    calls = [call("2026-11-24 14:00", 3), call("2026-11-25 14:00", 3)]
    both = [away(ANNA, "2026-11-24"), away(BO, "2026-11-24")]
    told = [*without(FIRST, ROUNDS[2], ROUNDS[5]), *calls]
    assert "lost: rung 1 of 1" in found(told, rules=at_two, absences=both)


def test_a_round_need_not_be_called_to_where_everything_was_just_looked_at() -> None:
    handled = [CAME, event("2026-11-24 12:00", EventAction.CLAIMED), ANSWERED]
    assert found(without(ROUNDS[1]), events=handled) == set()


def test_the_same_key_twice_is_doubled() -> None:
    assert found([*EVERYTHING, replace(SECOND, at="2026-11-25 08:05")]) == {"doubled"}


def test_the_same_thing_twice_under_two_keys_is_doubled() -> None:
    assert found([*EVERYTHING, replace(SECOND, at="2026-11-25 08:05", key="rung:1:1:2:other")]) == {"doubled"}


def test_what_says_itself_that_it_may_have_been_said_before_is_not_doubled() -> None:
    assert found([*EVERYTHING, replace(SECOND, at="2026-11-25 08:05", doubtful=True)]) == set()


def test_a_warning_after_the_answer_is_stale() -> None:
    answered = [CAME, event("2026-11-24 15:00", EventAction.CLOSED)]
    assert found([*ROUNDS, CARD, FIRST], events=answered) == set()
    assert found([*ROUNDS, CARD, FIRST, SECOND], events=answered) == {"stale"}


def test_a_card_after_the_answer_is_stale() -> None:
    answered = [CAME, event("2026-11-24 10:10", EventAction.CLOSED)]
    assert found([*ROUNDS, card("2026-11-24 10:20")], events=answered) == {"stale"}


def test_a_warning_after_a_holding_reply_is_stale() -> None:
    promised = [CAME, event("2026-11-24 15:00", EventAction.ACKNOWLEDGED)]
    assert found([*ROUNDS, CARD, FIRST, SECOND], events=promised) == {"stale"}


def test_a_warning_before_its_time_is_early() -> None:
    assert found([*without(SECOND), rung("2026-11-24 16:00", "2")]) == {"early"}
    assert found([*without(THIRD), rung("2026-11-25 08:45", "3", SUPERVISOR)]) == set()  # gathered
    assert found([*without(OVERDUE[0]), rung("2026-11-25 09:59", "overdue")]) == {"early"}


def test_what_rings_when_nobody_is_at_work_is_outside_hours() -> None:
    assert found([*EVERYTHING, call("2026-11-25 16:36", 4)]) >= {"outside_hours"}
    late = Told(at="2026-11-24 22:00", kind=NoticeKind.WEEK, recipient=SUPERVISOR, key="week:x")
    assert found([*EVERYTHING, late]) == {"outside_hours"}


def test_two_messages_to_one_recipient_within_a_second_are_hurried() -> None:
    other = Told(at="2026-11-24 10:00", kind=NoticeKind.SIGN, key="sign:1")
    assert found([*EVERYTHING, other]) == {"hurried"}


def test_a_round_on_a_day_off_and_a_fourth_one_are_unexpected() -> None:
    saturday = {"first": "2026-11-28", "ended": "2026-11-29", "comments": False}
    assert found([], **saturday) == set()
    assert "unexpected" in found([call("2026-11-28 08:30", 1)], **saturday)
    assert found([*EVERYTHING, call("2026-11-25 15:30", 4)]) == {"unexpected"}


def test_a_word_about_what_was_written_before_anybody_watched_is_unexpected() -> None:
    assert found([*ROUNDS, CARD], history=True) == {"unexpected"}


def test_a_follow_up_that_nobody_promised_is_unexpected() -> None:
    follow = rung("2026-11-24 11:00", "overdue", follow_up=True)
    assert found([*EVERYTHING, follow]) == {"unexpected"}


def test_a_promise_to_come_back_that_nobody_is_reminded_of_is_lost() -> None:
    days = [*ROUNDS, *(call(f"2026-11-{day} 08:30", 1) for day in (26, 27))]
    days += [
        call(f"2026-11-{day} {clock}", n) for day in (26, 27) for n, clock in ((2, "12:30"), (3, "15:00"))
    ]
    promised = {"events": [CAME, event("2026-11-24 11:00", EventAction.ACKNOWLEDGED)], "ended": "2026-11-28"}
    assert found([*days, CARD], **promised) == {"lost: follow-up of 1"}
    assert found([*days, CARD, rung("2026-11-26 10:00", "3", follow_up=True)], **promised) == set()


def test_a_warning_to_somebody_who_is_away_reaches_nobody() -> None:
    assert found(absences=[away(CECILIA, "2026-11-25")]) == {"nobody_there"}


def test_a_warning_to_a_channel_of_people_who_are_all_away_reaches_nobody() -> None:
    both = [away(ANNA, "2026-11-25"), away(BO, "2026-11-25")]
    assert found(absences=both) == {"nobody_there"}
    also = rung("2026-11-25 08:00", "2", SUPERVISOR)
    assert found([*EVERYTHING, also], absences=both) == set()


def test_a_warning_in_the_channel_reaches_who_has_taken_it_though_all_editors_are_away() -> None:
    both = [away(ANNA, "2026-11-25"), away(BO, "2026-11-25")]
    taken = replace(event("2026-11-24 16:00", EventAction.CLAIMED), person_id=CECILIA.id)
    assert found(absences=both, events=[CAME, taken, ANSWERED]) == set()
    let_go = event("2026-11-24 16:10", EventAction.RELEASED)
    assert found(absences=both, events=[CAME, taken, let_go, ANSWERED]) == {"nobody_there"}


def test_an_answer_time_that_is_not_the_one_counted_by_hand_is_wrong() -> None:
    assert "wrong_answer_time" in found(due_at=at("2026-11-25 11:00"))


def test_an_answer_time_that_passes_without_anybody_having_heard_breaks_the_promise() -> None:
    assert "broken_promise" in found([*ROUNDS, *OVERDUE])
    assert "broken_promise" not in found([*ROUNDS, THIRD])


def test_a_week_that_no_supervisor_heard_of_is_lost() -> None:
    weeks = {"first": "2026-11-23", "ended": "2026-12-15", "comments": False}
    told = Told(
        at="2026-12-07 12:00",
        kind=NoticeKind.WEEK,
        recipient=SUPERVISOR,
        key="week:2026-W49:cecilia",
        facts={"week": "2026-W49"},
    )
    lost = f"lost: 2026-W49 to {SUPERVISOR}: None"
    assert lost in found([], **weeks)
    assert not any("W49" in wrong for wrong in found([told], **weeks))
    assert any("W49" in wrong for wrong in found([replace(told, at="2026-12-08 12:00")], **weeks))


def test_a_machine_that_slept_is_given_time_from_when_it_woke_and_no_more() -> None:
    slept = {"outages": [("2026-11-25 07:50", "2026-11-25 08:40")]}
    assert found([*without(SECOND), rung("2026-11-25 08:55", "2")], **slept) == set()
    assert found(without(SECOND), **slept) == set()  # the third came twenty minutes after it woke
    assert found(without(SECOND, THIRD), **slept) == {"lost: rung 2 of 1", "lost: rung 3 of 1"}


def test_a_round_that_was_called_on_waking_speaks_for_a_first_rung_that_was_slept_through() -> None:
    afternoon = {"outages": [("2026-11-24 14:20", "2026-11-24 15:10")]}
    called = call("2026-11-24 15:12", 3)
    assert found([*without(FIRST, ROUNDS[2]), called], **afternoon) == set()
    assert found([*without(FIRST, ROUNDS[2])], **afternoon) == {"lost: rung 1 of 1"}


@pytest.mark.parametrize("policy", list(AnswerPolicy))
def test_time_counted_by_hand_is_the_compiled_calendars_time(policy: AnswerPolicy) -> None:
    calendar, rules = WorkingCalendar(CalendarRules()), AnswerRules(policy=policy)
    received = at("2026-12-18 07:10")
    for _ in range(140):  # three weeks over Christmas
        received += timedelta(hours=3, minutes=37)
        due = answer_time.due(received, rules, calendar)
        assert by_hand.answer_time(received, rules, calendar) == due
        assert (
            _by_hand(due, calendar)
            == [rung.at for rung in escalation.rung_times(due, calendar, UnitRules().ladder)][:3]
        )


def _by_hand(due: datetime, calendar: WorkingCalendar) -> list[datetime]:
    last = by_hand.last_moment(due, calendar)
    return [by_hand.before(last, amount, calendar) for amount in UnitRules().ladder.before]
