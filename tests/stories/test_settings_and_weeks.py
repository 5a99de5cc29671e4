"""What changes with the settings, and what comes once a week or ahead of a gap in duty."""

from dataclasses import replace
from datetime import date, timedelta

from db import settings_versions
from db.words import NoticeKind
from handlers.content import WhyContent
from handlers.desk import Action, act
from scheduler.rulebook import RuleBook
from scheduler.settings import AnswerRules, CalendarRules, UnitRules
from scheduler.settings_json import book_to_json
from tests.stories.desk import Desk, at

CARD, RUNG = NoticeKind.CARD, NoticeKind.RUNG


def use(desk: Desk, rules: UnitRules, when: str) -> None:
    """From now on these settings hold: a new version, a new process."""
    with desk.store.write() as tx:
        number = settings_versions.current(tx, book_to_json(RuleBook(organisation=rules)), at(when))
    desk.book = RuleBook(organisation=rules, version=number)
    desk.deliverer = None


def test_a_changed_answer_time_moves_what_is_unsent_and_resends_nothing(desk: Desk) -> None:
    use(desk, UnitRules(), "2026-11-24 08:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 08:00", "2026-11-25 12:15", step_minutes=15)
    use(desk, UnitRules(answer=AnswerRules(hours=timedelta(hours=48))), "2026-11-25 12:20")
    desk.run("2026-11-25 12:30", "2026-11-26 14:15", step_minutes=15)
    assert desk.told(RUNG) == [
        ("Wed 10:00", "kultur", [f"rung:{number}:1:1"]),
        ("Wed 12:00", "kultur", [f"rung:{number}:1:2"]),
        ("Thu 13:00", "cecilia", [f"rung:{number}:1:3:cecilia"]),
        ("Thu 14:00", "kultur", [f"rung:{number}:1:overdue"]),
        ("Thu 14:00", "cecilia", [f"rung:{number}:1:overdue:cecilia"]),
    ]
    assert desk.comment(number).due_at == at("2026-11-26 14:00")
    assert desk.gaps("2026-11-26 14:15") == []


def test_why_is_answered_by_the_settings_that_the_answer_time_was_counted_by(desk: Desk) -> None:
    use(desk, UnitRules(), "2026-11-24 08:00")
    (number,) = desk.receive("2026-11-24 14:00")
    due_at = desk.comment(number).due_at
    use(desk, UnitRules(answer=AnswerRules(hours=timedelta(hours=48))), "2026-11-24 14:05")
    with desk.store.write() as tx:  # nothing has been recounted yet
        why = act(
            tx,
            desk.book,
            person=desk.newsroom.anna,
            action=Action.WHY,
            number=number,
            now=at("2026-11-24 14:06"),
        ).content
    assert isinstance(why, WhyContent)
    assert why.explanation.due == due_at == at("2026-11-25 14:00")


def test_a_rung_that_waits_when_the_settings_change_is_moved(desk: Desk) -> None:
    use(desk, UnitRules(), "2026-11-24 14:00")
    (number,) = desk.receive("2026-11-24 14:00")
    desk.run("2026-11-24 14:00", "2026-11-25 09:30", step_minutes=15)
    desk.tick(at("2026-11-25 09:45"))  # rung 1 waits for 10:00
    use(desk, UnitRules(answer=AnswerRules(hours=timedelta(hours=48))), "2026-11-25 09:50")
    desk.run("2026-11-25 10:00", "2026-11-26 10:15", step_minutes=15)
    assert desk.told(RUNG) == [("Thu 10:00", "kultur", [f"rung:{number}:1:1"])]


def test_a_day_that_closes_moves_the_cards_that_wait_for_it(desk: Desk) -> None:
    use(desk, UnitRules(), "2026-11-24 14:00")
    (number,) = desk.receive("2026-11-24 20:00")
    closed = replace(CalendarRules(), closures=frozenset({date(2026, 11, 25)}))
    desk.run("2026-11-24 20:00", "2026-11-24 20:15", step_minutes=15)
    use(desk, UnitRules(calendar=closed), "2026-11-24 21:00")
    desk.run("2026-11-24 21:00", "2026-11-26 08:15", step_minutes=15)
    assert desk.told(CARD) == [("Thu 08:00", "kultur", [f"card:{number}:1"])]
    assert desk.comment(number).due_at == at("2026-11-26 12:00")


def test_the_week_is_summed_up_once_on_its_first_working_day_four_hours_after_opening(desk: Desk) -> None:
    desk.receive("2026-11-19 10:00")
    desk.run("2026-11-20 08:00", "2026-11-20 16:30", step_minutes=15)
    desk.run("2026-11-23 07:45", "2026-11-24 16:30", step_minutes=15)
    assert desk.told(NoticeKind.WEEK) == [("Mon 12:00", "cecilia", ["week:2026-W47:cecilia"])]


def test_the_summary_after_christmas_comes_on_the_first_working_day(desk: Desk) -> None:
    desk.receive("2026-12-22 10:00")
    desk.run("2026-12-22 10:00", "2026-12-22 10:00")
    desk.run("2027-01-01 11:45", "2027-01-01 23:45", step_minutes=15)
    assert desk.told(NoticeKind.WEEK) == []
    desk.run("2027-01-04 07:45", "2027-01-04 12:15", step_minutes=15)  # Monday, week 2027-W01
    assert [keys for _, _, keys in desk.told(NoticeKind.WEEK)][-1] == ["week:2026-W53:cecilia"]


def test_a_gap_in_duty_is_told_to_the_supervisor_five_working_days_ahead_and_once(desk: Desk) -> None:
    desk.away(desk.newsroom.anna, "2026-12-01", "2026-12-01")
    desk.run("2026-11-23 08:00", "2026-11-23 10:00", step_minutes=15)
    desk.away(desk.newsroom.bo, "2026-12-01", "2026-12-01")
    desk.run("2026-11-23 10:15", "2026-11-25 10:00", step_minutes=15)
    assert desk.told(NoticeKind.DUTY_GAP) == [("Tue 08:00", "cecilia", ["gap:kultur:2026-12-01:cecilia"])]


def test_an_absence_marked_today_that_leaves_a_gap_is_told_today(desk: Desk) -> None:
    desk.run("2026-11-23 08:00", "2026-11-23 10:00", step_minutes=15)
    desk.away(desk.newsroom.anna, "2026-11-24", "2026-11-24")
    desk.away(desk.newsroom.bo, "2026-11-24", "2026-11-24")
    desk.run("2026-11-23 10:15", "2026-11-23 10:30", step_minutes=15)
    assert desk.told(NoticeKind.DUTY_GAP) == [("Mon 10:15", "cecilia", ["gap:kultur:2026-11-24:cecilia"])]
