"""The day's watch rounds (M17): when the editors are called to look at the accounts. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from scheduler.local_time import reached
from scheduler.settings import RoundRules
from scheduler.working_calendar import WorkingCalendar

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class PlannedRound:
    """One round of a day; instants are UTC. It is missed at `ends_at`: the next round, or close."""

    number: int
    at: datetime
    ends_at: datetime
    last_before_days_off: bool = False


def day_rounds(day: date, calendar: WorkingCalendar, rounds: RoundRules) -> tuple[PlannedRound, ...]:
    """The rounds of a local day, each in working time and each at its own minute; none on a day off.

    When a set time falls outside the day's working time, as on a short day, the day's rounds are spread
    evenly: the first half an hour after opening, the last half an hour before close.
    """
    if not rounds.times or not calendar.is_working_day(day):
        return ()
    times = sorted({reached(datetime.combine(day, at), calendar.zone) for at in rounds.times})
    if not all(calendar.is_working(at) for at in times):
        times = sorted(set(_spread(day, len(times), calendar, rounds)))
    ends = [*times[1:], calendar.close(day)]
    days_off_follow = not calendar.is_working_day(day + timedelta(days=1))
    return tuple(
        PlannedRound(
            number=number, at=at, ends_at=end, last_before_days_off=days_off_follow and number == len(times)
        )
        for number, (at, end) in enumerate(zip(times, ends, strict=True), start=1)
    )


def _spread(day: date, count: int, calendar: WorkingCalendar, rounds: RoundRules) -> list[datetime]:
    """Evenly through the day's working time, in whole minutes; a day too short for the margins has less."""
    opening, close = calendar.opening(day), calendar.close(day)
    worked = calendar.working_time(opening, close)
    first = min(rounds.after_opening, worked / (count + 1))
    last = worked - min(rounds.before_close, worked / (count + 1))
    step = (last - first) / (count - 1) if count > 1 else timedelta(0)
    return [
        calendar.next_moment(calendar.add(opening, (first + step * index) // MINUTE * MINUTE))
        for index in range(count)
    ]
