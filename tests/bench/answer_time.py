"""Answer time per call: ours beside businesstimedelta, workalendar and numpy, in the same run.

Each is asked for the same hard instants (weekends, holidays, eves, DST nights) under the guideline policy on
the office calendar. The peers know no answer times, so each is used as its documentation says for the working
days, and the rule's three steps are put on top (the "fix"); businesstimedelta also by a single addition of
working hours, the least that it can be asked. An answer that differs from the rule, worked out here in plain
steps, is counted wrong.
"""

import random
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from time import perf_counter
from typing import Any, cast
from zoneinfo import ZoneInfo

from scheduler.answer_time import due
from scheduler.settings import AnswerRules, CalendarRules
from scheduler.swedish_days import holiday_names
from scheduler.working_calendar import WorkingCalendar
from tests.bench.measured import Measured

ZONE = ZoneInfo("Europe/Stockholm")
YEARS = range(2024, 2032)
KNOWN = range(2023, 2034)
"""The years whose holidays everybody is told: an answer may fall into the next."""
HOURS = timedelta(hours=24)
MORNING = timedelta(hours=4)
Due = Callable[[datetime], datetime]


def instants(count: int = 600) -> list[datetime]:
    """Hard instants: most of them within four days of a holiday, a weekend or a DST night."""
    chosen = random.Random(20261127)
    edges = [day for year in YEARS for day in holiday_names(year)]
    found = []
    for _ in range(count):
        day = chosen.choice(edges) + timedelta(days=chosen.randint(-4, 4))
        midnight = datetime.combine(day, time(), ZONE).astimezone(UTC)
        found.append(midnight + timedelta(minutes=chosen.randrange(24 * 60)))
    return found


def by_steps(received: datetime, works: Callable[[date], bool]) -> datetime:
    """The rule, step by step, with somebody else's idea of a working day."""
    elapsed = received + HOURS
    day = elapsed.astimezone(ZONE).date()
    if works(day):
        if works(day - timedelta(days=1)):
            return elapsed
        return max(elapsed, _morning(day))
    while not works(day):
        day += timedelta(days=1)
    return _morning(day)


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(8), ZONE).astimezone(UTC) + MORNING


def ours() -> Due:
    """The project's own."""
    calendar, answer = WorkingCalendar(CalendarRules(short_days={})), AnswerRules()
    return lambda received: due(received, answer, calendar)


def with_workalendar() -> Due:
    """workalendar, with the eves as days off."""
    from workalendar.europe import Sweden

    class Office(Sweden):  # type: ignore[misc]  # the library ships no types
        include_christmas_eve = True

    office = Office()
    eves = {day for year in KNOWN for day, name in holiday_names(year).items() if "afton" in name}
    return lambda received: by_steps(
        received, lambda day: day not in eves and bool(office.is_working_day(day))
    )


def with_numpy() -> Due:
    """numpy's business days, with our holidays."""
    import numpy as np

    holidays = sorted(day for year in KNOWN for day in holiday_names(year))
    calendar = np.busdaycalendar(holidays=np.array(holidays, dtype="datetime64[D]"))
    one_day = np.timedelta64(1, "D")

    def answer(received: datetime) -> datetime:
        elapsed = received + HOURS
        day = np.datetime64(elapsed.astimezone(ZONE).date())
        works = np.busday_offset(day, 0, roll="forward", busdaycal=calendar)
        if works == day and np.is_busday(day - one_day, busdaycal=calendar):
            return elapsed
        return max(elapsed, _morning(cast(date, works.item())))

    return answer


def _office_hours() -> tuple[Any, Any, Any]:
    """businesstimedelta, the office's rules in it, and the zone in the only shape that it takes."""
    import businesstimedelta
    import pytz

    zone = pytz.timezone("Europe/Stockholm")
    workday = businesstimedelta.WorkDayRule(
        start_time=time(8), end_time=time(16, 30), working_days=[0, 1, 2, 3, 4], tz=zone
    )
    holidays = {day: name for year in KNOWN for day, name in holiday_names(year).items()}
    rules = businesstimedelta.Rules([workday, businesstimedelta.HolidayRule(holidays, tz=zone)])
    return businesstimedelta, rules, zone


def with_businesstimedelta() -> Due:
    """businesstimedelta, one addition: as many working hours as a working day has."""
    library, rules, zone = _office_hours()
    amount = library.BusinessTimeDelta(rules, hours=8, seconds=30 * 60)

    def answer(received: datetime) -> datetime:
        end: datetime = received.astimezone(zone) + amount
        return end.astimezone(UTC)

    return answer


def with_businesstimedelta_fixed() -> Due:
    """businesstimedelta: four working hours from midnight is the morning of that or the next working day."""
    library, rules, zone = _office_hours()
    morning = library.BusinessTimeDelta(rules, hours=4)

    def midnight(day: date) -> datetime:
        localized: datetime = zone.localize(datetime.combine(day, time()))
        return localized

    def works(day: date) -> bool:
        return bool(rules.next(midnight(day))[0].date() == day)

    def answer(received: datetime) -> datetime:
        elapsed = received + HOURS
        day = elapsed.astimezone(ZONE).date()
        if works(day) and works(day - timedelta(days=1)):
            return elapsed
        limit: datetime = midnight(day) + morning
        return max(elapsed, limit.astimezone(UTC))

    return answer


def seconds_a_call(answer: Due, asked: list[datetime], rounds: int) -> float:
    """The quickest of several rounds, a call."""
    best = float("inf")
    for _ in range(rounds):
        begun = perf_counter()
        for received in asked:
            answer(received)
        best = min(best, perf_counter() - begun)
    return best / len(asked)


def measure() -> list[Measured]:
    """One row a peer; the wrong answers stand beside its name."""
    asked = instants()
    off = {day for year in KNOWN for day in holiday_names(year)}
    right = [by_steps(received, lambda day: day.weekday() < 5 and day not in off) for received in asked]
    mine = ours()
    wrong = sum(mine(received) != expected for received, expected in zip(asked, right, strict=True))
    own = seconds_a_call(mine, asked, 20)
    rows = []
    peers: list[tuple[str, Callable[[], Due], float]] = [
        ("businesstimedelta, one addition", with_businesstimedelta, 100.0),
        ("businesstimedelta + fix", with_businesstimedelta_fixed, 100.0),
        ("workalendar + fix", with_workalendar, 1.0),
        ("numpy + fix", with_numpy, 1.0),
    ]
    for name, make, times in peers:
        theirs: Any = make()
        astray = sum(theirs(received) != expected for received, expected in zip(asked, right, strict=True))
        took = seconds_a_call(theirs, asked, 3 if times > 1 else 20)
        rows.append(
            Measured(
                group="answer time",
                what=f"a call, {wrong} of {len(asked)} wrong",
                beside=f"{name}, {astray} of {len(asked)} wrong",
                ours=own * 1e6,
                theirs=took * 1e6,
                unit="µs",
                asked=f"{times:g}x faster" if times > 1 else "faster",
                met=own * times <= took,
            )
        )
    return rows
