"""Made-up calendars: odd weeks, several intervals a day, closures, seasons, far zones; the rules hold."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.answer_time import due
from scheduler.escalation import rung_times
from scheduler.settings import (
    AnswerPolicy,
    AnswerRules,
    CalendarRules,
    Hours,
    LadderRules,
    RoundRules,
    Season,
    ShortDay,
)
from scheduler.watch import day_rounds
from scheduler.working_calendar import WorkingCalendar

# St. John's fell back at 00:01 to the day before until 2011, Beirut and Havana skip midnights, Apia skipped a
# whole day in 2011, Lord Howe moves by half an hour.
ZONES = [
    "Europe/Stockholm",
    "America/St_Johns",
    "Asia/Beirut",
    "America/Havana",
    "Pacific/Apia",
    "Australia/Lord_Howe",
]
DAY = timedelta(days=1)


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)  # 24:00 is written 00:00


def hours(most: int = 3) -> st.SearchStrategy[Hours]:
    edges = st.lists(st.integers(0, 24 * 60), min_size=2, max_size=2 * most, unique=True).map(sorted)
    return edges.map(
        lambda times: tuple((clock(a), clock(b)) for a, b in zip(times[::2], times[1::2], strict=False))
    )


weeks = st.tuples(*(st.one_of(st.just(()), hours()) for _ in range(7))).filter(any)
days_near = st.dates(date(2011, 12, 1), date(2012, 4, 30)) | st.dates(date(2026, 2, 20), date(2026, 4, 20))
month_days = st.tuples(st.integers(1, 12), st.integers(1, 28))
rules = st.builds(
    CalendarRules,
    zone=st.sampled_from(ZONES),
    week=weeks,
    holidays_off=st.booleans(),
    short_days=st.dictionaries(st.sampled_from(ShortDay), st.integers(1, 24 * 60 - 1).map(clock), max_size=6),
    bridge_days_closed=st.booleans(),
    closures=st.frozensets(days_near, max_size=12),
    open_days=st.dictionaries(days_near, hours(), max_size=4),
    seasons=st.lists(
        st.builds(
            Season,
            first=month_days,
            last=month_days,
            week=st.none() | st.tuples(*(st.one_of(st.just(()), hours(2)) for _ in range(7))),
            close=st.none() | st.integers(1, 24 * 60 - 1).map(clock),
        ),
        max_size=2,
    ).map(tuple),
)
answers = st.builds(
    AnswerRules,
    policy=st.sampled_from(AnswerPolicy),
    hours=st.integers(0, 96).map(lambda n: timedelta(hours=n)),
    after_opening=st.integers(0, 30 * 60).map(lambda n: timedelta(minutes=n)),
    working_hours=st.integers(0, 40 * 60).map(lambda n: timedelta(minutes=n)),
)
instants = st.builds(
    lambda day, seconds: day + timedelta(seconds=seconds),
    st.sampled_from([datetime(2011, 12, 20, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)]),
    st.integers(0, 40 * 86_400),
)
amounts = st.integers(0, 5 * 86_400).map(lambda seconds: timedelta(seconds=seconds))
quickly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def compiled(made: CalendarRules) -> WorkingCalendar:
    """The calendar, where it has working days at all; one that has none is refused when it is made."""
    try:
        calendar = WorkingCalendar(made)
    except ValueError:
        assume(False)
        raise
    # Open on some day of each season of the years asked about: the search for a working day has an end.
    assume(calendar.next_working_day(date(2011, 1, 1)) < date(2013, 1, 1))
    return calendar


def by_steps(received: datetime, answer: AnswerRules, calendar: WorkingCalendar) -> datetime:
    """The guideline's three steps, taken one after the other as they are written."""
    elapsed = received + answer.hours
    day = calendar.local_day(elapsed)
    if not calendar.is_working_day(day):
        return morning(calendar.next_working_day(day), answer, calendar)
    if not calendar.is_working_day(day - DAY):
        return max(elapsed, morning(day, answer, calendar))
    return elapsed


def morning(day: date, answer: AnswerRules, calendar: WorkingCalendar) -> datetime:
    """min(opening + 4 h, close); in a gap between two intervals, the gap's start."""
    spans = calendar.intervals(day)
    limit = min(spans[0][0] + answer.after_opening, spans[-1][1])
    for earlier, later in pairwise(spans):
        if earlier[1] < limit < later[0]:
            return earlier[1]
    return limit


@quickly
@given(rules, answers, instants)
def test_the_guideline_is_its_three_steps(
    made: CalendarRules, answer: AnswerRules, received: datetime
) -> None:
    calendar = compiled(made)
    if answer.policy is AnswerPolicy.GUIDELINE:
        assert due(received, answer, calendar) == by_steps(received, answer, calendar)


@quickly
@given(rules, answers, st.lists(instants, min_size=2, max_size=30).map(sorted))
def test_a_later_comment_is_never_due_earlier(
    made: CalendarRules, answer: AnswerRules, received: list[datetime]
) -> None:
    calendar = compiled(made)
    times = [due(at, answer, calendar) for at in received]
    assert times == sorted(times)


@quickly
@given(rules, instants, amounts, amounts)
def test_working_time_is_additive_and_days_are_in_order(
    made: CalendarRules, start: datetime, first: timedelta, second: timedelta
) -> None:
    calendar = compiled(made)
    middle, end = start + first, start + first + second
    assert calendar.working_time(start, end) == (
        calendar.working_time(start, middle) + calendar.working_time(middle, end)
    )
    assert calendar.local_day(start) <= calendar.local_day(middle) <= calendar.local_day(end)
    # The slow way: second for second is the sum over the days' intervals.
    day, worked = calendar.local_day(start), timedelta(0)
    while day <= calendar.local_day(end):
        worked += sum(
            (
                max(timedelta(0), min(close, end) - max(opening, start))
                for opening, close in calendar.intervals(day)
            ),
            timedelta(0),
        )
        day += DAY
    assert calendar.working_time(start, end) == worked


@quickly
@given(rules, instants, st.integers(1, 40 * 3600).map(lambda seconds: timedelta(seconds=seconds)))
def test_adding_and_subtracting_working_time_undo_each_other(
    made: CalendarRules, at: datetime, amount: timedelta
) -> None:
    calendar = compiled(made)
    start, end = calendar.next_moment(at), calendar.last_moment(at)
    assert calendar.subtract(calendar.add(start, amount), amount) == start
    assert calendar.add(calendar.subtract(end, amount), amount) == end


@quickly
@given(rules, answers, instants)
def test_every_warning_reaches_working_time(
    made: CalendarRules, answer: AnswerRules, received: datetime
) -> None:
    calendar = compiled(made)
    rungs = rung_times(due(received, answer, calendar), calendar, LadderRules())
    assert all(calendar.last_moment(rung.at) == rung.at for rung in rungs)
    assert [rung.at for rung in rungs] == sorted(rung.at for rung in rungs)


@quickly
@given(rules, st.lists(st.integers(0, 24 * 60 - 1).map(clock), max_size=6), days_near)
def test_every_round_is_in_working_time_and_none_on_a_day_off(
    made: CalendarRules, times: list[time], day: date
) -> None:
    calendar = compiled(made)
    rounds = day_rounds(day, calendar, RoundRules(times=tuple(times)))
    assert all(calendar.is_working(one.at) and calendar.local_day(one.at) == day for one in rounds)
    assert all(one.at < one.ends_at <= calendar.close(day) for one in rounds)
    assert bool(rounds) == (bool(times) and calendar.is_working_day(day))


@quickly
@given(rules, instants, st.integers(1, 5))
def test_working_days_on_is_in_working_time_and_in_order(
    made: CalendarRules, at: datetime, days: int
) -> None:
    calendar = compiled(made)
    then = calendar.add_working_days(at, days)
    assert calendar.last_moment(then) == then
    assert calendar.local_day(then) > calendar.local_day(at)
    later = at + timedelta(hours=1)
    assert calendar.local_day(then) <= calendar.local_day(calendar.add_working_days(later, days))
    if calendar.local_day(later) == calendar.local_day(at):  # 23:00 is later than 00:00 the day after
        assert then <= calendar.add_working_days(later, days)
