"""Properties of the plan of a comment's ladder, for any comment, any working hours, any moment."""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from db.people import Team
from db.rows import Comment, Person
from db.words import CommentState
from scheduler.answer_time import due
from scheduler.plan import CommentPlan, plan_comment, rung_number
from scheduler.settings import CalendarRules, UnitRules
from scheduler.working_calendar import WorkingCalendar

OFFICE = UnitRules()
MUSEUM = UnitRules(
    calendar=CalendarRules(week=(((time(10), time(12)), (time(13), time(17))),) * 7, holidays_off=False)
)
CALENDARS = {id(rules): WorkingCalendar(rules.calendar) for rules in (OFFICE, MUSEUM)}

anna = Person(
    id=1, slug="anna", chat="slack", chat_id="U1", first_name="Anna", alias=None, full_name=None, email=None,
    language=None, duty_weekdays=[0, 1, 2, 3, 4, 5, 6], active=True,
)  # fmt: skip
cecilia = replace(anna, id=7, slug="cecilia", first_name="Cecilia")
TEAM = Team(editors=(anna,), supervisors=(cecilia,))

moments = st.integers(0, 3 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
rules_of_units = st.sampled_from([OFFICE, MUSEUM])
after = st.timedeltas(timedelta(0), timedelta(days=6))


def a_comment(received: datetime, rules: UnitRules, *, shown: timedelta | None, rung: int = 0) -> Comment:
    calendar = CALENDARS[id(rules)]
    due_at = due(received, rules.answer, calendar)
    return Comment(
        id=118, account_id=1, unit_id=3, external_id="x", thread_id=None, parent_id=None, source="test",
        author=None, text="Hej", url=None, written_at=received, first_seen_at=received, week="2026-W48",
        state=CommentState.NEW, version=1, episode=1, episode_at=received, due_at=due_at,
        last_working_moment=calendar.last_moment(due_at), claimed_by=None, claimed_at=None, met_at=None,
        met_working_minutes=None, closed_at=None, closed_by=None, ground=None, referred_to=None,
        follow_up_at=None, rung=rung, attend_at=received, history=False, late_seen=False,
        likely_no_reply=False, flagged=False, message_id=None,
        shown_at=None if shown is None else received + shown, settings_version=None,
    )  # fmt: skip


def plan(comment: Comment, rules: UnitRules, now: datetime) -> CommentPlan:
    return plan_comment(
        comment, rules=rules, calendar=CALENDARS[id(rules)], team=TEAM, claimer=None, version=None, now=now
    )


def live(comment: Comment, rules: UnitRules, until: datetime) -> list[CommentPlan]:
    """Look whenever the last look said to."""
    looks: list[CommentPlan] = []
    now = comment.attend_at
    while now is not None and now <= until and len(looks) < 500:
        looks.append(plan(comment, rules, now))
        comment = replace(comment, rung=looks[-1].rung)
        now = looks[-1].attend_at
    return looks


@given(moments, rules_of_units, st.none() | after, after)
def test_planning_twice_adds_nothing(
    received: datetime, rules: UnitRules, shown: timedelta | None, later: timedelta
) -> None:
    comment = a_comment(received, rules, shown=shown)
    first = plan(comment, rules, received + later)
    second = plan(replace(comment, rung=first.rung), rules, received + later)
    assert {row.key for row in second.notices}.isdisjoint({row.key for row in first.notices})
    assert second.rung >= first.rung
    again = plan(comment, rules, received + later)
    assert again == first


@given(moments, rules_of_units, st.none() | after, after, after)
def test_the_rung_never_drops_as_time_passes(
    received: datetime, rules: UnitRules, shown: timedelta | None, one: timedelta, other: timedelta
) -> None:
    comment = a_comment(received, rules, shown=shown)
    early, late = sorted([one, other])
    before = plan(comment, rules, received + early)
    assert plan(replace(comment, rung=before.rung), rules, received + late).rung >= before.rung


@given(moments, rules_of_units, st.none() | after)
def test_every_warning_is_timed_for_working_time_a_closing_instant_included(
    received: datetime, rules: UnitRules, shown: timedelta | None
) -> None:
    comment = a_comment(received, rules, shown=shown)
    calendar = CALENDARS[id(rules)]
    for look in live(comment, rules, received + timedelta(days=12)):
        for row in look.notices:
            assert calendar.last_moment(row.send_at) == row.send_at


@given(moments, rules_of_units, st.none() | st.just(timedelta(minutes=1)))
def test_a_comment_that_nobody_answers_is_always_overdue_in_the_end_and_the_supervisor_hears(
    received: datetime, rules: UnitRules, shown: timedelta | None
) -> None:
    comment = a_comment(received, rules, shown=shown)
    looks = live(comment, rules, comment.due_at + timedelta(days=12))
    keys = [row.key for look in looks for row in look.notices]
    assert looks[-1].rung == rung_number("overdue")
    assert "rung:118:1:overdue:p7" in keys
    assert len(keys) == len(set(keys))


@given(moments, rules_of_units)
def test_a_warning_comes_before_the_answer_time_wherever_an_hour_of_work_lies_between(
    received: datetime, rules: UnitRules
) -> None:
    comment = a_comment(received, rules, shown=timedelta(0))
    calendar = CALENDARS[id(rules)]
    looks = live(comment, rules, comment.due_at + timedelta(days=12))
    warned = [row.send_at for look in looks for row in look.notices if row.rung != "overdue"]
    if calendar.working_time(received, comment.last_working_moment) > timedelta(0):
        assert warned
        assert min(warned) <= comment.last_working_moment


@given(moments, rules_of_units)
def test_a_closed_comment_is_never_looked_at_again(received: datetime, rules: UnitRules) -> None:
    closed = replace(a_comment(received, rules, shown=None), state=CommentState.ANSWERED)
    assert plan(closed, rules, received) == CommentPlan(notices=(), rung=0, attend_at=None)


@given(moments, rules_of_units, after)
def test_the_next_look_always_lies_ahead(received: datetime, rules: UnitRules, later: timedelta) -> None:
    now = received + later
    look = plan(a_comment(received, rules, shown=timedelta(0)), rules, now)
    assert look.attend_at is None or look.attend_at > now
