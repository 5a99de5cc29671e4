"""What holds for every calendar, every policy and every instant from 1990 to 2050."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.answer_time import due, explain
from scheduler.escalation import next_attention, rung_for, rung_times
from scheduler.settings import (
    AnswerPolicy,
    AnswerRules,
    CalendarRules,
    LadderRules,
    RoundRules,
    Season,
)
from scheduler.watch import day_rounds
from scheduler.working_calendar import WorkingCalendar

OFFICE = CalendarRules()
LUNCH = ((time(8), time(11, 30)), (time(12, 15), time(17)))
EVENING = ((time(15), time(0)),)  # until midnight
CALENDARS = [
    WorkingCalendar(rules)
    for rules in (
        OFFICE,
        replace(OFFICE, short_days={}, bridge_days_closed=True),
        replace(OFFICE, week=(((time(10), time(17)),),) * 7),
        replace(OFFICE, week=(LUNCH, (), LUNCH, (), LUNCH, EVENING, ())),
        replace(OFFICE, week=((), (), (), (), (), (), ((time(12), time(12, 40)),))),
        replace(
            OFFICE,
            seasons=(
                Season(first=(11, 20), last=(2, 10), close=time(15)),
                Season(first=(6, 20), last=(8, 15), week=(LUNCH, *((),) * 6)),
            ),
            closures=frozenset({date(2026, 11, 30), date(2027, 3, 30)}),
            open_days={date(2026, 12, 6): ((time(9), time(9, 30)),)},
        ),
        replace(OFFICE, week=(((time(0), time(0)),),) * 7, holidays_off=False, short_days={}),
    )
]
POLICIES = [AnswerRules(policy=policy) for policy in AnswerPolicy]
LADDER = LadderRules()

calendars = st.sampled_from(CALENDARS)
policies = st.sampled_from(POLICIES)
# Whole years, with the weeks around holidays, DST nights and leap days far likelier than chance has them.
odd_days = st.sampled_from(
    [
        datetime(2026, 3, 28, 23, tzinfo=UTC),
        datetime(2026, 10, 24, 22, tzinfo=UTC),
        datetime(2026, 11, 27, 12, tzinfo=UTC),
        datetime(2026, 12, 23, 8, tzinfo=UTC),
        datetime(2027, 3, 25, 9, tzinfo=UTC),
        datetime(2028, 2, 29, 7, tzinfo=UTC),
        datetime(2049, 12, 31, 7, tzinfo=UTC),
        datetime(1990, 1, 1, tzinfo=UTC),
    ]
)
near = st.builds(lambda day, minutes: day + timedelta(minutes=minutes), odd_days, st.integers(0, 8 * 24 * 60))
anywhere = st.datetimes(datetime(1990, 1, 1), datetime(2050, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001 - the strategy adds the zone
instants = st.one_of(near, near, anywhere)
amounts = st.integers(0, 60 * 60).map(lambda minutes: timedelta(minutes=minutes))


@given(calendars, policies, instants, amounts)
def test_a_later_comment_is_never_due_earlier(
    calendar: WorkingCalendar, answer: AnswerRules, received: datetime, later: timedelta
) -> None:
    assert due(received, answer, calendar) <= due(received + later, answer, calendar)


@given(calendars, policies, instants)
def test_the_explanation_agrees_with_the_answer_time(
    calendar: WorkingCalendar, answer: AnswerRules, received: datetime
) -> None:
    why = explain(received, answer, calendar)
    assert why.due == due(received, answer, calendar) >= received
    assert why.last_working_moment == calendar.last_moment(why.due) <= why.due


@given(calendars, policies, instants)
def test_every_warning_reaches_working_time(
    calendar: WorkingCalendar, answer: AnswerRules, received: datetime
) -> None:
    rungs = rung_times(due(received, answer, calendar), calendar, LADDER)
    assert [rung.name for rung in rungs] == ["1", "2", "3", "overdue"]
    assert all(calendar.last_moment(rung.at) == rung.at or calendar.is_working(rung.at) for rung in rungs)
    assert list(rungs) == sorted(rungs, key=lambda rung: rung.at)


@given(calendars, instants, amounts, amounts)
def test_working_time_is_additive(
    calendar: WorkingCalendar, start: datetime, first: timedelta, second: timedelta
) -> None:
    middle, end = start + first, start + first + second
    whole = calendar.working_time(start, end)
    assert whole == calendar.working_time(start, middle) + calendar.working_time(middle, end)
    assert timedelta(0) <= whole <= end - start


@given(calendars, instants, st.integers(1, 3000).map(lambda minutes: timedelta(minutes=minutes)))
def test_so_much_working_time_lies_between_an_instant_and_what_is_added_to_it(
    calendar: WorkingCalendar, start: datetime, amount: timedelta
) -> None:
    end = calendar.add(start, amount)
    assert calendar.working_time(start, end) == amount
    back = calendar.subtract(end, amount)
    assert calendar.working_time(back, end) == amount
    assert back >= start


@given(calendars, instants)
def test_the_next_and_the_last_moment_are_in_working_time(calendar: WorkingCalendar, at: datetime) -> None:
    after, before = calendar.next_moment(at), calendar.last_moment(at)
    assert before <= at <= after
    assert calendar.is_working(after)
    assert calendar.working_time(before, after) == timedelta(0)


@given(calendars, policies, instants, amounts, amounts, st.one_of(st.none(), amounts))
def test_the_rung_never_drops_as_time_passes(  # noqa: PLR0917 - what @given draws
    calendar: WorkingCalendar,
    answer: AnswerRules,
    received: datetime,
    first: timedelta,
    second: timedelta,
    shown_after: timedelta | None,
) -> None:
    until = due(received, answer, calendar)
    shown = None if shown_after is None else received + shown_after

    def height(at: datetime) -> int:
        name = rung_for(
            due=until, shown_at=shown, received=received, calendar=calendar, ladder=LADDER, now=at
        )
        return (None, "1", "2", "3", "overdue").index(name)

    now = received + first
    assert height(now) <= height(now + second)


@given(calendars, policies, instants, amounts, st.integers(0, 3))
def test_the_clock_is_never_told_to_look_too_late(
    calendar: WorkingCalendar, answer: AnswerRules, received: datetime, passed: timedelta, above: int
) -> None:
    until, now = due(received, answer, calendar), received + passed
    at = next_attention(
        due=until, shown_at=received, received=received, calendar=calendar, ladder=LADDER, rung=above, now=now
    )
    assert at is not None
    just_before = at - timedelta(seconds=1)
    if just_before > now:
        name = rung_for(
            due=until, shown_at=received, received=received, calendar=calendar, ladder=LADDER, now=just_before
        )
        assert (None, "1", "2", "3", "overdue").index(name) <= above


@settings(max_examples=300)
@given(calendars, st.dates(date(1990, 1, 2), date(2050, 12, 30)))
def test_rounds_are_in_working_time_and_never_on_a_day_off(calendar: WorkingCalendar, day: date) -> None:
    rounds = day_rounds(day, calendar, RoundRules())
    if not calendar.is_working_day(day):
        assert rounds == ()
        return
    times = [one.at for one in rounds]
    assert times == sorted(set(times))
    assert all(calendar.is_working(at) and calendar.local_day(at) == day for at in times)
    assert [one.ends_at for one in rounds] == [*times[1:], calendar.close(day)]
    assert sum(one.last_before_days_off for one in rounds) == (
        not calendar.is_working_day(day + timedelta(days=1))
    )
